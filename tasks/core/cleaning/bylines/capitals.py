"""Finds how a page writes names elsewhere that its byline has in capitals."""

import re
from collections.abc import Iterable, Iterator

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.structured import texts

_SMALL_IN_CAPITALS = re.compile(r"\b(?:Mac|Mc|Fitz|De|Di|Du|La|Le|Van|Von)(?=[A-Z]{2})")
"""Syllables that keep their small letters in names that are otherwise in capitals: "OLE McRAE"."""
_MAX_INITIALS = 3
_META = ("author", "article:author", "twitter:data1", "parsely-author")


def in_small_letters(document: Document, names: Iterable[str]) -> Iterator[str]:
    """Yield the names, those in capitals as the page writes them elsewhere, or unchanged if it does not.

    Nobody can tell from "MCRAE" alone how it is written, so nothing is guessed.
    """
    places: list[str] | None = None
    for name in names:
        if " " not in name or not _is_in_capitals(name):
            yield name
            continue
        if places is None:
            places = list(_places(document))
        yield _as_elsewhere(name, places)


def _is_in_capitals(name: str) -> bool:
    return _SMALL_IN_CAPITALS.sub(lambda found: found[0].upper(), name).isupper()


def _is_shouted(word: str) -> bool:
    """Return whether a word of a name is in capitals and is neither initials nor a number: "III"."""
    return len(word) > _MAX_INITIALS and _is_in_capitals(word)


def _places(document: Document) -> Iterator[str]:
    """Yield the texts in which a page may name its authors: what it states about them, and all that it shows."""
    for node in document.json_ld:
        yield from texts(node.get("name"))
    for meta in _META:
        yield from document.meta.get(meta, ())
    yield document.body_text


def _as_elsewhere(name: str, places: list[str]) -> str:
    """Return a name as the first text writes it that begins each word with a capital and goes on in small letters."""
    first = re.escape(name[0])
    words = r"\s+".join(rf"{re.escape(word[0])}(?i:{re.escape(word[1:])})" for word in name.split())
    # A page is searched much faster for a letter than for what must precede it.
    spelling = re.compile(rf"{first}(?<!\w{first}){words[len(first) :]}(?!\w)")
    for place in places:
        for found in spelling.finditer(place):
            text = " ".join(found[0].split())
            if all(word[:1].isupper() and not _is_shouted(word) for word in text.split()):
                return text
    return name
