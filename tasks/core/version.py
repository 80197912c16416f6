"""The version of dateline, written once."""

__version__ = "0.1.0"
