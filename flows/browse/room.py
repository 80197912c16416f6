"""What all pages share: the configuration, and values that are looked up in the background."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

from dateline.config.loader import Config
from dateline.config.schema import Settings, Source
from dateline.flows.browse.kept import Kept
from dateline.tasks.core.search.page import Extent
from dateline.tasks.core.sources.coverage import gaps
from dateline.tasks.core.sources.health import SourceHealth
from dateline.tasks.core.sources.tallies import LOOK_BACK_DAYS, DayTally
from dateline.tasks.ledger import ledger_trouble
from dateline.tasks.listing import extents
from dateline.tasks.monitoring import healths_of, tallies
from dateline.tasks.search import OnCount, catch_up, ignore, spare_processes

_INDEX_AGE_S, _HEALTH_AGE_S = 3.0, 30.0


class ReadingRoom:
    """Reads the archive of a configuration for the pages.

    ``wait_s`` is how long a page may wait for newer values, and ``age`` a factor on how old all values may be.
    """

    def __init__(self, config: Config, *, age: float = 1.0, wait_s: float = 0.05) -> None:
        self.config = config
        pool = ThreadPoolExecutor(2, "reading room")
        self._notes = Kept(lambda: catch_up(self.settings), pool, age_s=_INDEX_AGE_S * age, wait_s=wait_s)
        self._tallies = Kept(self._new_tallies, pool, age_s=_HEALTH_AGE_S * age, wait_s=wait_s)
        self._trouble = Kept(lambda: ledger_trouble(self.settings), pool, age_s=_HEALTH_AGE_S * age, wait_s=wait_s)
        self._known: Mapping[date, DayTally] = {}
        self._healths = Kept(self._new_healths, ThreadPoolExecutor(1), age_s=_HEALTH_AGE_S * age, wait_s=wait_s)

    @property
    def settings(self) -> Settings:
        """The settings of the project."""
        return self.config.settings

    def today(self) -> date:
        """Return the current day in UTC."""
        return datetime.now(UTC).date()

    def open(self, on_count: OnCount = ignore) -> None:
        """Build or update the search index, before the first page is requested.

        Raises:
            StoreError: the archive could not be read.
            IndexUnusableError: there is no index, and it could not be written.
        """
        catch_up(self.settings, on_count, processes=spare_processes())

    def catch_up(self) -> Sequence[str]:
        """Update the search index in the background; return what may be missing in it."""
        return self._notes.get()

    def source(self, name: str) -> Source | None:
        """Return the configured source of that name, or None."""
        return self.config.sources.get(name)

    def extents(self) -> Mapping[str, Extent]:
        """Return the extent of each source that is configured or archived, by name; a source without articles has 0."""
        known = extents(self.settings)
        names = sorted({*known, *self.config.sources})
        nothing = Extent(0, date.min, date.min)
        return {name: known.get(name, nothing) for name in names}

    def sources_with_pages(self) -> Sequence[str]:
        """Return the names of the sources that may have pages in the archive: no source that was never turned on.

        Without a ledger, the last weeks' manifests would have to be read to know which sources had only rejections.
        """
        ran = {name for day in self.tallies().values() for name in day.sources} if self.has_ledger else set[str]()
        return [
            name
            for name, extent in self.extents().items()
            if extent.articles or name in ran or ((source := self.source(name)) and source.enabled)
        ]

    def gaps(self, counts: Mapping[str, Mapping[date, int]], since: date, until: date) -> Mapping[str, Sequence[date]]:
        """Return, for each source, the days of ``[since, until)`` on which it usually has articles but has none.

        A source that is no longer ingested has no gaps after its last article: nobody waits for more.
        """
        found, known = {}, self.extents()
        for name, by_day in counts.items():
            source = self.source(name)
            is_awaited = source is not None and source.enabled
            found[name] = gaps(by_day, since, until if is_awaited else min(until, known[name].last))
        return found

    def tallies(self) -> Mapping[date, DayTally]:
        """Return the tallies of the last weeks, by the day on which runs began."""
        return self._tallies.get()

    def healths(self) -> Mapping[str, SourceHealth]:
        """Return the health of the sources, as `dateline health` shows it; none if the ledger cannot be used."""
        return self._healths.get()

    @property
    def has_ledger(self) -> bool:
        """Whether there is a ledger that can be used."""
        return self._trouble.get() is None

    def without_ledger(self, lacking: str) -> Sequence[str]:
        """Return a sentence that says what a page lacks (``lacking``) if the ledger cannot be used, else none.

        An archive without any run lacks nothing.
        """
        trouble = self._trouble.get()
        return (f"Without a ledger, this page lacks {lacking}. {trouble}",) if trouble and self._has_runs() else ()

    def _has_runs(self) -> bool:
        return any(one.articles for one in self.extents().values()) or any(
            tally.sources for tally in self.tallies().values()
        )

    def _new_tallies(self) -> Mapping[date, DayTally]:
        self._known = tallies(LOOK_BACK_DAYS, self.today(), self.settings, self._known)
        return self._known

    def _new_healths(self) -> Mapping[str, SourceHealth]:
        if not self.has_ledger:
            return {}
        found = healths_of(self.config.sources, self.tallies(), self.settings, datetime.now(UTC))
        return {one.source: one for one in found}
