"""The implementation of `dateline.tasks.core.protocols.Ledger` on SQL databases."""
