"""The artifacts that the Prefect UI shows, each made from plain data."""
