"""What a run did, in figures: counted from outcomes, so that no figure can differ from the manifest."""

from collections import Counter
from collections.abc import Iterable

from pydantic import Field

from tasks.core.models import Model, Outcome, OutcomeKind, Reason


class Summary(Model):
    """Figures of one run."""

    discovered: int = 0
    """Distinct pages that the source named in the window."""
    known: int = 0
    """Of these, pages that were settled before and not looked at again."""
    outcomes: dict[OutcomeKind, int] = Field(default_factory=dict)
    reasons: dict[Reason, int] = Field(default_factory=dict)
    """Rejections by reason."""
    fetched: int = 0
    """Pages of which bytes came."""
    written: int = 0
    """Objects that the run added to the archive, raw segments and manifests included."""

    @property
    def settled(self) -> int:
        """Pages that got an outcome in this run."""
        return sum(self.outcomes.values())

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


def summarize(outcomes: Iterable[Outcome], *, discovered: int, known: int, written: int) -> Summary:
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
        outcomes={kind: kinds[kind] for kind in OutcomeKind if kinds[kind]},
        reasons={reason: reasons[reason] for reason in Reason if reasons[reason]},
        fetched=fetched,
        written=written,
    )
