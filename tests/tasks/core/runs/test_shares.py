"""A model of how slices of a backfill share pages, with any borders, any parallelism and kills anywhere."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import given, settings

from dateline.tasks.core.ledger_models import OpenBatch, PageState
from dateline.tasks.core.models import OutcomeKind, PageRef, Reason, Window
from dateline.tasks.core.runs.backfill import Slice, done_mark, is_done
from dateline.tasks.core.runs.shares import share_out, standing
from dateline.tasks.core.web.urls import url_key

DAY = timedelta(days=1)
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 8
LOOKING, WAITING = "looking", "waiting"


@dataclass
class World:
    """What exists outside the processes: the ledger, and counts of fetches."""

    dates: list[datetime]
    """When each page was published, by the page itself."""
    named_by: list[set[int]]
    """The days whose discovery names each page."""
    known: dict[str, PageState] = field(default_factory=dict)
    open: dict[tuple[str, str], OpenBatch] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    fetched: Counter[str] = field(default_factory=Counter)
    runs: int = 0

    def ref(self, number: int) -> PageRef:
        return PageRef(url=f"https://courier.example/{number}", source="courier", via="list")

    def named(self, part: Slice) -> dict[str, PageRef]:
        """Return what discovery finds in a slice, by key."""
        first, last = ((end - BEGINS) // DAY for end in (part.window.since, part.window.until) if end)
        numbers = (n for n, days in enumerate(self.named_by) if any(first <= day < last for day in days))
        return {url_key(ref.url): ref for ref in map(self.ref, numbers)}

    def settle(self, batch: OpenBatch) -> None:
        """Fetch and archive the pages of a batch, by the window with which it was opened."""
        for ref in batch.refs:
            published_at = self.dates[int(ref.url.rpartition("/")[2])]
            inside = batch.window.contains(published_at)
            self.fetched[ref.url] += 1
            self.known[url_key(ref.url)] = PageState(
                url_key=url_key(ref.url),
                url=ref.url,
                source="courier",
                kind=OutcomeKind.NEW if inside else OutcomeKind.REJECTED,
                reason=None if inside else Reason.OUTSIDE_WINDOW,
                article="articles/x.json" if inside else None,
                text_hash=None,
                published_at=published_at,
                first_at=BEGINS,
                last_at=BEGINS,
                tries=1,
                etag=None,
                last_modified=None,
            )
        del self.open[batch.run, batch.batch]


def a_batch(run: str, number: int, refs: tuple[PageRef, ...], whole: Window, process: str) -> OpenBatch:
    name = f"{number:05d}"
    return OpenBatch(
        run=run,
        batch=name,
        source="courier",
        segment=f"raw/{run}-{name}",
        manifest=f"runs/{run}/{name}",
        refs=refs,
        window=whole,
        begun=False,
        opened_at=BEGINS,
        owner=process,
    )


def slice_run(world: World, part: Slice, whole: Window, process: str, alive: set[str]) -> Iterator[str]:
    """Process a slice step by step as `Work.ingest_slice` does; to kill it, stop iterating."""
    world.runs += 1
    run, number = f"run-{world.runs}", 0
    named = world.named(part)
    looked = dict(named)
    while looked:

        def is_due(_: PageRef, state: PageState | None) -> bool:
            if state is None:
                return True
            left_out = state.reason is Reason.OUTSIDE_WINDOW and state.published_at is not None
            return left_out and whole.contains(state.published_at or BEGINS)

        shares = share_out(looked, world.known, [*world.open.values()], lambda b: b.owner not in alive, is_due)
        for batch in shares.dropped:
            del world.open[batch.run, batch.batch]
        mine = [batch.model_copy(update={"owner": process}) for batch in shares.resumed]
        for start in range(0, len(shares.due), 2):
            mine.append(a_batch(run, number, shares.due[start : start + 2], whole, process))
            number += 1
        world.open |= {(batch.run, batch.batch): batch for batch in mine}
        yield LOOKING
        for batch in mine:
            begun = batch.model_copy(update={"begun": True})
            world.open[batch.run, batch.batch] = begun
            yield LOOKING  # a kill here leaves a batch that the next run completes
            world.settle(begun)
            yield LOOKING
        looked = {key: ref for key, ref in looked.items() if key in shares.in_hand | shares.resumed_keys}
        while any(
            key in shares.in_hand and batch.owner in alive
            for batch in world.open.values()
            for key in (url_key(ref.url) for ref in batch.refs)
        ):
            yield WAITING
    stands = standing(named, world.known, max_tries=3)
    assert stands.missing == 0
    world.marks.add(done_mark(part, whole, outside=stands.outside > 0))


def slices(first: int, last: int, length: int) -> list[Slice]:
    borders = [*range(first, last, length), last]
    windows = [Window(since=BEGINS + a * DAY, until=BEGINS + b * DAY) for a, b in pairwise(borders)]
    return [Slice(source="courier", window=window) for window in windows]


def backfill(world: World, data: st.DataObject, span: tuple[int, int], length: int, processes: list[int]) -> None:
    """Run one backfill in several processes with parallel slices; any process may be killed."""
    whole = Window(since=BEGINS + span[0] * DAY, until=BEGINS + span[1] * DAY)
    alive = {f"process-{world.runs}-{n}" for n in range(len(processes))}
    queues = {p: [s for s in slices(*span, length) if not is_done(s, whole, world.marks)] for p in sorted(alive)}
    parallel = dict(zip(sorted(alive), processes, strict=True))
    under_way: dict[str, list[Iterator[str]]] = {process: [] for process in alive}
    idle = 0
    while alive:
        process = data.draw(st.sampled_from(sorted(alive)))
        running = under_way[process]
        while queues[process] and len(running) < parallel[process]:
            running.append(slice_run(world, queues[process].pop(0), whole, process, alive))
        if not running:
            alive.discard(process)
            continue
        if data.draw(st.integers(0, 40)) == 0:
            alive.discard(process)
            continue
        step = running[data.draw(st.integers(0, len(running) - 1))]
        try:
            idle = idle + 1 if next(step) is WAITING else 0
        except StopIteration:
            running.remove(step)
            idle = 0
        assert idle < 2000, "slices wait for each other"


SPANS = st.tuples(st.integers(0, 3), st.integers(5, DAYS))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_each_page_of_the_window_is_archived_and_fetched_once(data: st.DataObject) -> None:
    """This holds whichever slices find a page, whenever it was published and wherever processes are killed."""
    pages = data.draw(st.integers(1, 10))
    dates = [BEGINS + timedelta(hours=data.draw(st.integers(-30, DAYS * 24 + 30))) for _ in range(pages)]
    named_by = [data.draw(st.sets(st.integers(0, DAYS - 1), max_size=4)) for _ in range(pages)]
    world = World(dates, named_by)
    span = data.draw(SPANS)
    length = data.draw(st.integers(1, 4))
    for _ in range(data.draw(st.integers(1, 3))):
        backfill(world, data, span, length, data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3)))
    # The last call is not disturbed: it brings what is missing, and the one after it finds each slice done.
    whole = Window(since=BEGINS + span[0] * DAY, until=BEGINS + span[1] * DAY)
    for part in slices(*span, length):
        if not is_done(part, whole, world.marks):
            assert WAITING not in [*slice_run(world, part, whole, "last", {"last"})]
    assert all(is_done(part, whole, world.marks) for part in slices(*span, length))
    for number, days in enumerate(named_by):
        ref = world.ref(number)
        if not any(span[0] <= day < span[1] for day in days):
            continue
        state = world.known[url_key(ref.url)]
        assert (state.reason is None) == whole.contains(dates[number])
        assert world.fetched[ref.url] == 1
    assert not world.open


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_larger_backfill_takes_in_what_a_smaller_one_left_out(data: st.DataObject) -> None:
    """A done slice is recorded with the window of its backfill."""
    pages = data.draw(st.integers(1, 8))
    dates = [BEGINS + timedelta(hours=data.draw(st.integers(0, DAYS * 24))) for _ in range(pages)]
    named_by = [{data.draw(st.integers(0, DAYS - 1))} for _ in range(pages)]
    world = World(dates, named_by)
    smaller = data.draw(SPANS)
    whole = Window()
    for span in (smaller, (0, DAYS)):
        whole = Window(since=BEGINS + span[0] * DAY, until=BEGINS + span[1] * DAY)
        for part in slices(*span, 1):
            if not is_done(part, whole, world.marks):
                assert WAITING not in [*slice_run(world, part, whole, "one", {"one"})]
    for number, date in enumerate(dates):
        state = world.known[url_key(world.ref(number).url)]
        assert (state.reason is None) == whole.contains(date)


def test_a_mark_of_an_earlier_version_does_not_count() -> None:
    """Backfills of earlier versions could lose pages, so their slices are processed again."""
    (part,) = slices(0, 2, 2)
    assert not is_done(part, part.window, {part.key})
