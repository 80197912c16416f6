"""Trying a site or a source without archiving anything."""
