"""Cleaning segments in threads, in processes or on Dask."""
