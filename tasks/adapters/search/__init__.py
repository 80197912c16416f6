"""The search index: SQLite FTS5."""
