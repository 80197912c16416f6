"""The archive on a local disk."""
