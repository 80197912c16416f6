"""The artifacts shown in the Prefect UI, each built from plain data."""
