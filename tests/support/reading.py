"""An archive with content for every page of the reading room, and the room served over HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

from dateline.config.loader import Config
from dateline.config.schema import Settings, Source
from dateline.config.schema.source import Schedule
from dateline.flows.browse.app import reading_room
from dateline.flows.browse.room import ReadingRoom
from dateline.flows.browse.server import address_of, listening
from dateline.tasks.core.archive.records import day_path
from dateline.tasks.core.models import Article
from dateline.tasks.history import find_article
from tests.support.filed import file_articles
from tests.support.records import LONG_TEXT, an_article
from tests.support.sample_archive import ingest_folder

DAYS = 70
GAP = (5, 6)
"""How many days ago the courier published nothing."""
_FRIDAY = 5
SCRIPT = "<script>document.title='pwned'</script>"
STORIES = (
    ("Ferry to the islands sails again after nine days", "Divers freed the propeller of the old boat on Thursday."),
    ("Mooring fees rise for the third time in two years", "Fishermen say that they were not asked."),
    ("Storm takes the roof of the fish market", "Nobody was hurt; the auction moves to the school's gym."),
    ("Lighthouse museum opens its doors in May", "Volunteers have restored the lamp room and its clockwork."),
    ("Council votes on the harbour road tonight", "Two plans are left: a tunnel, or no cars at all."),
    ("Seal pups counted on the north beach", "There are more of them than in any year since 1978."),
    ("School choir sings at the regatta", "Forty children have rehearsed since the winter."),
)
INJECTION = SCRIPT + "<img src=x onerror=\"document.title='pwned'\">\"'><svg onload=x>{{7*7}}"
"""Markup, quotes and a template, for any field."""
HOSTILE_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Hostile harbour fees rise again</title>
<meta http-equiv="refresh" content="0;url=http://elsewhere.invalid/refreshed">
<link rel="preconnect" href="{spy}"><link rel="dns-prefetch" href="{spy}"><link rel="stylesheet" href="{spy}/a.css">
<meta property="article:published_time" content="2026-03-05T09:30:00+01:00"><base href="{spy}/">
<script>top.document.title = 'pwned'</script></head><body><article><h1>Hostile harbour fees rise again</h1>
<img src="{spy}/picture.png" srcset="{spy}/2.png 2x">
<style>@import url({spy}/b.css); body {{ background: url({spy}/c.png) }}</style>
<iframe src="{spy}/frame"></iframe><video autoplay src="{spy}/v.mp4"></video>
<form action="{spy}/form"><button>Go</button></form>
<p>{text}</p>
<p>The council of Saltmere raised the fees of its harbour for the third time in two years on Thursday.</p>
<p>Fishermen said that they had not been asked, and that they would leave for the next port if this went on.</p>
<svg onload="top.document.title='pwned'"></svg>
<a href="{spy}/link" ping="{spy}/ping">more</a></article></body></html>"""


@dataclass(frozen=True)
class Reading:
    """A served room, and the contents of its archive."""

    address: str
    config: Config
    revised: Article
    """The last of three records of a story."""
    hostile: Article
    """Each of its fields tries to inject markup."""
    attacking: Article
    """Its raw page tries to reach out."""

    @property
    def settings(self) -> Settings:
        return self.config.settings


@contextmanager
def reading(settings: Settings, folder: Path, spy: str = "http://127.0.0.1:9") -> Iterator[Reading]:
    """Fill an archive and serve its reading room. ``spy`` is a server that no page may send a request to."""
    sources = {
        "courier": Source(name="courier", feeds=("https://saltmere.example/feed",), schedule=Schedule(interval_s=900)),
        "mercury": Source(name="mercury", feeds=("https://mercury.example/feed",)),
        "sample": Source(name="sample", folders=(folder,)),
        "turned-off": Source(name="turned-off", folders=(folder,), enabled=False),
    }
    config = Config(folder / "config", settings, sources)
    ingest_folder(settings)
    attacking = _ingested(settings, folder / "hostile", HOSTILE_PAGE.format(spy=spy, text=LONG_TEXT))
    *_, revised = story = three_records()
    hostile = hostile_article()
    file_articles(settings, [*daily_articles(), *weekday_articles(), *story, hostile])
    with serving_room(ReadingRoom(config, age=0.0, wait_s=30.0)) as address:
        yield Reading(address, config, revised, hostile, attacking)


@contextmanager
def serving_room(room: ReadingRoom) -> Iterator[str]:
    """Serve a room in a thread, and yield its address without a trailing slash."""
    listener = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(reading_room(room), lifespan="off", log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield address_of(listener).rstrip("/")
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()


def daily_articles() -> list[Article]:
    """Return some articles for each day except those of the gap."""
    now = datetime.now(UTC).replace(hour=7, minute=0, second=0, microsecond=0)
    return [
        an_article(
            headline=STORIES[(3 * back + n) % len(STORIES)][0],
            summary=STORIES[(3 * back + n) % len(STORIES)][1],
            source="courier",
            authors=("Ada Lovat", "B. Ruiz"),
            url=f"https://saltmere.example/{back}/{n}",
            published_at=now - timedelta(days=back, minutes=-37 * n),
            fetched_at=now - timedelta(days=back, minutes=-37 * n - 9),
            language="en",
        )
        for back in range(1, DAYS)
        if back not in GAP
        for n in range(3 + back * 5 % 4)
    ]


def weekday_articles() -> list[Article]:
    """Return articles of a source that publishes nothing at weekends: six a day, on some days far fewer or more."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    days = [back for back in range(1, DAYS) if (noon - timedelta(days=back)).isoweekday() <= _FRIDAY]
    return [
        an_article(
            headline=f"Market report {number + 1} of the day: herring, mackerel and crab",
            source="mercury",
            url=f"https://mercury.example/{back}/{number}",
            published_at=noon - timedelta(days=back, minutes=number),
            language="en",
        )
        for back in days
        for number in range({2: 9, 3: 9, 9: 1, 10: 3, 11: 3}.get(back, 6))
    ]


def three_records() -> list[Article]:
    """Return a story with two edits: of its text, then of its headline."""
    first = an_article(
        headline="Ferry to Saltmere is late again",
        kicker="Harbour",
        summary="After 140 years, a timer takes over.",
        source="courier",
        authors=("Ada Lovat",),
        language="en",
        published_raw="2026-03-02T09:30:00+01:00",
        provenance={
            "headline": "og:title",
            "summary": "meta description",
            "authors": "json-ld author.name",
            "published_at": "meta article:published_time",
            "text": "article.body",
        },
    )
    text = LONG_TEXT.replace("Monday morning", "Tuesday evening") + "\n\nThe lamp itself is from 1911."
    second = first.model_copy(
        update={
            "id": f"{first.dedupe_key}.{'b' * 12}",
            "text": text,
            "corrections": ("Correction: The keeper locked the door on Tuesday, not on Monday.",),
            "revision_of": first.id,
            "fetched_at": first.fetched_at + timedelta(hours=2),
        }
    )
    third = an_article(
        **second.model_dump(exclude={"id", "dedupe_key", "headline", "revision_of", "fetched_at", "text_hash"}),
        headline="Saltmere ferry two hours late again",
        revision_of=second.id,
        fetched_at=second.fetched_at + timedelta(hours=3),
    )
    return [first, second, third]


def hostile_article() -> Article:
    """Return an article in which every text field tries to inject markup."""
    return an_article(
        headline=f"Hostile {INJECTION}",
        kicker=INJECTION,
        headline_tags=(INJECTION,),
        summary=f"Summary {INJECTION} \u202egnp.exe\x07",
        text=f"hostile words {INJECTION}\n\n</textarea></script>{SCRIPT} \x00 {LONG_TEXT}",
        captions=(INJECTION,),
        corrections=(INJECTION,),
        authors=(INJECTION, f"</title>{SCRIPT}"),
        url="javascript:document.title='pwned'",
        canonical_url="javascript:document.title='pwned'",
        publisher=INJECTION,
        published_raw=INJECTION,
        language='en" onmouseover="document.title=1',
        section=INJECTION,
        keywords=(INJECTION,),
        image_url="javascript:document.title='pwned'",
        provenance={"headline": INJECTION, INJECTION: INJECTION},
        warnings=(INJECTION,),
        source="courier",
    )


def _ingested(settings: Settings, folder: Path, page: str) -> Article:
    folder.mkdir(parents=True)
    (folder / "hostile.html").write_text(page, encoding="utf-8")
    (outcome,) = ingest_folder(settings, folder)
    found = find_article(outcome.article or "", settings)
    assert found, outcome
    return found


def address_of_article(article: Article) -> str:
    """Return the path of an article."""
    return f"/articles/{day_path(article.published_at)}/{article.id}"
