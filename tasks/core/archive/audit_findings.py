"""What an audit says of what it finds: faults, their remedies, and all of them together."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from dateline.tasks.core.models import Model

MAX_TOLD = 1000
"""How many faults an audit tells one by one; it counts all of them."""


class Fault(StrEnum):
    """What can be wrong with an archive."""

    MANIFEST_DAMAGED = "manifest_damaged"
    """A manifest cannot be read, or has lost lines."""
    MANIFEST_MISSING = "manifest_missing"
    """A segment has none, and the ledger knows of no unfinished batch either."""
    ARTICLE_MISSING = "article_missing"
    """A manifest names an article that is not there."""
    ARTICLE_DAMAGED = "article_damaged"
    """An article's bytes are not those that were written, or do not fit its key."""
    ARTICLE_NEWER = "article_newer"
    """A newer version of dateline wrote the article."""
    ARTICLE_ORPHAN = "article_orphan"
    """No manifest names it, though the batch that its raw page came in is complete."""
    REJECTION_MISSING = "rejection_missing"
    """A manifest names a rejection that is not there."""
    REJECTION_DAMAGED = "rejection_damaged"
    """A rejection cannot be read, or does not fit its key."""
    REJECTION_ORPHAN = "rejection_orphan"
    """No manifest names the rejection."""
    SEGMENT_MISSING = "segment_missing"
    """A record points to a segment that is not there."""
    SEGMENT_DAMAGED = "segment_damaged"
    """A segment cannot be read to its end, or a page's digest is wrong."""
    RAW_MISSING = "raw_missing"
    """The segment is there, and holds no such page at the place that a record points to."""
    DAY_DAMAGED = "day_damaged"
    """A closed day's file is missing, or has other bytes than its checksum is of."""


REMEDIES = {
    Fault.MANIFEST_DAMAGED: "`dateline audit --mend` removes it and reopens its batch; then run `dateline ingest`.",
    Fault.MANIFEST_MISSING: "`dateline audit --mend` reopens its batch; then run `dateline ingest` for its source.",
    Fault.ARTICLE_MISSING: "`dateline audit --mend` makes it again from its raw page.",
    Fault.ARTICLE_DAMAGED: "`dateline audit --mend` makes it again from its raw page.",
    Fault.ARTICLE_NEWER: "A newer dateline wrote it: update dateline.",
    Fault.ARTICLE_ORPHAN: "`dateline reprocess` names it in a manifest, if today's cleaner makes the same of its page.",
    Fault.REJECTION_MISSING: "`dateline audit --mend` writes it again from its manifest.",
    Fault.REJECTION_DAMAGED: "`dateline audit --mend` writes it again from its manifest.",
    Fault.REJECTION_ORPHAN: "Nothing depends on it; it can be kept or deleted.",
    Fault.SEGMENT_MISSING: "Restore it from a copy. Until then its articles cannot be traced to their bytes.",
    Fault.SEGMENT_DAMAGED: "Restore it from a copy. The other pages of the segment can be read.",
    Fault.RAW_MISSING: "Restore the segment from a copy.",
    Fault.DAY_DAMAGED: "`dateline audit --mend` has the next `dateline compact` make the day's files again.",
}

LATER_MANIFEST = "Delete it; then `dateline reprocess` writes what it told again."
"""The remedy for the damaged manifest of a run that cleaned again: its segment's own manifest stands."""

MENDABLE = frozenset({Fault.ARTICLE_MISSING, Fault.ARTICLE_DAMAGED, Fault.REJECTION_MISSING, Fault.REJECTION_DAMAGED})


class Finding(Model):
    """One thing that is wrong."""

    fault: Fault
    key: str
    detail: str
    """A sentence for a person."""
    remedy: str
    mended: bool = False

    @classmethod
    def of(cls, fault: Fault, key: str, detail: str) -> "Finding":
        """Return a finding with the usual remedy."""
        return cls(fault=fault, key=key, detail=detail, remedy=REMEDIES[fault])


class AuditPart(Model):
    """What one pass of an audit found."""

    checked: dict[str, int] = Field(default_factory=dict)
    """How many objects, and raw pages, were looked at."""
    faults: dict[Fault, int] = Field(default_factory=dict)
    mended: int = 0
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[str, ...] = ()
    """Batches that runs leave alone since they kept failing, a sentence each; their pages have no outcome yet."""
    unfinished: tuple[str, ...] = ()
    """What a batch that is under way, or was killed, has written; the next ingest of its source completes it."""


class AuditResult(AuditPart):
    """What an audit found."""

    deep: bool

    @property
    def wrong(self) -> int:
        """How many faults there were and are still."""
        return sum(self.faults.values()) - self.mended


class Findings:
    """Collects what a pass finds: counts all, and keeps as much as can be told."""

    def __init__(self) -> None:
        self.checked: Counter[str] = Counter()
        self._faults: Counter[Fault] = Counter()
        self._mended = 0
        self._told: list[Finding] = []
        self._unfinished: list[str] = []
        self.set_aside: list[str] = []
        """See `AuditPart`."""

    def add(self, finding: Finding) -> None:
        """Take in a fault."""
        self._faults[finding.fault] += 1
        self._mended += finding.mended
        if len(self._told) < MAX_TOLD:
            self._told.append(finding)

    def add_unfinished(self, key: str) -> None:
        """Take in an object of an unfinished batch."""
        if len(self._unfinished) < MAX_TOLD:
            self._unfinished.append(key)

    def part(self) -> AuditPart:
        """Return what was found."""
        return AuditPart(
            checked=dict(self.checked),
            faults=dict(self._faults),
            mended=self._mended,
            findings=tuple(self._told),
            set_aside=tuple(self.set_aside),
            unfinished=tuple(self._unfinished),
        )


def added_up(parts: Iterable[AuditPart], *, deep: bool) -> AuditResult:
    """Return the passes' findings together."""
    checked: Counter[str] = Counter()
    faults: Counter[Fault] = Counter()
    findings: list[Finding] = []
    unfinished: list[str] = []
    set_aside: list[str] = []
    mended = 0
    for part in parts:
        checked.update(part.checked)
        faults.update(part.faults)
        findings += part.findings[: MAX_TOLD - len(findings)]
        unfinished += part.unfinished[: MAX_TOLD - len(unfinished)]
        set_aside += part.set_aside
        mended += part.mended
    return AuditResult(
        checked=dict(checked),
        faults={fault: faults[fault] for fault in Fault if faults[fault]},
        mended=mended,
        findings=tuple(findings),
        set_aside=tuple(set_aside),
        unfinished=tuple(unfinished),
        deep=deep,
    )
