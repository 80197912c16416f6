"""The commands of ``dateline``, a module each."""
