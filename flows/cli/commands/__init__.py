"""The ``dateline`` commands, one module each."""
