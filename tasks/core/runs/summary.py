"""What a run did, in figures: counted from outcomes, so that no figure can differ from the manifest."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from pydantic import Field

from dateline.tasks.core.models import Model, Outcome, OutcomeKind, Reason
from dateline.tasks.core.runs.looks import Look


class Amounts(Model):
    """What a part of a run moved: outcomes carry no sizes, so this is counted where bytes come and go."""

    transferred_bytes: int = 0
    """Bodies of pages, as they were transferred or read; of batches that a killed run had fetched, none."""
    written: int = 0
    """Objects that were added to the archive, raw segments and manifests included."""
    written_bytes: int = 0
    """Their size."""
    rechecked: int = 0
    """Archived pages that were looked at again."""
    changed: int = 0
    """Of these, pages that had changed, or were gone."""

    def __add__(self, other: Self) -> Self:
        """Return both together."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in Amounts.model_fields}
        return self.model_copy(update=sums)


class Summary(Amounts):
    """Figures of one run."""

    discovered: int = 0
    """Distinct pages that the source named in the window."""
    known: int = 0
    """Of these, pages that were settled before and not looked at again."""
    in_hand: int = 0
    """Of these, pages that were left to other runs, which had them in hand."""
    outcomes: dict[OutcomeKind, int] = Field(default_factory=dict)
    reasons: dict[Reason, int] = Field(default_factory=dict)
    """Rejections by reason."""
    fetched: int = 0
    """Pages of which bytes came."""

    @property
    def settled(self) -> int:
        """Pages that got an outcome in this run."""
        return sum(self.outcomes.values())

    @property
    def looked_at(self) -> int:
        """Pages that the run worked on, those included that were looked at again and had not changed."""
        return self.settled + self.rechecked - self.changed

    def count(self, kind: OutcomeKind) -> int:
        """Return how many pages had this outcome."""
        return self.outcomes.get(kind, 0)


class RunResult(Model):
    """What a run of a source did."""

    source: str
    run: str
    summary: Summary
    outcomes: tuple[Outcome, ...]
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    """Parts of the source that could not be read."""
    broken: tuple[str, ...] = ()
    """Batches that failed in this run, a sentence each; the others are archived, and a later run tries these again."""
    is_storage_damaged: bool = False
    """Whether one of them failed since something stored is damaged; else dateline itself made a mistake."""
    missing: int = 0
    """Named pages that nobody could look at yet, in a run that does a slice of a backfill."""
    outside: int = 0
    """Named pages that were published outside of the backfill's window, in such a run."""
    looks: tuple[Look, ...] = ()
    """What came of each page that the run was asked to look at."""
    more: bool = False
    """Whether the source names more pages than one run takes up."""


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
    """Adds up durations by stage, by the clock that it is given (seconds, monotonic), and what fetching moved."""

    clock: Callable[[], float]
    seconds: dict[str, float] = field(default_factory=dict)
    fetched: Amounts = field(default_factory=Amounts)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add how long the block takes to the stage."""
        began = self.clock()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + self.clock() - began

    @property
    def total_s(self) -> float:
        """All stages together, in seconds."""
        return sum(self.seconds.values())
