"""`[search]`: where the full-text index lies."""

from pathlib import Path

from dateline.config.schema.values import FolderPath, Strict


class SearchSettings(Strict):
    """`[search]`: the index that `dateline search` asks."""

    path: FolderPath = Path(".dateline/search")
    """The folder of the index. It is a cache: if deleted, it is rebuilt from the archive."""
