"""The removal of all that an archive holds of a source: its result, and what remains of manifests."""

from collections.abc import Collection

from dateline.tasks.core.models import Manifest
from dateline.tasks.core.value_types import Model

SOURCE_REMOVED = "source removed"
"""What tombstones of a removed source have instead of a retention. Their manifests were deleted, too."""

REMOVED = "removed"
"""The name under which the ledger keeps a `RemovedSource`. It never changes, because existing ledgers contain it."""


class RemovedSource(Model):
    """The ledger's note of a source whose articles were removed."""

    earlier: tuple[str, ...] = ()
    """Keys of its articles that only stay because records of other sources are revisions of them."""


class RemovalResult(Model):
    """What was removed with a source or, in a dry run, would be."""

    source: str
    dry_run: bool
    articles: int = 0
    shared: int = 0
    """Number of articles that are kept because other configured sources list them."""
    earlier: int = 0
    """Number of articles that are kept because kept records are revisions of them."""
    kept_segments: int = 0
    """Number of the source's segments that are kept because kept articles were made from them."""
    rejections: int = 0
    segments: int = 0
    manifests: int = 0
    """Number of manifests that were deleted. Those that also list pages of other sources only lose lines."""
    days: int = 0
    """Number of closed days whose files were deleted, for `dateline compact` to write again."""
    damaged: tuple[str, ...] = ()
    """A sentence for each manifest that could not be read, and so was left as it is."""


def articles_of(manifest: Manifest, source: str) -> list[str]:
    """Return the keys of the articles that the source's lines of a manifest name, each once."""
    return list(dict.fromkeys(o.article for o in manifest.outcomes if o.source == source and o.article))


def without_source(manifest: Manifest, source: str, kept: Collection[str], removed: Collection[str]) -> Manifest:
    """Return the manifest without the source's lines, except those that name articles which are kept.

    Lines of any source that name an article which is ``removed`` are left out, too.
    """
    outcomes = tuple(
        o
        for o in manifest.outcomes
        if o.article not in removed and (o.source != source or (o.article is not None and o.article in kept))
    )
    return manifest.model_copy(update={"outcomes": outcomes})
