"""Classifies a page: whether it is an article, and why."""
