"""Deployments, automations, and the Prefect server that ``dateline serve`` starts."""
