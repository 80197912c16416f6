"""Fetching the raw pages of a batch, and rechecking known pages."""
