"""Collects the pages that a source lists: reads all its parts, lists each page once, and limits their number."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Part, Remarks
from dateline.tasks.adapters.discovery.daemon_threads import in_daemon_threads
from dateline.tasks.adapters.discovery.saved_pages import is_saved
from dateline.tasks.core.clock_faults import behind_in_words
from dateline.tasks.core.discovery.dates_in_urls import is_dated_ahead, may_lie_in
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.runs.parts_read import PartsRead
from dateline.tasks.core.sources.ways import KINDS
from dateline.tasks.core.web.urls import url_key

FEEDS_AT_ONCE = 16
MARGIN = 1_000
"""How many pages beyond the limit are gathered before the ledger is asked which of them are settled."""

Unsettled = Callable[[dict[str, PageRef]], set[str]]
"""Returns the keys of those pages that a run would fetch."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The pages of one source, each once, in the order in which the source lists them."""

    refs: tuple[PageRef, ...] = ()
    warnings: tuple[str, ...] = ()
    """Oddities of parts that were read nevertheless."""
    failures: tuple[str, ...] = ()
    """Parts that could not be read. Their pages are missing."""
    is_full: bool = False
    """Whether the source lists more pages than one run accepts. The others are missing."""
    passed_over: int = 0
    """How many settled pages were omitted to stay within the limit."""
    clock_is_behind: bool = False
    """Whether a server's clock is far ahead of this machine's."""
    parts: PartsRead = field(default_factory=PartsRead)


def collect(parts: Iterable[Part], context: DiscoveryContext, most: int, unsettled: Unsettled) -> Discovery:
    """Return the pages that the parts list in the window. A part that fails does not stop the others.

    If there are more than ``most`` pages, settled ones are omitted, and the excess is left to the next run.
    """
    gathered = _Gathered(most, unsettled)
    told: list[Remarks] = []
    asked = PartsRead()
    for part, refs, remarks in _readings(tuple(parts), context):
        told.append(remarks)
        lists_pages = False
        with _alone(part, remarks):
            for listed in refs:
                lists_pages = True
                ref = _with_possible_date(listed, part, context, remarks)
                if key := _key_in_window(ref, part, context, remarks):
                    gathered.add(key, ref)
                if gathered.full:
                    break
        asked += _as_asked(remarks, lists_pages=lists_pages)
        if gathered.full:
            break
    gathered.finish()
    warnings = dict.fromkeys(warning for remarks in told for warning in remarks.warnings)
    return Discovery(
        gathered.refs,
        (*warnings, *gathered.notes(), *_clock_remarks(context)),
        tuple(dict.fromkeys(failure for remarks in told for failure in remarks.failures)),
        gathered.full,
        gathered.settled,
        bool(context.later),
        asked,
    )


def _as_asked(remarks: Remarks, *, lists_pages: bool) -> PartsRead:
    """Return whether one part was read. One that failed after it had listed pages was read in part."""
    if not remarks.is_due:
        return PartsRead(not_due=1)
    if remarks.has_failed and not lists_pages:
        return PartsRead(unread=1, walled=int(remarks.met_wall), unasked=int(remarks.met_rest))
    return PartsRead(read=1)


def _clock_remarks(context: DiscoveryContext) -> Iterator[str]:
    if told := behind_in_words(context.later):
        yield told


@contextmanager
def _alone(part: Part, remarks: Remarks) -> Iterator[None]:
    """Record an error in reading a part as its failure, so that the other parts are still read."""

    def fail(told: str) -> None:
        remarks.failures.append(told)
        remarks.has_failed = True

    try:
        with bulkhead(lambda told: fail(f"the {part.in_words} was not read completely: {told}")):
            yield
    except DiscoveryError as error:
        fail(str(error))
        remarks.met_wall = error.is_wall
        remarks.met_rest = error.reason is Reason.NOT_ASKED


def _with_possible_date(ref: PageRef, part: Part, context: DiscoveryContext, remarks: Remarks) -> PageRef:
    """Return the page without a date in the future: no window would reach it for a long time. Its own date decides."""
    if not is_dated_ahead(ref, context.now):
        return ref
    remarks.warnings.append(f"the {part.in_words} dates pages in the future; the pages' own dates are used")
    return ref.model_copy(update={"published_at": None, "published_raw": None, "published_precision": None})


def _key_in_window(ref: PageRef, part: Part, context: DiscoveryContext, remarks: Remarks) -> str | None:
    """Return the page's key, or None if the page is outside the window or its key cannot be computed."""
    with bulkhead(lambda told: remarks.failures.append(f"the {part.in_words} lists {ref.url[:200]!r}: {told}")):
        return url_key(ref.url) if is_saved(ref) or may_lie_in(context.window, ref) else None
    return None


def _readings(parts: tuple[Part, ...], context: DiscoveryContext) -> Iterator[tuple[Part, Iterable[PageRef], Remarks]]:
    """Yield the pages of each part, in order, and what is remarked about it.

    Several feeds are read in parallel, because each is mostly waiting.
    """
    feeds = [part for part in parts if KINDS[part.way].in_parallel]
    if len(feeds) <= 1:
        yield from (_read_as_asked(part, context) for part in parts)
        return
    with in_daemon_threads([partial(_read_whole, part, context) for part in feeds], FEEDS_AT_ONCE) as futures:
        ahead = {id(part): future for part, future in zip(feeds, futures, strict=True)}
        for part in parts:
            if id(part) in ahead:
                yield part, *ahead.pop(id(part)).result()
            else:
                yield _read_as_asked(part, context)


def _read_whole(part: Part, context: DiscoveryContext) -> tuple[tuple[PageRef, ...], Remarks]:
    remarks = Remarks()
    refs: list[PageRef] = []
    with _alone(part, remarks):
        refs.extend(part.read(context, remarks))
    return tuple(refs), remarks


def _read_as_asked(part: Part, context: DiscoveryContext) -> tuple[Part, Iterator[PageRef], Remarks]:
    """Return the part, its pages, which are read when they are asked for, and its remarks."""
    remarks = Remarks()

    def pages() -> Iterator[PageRef]:
        yield from part.read(context, remarks)

    return part, pages(), remarks


class _Gathered:
    """Pages by key, never many more than ``most``."""

    def __init__(self, most: int, unsettled: Unsettled) -> None:
        self._most = most
        self._unsettled = unsettled
        self._due: dict[str, PageRef] = {}
        """Pages known to be unsettled."""
        self._fresh: dict[str, PageRef] = {}
        """Pages not looked up yet."""
        self.settled = 0
        """How many pages were omitted because they are settled."""
        self.full = False

    @property
    def refs(self) -> tuple[PageRef, ...]:
        """The pages, in the order in which they were listed."""
        return (*self._due.values(), *self._fresh.values())

    def add(self, key: str, ref: PageRef) -> None:
        """Add a page, unless it was added before."""
        if key not in self._due:
            self._fresh.setdefault(key, ref)
        if len(self._due) + len(self._fresh) >= self._most + MARGIN:
            self._look_up()

    def finish(self) -> None:
        """Enforce the limit."""
        if len(self._due) + len(self._fresh) > self._most:
            self._look_up()

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each kind of page that the limit omitted."""
        if self.full:
            yield f"this run accepts {self._most} pages (ingest.max_pages_per_run); the next run takes the rest"
        if self.settled:
            yield f"pages that earlier runs had settled, skipped: {self.settled}"

    def _look_up(self) -> None:
        keys = self._unsettled(self._fresh)
        self.settled += len(self._fresh) - len(keys)
        self._due |= {key: ref for key, ref in self._fresh.items() if key in keys}
        self._fresh = {}
        if len(self._due) > self._most:
            self._due = dict(list(self._due.items())[: self._most])
            self.full = True
