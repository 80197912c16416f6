"""The contract of `Ledger`, run on SQLite and on PostgreSQL."""

import itertools
import json
import random
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import postgresql_server
import pytest
from sqlalchemy import create_engine, text

from tasks.adapters.ledger import open_ledger
from tasks.core.models import (
    Manifest,
    OpenBatch,
    Outcome,
    OutcomeKind,
    PageRef,
    PageState,
    RawPointer,
    Reason,
    Window,
)
from tasks.core.protocols import Ledger
from tasks.core.urls import url_key

NOW = datetime(2024, 3, 5, 6, 7, 8, 912345, tzinfo=UTC)
URL = "https://news.example/story?utm_source=feed"
RAW = RawPointer(segment="raw/example/2024/03/05/run-1.warc.gz", offset=7, digest="sha256:" + "ab" * 32)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server for all tests."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (the extra postgresql brings it)")
    programs = postgresql_server.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql brings it)")
    with postgresql_server.running(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new folder/ledger.sqlite"
    server: str = request.getfixturevalue("postgresql_url")
    name = f"ledger_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An empty ledger of each kind."""
    opened = open_ledger(url)
    yield opened
    opened.close()


def outcome(number: int = 0, **changes: object) -> Outcome:
    values: dict[str, object] = {
        "url": f"https://news.example/{number}",
        "source": "example",
        "kind": OutcomeKind.NEW,
        "at": NOW + timedelta(minutes=number),
        "article": f"articles/2024/03/05/{number:064x}.json",
        "headline": "Größe, 日本 & ‘quotes’",
        "published_at": NOW - timedelta(hours=1),
        "text_hash": f"sha256:{number:064x}",
        "raw": RAW,
        "etag": f'W/"{number}"',
        "last_modified": "Tue, 05 Mar 2024 06:07:08 GMT",
    }
    return Outcome.model_validate(values | changes)


def rejected(number: int = 0, reason: Reason = Reason.TIMEOUT, **changes: object) -> Outcome:
    gone = dict.fromkeys(("article", "headline", "published_at", "text_hash", "raw", "etag", "last_modified"))
    return outcome(number, kind=OutcomeKind.REJECTED, reason=reason, detail="no answer", **gone | changes)


def manifest(*outcomes: Outcome, run: str = "run", batch: str = "0001") -> Manifest:
    return Manifest(run=run, batch=batch, outcomes=outcomes)


def batch(name: str = "0001", *, source: str = "example", opened_at: datetime = NOW) -> OpenBatch:
    return OpenBatch(
        run="run",
        batch=name,
        source=source,
        segment=f"raw/{name}",
        manifest=f"runs/{name}",
        refs=(PageRef(url=URL, source=source, via="feed", title="A \x00 title"),),
        window=Window(since=NOW),
        opened_at=opened_at,
        owner="host:1:2",
    )


def content(ledger: Ledger, numbers: Sequence[int]) -> object:
    """Everything that a ledger can tell of pages, comparable."""
    keys = [url_key(f"https://news.example/{number}") for number in numbers]
    articles = [f"articles/2024/03/05/{number:064x}.json" for number in numbers]
    return (
        {source: ledger.known(source, keys) for source in ("example", "other")},
        [ledger.trace(key) for key in keys],
        [ledger.trace_article(article) for article in articles],
    )


def test_nothing_is_known_of_a_page_that_nobody_looked_at(ledger: Ledger) -> None:
    """An unknown page is left out; asking for none is no work."""
    assert ledger.known("example", ["https://news.example/0"]) == {}
    assert ledger.known("example", []) == {}
    assert list(ledger.trace("https://news.example/0")) == []


def test_a_page_is_known_by_its_url_key_with_everything_about_it(ledger: Ledger) -> None:
    """The state carries all that the outcome told, times to the microsecond."""
    ledger.apply(manifest(outcome(url=URL)))
    assert ledger.known("example", [url_key(URL), "https://news.example/other"]) == {
        url_key(URL): PageState(
            url_key=url_key(URL),
            url=URL,
            source="example",
            kind=OutcomeKind.NEW,
            reason=None,
            article=outcome().article,
            text_hash=outcome().text_hash,
            published_at=outcome().published_at,
            first_at=NOW,
            last_at=NOW,
            tries=1,
            etag='W/"0"',
            last_modified="Tue, 05 Mar 2024 06:07:08 GMT",
        )
    }


def test_a_source_knows_only_its_own_pages(ledger: Ledger) -> None:
    """What another source saw of the same page is not this one's, but is in the trace."""
    ledger.apply(manifest(outcome(0), outcome(0, source="other", at=NOW + timedelta(1), article=None)))
    key = url_key("https://news.example/0")
    assert ledger.known("example", [key])[key].tries == 1
    assert ledger.known("other", [key])[key].article is None
    assert [event.outcome.source for event in ledger.trace(key)] == ["example", "other"]


def test_the_last_event_decides_and_a_failure_forgets_nothing(ledger: Ledger) -> None:
    """After a timeout the page is rejected, tried twice, and its article and validators are still known."""
    ledger.apply(manifest(outcome(0)))
    ledger.apply(manifest(rejected(0, at=NOW + timedelta(hours=2)), run="later"))
    key = url_key("https://news.example/0")
    state = ledger.known("example", [key])[key]
    assert (state.kind, state.reason, state.tries) == (OutcomeKind.REJECTED, Reason.TIMEOUT, 2)
    assert (state.first_at, state.last_at) == (NOW, NOW + timedelta(hours=2))
    assert (state.article, state.etag) == (outcome(0).article, 'W/"0"')


def test_any_order_and_any_repetition_give_the_same_content(url: str, ledger: Ledger) -> None:
    """Manifests are taken in shuffled and several times over, and the ledger tells the same of every page."""
    shuffled = random.Random(7)  # noqa: S311 - an order, no secret
    manifests = [
        manifest(
            *(
                shuffled.choice([outcome, rejected])(number, at=NOW + timedelta(seconds=shuffled.randrange(3)))
                for number in shuffled.sample(range(12), 6)
            ),
            run=f"run-{shuffled.randrange(2)}",
            batch=f"{index:04}",
        )
        for index in range(10)
    ]
    for each in manifests:
        ledger.apply(each)
    expected = content(ledger, range(12))
    for each in shuffled.sample(manifests * 3, 30):
        ledger.apply(each)
    assert content(ledger, range(12)) == expected
    ledger.clear_pages()
    assert ledger.known("example", [url_key("https://news.example/0")]) == {}
    for each in shuffled.sample(manifests, len(manifests)):
        ledger.apply(each)
    assert content(ledger, range(12)) == expected
    again = open_ledger(url)
    assert content(again, range(12)) == expected
    again.close()


def test_a_page_twice_in_one_manifest_is_two_events(ledger: Ledger) -> None:
    """Lines of a manifest keep their order where all else is equal."""
    ledger.apply(manifest(rejected(0), outcome(0)))
    key = url_key("https://news.example/0")
    assert [event.outcome for event in ledger.trace(key)] == [rejected(0), outcome(0)]
    assert ledger.known("example", [key])[key].kind is OutcomeKind.NEW


def test_thousands_of_pages_are_looked_up_at_once(ledger: Ledger) -> None:
    """More keys than a statement can hold are no trouble."""
    ledger.apply(manifest(*map(outcome, range(1500))))
    keys = [url_key(f"https://news.example/{number}") for number in range(40_000)]
    assert sorted(ledger.known("example", keys)) == sorted(keys[:1500])


def test_an_article_is_traced_by_key_and_by_id(ledger: Ledger) -> None:
    """Its own page and the duplicates of it are told, from any source, oldest first."""
    duplicate = outcome(5, kind=OutcomeKind.DUPLICATE, source="other", article=outcome(1).article)
    ledger.apply(manifest(duplicate, outcome(2)))
    ledger.apply(manifest(outcome(1), run="other run"))
    for name in (f"articles/2024/03/05/{1:064x}.json", f"{1:064x}"):
        assert [event.outcome for event in ledger.trace_article(name)] == [outcome(1), duplicate]


def test_a_batch_is_unfinished_until_it_is_closed_or_applied(ledger: Ledger) -> None:
    """Open batches come back whole, oldest first, by source."""
    late, early = batch("0002", opened_at=NOW + timedelta(1)), batch("0001")
    for each in (late, early, batch("0003", source="other"), early):
        ledger.open_batch(each)
    assert list(ledger.unfinished("example")) == [early, late]
    ledger.close_batch("run", "0001")
    ledger.close_batch("run", "0001")
    assert list(ledger.unfinished("example")) == [late]
    ledger.apply(manifest(batch="0002"))
    assert list(ledger.unfinished("example")) == []
    assert len(ledger.unfinished("other")) == 1


def test_a_batch_that_is_opened_again_has_its_new_owner(ledger: Ledger) -> None:
    """Taking over an open batch replaces it."""
    ledger.open_batch(batch())
    taken = batch().model_copy(update={"owner": "other:3:4"})
    ledger.open_batch(taken)
    assert list(ledger.unfinished("example")) == [taken]


def test_reservations_of_a_host_keep_their_distance(ledger: Ledger) -> None:
    """The delay between two is the larger of theirs; other hosts and free moments are not held up."""
    reserved = [ledger.reserve_host("a.example", NOW, delay) for delay in (1.0, 1.0, 2.5, 0.0)]
    assert [(moment - NOW).total_seconds() for moment in reserved] == [0.0, 1.0, 3.5, 6.0]
    assert ledger.reserve_host("b.example", NOW, 1.0) == NOW
    assert ledger.reserve_host("a.example", NOW + timedelta(hours=1), 1.0) == NOW + timedelta(hours=1)


def test_a_resting_host_is_left_alone(ledger: Ledger) -> None:
    """No reservation falls before the rest's end, and a shorter rest does not end a longer one."""
    ledger.rest_host("a.example", NOW + timedelta(seconds=60))
    ledger.rest_host("a.example", NOW + timedelta(seconds=10))
    assert ledger.reserve_host("a.example", NOW, 1.0) == NOW + timedelta(seconds=60)
    assert ledger.reserve_host("a.example", NOW, 1.0) == NOW + timedelta(seconds=61)


RESERVE = """
import json, sys
from datetime import datetime
from tasks.adapters.ledger import open_ledger
url, now, count = json.loads(sys.stdin.readline())
ledger = open_ledger(url)
moments = [ledger.reserve_host("a.example", datetime.fromisoformat(now), 0.5).isoformat() for _ in range(count)]
print(json.dumps(moments))
"""


def test_processes_that_share_a_ledger_never_reserve_the_same_moment(url: str) -> None:
    """Several processes make the ledger and reserve at once: all moments are there, half a second apart, none twice."""
    processes = [
        subprocess.Popen([sys.executable, "-c", RESERVE], stdin=-1, stdout=-1, stderr=-1, text=True, cwd=ROOT)
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(json.dumps([url, NOW.isoformat(), 15]) + "\n")
        process.stdin.flush()
    results = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * 3, results
    moments = sorted(datetime.fromisoformat(moment) for out, _ in results for moment in json.loads(out))
    assert moments == [NOW + timedelta(seconds=0.5 * place) for place in range(45)]


def test_slices_of_a_backfill_are_remembered(ledger: Ledger) -> None:
    """Each slice is done once, for its own backfill."""
    for backfill, part in itertools.product(("one", "two"), ("2023-01", "2023-02")):
        ledger.mark_slice_done(backfill, part, NOW)
    ledger.mark_slice_done("one", "2023-02", NOW)
    ledger.mark_slice_done("one", "2023-03", NOW)
    assert ledger.slices_done("one") == {"2023-01", "2023-02", "2023-03"}
    assert ledger.slices_done("two") == {"2023-01", "2023-02"}
    assert ledger.slices_done("three") == frozenset()


def test_a_note_is_kept_over_an_older_one(ledger: Ledger) -> None:
    """The last value under a name and key is given back as JSON."""
    assert ledger.noted("watermark", "example") is None
    ledger.note("watermark", "example", Window(since=NOW))
    ledger.note("watermark", "example", Window(until=NOW))
    ledger.note("watermark", "other", Window())
    noted = ledger.noted("watermark", "example")
    assert noted is not None
    assert Window.model_validate_json(noted) == Window(until=NOW)


def test_a_rebuild_keeps_the_work_under_way(ledger: Ledger) -> None:
    """Forgetting pages leaves open batches, slices and notes alone."""
    ledger.open_batch(batch())
    ledger.mark_slice_done("one", "2023-01", NOW)
    ledger.note("watermark", "example", Window())
    ledger.apply(manifest(outcome(0), run="other"))
    ledger.clear_pages()
    assert ledger.unfinished("example")
    assert ledger.slices_done("one")
    assert ledger.noted("watermark", "example")
