"""The findings of an audit: faults, their remedies, and the combined result."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from dateline.tasks.core.value_types import Model

MAX_TOLD = 1000
"""How many faults an audit lists individually. All of them are counted."""


class Fault(StrEnum):
    """The faults that an archive can have."""

    MANIFEST_DAMAGED = "manifest_damaged"
    """A manifest cannot be read, or has lost lines."""
    MANIFEST_MISSING = "manifest_missing"
    """A segment has no manifest, and the ledger knows no unfinished batch for it."""
    ARTICLE_MISSING = "article_missing"
    """An article listed in a manifest is missing."""
    ARTICLE_DAMAGED = "article_damaged"
    """An article's bytes are not those that were written, or do not match its key."""
    ARTICLE_NEWER = "article_newer"
    """A newer version of dateline wrote the article."""
    ARTICLE_ORPHAN = "article_orphan"
    """No manifest lists the article, although the batch of its raw page is finished."""
    REJECTION_MISSING = "rejection_missing"
    """A rejection listed in a manifest is missing."""
    REJECTION_DAMAGED = "rejection_damaged"
    """A rejection cannot be read, or does not match its key."""
    REJECTION_ORPHAN = "rejection_orphan"
    """No manifest lists the rejection."""
    SEGMENT_MISSING = "segment_missing"
    """A record points to a segment that is missing."""
    SEGMENT_DAMAGED = "segment_damaged"
    """A segment cannot be read to its end, or a page's digest is wrong."""
    RAW_MISSING = "raw_missing"
    """A record points to a position in a segment that does not hold its page."""
    FILE_MISSING = "file_missing"
    """A WARC file that raw pages were left in (`raw = "refer"`) is missing, or cannot be read."""
    FILE_CHANGED = "file_changed"
    """A WARC file that raw pages were left in (`raw = "refer"`) no longer holds them."""
    DAY_DAMAGED = "day_damaged"
    """A closed day's file is missing, or does not match its checksum."""


REMEDIES = {
    Fault.MANIFEST_DAMAGED: "`dateline audit --mend` removes it and reopens its batch; then run `dateline ingest`.",
    Fault.MANIFEST_MISSING: "`dateline audit --mend` reopens its batch; then run `dateline ingest` for its source.",
    Fault.ARTICLE_MISSING: "`dateline audit --mend` rebuilds it from its raw page.",
    Fault.ARTICLE_DAMAGED: "`dateline audit --mend` rebuilds it from its raw page.",
    Fault.ARTICLE_NEWER: "A newer version of dateline wrote it: update dateline.",
    Fault.ARTICLE_ORPHAN: "`dateline reprocess` lists it in a manifest if the current cleaner makes the same of it.",
    Fault.REJECTION_MISSING: "`dateline audit --mend` rewrites it from its manifest.",
    Fault.REJECTION_DAMAGED: "`dateline audit --mend` rewrites it from its manifest.",
    Fault.REJECTION_ORPHAN: "Nothing depends on it: keep or delete it.",
    Fault.SEGMENT_MISSING: "Restore it from a copy. Until then its articles cannot be traced to their bytes.",
    Fault.SEGMENT_DAMAGED: "Restore it from a copy. The other pages of the segment can be read.",
    Fault.RAW_MISSING: "Restore the segment from a copy.",
    Fault.FILE_MISSING: "Put it back, or correct `warcs` in the source file if it was moved. Until then its articles "
    "cannot be traced to their bytes.",
    Fault.FILE_CHANGED: "Put the file back as it was. Until then its articles cannot be traced to their bytes.",
    Fault.DAY_DAMAGED: "After `dateline audit --mend`, the next `dateline compact` rewrites the day's files.",
}

LATER_MANIFEST = "Delete it; then `dateline reprocess` writes its content again."
"""The remedy for the damaged manifest of a `reprocess` run: the segment's own manifest is not affected."""

MENDABLE = frozenset({Fault.ARTICLE_MISSING, Fault.ARTICLE_DAMAGED, Fault.REJECTION_MISSING, Fault.REJECTION_DAMAGED})


class Finding(Model):
    """One fault."""

    fault: Fault
    key: str
    detail: str
    """What is wrong, as a sentence."""
    remedy: str
    mended: bool = False

    @classmethod
    def of(cls, fault: Fault, key: str, detail: str) -> "Finding":
        """Return a finding with the usual remedy."""
        return cls(fault=fault, key=key, detail=detail, remedy=REMEDIES[fault])


class AuditPart(Model):
    """The findings of one pass of an audit."""

    checked: dict[str, int] = Field(default_factory=dict)
    """How many objects and raw pages were checked, by kind."""
    faults: dict[Fault, int] = Field(default_factory=dict)
    mended: int = 0
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[str, ...] = ()
    """A sentence for each batch that runs skip because it kept failing. Their pages have no outcome yet."""
    unfinished: tuple[str, ...] = ()
    """Objects of batches that are in progress or were killed. The next ingest of their source completes them."""


class AuditResult(AuditPart):
    """The findings of an audit."""

    deep: bool

    @property
    def wrong(self) -> int:
        """How many faults remain."""
        return sum(self.faults.values()) - self.mended


class Findings:
    """Collects the findings of a pass: counts all of them, and keeps as many as are listed."""

    def __init__(self) -> None:
        self.checked: Counter[str] = Counter()
        self._faults: Counter[Fault] = Counter()
        self._mended = 0
        self._told: list[Finding] = []
        self._unfinished: list[str] = []
        self.set_aside: list[str] = []
        """See `AuditPart`."""

    def add(self, finding: Finding) -> None:
        """Add a fault."""
        self._faults[finding.fault] += 1
        self._mended += finding.mended
        if len(self._told) < MAX_TOLD:
            self._told.append(finding)

    def add_unfinished(self, key: str) -> None:
        """Add an object of an unfinished batch."""
        if len(self._unfinished) < MAX_TOLD:
            self._unfinished.append(key)

    def part(self) -> AuditPart:
        """Return the findings."""
        return AuditPart(
            checked=dict(self.checked),
            faults=dict(self._faults),
            mended=self._mended,
            findings=tuple(self._told),
            set_aside=tuple(self.set_aside),
            unfinished=tuple(self._unfinished),
        )


def added_up(parts: Iterable[AuditPart], *, deep: bool) -> AuditResult:
    """Return the combined findings of the passes."""
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
