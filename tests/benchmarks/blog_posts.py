"""The posts that blogs are built from, in our own words (`tests/data/blog_posts`)."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.support.paths import DATA

POSTS = DATA / "blog_posts"
AUTHOR = "Ines Farrow"
"""The author of every post, because some templates name one author for the whole site."""
_BLOCK_MARK = re.compile(r"^(?:#+|>|-|\d+\.)\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Post:
    """A post as its author wrote it: ``body`` is Markdown of paragraphs, headings, lists and quotations."""

    slug: str
    title: str
    date: datetime
    language: str
    body: str

    @property
    def label(self) -> dict[str, Any]:
        """The fields that a cleaner must find, with the names that the scorer uses."""
        lines = _BLOCK_MARK.sub("", self.body).splitlines()
        return {
            "title": self.title,
            "published": self.date.isoformat(),
            "authors": [AUTHOR],
            "body": "\n\n".join(line for line in lines if line),
        }


def read_posts(folder: Path = POSTS) -> list[Post]:
    """Return the posts, oldest first."""
    return sorted((_read(path) for path in folder.glob("*.md")), key=lambda post: post.date)


def _read(path: Path) -> Post:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return Post(path.stem, fields["title"], datetime.fromisoformat(fields["date"]), fields["language"], body.strip())
