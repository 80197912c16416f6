"""The version of dateline, written once."""

__version__ = "0.2.0"
