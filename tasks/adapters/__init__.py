"""I/O without Prefect: HTTP, WARC segments, stores, the ledger."""
