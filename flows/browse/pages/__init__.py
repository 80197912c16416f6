"""The views: the answer at each address."""
