"""WARC files: dateline's own segments, and files written by other tools."""
