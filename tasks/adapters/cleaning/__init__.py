"""Cleaning segments in threads, processes or on Dask."""
