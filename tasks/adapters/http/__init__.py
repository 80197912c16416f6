"""Fetching over HTTP: politely, within bounds, from public addresses only."""
