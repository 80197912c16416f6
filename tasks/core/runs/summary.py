"""The totals of a run, counted from outcomes, so that they always agree with the manifest."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from pydantic import Field

from dateline.tasks.core.models import Outcome, OutcomeKind, Reason
from dateline.tasks.core.runs.looks import Look
from dateline.tasks.core.value_types import Model


class Amounts(Model):
    """The amounts that a part of a run transferred and stored, which outcomes do not contain."""

    transferred_bytes: int = 0
    """Bytes of page bodies as transferred or read, except those of batches that a killed run had fetched."""
    written: int = 0
    """Number of objects added to the archive, including segments and manifests."""
    written_bytes: int = 0
    """Size of these objects."""
    rechecked: int = 0
    """Number of archived pages that were due for a recheck."""
    changed: int = 0
    """How many of these had changed or were gone."""
    missed: int = 0
    """How many of these could not be rechecked: they were not asked for, or did not answer with a page."""

    def __add__(self, other: Self) -> Self:
        """Return the sum of both."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in Amounts.model_fields}
        return self.model_copy(update=sums)


class Summary(Amounts):
    """The totals of one run."""

    discovered: int = 0
    """Number of distinct pages that the source listed in the window."""
    known: int = 0
    """How many of these were settled before and not rechecked."""
    in_hand: int = 0
    """How many of these were left to other runs that were working on them."""
    outcomes: dict[OutcomeKind, int] = Field(default_factory=dict)
    reasons: dict[Reason, int] = Field(default_factory=dict)
    """Number of rejections by reason."""
    fetched: int = 0
    """Number of pages with a response."""

    @property
    def settled(self) -> int:
        """Number of pages that got an outcome in this run."""
        return sum(self.outcomes.values())

    @property
    def not_asked(self) -> int:
        """Number of new pages that the run did not ask for, because their host rests or the run was stopped."""
        return self.reasons.get(Reason.NOT_ASKED, 0)

    @property
    def looked_at(self) -> int:
        """Number of pages that the run asked for, including unchanged rechecks."""
        return self.settled - self.not_asked + self.rechecked - self.changed - self.missed

    def count(self, kind: OutcomeKind) -> int:
        """Return the number of pages with this outcome."""
        return self.outcomes.get(kind, 0)


class RunResult(Model):
    """The result of a run."""

    source: str
    run: str
    summary: Summary
    outcomes: tuple[Outcome, ...]
    warnings: tuple[str, ...] = ()
    record_warnings: Mapping[str, int] = Field(default_factory=dict)
    """How many of the records have each kind of warning. ``warnings`` has them in words."""
    failures: tuple[str, ...] = ()
    """A sentence for each part of the source that could not be read."""
    broken: tuple[str, ...] = ()
    """A sentence for each batch that failed in this run. The others are archived; a later run retries these."""
    is_storage_damaged: bool = False
    """Whether one of them failed because something stored is damaged. If not, the cause is a bug in dateline."""
    missing: int = 0
    """In a slice of a backfill, the number of listed pages that could not be fetched yet."""
    outside: int = 0
    """In a slice of a backfill, the number of listed pages published outside the backfill's window."""
    looks: tuple[Look, ...] = ()
    """The result of each requested page."""
    more: bool = False
    """Whether the source lists more pages than one run accepts."""

    @property
    def is_walled(self) -> bool:
        """Whether any new page was asked for, and each of them was a bot wall, a login or a consent page."""
        walls = self.summary.reasons.get(Reason.BLOCKED, 0)
        return 0 < walls == self.summary.settled - self.summary.not_asked

    @property
    def why_not_asked(self) -> str:
        """A clause that says how many pages were not asked for, and why not; "" if none."""
        if not self.summary.not_asked:
            return ""
        why = next((one.detail for one in self.outcomes if one.reason is Reason.NOT_ASKED and one.detail), "")
        pages = "1 page was" if self.summary.not_asked == 1 else f"{self.summary.not_asked:,} pages were"
        return f"{pages} not asked for: {why}"


def summarize(
    outcomes: Iterable[Outcome], amounts: Amounts, *, discovered: int, known: int, in_hand: int = 0
) -> Summary:
    """Count the outcomes of a run."""
    kinds: Counter[OutcomeKind] = Counter()
    reasons: Counter[Reason] = Counter()
    fetched = 0
    for outcome in outcomes:
        kinds[outcome.kind] += 1
        fetched += outcome.raw is not None
        if outcome.reason:
            reasons[outcome.reason] += 1
    return Summary(
        discovered=discovered,
        known=known,
        in_hand=in_hand,
        outcomes={kind: kinds[kind] for kind in OutcomeKind if kinds[kind]},
        reasons={reason: reasons[reason] for reason in Reason if reasons[reason]},
        fetched=fetched,
        **amounts.model_dump(),
    )


@dataclass
class Stages:
    """Adds up durations by stage, using the given monotonic clock (seconds), and the amounts fetched."""

    clock: Callable[[], float]
    seconds: dict[str, float] = field(default_factory=dict)
    fetched: Amounts = field(default_factory=Amounts)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the duration of the block to a stage."""
        began = self.clock()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + self.clock() - began

    @property
    def total_s(self) -> float:
        """The total of all stages, in seconds."""
        return sum(self.seconds.values())
