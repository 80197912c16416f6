"""Writing, checking, mending and pruning what lies in an archive."""
