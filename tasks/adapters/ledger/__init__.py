"""The implementation of `tasks.core.protocols.Ledger` on SQL databases."""
