"""What an audit of the archive looks for, and what it says of what it finds. Values in, values out."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from config.schema import DedupeScope, Source
from tasks.core.changes import content_hash
from tasks.core.dedupe import dedupe_key, text_hash
from tasks.core.errors import RecordError
from tasks.core.headline_key import headline_key
from tasks.core.models import Article, Model, Outcome, Rejection, Window
from tasks.core.records import (
    article_id,
    article_key,
    day_of,
    newer_version,
    read_article,
    read_rejection,
    record_hash,
    rejection_key,
    to_json,
)

MOST_TOLD = 1000
"""How many faults an audit tells one by one; it counts all of them."""


class Fault(StrEnum):
    """What can be wrong with an archive."""

    MANIFEST_DAMAGED = "manifest_damaged"
    MANIFEST_MISSING = "manifest_missing"
    """A segment has none, and the ledger knows of no unfinished batch either."""
    ARTICLE_MISSING = "article_missing"
    ARTICLE_DAMAGED = "article_damaged"
    ARTICLE_NEWER = "article_newer"
    ARTICLE_ORPHAN = "article_orphan"
    """No manifest names it, though the batch that its raw page came in is complete."""
    REJECTION_MISSING = "rejection_missing"
    REJECTION_DAMAGED = "rejection_damaged"
    REJECTION_ORPHAN = "rejection_orphan"
    SEGMENT_MISSING = "segment_missing"
    SEGMENT_DAMAGED = "segment_damaged"
    RAW_MISSING = "raw_missing"
    """The segment is there, and holds no such page at the place that a record points to."""


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
    unfinished: tuple[str, ...] = ()
    """What a batch that is under way, or was killed, has written; the next ingest of its source completes it."""


class AuditResult(AuditPart):
    """What an audit found."""

    deep: bool

    @property
    def wrong(self) -> int:
        """How many faults there were and are still."""
        return sum(self.faults.values()) - self.mended


class Named(NamedTuple):
    """An object that manifests name, and the hashes that they noted of its bytes."""

    key: str
    hashes: frozenset[str]


class Findings:
    """Collects what a pass finds: counts all, and keeps as much as can be told."""

    def __init__(self) -> None:
        self.checked: Counter[str] = Counter()
        self._faults: Counter[Fault] = Counter()
        self._mended = 0
        self._told: list[Finding] = []
        self._unfinished: list[str] = []

    def add(self, finding: Finding) -> None:
        """Take in a fault."""
        self._faults[finding.fault] += 1
        self._mended += finding.mended
        if len(self._told) < MOST_TOLD:
            self._told.append(finding)

    def add_unfinished(self, key: str) -> None:
        """Take in an object of an unfinished batch."""
        if len(self._unfinished) < MOST_TOLD:
            self._unfinished.append(key)

    def part(self) -> AuditPart:
        """Return what was found."""
        return AuditPart(
            checked=dict(self.checked),
            faults=dict(self._faults),
            mended=self._mended,
            findings=tuple(self._told),
            unfinished=tuple(self._unfinished),
        )


def added_up(parts: Iterable[AuditPart], *, deep: bool) -> AuditResult:
    """Return the passes' findings together."""
    checked: Counter[str] = Counter()
    faults: Counter[Fault] = Counter()
    findings: list[Finding] = []
    unfinished: list[str] = []
    mended = 0
    for part in parts:
        checked.update(part.checked)
        faults.update(part.faults)
        findings += part.findings[: MOST_TOLD - len(findings)]
        unfinished += part.unfinished[: MOST_TOLD - len(unfinished)]
        mended += part.mended
    return AuditResult(
        checked=dict(checked),
        faults={fault: faults[fault] for fault in Fault if faults[fault]},
        mended=mended,
        findings=tuple(findings),
        unfinished=tuple(unfinished),
        deep=deep,
    )


def beside(listed: Iterable[str], named: Iterable[Named]) -> Iterator[tuple[str, bool, Named | None]]:
    """Yield each key with whether it is listed and what names it; both come in order, and nothing is held."""
    named = iter(named)
    following = next(named, None)
    for key in listed:
        while following and following.key < key:
            yield following.key, False, following
            following = next(named, None)
        if following and following.key == key:
            yield key, True, following
            following = next(named, None)
        else:
            yield key, True, None
    while following:
        yield following.key, False, following
        following = next(named, None)


def in_days(window: Window, key: str) -> bool:
    """Return whether the day in the key has a part in the window; a key without a day always counts."""
    day = day_of(key)
    if day is None:
        return True
    begins = _midnight(day)
    return (window.since is None or begins + timedelta(days=1) > window.since) and (
        window.until is None or begins < window.until
    )


def check_article(
    data: bytes, key: str, hashes: Collection[str], sources: Mapping[str, Source]
) -> tuple[Article | None, Finding | None]:
    """Return the article, if it can be read, and what is wrong with it, if anything is.

    Where manifests noted hashes of its bytes, these decide. Otherwise what can be computed again must agree; its
    ``dedupe_key`` does if today's rules of the source, or no rules, give it.
    """
    try:
        article = read_article(data, key)
    except RecordError as error:
        fault = Fault.ARTICLE_NEWER if newer_version(data) else Fault.ARTICLE_DAMAGED
        return None, Finding.of(fault, key, str(error).rpartition(": ")[0])
    if hashes:
        wrong = "" if record_hash(data) in hashes else "its bytes are not those that were written"
    else:
        wrong = "" if article.dedupe_key in _keys(article, sources) else "its dedupe_key is not that of what it says"
    wrong = wrong or _misfit(article, key)
    return article, Finding.of(Fault.ARTICLE_DAMAGED, key, f"{key}: {wrong}") if wrong else None


def check_rejection(data: bytes, key: str, hashes: Collection[str]) -> tuple[Rejection | None, Finding | None]:
    """Return the rejection and what is wrong with it; ``hashes`` are of what manifests say that it was."""
    try:
        rejection = read_rejection(data, key)
    except RecordError as error:
        return None, Finding.of(Fault.REJECTION_DAMAGED, key, str(error).rpartition(": ")[0])
    if rejection_key(rejection) != key or (hashes and record_hash(to_json(rejection)) not in hashes):
        return rejection, Finding.of(Fault.REJECTION_DAMAGED, key, f"{key}: its bytes are not those that were written")
    return rejection, None


def rejection_of(outcome: Outcome) -> Rejection | None:
    """Return the rejection that an outcome tells of; None for an article's."""
    if outcome.reason is None:
        return None
    return Rejection(
        source=outcome.source,
        url=outcome.url,
        reason=outcome.reason,
        detail=outcome.detail or "",
        rejected_at=outcome.at,
        raw=outcome.raw,
    )


def fits_its_key(article: Article, key: str) -> bool:
    """Return whether an article may lie under the key."""
    return not _misfit(article, key)


def _misfit(article: Article, key: str) -> str:
    """Return in what the article contradicts itself or its key, or nothing."""
    base, _, suffix = article.id.partition(".")
    if article.text_hash != text_hash(article.text):
        return "its text does not have its text_hash"
    if article_key(article) != key or article_id(key) != article.id:
        return f"it belongs under {article_key(article)}"
    if base != article.dedupe_key:
        return "its id is not made of its dedupe_key"
    if suffix and suffix not in {article.text_hash[:12], content_hash(article)[:12]}:
        return "its id is not made of what it says"
    return ""


def _keys(article: Article, sources: Mapping[str, Source]) -> set[str]:
    headlines = {headline_key(article.headline).key}
    if source := sources.get(article.source):
        rules = source.cleaning
        headlines.add(headline_key(article.headline, rules.publisher_names, rules.headline_labels).key)
    return {
        dedupe_key(headline, article.published_at, article.publisher, scope)
        for headline in headlines
        for scope in DedupeScope
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
