"""Prefect support for runs in progress: stopping, events, progress, schedules."""
