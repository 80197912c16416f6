"""Reads the body text stated in structured data, which confirms or replaces the body found in the markup."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.tasks.core.cleaning.text.blocks import MAX_BLOCKS
from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.visible import visible

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_BLOCK_TAG = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|li|ul|ol|blockquote|section|tr|table|figure)|br)\b[^<>]{0,2000}>", re.IGNORECASE
)
_MAX_CHARACTERS = 1_000_000
_RUN = 3
_FEW_WORDS, _MANY_WORDS = 20, 100


class StatedBody:
    """The ``articleBody`` of the structured data: its paragraphs, number of words, and runs of three words."""

    def __init__(self, paragraphs: list[str]) -> None:
        self.paragraphs = paragraphs
        words = " ".join(paragraphs).split()
        self.words = len(words)
        self._runs = set(_runs_of(words))
        self._shares: dict[str, float] = {}
        """Caches the results of `share`, because each paragraph is looked up twice: by `checked` and by `replaces`."""

    def share(self, text: str) -> float:
        """Return the share (0 to 1) of the runs of three words in ``text`` that the stated body contains."""
        share = self._shares.get(text)
        if share is None:
            words = text.split()
            runs = len(words) - _RUN + 1
            share = sum(map(self._runs.__contains__, _runs_of(words))) / runs if runs > 0 else 0.0
            self._shares[text] = share
        return share

    def replaces(self, body: Sequence[Block]) -> bool:
        """Return whether the stated body is the better text: much longer than ``body``, or mostly different."""
        words = sum(block.words for block in body)
        if self.words > 2 * max(words, _FEW_WORDS):
            return True
        agreed = sum(block.words for block in body if self.share(block.text) > 0.5)  # noqa: PLR2004 - most of the runs
        return self.words > _MANY_WORDS and agreed * 4 < self.words


def _runs_of(words: Sequence[str]) -> Iterable[int]:
    """Return the hash of each run of three words. A set of the runs themselves takes twice as long."""
    return map(hash, zip(words, words[1:], words[2:], strict=False))


def read_stated_body(article: Mapping[str, Any]) -> StatedBody | None:
    """Return the ``articleBody`` (or ``text``) of a schema.org article, or None if it has none."""
    for name in ("articleBody", "text"):
        value = article.get(name)
        parts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        paragraphs = [line for part in parts if isinstance(part, str) for line in _paragraphs(part[:_MAX_CHARACTERS])]
        if paragraphs:
            return StatedBody(paragraphs)
    return None


def _paragraphs(raw: str) -> Iterable[str]:
    text = raw
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub("\n", text))
    lines = (visible(line) for line in text.splitlines()[:MAX_BLOCKS])
    return [line for line in lines if line]
