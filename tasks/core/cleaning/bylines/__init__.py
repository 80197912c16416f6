"""Reads bylines of particular forms: East Asian ones, and those beside dates."""
