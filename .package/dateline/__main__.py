"""``python -m dateline`` is the command ``dateline``."""

from dateline.flows.cli import main

main()
