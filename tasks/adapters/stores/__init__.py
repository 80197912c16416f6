"""The implementations of `tasks.core.protocols.ArchiveStore`."""
