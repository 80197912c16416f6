"""The implementations of `dateline.tasks.core.protocols.ArchiveStore`."""
