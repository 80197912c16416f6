"""Checking a source and exploring a site, without archiving anything."""
