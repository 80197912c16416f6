"""I/O that does not depend on Prefect: HTTP, WARC segments, stores, the ledger."""
