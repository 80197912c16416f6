"""What the pages show."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import requests
from selectolax.lexbor import LexborHTMLParser

from dateline.config.loader import Config
from dateline.flows.browse.room import ReadingRoom
from dateline.tasks.core.errors import ObjectNotFoundError
from dateline.tasks.core.models import Precision, TimezoneSource
from tests.support.filed import file_articles
from tests.support.reading import GAP, Reading, address_of_article, serving_room
from tests.support.records import an_article
from tests.support.sample_archive import ingest_folder, sample_settings

ATOM = "{http://www.w3.org/2005/Atom}"


def page(room: Reading, path: str) -> LexborHTMLParser:
    return page_of(room, path, 200)


def page_of(room: Reading, path: str, status: int) -> LexborHTMLParser:
    answer = requests.get(room.address + path, timeout=60)
    assert answer.status_code == status, answer.text
    return LexborHTMLParser(answer.text)


def json(room: Reading, path: str) -> dict[str, Any]:
    answer = requests.get(room.address + path, headers={"Accept": "application/json"}, timeout=60)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def words(tree: LexborHTMLParser, selector: str = "main") -> str:
    return " ".join(" ".join(node.text() for node in tree.css(selector)).split())


def test_an_article_is_shown_whole(room: Reading) -> None:
    """The page has headline, kicker, authors, the time in UTC and the page's zone, each paragraph, and each origin."""
    one = room.revised
    tree = page(room, address_of_article(one))
    for origin in tree.css(".origin"):
        origin.decompose()
    assert words(tree, "h1") == one.headline
    assert words(tree, ".kicker") == one.kicker
    assert "By Ada Lovat · courier · Monday, 2 March 2026, 08:30 UTC (09:30, UTC+01:00)" in words(tree, ".by")
    assert [node.text() for node in tree.css(".text p")] == one.text.split("\n\n")
    assert [node.text() for node in tree.css(".corrections p")] == list(one.corrections or ())
    origins = {node.css_first("dt").text(): words(node, "dd") for node in tree.css("dl div")}  # type: ignore[union-attr,arg-type]
    assert origins["headline"] == f"{one.headline}from og:title"
    link = tree.css_first(f'a[href="{one.url}"]')
    assert link
    assert "noreferrer" in (link.attributes["rel"] or "")
    frame = tree.css_first("iframe")
    assert frame
    assert frame.attributes["sandbox"] in {None, ""}


@pytest.mark.parametrize(
    ("midnight", "raw"),
    [
        ("2026-04-14T04:00", "14/04/2026"),  # of New York
        ("2026-04-14T00:00", "2026-04-14"),
        ("2026-04-13T15:00", "2026年4月14日"),  # of Tokyo
    ],
)
def test_a_day_is_shown_as_the_publishers_day(room: Reading, midnight: str, raw: str) -> None:
    """In lists and on the article's own page, although the record has a midnight, on another day in UTC."""
    name = f"quay{re.sub('[^0-9]', '', midnight)}"
    one = an_article(
        headline=f"The {name} opens",
        published_at=datetime.fromisoformat(midnight).replace(tzinfo=UTC),
        published_precision=Precision.DAY,
        published_raw=raw,
        timezone_source=TimezoneSource.SOURCE,
        source=name,
    )
    file_articles(room.settings, [one])
    for path in (
        f"/articles?source={name}",
        f"/search?q={name}",
        f"/sources/{name}",
        f"/articles/{midnight[:10].replace('-', '/')}",
    ):
        (shown,) = [node.text() for node in page(room, path).css(".line time") if name in node.parent.parent.text()]  # type: ignore[union-attr]
        assert shown == "14 April 2026", path
    assert words(page(room, address_of_article(one)), ".reading .by time") == "Tuesday, 14 April 2026"
    (hit,) = json(room, f"/search?q={name}")["hits"]
    assert hit["hit"]["published_at"] == f"{midnight}:00Z"
    assert "published_precision" not in hit["hit"]


def test_each_time_names_its_zone(room: Reading) -> None:
    """Lists and the article's page show the same time, in UTC."""
    one = an_article(
        headline="The ferryman retires",
        published_at=datetime(2026, 4, 15, 2, 11, tzinfo=UTC),
        published_raw="2026-04-14T22:11:00-04:00",
        timezone_source=TimezoneSource.PAGE,
        source="ferryman",
    )
    file_articles(room.settings, [one])
    assert words(page(room, "/articles?source=ferryman"), ".line time") == "15 April 2026, 02:11 UTC"
    shown = words(page(room, address_of_article(one)), ".reading .by time")
    assert shown == "Wednesday, 15 April 2026, 02:11 UTC (14 April, 22:11, UTC-04:00)"


def test_the_records_of_a_story_stand_side_by_side(room: Reading) -> None:
    (note,) = room.revised.corrections or ()
    path = f"{address_of_article(room.revised)}/revisions"
    tree = page(room, path)
    assert [words(tree, "del"), words(tree, "ins")] == [
        "Ferry to is Monday morning",
        f"ferry two hours {note} Tuesday evening The lamp itself is from 1911.",
    ]
    compared = json(room, path)["comparisons"]
    assert [[change["field"] for change in one["changes"]] for one in compared] == [
        ["headline"],
        ["text", "corrections"],
    ]
    records = words(page(room, address_of_article(room.revised)), ".records")
    assert records.count("revision, fetched") == 2
    assert records.index("revises record 1") < records.index("revises record 2")


def test_a_record_that_was_revised_says_so(room: Reading) -> None:
    first = json(room, address_of_article(room.revised))["records"][0]
    assert "This record was revised. The newest record" in words(page(room, first["address"]))


def test_names_of_authors_do_not_change_places(room: Reading) -> None:
    """Each stands by itself, whatever direction it is written in. A list shows the first of very many."""
    names = ("أحمد علي", "John Doe", *(f"Author Number {n}" for n in range(98)))
    one = an_article(headline="A hundred authors", source="courier", authors=names)
    file_articles(room.settings, [one])
    of_article = page(room, address_of_article(one)).css(".reading .by bdi")
    (line,) = (by for by in page(room, "/search?q=hundred").css(".line .by") if "Author" in by.text())
    assert tuple(name.text() for name in of_article) == names
    assert [name.text() for name in line.css("bdi")] == list(names[:7])
    assert line.text().strip().endswith("John Doe, " + ", ".join(names[2:7]) + " and 93 others")


def test_commands_in_sentences_are_marked(room: Reading) -> None:
    tree = page_of(room, "/search?q=a+OR", 400)
    assert words(tree, ".lead code") == "ferry OR boat"
    assert "`" not in words(tree)


def test_an_id_leads_to_its_article(room: Reading) -> None:
    answer = requests.get(f"{room.address}/articles/{room.revised.id}", timeout=60, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, address_of_article(room.revised))
    assert requests.get(f"{room.address}/articles/{'0' * 64}", timeout=60).status_code == 404


def test_the_start_page_shows_the_archive_at_a_glance(room: Reading) -> None:
    tree, answer = page(room, "/"), json(room, "/")
    today = datetime.now(UTC).date()
    assert {one["source"]: one["days"] for one in answer["gaps"]} == {
        "courier": [str(today - timedelta(days=back)) for back in sorted(GAP, reverse=True)]
    }
    assert len(answer["daily"]) == 60
    assert len(tree.css("svg a")) == 60
    assert "courier in trouble" in words(tree, "aside")
    assert answer["latest"][0]["headline"] in words(tree, ".lines")


@pytest.mark.parametrize("day", ["1/01/01", "1/12/31", "9998/12/31", "9999/12/31"])
def test_there_is_no_page_for_a_day_at_the_end_of_the_calendar(room: Reading, day: str) -> None:
    year, rest = day.split("/", 1)
    for path in (f"/articles/{day}", f"/articles?day={year:>04}-{rest.replace('/', '-')}"):
        answer = requests.get(room.address + path, timeout=60)
        assert answer.status_code == 404
        assert "No article can be from" in answer.text


def test_the_picture_of_an_old_archive_ends_with_its_last_article(
    room: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture does not end today, four years later: it would be empty."""
    last = json(room, "/")["last"]
    monkeypatch.setattr(ReadingRoom, "today", lambda _: date(2030, 1, 1))
    answer = json(room, "/")
    assert answer["daily"][-1]["day"] == last
    assert answer["daily"][-1]["articles"]
    assert "up to the last article" in words(page(room, "/"), "figcaption")


def test_an_archive_that_is_gone_is_told(tmp_path: Path) -> None:
    """As when its volume is unmounted while the room is open. Its index stays, and it is read again when it is back."""
    settings = sample_settings(tmp_path)
    ingest_folder(settings)
    archive, away = tmp_path / "archive", tmp_path / "away"
    config = Config(tmp_path / "config", settings, {})
    with serving_room(ReadingRoom(config, age=0.0, wait_s=30.0)) as address:
        listed = requests.get(f"{address}/articles.json", timeout=60).json()["articles"]
        paths = ("/", "/articles", "/search?q=harbour", listed[0]["address"])
        assert [requests.get(address + path, timeout=60).status_code for path in paths] == [200] * 4
        archive.rename(away)
        answers = [requests.get(address + path, timeout=60) for path in paths]
        assert [(answer.status_code, "Check that its volume is mounted" in answer.text) for answer in answers] == [
            (503, True)
        ] * 4
        away.rename(archive)
        assert [requests.get(address + path, timeout=60).status_code for path in paths] == [200] * 4


def test_without_a_ledger_no_page_waits_for_manifests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger keeps the tallies of past days. To count them for a search would take hours in a large archive."""
    settings = sample_settings(tmp_path)
    ingest_folder(settings)
    (tmp_path / ".dateline" / "ledger.sqlite").unlink()

    def counted(_: ReadingRoom) -> None:
        raise AssertionError

    monkeypatch.setattr(ReadingRoom, "tallies", counted)
    with serving_room(ReadingRoom(Config(tmp_path / "config", settings, {}), wait_s=30.0)) as address:
        for path in ("/", "/search?q=harbour", "/changes", "/sources", "/sources/sample", "/coverage"):
            assert requests.get(address + path, timeout=60).status_code == 200, path
    assert not (tmp_path / ".dateline" / "ledger.sqlite").exists()


def test_lists_turn_their_pages(room: Reading) -> None:
    """Each part of a list, by day or source, links to the next, and no article is in two parts."""
    seen: list[str] = []
    path: str | None = "/articles?source=courier&limit=90"
    while path:
        answer = json(room, path)
        seen += [one["id"] for one in answer["articles"]]
        assert f'href="{path.replace("&", "&amp;")}"' not in str(page(room, path).css_first("main nav.turn").html)  # type: ignore[union-attr]
        path = answer["older"]
    assert len(seen) == len(set(seen)) == json(room, "/sources/courier")["source"]["articles"]
    day = json(room, "/articles/2026/03/02")["articles"]
    assert room.revised.id in [one["id"] for one in day]
    assert {one["published_at"][:10] for one in day} == {"2026-03-02"}
    assert "Monday, 2 March 2026" in words(page(room, "/articles?day=2026-03-02"), "h1")


def test_search_finds_and_marks(room: Reading) -> None:
    tree = page(room, "/search?q=lamp+1911+-council&source=courier&language=en")
    assert words(tree, ".lead") == "1 article found."
    assert words(tree, "mark") == "lamp lamp 1911"
    assert words(tree, ".line h2") == room.revised.headline
    first, second = json(room, "/search?q=keeper&limit=5"), json(room, "/search?q=keeper&limit=5&offset=5")
    assert first["following"] == "/search?q=keeper&limit=5&offset=5"
    assert second["previous"] == "/search?q=keeper&limit=5"
    assert not {one["address"] for one in first["hits"]} & {one["address"] for one in second["hits"]}


def test_the_form_keeps_all_filters_of_a_search(room: Reading) -> None:
    """Also those of an address that names several sources, languages and authors."""
    several = ("source=courier&source=sample", "language=en&language=de", "author=Ada&author=Ruiz")
    tree = page(room, f"/search?q=keeper&{'&'.join(several)}")
    assert [option.text() for option in tree.css("select option[selected]")] == ["courier", "sample"]
    (select,) = tree.css("select#source")
    assert "multiple" in select.attributes
    for name, values in (("language", ["en", "de"]), ("author", ["Ada", "Ruiz"])):
        assert [field.attributes["value"] for field in tree.css(f"input[name={name}]")] == values
    (single,) = page(room, "/search?q=keeper&source=courier&language=").css("input[name=language]")
    assert single.attributes["value"] in {None, ""}


def test_a_search_says_that_only_the_newest_are_ranked(room: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.tasks.adapters.search.index.MAX_RANKED", 3)
    said = words(page(room, "/search?q=keeper"), ".lead")
    assert said == "More than 3 articles found. The newest 3 are ranked."


def test_what_is_archived_meanwhile_is_read(room: Reading) -> None:
    late = an_article(headline="A late arrival", published_at=datetime(2026, 4, 1, 12, tzinfo=UTC), source="late")
    assert requests.get(room.address + address_of_article(late), timeout=60).status_code == 404
    file_articles(room.settings, [late])
    assert [one["headline"] for one in json(room, "/articles?source=late")["articles"]] == ["A late arrival"]
    assert "no source file" in words(page(room, "/sources/late"))


def test_a_headline_without_end_is_whole_only_on_its_own_page(room: Reading) -> None:
    endless = an_article(
        headline="Endless " + "m" * 50_000,
        kicker="k" * 50_000,
        published_at=datetime(2026, 4, 2, tzinfo=UTC),
        source="long",
    )
    file_articles(room.settings, [endless])
    place = address_of_article(endless)
    assert words(page(room, place), "h1") == endless.headline
    lists = ("/articles?source=long", "/articles/2026/04/02", "/search?q=endless", f"{place}/similar")
    for path in lists:
        shown = requests.get(room.address + path, timeout=60).text
        assert "Endless" in shown
        assert not re.search("m{300}|k{300}", shown)
    feed = ET.fromstring(requests.get(f"{room.address}/feeds/long.xml", timeout=60).content)  # noqa: S314 - our own
    title = feed.find(f".//{ATOM}entry/{ATOM}title")
    assert title is not None
    assert title.text == "Endless …"


def test_a_source_says_how_it_is_found_and_how_it_is(room: Reading) -> None:
    text = words(page(room, "/sources/courier"))
    assert "Ingested every 15 minutes" in text
    assert "feed https://saltmere.example/feed" in text
    assert "No run has read it completely yet" in text
    runs = json(room, "/sources/sample")["runs"]
    assert any(run["outcomes"].keys() >= {"new", "rejected"} for run in runs), "two runs may begin in the same second"


def test_the_calendar_marks_gaps(room: Reading) -> None:
    day = datetime.now(UTC).date() - timedelta(days=GAP[0])
    tree = page(room, f"/coverage?month={day:%Y-%m}")
    assert "gap" in words(tree, "td.gap")
    (row,) = [row for row in json(room, f"/coverage?month={day:%Y-%m}")["rows"] if row["source"] == "courier"]
    assert next(cell for cell in row["days"] if cell["day"] == str(day))["is_gap"]


def test_what_is_not_ingested_any_more_has_no_gaps_at_its_end(room: Reading) -> None:
    """It was archived once, by a single run. The day that it lacks among its articles is a gap; later days are none."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    days = [noon - timedelta(days=back) for back in range(12, 45) if back != 20]
    file_articles(room.settings, [an_article(headline=f"Once {day}", source="once", published_at=day) for day in days])
    lacking = str((noon - timedelta(days=20)).date())
    assert json(room, "/sources/once")["gaps"] == [lacking]
    assert {"source": "once", "days": [lacking]} in json(room, "/")["gaps"]
    assert "No longer ingested" in words(page(room, "/sources/once"), ".lead")


def test_the_start_of_an_id_leads_to_the_article(room: Reading) -> None:
    """It leads to the story's record, and says so if several begin alike or none."""
    own = address_of_article(room.revised)
    for named in (room.revised.id, room.revised.id[:12], room.revised.id[:20]):
        found = requests.get(f"{room.address}/articles/{named}", allow_redirects=False, timeout=60)
        assert (found.status_code, found.headers["Location"]) == (302, own)
    assert requests.get(f"{room.address}/articles/{'0' * 12}", timeout=60).status_code == 404


def test_filters_offer_no_source_that_never_ran(room: Reading) -> None:
    """Dozens of source files are turned off from the start."""
    for path in ("/search", "/rejections"):
        offered = [option.text() for option in page(room, path).css("select[name=source] option")]
        assert "courier" in offered
        assert "turned-off" not in offered
    assert "turned-off" in words(page(room, "/sources"))


def test_each_field_is_described_by_its_origin(room: Reading) -> None:
    """The keyboard reaches it, too; `test_browser` shows when it is visible."""
    tree = page(room, address_of_article(room.revised))
    title = tree.css_first("h1")
    assert title
    assert (title.attributes["tabindex"], title.attributes["aria-describedby"]) == ("0", "origin-headline")
    assert words(tree, "#origin-headline") == "headline from og:title"


def test_rejections_show_why(room: Reading) -> None:
    """A rejection is shown with its evidence and its raw page."""
    answer = json(room, "/rejections?reason=no_timestamp")
    (one,) = answer["rejections"]
    assert {"reason": "no_timestamp", "source": "sample", "pages": 1} in answer["counts"]
    tree = page(room, one["address"])
    assert "an article, but neither it nor its feed has a date" in words(tree)
    assert tree.css("table.evidence tbody tr")
    raw = requests.get(f"{room.address}{one['address']}/raw", timeout=60)
    assert (raw.status_code, "tide" in raw.text) == (200, True)


def test_a_lost_segment_does_not_hide_a_rejection(room: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise ObjectNotFoundError("The archive in /srv/archive has no object.", key="raw/x")

    address = json(room, "/rejections?reason=no_timestamp")["rejections"][0]["address"]
    for module in ("tasks.rejections", "flows.browse.pages.raw"):
        monkeypatch.setattr(f"dateline.{module}.raw_page", lost)
    answer = json(room, address)
    assert answer["rejection"]["reason"] == "no_timestamp"
    assert answer["judgement"] is None
    raw = requests.get(f"{room.address}{address}/raw", timeout=60)
    assert raw.status_code == 404
    assert raw.text.startswith("The raw page is lost with raw/")


def test_an_unknown_rejection_does_not_tell_where_the_archive_is(room: Reading) -> None:
    answer = requests.get(f"{room.address}/rejections/sample/2026/03/01/{'0' * 32}.json", timeout=60)
    assert answer.status_code == 404
    assert answer.json()["detail"] == "The archive has no rejection at this address."


def test_rejections_turn_their_pages(room: Reading) -> None:
    everything = [one["address"] for one in json(room, "/rejections")["rejections"]]
    seen: list[str] = []
    path: str | None = "/rejections?limit=1"
    while path:
        answer = json(room, path)
        seen += [one["address"] for one in answer["rejections"]]
        path = answer["following"]
    assert seen == everything
    assert len(seen) >= 2


def test_changes_tell_what_was_edited(room: Reading) -> None:
    edits = json(room, "/changes")["edits"]
    assert [[change["field"] for change in edit["changes"]] for edit in edits] == [
        ["headline"],
        ["text", "corrections"],
    ]
    feed = ET.fromstring(requests.get(f"{room.address}/changes.xml", timeout=60).content)  # noqa: S314 - our own
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == f"Edited: {room.revised.headline}"
    assert "<ins>" in (feed.findtext(f"{ATOM}entry/{ATOM}content") or "")


def test_a_source_has_a_feed(room: Reading) -> None:
    """The feed is well-formed, whatever its articles contain, and links to each of them."""
    answer = requests.get(f"{room.address}/feeds/courier.xml", timeout=60)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 50
    for entry in entries:
        assert all(entry.findtext(ATOM + name) for name in ("id", "title", "updated", "content"))
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None


def test_a_feed_is_well_formed_whatever_its_articles_contain(room: Reading) -> None:
    """XML has no control characters, and years of its times have four digits (RFC 3339)."""
    fields = room.hostile.model_dump(exclude={"id", "dedupe_key", "text_hash", "headline", "source", "published_at"})
    headline = "Bell \x07 escape \x1b[31m null \x00 nothing \ufffe ]]> & <b>"
    early = datetime(999, 3, 1, tzinfo=UTC)
    odd = an_article(**fields, headline=headline, source="odd", published_at=early)
    file_articles(room.settings, [odd])
    feed = ET.fromstring(requests.get(f"{room.address}/feeds/odd.xml", timeout=60).content)  # noqa: S314 - our own
    assert (
        feed.findtext(f"{ATOM}entry/{ATOM}title")
        == "Bell \ufffd escape \ufffd[31m null \ufffd nothing \ufffd ]]> & <b>"
    )
    assert feed.findtext(f"{ATOM}entry/{ATOM}published") == "0999-03-01T00:00:00Z"
    links = [(link.get("rel"), link.get("href")) for link in feed.iter(f"{ATOM}link")]
    of_feed, of_entry = links[:2], links[2:]
    assert of_feed == [("self", "/feeds/odd.xml"), ("alternate", "/sources/odd")]
    assert of_entry == [("alternate", address_of_article(odd))]  # not javascript:


def test_what_is_known_is_not_sent_again(room: Reading) -> None:
    for path in ("/", "/articles.json", "/feeds/courier.xml", "/style.css", address_of_article(room.revised)):
        tag = requests.get(room.address + path, timeout=60).headers["ETag"]
        again = requests.get(room.address + path, headers={"If-None-Match": f'"x", W/{tag}'}, timeout=60)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert requests.get(room.address + path, headers={"If-None-Match": '"x"'}, timeout=60).status_code == 200
    head = requests.head(f"{room.address}/articles", timeout=60)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ("since=2026-03-05&until=2026-03-01", "The first day must be before the last one."),
        ("since=9999-12-31", "No article can be from the first or the last day of the calendar."),
        ("until=0001-01-01", "No article can be from the first or the last day of the calendar."),
        ("since=1767225600", "The parameter since is malformed: write a day as in 2026-03-01."),
        ("until=2026-03-01T00:00", "The parameter until is malformed: write a day as in 2026-03-01."),
    ],
)
def test_days_that_mean_nothing_get_a_sentence(room: Reading, days: str, says: str) -> None:
    accepted = {"Accept": "Application/JSON"}
    answer = requests.get(f"{room.address}/search?q=keeper&{days}", headers=accepted, timeout=60)
    assert (answer.status_code, answer.json()["detail"]) == (400, says)


def test_similar_articles_are_listed(room: Reading) -> None:
    found = json(room, f"{address_of_article(room.attacking)}/similar")
    assert found["article"]["headline"] == room.attacking.headline


def test_hostile_fields_are_text(room: Reading) -> None:
    """They are text on every page that shows them, and in the feed."""
    for path in (address_of_article(room.hostile), "/articles/2026/03/02", "/search?q=hostile", "/"):
        tree = page(room, path)
        assert not tree.css("script, img, svg[onload], [onerror], [onmouseover], a[href^='javascript']"), path
