"""Prefect flows, and what runs them."""
