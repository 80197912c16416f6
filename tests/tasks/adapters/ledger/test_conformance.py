"""The contract of `Ledger`, run on SQLite and on PostgreSQL."""

import itertools
import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, event, inspect

from dateline.tasks.adapters.ledger.packing import packed
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.archive.twins import twin_key_of
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.ledger_models import OpenBatch, PackedManifest, PageState
from dateline.tasks.core.models import Manifest, Outcome, OutcomeKind, PageRef, RawPointer, Reason, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.host_turns import Chance, Keeping, Turn, Wish
from dateline.tasks.core.web.urls import url_key
from tests.support.paths import ROOT

NOW = datetime(2024, 3, 5, 6, 7, 8, 912345, tzinfo=UTC)
URL = "https://news.example/story?utm_source=feed"
RAW = RawPointer(segment="raw/example/2024/03/05/run-1.warc.gz", offset=7, digest="sha256:" + "ab" * 32)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger of each kind of database."""
    opened = open_ledger(ledger_url)
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
    """Return all that a ledger knows of pages, for comparison."""
    keys = [url_key(f"https://news.example/{number}") for number in numbers]
    articles = [f"articles/2024/03/05/{number:064x}.json" for number in numbers]
    return (
        {source: ledger.known(source, keys) for source in ("example", "other")},
        [ledger.trace(key) for key in keys],
        [ledger.trace_article(article) for article in articles],
    )


def test_nothing_is_known_of_a_page_that_nobody_looked_at(ledger: Ledger) -> None:
    """Unknown pages are left out, and no keys yield no states."""
    assert ledger.known("example", ["https://news.example/0"]) == {}
    assert ledger.known("example", []) == {}
    assert list(ledger.trace("https://news.example/0")) == []


def test_a_page_is_known_by_its_url_key_with_everything_about_it(ledger: Ledger) -> None:
    """The state holds all that its outcome said, with times to the microsecond."""
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
    """What another source saw of a page is in the trace, not in the state."""
    ledger.apply(manifest(outcome(0), outcome(0, source="other", at=NOW + timedelta(1), article=None)))
    key = url_key("https://news.example/0")
    assert ledger.known("example", [key])[key].tries == 1
    assert ledger.known("other", [key])[key].article is None
    assert [event.outcome.source for event in ledger.trace(key)] == ["example", "other"]


def test_the_last_event_decides_and_a_failure_forgets_nothing(ledger: Ledger) -> None:
    """After a timeout the page is rejected with two tries, and keeps its article and validators."""
    ledger.apply(manifest(outcome(0)))
    ledger.apply(manifest(rejected(0, at=NOW + timedelta(hours=2)), run="later"))
    key = url_key("https://news.example/0")
    state = ledger.known("example", [key])[key]
    assert (state.kind, state.reason, state.tries) == (OutcomeKind.REJECTED, Reason.TIMEOUT, 2)
    assert (state.first_at, state.last_at) == (NOW, NOW + timedelta(hours=2))
    assert (state.article, state.etag) == (outcome(0).article, 'W/"0"')


def test_a_page_that_was_not_asked_for_was_not_tried(ledger: Ledger) -> None:
    """Outcomes with the reason ``not_asked`` are traced but do not count as tries."""
    key = url_key("https://news.example/0")
    for hours, reason in enumerate((Reason.NOT_ASKED, Reason.NOT_ASKED, Reason.TIMEOUT, Reason.NOT_ASKED)):
        ledger.apply(manifest(rejected(0, reason, at=NOW + timedelta(hours=hours)), run=f"run {hours}"))
    state = ledger.known("example", [key])[key]
    assert (state.reason, state.tries) == (Reason.NOT_ASKED, 1)
    assert len(ledger.trace(key)) == 4


def test_any_order_and_any_repetition_give_the_same_content(ledger_url: str, ledger: Ledger) -> None:
    """Applying manifests shuffled and repeatedly yields the same content."""
    shuffled = random.Random(7)  # noqa: S311 - an order, no secret
    kinds: list[Callable[..., Outcome]] = [outcome, rejected]
    manifests = [
        manifest(
            *(
                shuffled.choice(kinds)(number, at=NOW + timedelta(seconds=shuffled.randrange(3)))
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
    ledger.rebuild(())
    assert ledger.known("example", [url_key("https://news.example/0")]) == {}
    for each in shuffled.sample(manifests, len(manifests)):
        ledger.apply(each)
    assert content(ledger, range(12)) == expected
    again = open_ledger(ledger_url)
    assert content(again, range(12)) == expected
    again.close()


def test_many_at_once_give_the_same_content_as_one_by_one(ledger: Ledger) -> None:
    """Applying manifests in bulk, repeated ones too, yields the same content and closes their batches."""
    pairs = [(outcome(n), rejected(n + 1)) for n in range(250)]
    manifests = [manifest(*pair, pair[0], run=f"run {n % 7}", batch=f"{n}") for n, pair in enumerate(pairs)]
    manifests.append(manifest(batch="empty"))
    for each in manifests:
        ledger.apply(each)
    expected = content(ledger, range(252))
    ledger.apply(manifest(outcome(600), rejected(601), run="no longer in the archive"))
    for name in ("0249", "another"):
        ledger.open_batch(batch(name))
    for _ in range(2):
        given = [*reversed(manifests), manifests[5], manifests[240], manifest(run="run", batch="0249")]
        ledger.rebuild(map(packed, given))
        assert content(ledger, range(252)) == expected
        assert not any(ledger.trace(url_key(f"https://news.example/{number}")) for number in (600, 601))
    assert [left.batch for left in ledger.unfinished("example")] == ["another"]
    ledger.apply(manifest(outcome(600), run="new after the rebuild"))
    assert len(ledger.trace(url_key("https://news.example/600"))) == 1


def test_a_rebuild_that_fails_changes_nothing(ledger: Ledger) -> None:
    """The ledger still knows what it knew before, and the rebuild can be repeated."""
    manifests = [manifest(outcome(n), batch=f"{n}") for n in range(250)]
    for each in manifests[100:]:
        ledger.apply(each)
    before = content(ledger, range(250))

    def breaking() -> Iterator[PackedManifest]:
        yield from map(packed, manifests[:150])
        raise RuntimeError("broken off")

    for _ in range(2):
        with pytest.raises(RuntimeError):
            ledger.rebuild(breaking())
        assert content(ledger, range(250)) == before
    ledger.rebuild(map(packed, manifests))
    assert all(len(ledger.trace(url_key(f"https://news.example/{number}"))) == 1 for number in range(250))


def test_what_is_applied_during_a_rebuild_is_kept(ledger_url: str, ledger: Ledger) -> None:
    """Whether the rebuild has read these manifests or not; meanwhile, everything is known."""
    manifests = [manifest(outcome(n), batch=f"{n}") for n in range(300)]
    for each in manifests[:200]:
        ledger.apply(each)
    other = open_ledger(ledger_url)

    def read() -> Iterator[PackedManifest]:
        yield from map(packed, manifests[:200])
        for number, each in enumerate(manifests[200:], 200):
            other.apply(each)
            assert len(other.trace(url_key(f"https://news.example/{number}"))) == 1
            assert len(other.trace(url_key("https://news.example/7"))) == 1
            if number % 2:
                yield packed(each)

    ledger.rebuild(read())
    for opened in (ledger, other):
        assert all(len(opened.trace(url_key(f"https://news.example/{number}"))) == 1 for number in range(300))
    other.close()


def test_a_rebuild_during_another_is_refused(ledger_url: str, ledger: Ledger) -> None:
    """The first one is not disturbed, and afterwards there may be another."""
    given = manifest(outcome(1))
    other = open_ledger(ledger_url)

    def read() -> Iterator[PackedManifest]:
        with pytest.raises(LedgerError, match="Another process is rebuilding the ledger"):
            other.rebuild(())
        yield packed(given)

    for _ in range(2):
        ledger.rebuild(read())
        assert len(ledger.trace(url_key("https://news.example/1"))) == 1
    other.rebuild(())
    other.close()


REBUILD = """
import json, os, sys
from dateline.tasks.adapters.ledger.packing import packed
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import Manifest
url, lines = json.loads(sys.stdin.readline())
def read():
    yield from map(packed, map(Manifest.model_validate_json, lines))
    os.kill(os.getpid(), 9)
open_ledger(url).rebuild(read())
"""


def test_a_rebuild_that_is_killed_leaves_the_old_ledger(ledger_url: str, ledger: Ledger) -> None:
    """Nothing is lost, the next rebuild succeeds, and leaves no table behind."""
    manifests = [manifest(outcome(n), batch=f"{n}") for n in range(250)]
    ledger.apply(manifests[0])
    before, tables = content(ledger, range(250)), table_names(ledger_url)
    said = json.dumps([ledger_url, [each.model_dump_json() for each in manifests]])
    killed = subprocess.run([sys.executable, "-c", REBUILD], input=said, text=True, cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert table_names(ledger_url) > tables
    assert content(ledger, range(250)) == before
    ledger.rebuild(map(packed, manifests))
    assert table_names(ledger_url) == tables
    assert all(len(ledger.trace(url_key(f"https://news.example/{number}"))) == 1 for number in range(250))


def table_names(ledger_url: str) -> set[str]:
    engine = create_engine(ledger_url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_a_page_twice_in_one_manifest_is_two_events(ledger: Ledger) -> None:
    """Lines of a manifest with equal times keep their order."""
    ledger.apply(manifest(rejected(0), outcome(0)))
    key = url_key("https://news.example/0")
    assert [event.outcome for event in ledger.trace(key)] == [rejected(0), outcome(0)]
    assert ledger.known("example", [key])[key].kind is OutcomeKind.NEW


def test_thousands_of_pages_are_looked_up_at_once(ledger: Ledger) -> None:
    """More keys than fit into one statement can be looked up."""
    ledger.apply(manifest(*map(outcome, range(1500))))
    keys = [url_key(f"https://news.example/{number}") for number in range(40_000)]
    assert sorted(ledger.known("example", keys)) == sorted(keys[:1500])


def test_a_page_is_traced_by_the_address_that_it_was_found_at(ledger: Ledger) -> None:
    """With ``redirected``, a trace includes pages that redirected to the address, until a rebuild without them."""
    asked, found = "https://news.example/short", "https://news.example/the-whole-address?utm_source=x"
    moved = outcome(url=asked, page_url=found)
    own = outcome(1, url=found)
    for take_in in (ledger.apply, lambda one: ledger.rebuild([packed(one)])):
        take_in(manifest(moved, own))
        assert [event.outcome for event in ledger.trace(url_key(found))] == [own]
        assert [event.outcome for event in ledger.trace(url_key(found), redirected=True)] == [moved, own]
        assert [event.outcome for event in ledger.trace(url_key(asked), redirected=True)] == [moved]
        assert set(ledger.known("example", map(url_key, (asked, found)))) == {url_key(asked), url_key(found)}
        ledger.rebuild(())
        assert not ledger.trace(url_key(found), redirected=True)


def test_records_are_found_by_the_id_minute_and_text_of_their_page(ledger: Ledger) -> None:
    """Only outcomes that added a record are found, whether applied singly or in bulk."""
    first, moved = (outcome(n, url=f"https://news.example/98765-{n}", text_hash="same") for n in (1, 2))
    again = outcome(3, url="https://news.example/98765-3", text_hash="same", kind=OutcomeKind.UNCHANGED)
    key = twin_key_of(first)
    assert key
    for take_in in (ledger.apply, lambda one: ledger.rebuild([packed(one)])):
        take_in(manifest(first, moved, again, outcome(4)))
        found = ledger.twins([key, "another"])
        assert [event.outcome for event in found[key]] == [first, moved]
        assert set(found) == {key}
        ledger.rebuild(())
        assert ledger.twins([key]) == {}


def test_an_address_that_was_only_found_is_not_settled(ledger: Ledger) -> None:
    """The target of a redirect remains unknown until a source names it."""
    ledger.apply(manifest(outcome(page_url="https://news.example/other")))
    assert not ledger.known("example", [url_key("https://news.example/other")])


def test_an_article_is_traced_by_key_and_by_id(ledger: Ledger) -> None:
    """The trace has its own page and its duplicates, from any source, oldest first."""
    duplicate = outcome(5, kind=OutcomeKind.DUPLICATE, source="other", article=outcome(1).article)
    ledger.apply(manifest(duplicate, outcome(2)))
    ledger.apply(manifest(outcome(1), run="other run"))
    for name in (f"articles/2024/03/05/{1:064x}.json", f"{1:064x}"):
        assert [event.outcome for event in ledger.trace_article(name)] == [outcome(1), duplicate]


def test_a_batch_is_unfinished_until_it_is_closed_or_applied(ledger: Ledger) -> None:
    """Open batches are returned complete, oldest first, by source."""
    late, early = batch("0002", opened_at=NOW + timedelta(1)), batch("0001")
    for each in (late, early, batch("0003", source="other"), early):
        ledger.open_batch(each)
    assert list(ledger.unfinished("example")) == [early, late]
    assert len(ledger.unfinished()) == 3
    ledger.close_batch("run", "0001")
    ledger.close_batch("run", "0001")
    assert list(ledger.unfinished("example")) == [late]
    ledger.apply(manifest(batch="0002"))
    assert list(ledger.unfinished("example")) == []
    assert len(ledger.unfinished("other")) == 1


def test_a_batch_that_is_opened_again_has_its_new_owner(ledger: Ledger) -> None:
    """Opening an open batch again replaces its owner."""
    ledger.open_batch(batch())
    taken = batch().model_copy(update={"owner": "other:3:4"})
    ledger.open_batch(taken)
    assert list(ledger.unfinished("example")) == [taken]


def wish(holder: str, at_s: float = 0.0, delay_s: float = 1.0, patience_s: float = 60.0) -> Wish:
    now = NOW + timedelta(seconds=at_s)
    return Wish(holder, now, now + timedelta(seconds=patience_s), delay_s, term_s=30.0)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_one_holder_at_a_time_has_a_turn_at_a_host(ledger: Ledger) -> None:
    """A second holder waits for the turn, then for the longer of both delays; other hosts are free."""
    assert ledger.take_host("a.example", wish("one")) == Turn(Chance.GRANTED, NOW)
    assert ledger.take_host("a.example", wish("two", 1)).chance is Chance.HELD
    assert ledger.take_host("b.example", wish("two", 1)) == Turn(Chance.GRANTED, after(1))
    ledger.free_host("a.example", "two", after(3), 9.0)
    assert ledger.take_host("a.example", wish("two", 3)).chance is Chance.HELD
    ledger.free_host("a.example", "one", after(5), 2.5)
    assert ledger.take_host("a.example", wish("two", 6)) == Turn(Chance.GRANTED, after(7.5))
    ledger.free_host("a.example", "two", after(8), 1.0)
    assert ledger.take_host("a.example", wish("one", 8, delay_s=4.0)) == Turn(Chance.GRANTED, after(12))


def test_a_turn_of_a_holder_that_died_ends_by_itself(ledger: Ledger) -> None:
    """After its term another holder gets the turn; the late one learns so, and cannot give it back."""
    ledger.take_host("a.example", wish("one"))
    assert ledger.take_host("a.example", wish("two", 29.9)) == Turn(Chance.HELD, after(30))
    assert ledger.keep_host("a.example", "one", after(29.9), 30.0) is Keeping.WANTED
    assert ledger.take_host("a.example", wish("two", 59)).chance is Chance.HELD
    assert ledger.take_host("a.example", wish("two", 60)) == Turn(Chance.GRANTED, after(60))
    assert ledger.keep_host("a.example", "one", after(60), 30.0) is Keeping.LOST
    ledger.free_host("a.example", "one", after(60), 1.0)
    assert ledger.take_host("a.example", wish("three", 61)).chance is Chance.HELD
    assert ledger.keep_host("a.example", "two", after(95), 30.0) is Keeping.KEPT


def test_a_turn_ends_when_its_holder_is_seen_to_have_ended(ledger: Ledger) -> None:
    """The next holder waits for the whole delay, because the last request may have ended just now."""
    ledger.take_host("a.example", wish("one"))
    assert ledger.take_host("a.example", replace(wish("two", 5), has_ended=lambda _: False)).chance is Chance.HELD
    killed = replace(wish("two", 5, delay_s=3.0), has_ended=lambda holder: holder == "one")
    assert ledger.take_host("a.example", killed) == Turn(Chance.GRANTED, after(8))
    assert ledger.keep_host("a.example", "one", after(8), 30.0) is Keeping.LOST


def test_a_resting_host_is_left_alone(ledger: Ledger) -> None:
    """No turn begins before the end of a rest, a shorter rest does not end a longer one, and a long one is reported."""
    ledger.rest_host("a.example", after(60))
    ledger.rest_host("a.example", after(10))
    assert ledger.take_host("a.example", wish("one", patience_s=59)) == Turn(Chance.RESTS, after(60))
    assert ledger.take_host("a.example", wish("one", patience_s=60)) == Turn(Chance.GRANTED, after(60))


def test_requests_of_many_threads_share_transactions(ledger_url: str, ledger: Ledger) -> None:
    """Requests that gather during a transaction share the next one, and each thread gets its own answer."""
    hosts = [f"{number}.example" for number in range(40)]
    lock = create_engine(ledger_url)
    with ThreadPoolExecutor(len(hosts)) as pool, lock.connect() as connection:
        for host in hosts:
            ledger.take_host(host, wish(host))
        if lock.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("LOCK TABLE host_turns IN EXCLUSIVE MODE")
        transactions = count_commits(ledger)
        answers = [pool.submit(ledger.take_host, host, wish(f"not {host}")) for host in hosts]
        while len(ledger._turns._waiting) < len(hosts) - 1:  # type: ignore[attr-defined]  # not in the protocol
            threading.Event().wait(0.005)
        connection.rollback()
        assert [answer.result(timeout=120).chance for answer in answers] == [Chance.HELD] * len(hosts)
    lock.dispose()
    assert len(transactions) == 2


def count_commits(ledger: Ledger) -> list[object]:
    """Return a list that grows by one entry with each transaction of a ledger."""
    commits: list[object] = []
    event.listen(ledger._database._engine, "commit", commits.append)  # type: ignore[attr-defined]  # not in the protocol
    return commits


TAKE_TURNS = """
import json, sys, time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.web.host_turns import Chance, Wish
url, name, count = json.loads(sys.stdin.readline())
ledger = open_ledger(url)
spans = []
while len(spans) < count:
    now = datetime.now(UTC)
    turn = ledger.take_host("a.example", Wish(name, now, now + timedelta(seconds=60), 0.02, 30.0))
    time.sleep(max((turn.at - datetime.now(UTC)).total_seconds(), 0) if turn.chance is Chance.GRANTED else 0.002)
    if turn.chance is Chance.GRANTED:
        began = datetime.now(UTC)
        time.sleep(0.003)
        ended = datetime.now(UTC)
        spans.append([began.isoformat(), ended.isoformat()])
        ledger.free_host("a.example", name, ended, 0.02)
print(json.dumps(spans))
"""


def test_processes_that_share_a_ledger_never_have_a_turn_at_once(ledger_url: str) -> None:
    """Three processes take turns at one host: none overlap, and the delay lies between any two."""
    processes = [
        subprocess.Popen([sys.executable, "-c", TAKE_TURNS], stdin=-1, stdout=-1, stderr=-1, text=True, cwd=ROOT)
        for _ in range(3)
    ]
    for number, process in enumerate(processes):
        assert process.stdin is not None
        process.stdin.write(json.dumps([ledger_url, f"holder {number}", 8]) + "\n")
        process.stdin.flush()
    results = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * 3, results
    spans = sorted(tuple(map(datetime.fromisoformat, span)) for out, _ in results for span in json.loads(out))
    assert len(spans) == 24
    for (_, ended), (began, _) in itertools.pairwise(spans):
        assert began - ended >= timedelta(seconds=0.02)


def test_slices_of_a_backfill_are_remembered(ledger: Ledger) -> None:
    """Marking a slice again changes nothing, and each backfill has its own slices."""
    for backfill, part in itertools.product(("one", "two"), ("2023-01", "2023-02")):
        ledger.mark_slice_done(backfill, part, NOW)
    ledger.mark_slice_done("one", "2023-02", NOW)
    ledger.mark_slice_done("one", "2023-03", NOW)
    assert ledger.slices_done("one") == {"2023-01", "2023-02", "2023-03"}
    assert ledger.slices_done("two") == {"2023-01", "2023-02"}
    assert ledger.slices_done("three") == frozenset()


def test_a_note_replaces_an_older_one(ledger: Ledger) -> None:
    """The latest value under a name and key is returned as JSON."""
    assert ledger.noted("watermark", "example") is None
    ledger.note("watermark", "example", Window(since=NOW))
    ledger.note("watermark", "example", Window(until=NOW))
    ledger.note("watermark", "other", Window())
    noted = ledger.noted("watermark", "example")
    assert noted is not None
    assert Window.model_validate_json(noted) == Window(until=NOW)


def test_a_rebuild_keeps_the_work_under_way(ledger: Ledger) -> None:
    """It keeps open batches, slices and notes."""
    ledger.open_batch(batch())
    ledger.mark_slice_done("one", "2023-01", NOW)
    ledger.note("watermark", "example", Window())
    ledger.apply(manifest(outcome(0), run="other"))
    ledger.rebuild(())
    assert ledger.known("example", [url_key("https://news.example/0")]) == {}
    assert ledger.unfinished("example")
    assert ledger.slices_done("one")
    assert ledger.noted("watermark", "example")


def test_a_retracted_manifest_leaves_no_trace(ledger: Ledger) -> None:
    """Other manifests of the same pages stay; what was retracted can be applied again; twice is once."""
    taken, kept = manifest(outcome(0), rejected(1)), manifest(outcome(0, at=NOW + timedelta(days=1)), run="later")
    ledger.apply(kept)
    before = content(ledger, range(2))
    ledger.apply(taken)
    with_both = content(ledger, range(2))
    assert with_both != before
    for _ in range(2):
        ledger.retract(taken)
        assert content(ledger, range(2)) == before
    ledger.apply(taken)
    assert content(ledger, range(2)) == with_both


def test_a_forgotten_source_leaves_other_sources_alone(ledger: Ledger) -> None:
    """Also one whose name begins with its name, and notes whose key is only spelt like it."""
    for name in ("example", "example-2"):
        ledger.open_batch(batch(name, source=name))
        ledger.note("watermark", name, Window(since=NOW))
        ledger.note("reading", f"{name} https://news.example/feed", Window(since=NOW))
        ledger.mark_slice_done(f"{name}/all", "2023-01", NOW)
    ledger.note("archive", "example", Window(since=NOW))
    ledger.forget_source("example", ["example/all"])
    assert [one.source for one in ledger.unfinished()] == ["example-2"]
    assert ledger.noted("watermark", "example") is None
    assert ledger.noted("reading", "example https://news.example/feed") is None
    assert ledger.slices_done("example/all") == frozenset()
    assert ledger.noted("watermark", "example-2")
    assert ledger.noted("reading", "example-2 https://news.example/feed")
    assert ledger.slices_done("example-2/all")
    assert ledger.noted("archive", "example")
