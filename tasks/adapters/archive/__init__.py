"""Writing, checking, repairing and pruning the contents of an archive."""
