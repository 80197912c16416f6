"""WARC files: our own segments, and those of others."""
