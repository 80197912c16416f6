"""Bringing the raw pages of a batch, and looking at known ones again."""
