"""The README and the pages of the documentation, and the examples in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from tests.support.paths import ROOT

DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted(DOCS.rglob("*.md")))
_NOT_RUN = re.compile(r"<!-- not run: (?P<reason>.+?) -->", re.DOTALL)
_REFERENCE_BLOCKS = {"toctree"}


@dataclass(frozen=True, slots=True)
class Example:
    """A block of code on a page."""

    page: Path
    line: int
    language: str
    text: str
    not_run: str | None
    """The reason why it is not run, or None."""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def name_of(page: Path) -> str:
    """Return a page's name in the repository, for the ids of tests."""
    return str(page.relative_to(ROOT))


def examples_of(page: Path) -> Iterator[Example]:
    """Yield the blocks of code on a page, without Sphinx directives."""
    reason = None
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "html_block":
            found = _NOT_RUN.search(token.content)
            reason = found["reason"] if found else None
            continue
        if token.type == "fence" and token.info.strip("{}") not in _REFERENCE_BLOCKS:
            line = token.map[0] + 1 if token.map else 0
            yield Example(page, line, token.info.strip(), token.content, reason)
        if not token.hidden:
            reason = None
