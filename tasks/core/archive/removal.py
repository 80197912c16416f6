"""The removal of all that an archive holds of a source: its result, and what remains of manifests."""

from collections.abc import Collection

from dateline.tasks.core.models import Manifest
from dateline.tasks.core.value_types import Model

SOURCE_REMOVED = "source removed"
"""What tombstones of a removed source have instead of a retention. Their manifests were deleted, too."""


class RemovalResult(Model):
    """What was removed with a source or, in a dry run, would be."""

    source: str
    dry_run: bool
    articles: int = 0
    shared: int = 0
    """Number of articles that are kept because pages of other sources lead to them."""
    rejections: int = 0
    segments: int = 0
    manifests: int = 0
    """Number of manifests that were deleted, or lost the lines of the source."""
    days: int = 0
    """Number of closed days whose files were deleted, for `dateline compact` to write again."""
    damaged: tuple[str, ...] = ()
    """A sentence for each manifest that could not be read, and so was left as it is."""


def articles_of(manifest: Manifest, source: str) -> list[str]:
    """Return the keys of the articles that the source's lines of a manifest name, each once."""
    return list(dict.fromkeys(o.article for o in manifest.outcomes if o.source == source and o.article))


def without_source(manifest: Manifest, source: str, kept: Collection[str]) -> Manifest:
    """Return the manifest without the source's lines, except those that name articles which are kept."""
    outcomes = tuple(o for o in manifest.outcomes if o.source != source or o.article in kept)
    return manifest.model_copy(update={"outcomes": outcomes})
