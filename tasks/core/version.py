"""The version of dateline."""

__version__ = "0.2.0"
