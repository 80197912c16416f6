"""The reading room: the archive in a browser, read-only, on this machine."""
