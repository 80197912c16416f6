"""The decisions of runs: windows, slices, due pages, and the summary."""
