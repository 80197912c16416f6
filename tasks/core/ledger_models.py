"""The values that a ledger keeps and returns: open batches, and the states and events of pages."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.tasks.core.models import Outcome, OutcomeKind, PageRef, Reason, Window
from dateline.tasks.core.value_types import Model, UtcDatetime


class OpenBatch(Model):
    """A batch in progress, and the process that works on it."""

    run: str
    batch: str
    source: str
    segment: str
    """Key of its segment, which may not exist yet."""
    manifest: str
    """Key of its future manifest."""
    refs: tuple[PageRef, ...]
    window: Window = Window()
    """The window of the run. Pages outside it are rejected."""
    begun: bool = True
    """Whether fetching has begun. Before that, the batch only claims its pages."""
    recheck: bool = False
    """Whether its pages are rechecked. An unchanged page then leaves no trace in the archive."""
    opened_at: UtcDatetime
    owner: str
    """``host:pid:start`` of the process that claims it."""
    kept_at: UtcDatetime | None = None
    """When that process last renewed its claim."""
    taken_up: int = 0
    """How many runs resumed it after the one that opened it."""
    failures: int = 0
    """In how many runs it failed."""
    trouble: str = ""
    """Why it last failed, as a sentence; "" if it has not failed."""
    set_aside: bool = False
    """Whether runs skip it because it kept failing."""

    @property
    def name(self) -> str:
        """The batch's name, as in the name of its segment."""
        return f"{self.run}-{self.batch}"


class PageState(Model):
    """What the ledger knows about a page after its last outcome."""

    url_key: str
    url: str
    source: str
    kind: OutcomeKind
    reason: Reason | None
    article: str | None
    text_hash: str | None
    corrections_hash: str | None = None
    """Hash of the notes about corrections; null if there were none, or nobody looked."""
    published_at: UtcDatetime | None
    first_at: UtcDatetime
    last_at: UtcDatetime
    tries: int
    """How many times fetching the page was attempted. Outcomes without an attempt do not count."""
    etag: str | None
    last_modified: str | None


class PageEvent(Model):
    """One outcome of a page, with the run that it belongs to."""

    run: str
    batch: str
    outcome: Outcome


class PackedManifest(NamedTuple):
    """A manifest as a ledger stores it. Packing takes most of the time of a rebuild, so other processes can do it."""

    run: str
    batch: str
    outcomes: Sequence[bytes]
    """The packed outcome of each line."""
    digests: Mapping[str, Sequence[tuple[bytes, int]]]
    """By what outcomes are found by, in each index: digests, each with a line."""
