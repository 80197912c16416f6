"""The pages with generated parts.

A generated part stands between two comments, ``<!-- generated: NAME -->`` and ``<!-- end of NAME -->``. The pages are
committed, so that they can be read where the repository is; a test compares them with what the code says.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.tasks.core.vocabulary.coverage import coverage_table, occasional_table
from docs.generator.commands import commands
from docs.generator.configuration import settings, sources
from docs.generator.events import automations, events
from docs.generator.records import exit_codes, faults, other_words, outcomes, reasons, records
from docs.generator.rooms import rooms

DOCS = Path(__file__).parents[1]
PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "settings": settings,
    "source files": sources,
    "records": records,
    "outcomes": outcomes,
    "reasons": reasons,
    "faults": faults,
    "other words": other_words,
    "exit codes": exit_codes,
    "events": events,
    "automations": automations,
    "languages": lambda: coverage_table().strip(),
    "occasional words": lambda: occasional_table().strip(),
    "rooms": rooms,
}
_PART = re.compile(r"(?s)<!-- generated: (?P<name>[^>]+?) -->\n.*?<!-- end of (?P=name) -->")


def generated_pages() -> Iterator[tuple[Path, str]]:
    """Yield each page that has generated parts, with the text that it should have."""
    for path in sorted(DOCS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if _PART.search(text):
            yield path, _PART.sub(_filled, text)


def parts_in_use() -> set[str]:
    """Return the names of the parts that some page has."""
    pages = (path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    return {part["name"] for text in pages for part in _PART.finditer(text)}


def _filled(part: re.Match[str]) -> str:
    name = part["name"]
    return f"<!-- generated: {name} -->\n\n{PARTS[name]()}\n\n<!-- end of {name} -->"
