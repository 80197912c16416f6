"""Writes the generated parts of the reference: ``python -m docs.generator``."""
