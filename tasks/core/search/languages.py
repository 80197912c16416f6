"""Finds the language tags of articles that a reader's tag means (BCP 47, RFC 4647)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.tasks.core.vocabulary.language_codes import CURRENT

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Meant:
    """The tags that a reader's tag means, among those that articles have."""

    tags: Sequence[str]
    is_wider: bool = False
    """Whether they are of a wider language, such as ``en`` for ``en-GB``, because no article has the tag itself."""


def meant(wanted: str, tags: Sequence[str]) -> Meant:
    """Return what a tag means: ``en`` also ``en-GB``; and ``en-GB`` means ``en`` if no article is tagged ``en-GB``.

    Neither case nor the separator matters: ``EN_gb`` is ``en-GB``. The first rule is extended filtering (RFC 4647,
    section 3.3.2), the second one lookup (section 3.4). Another code of a language, such as ``eng`` or ``nb``, means
    the one that records have, ``en`` or ``no``, if no article is tagged with it.
    """
    asked = _subtags(wanted)
    if found := [tag for tag in tags if _is_within(_subtags(tag), asked)]:
        return Meant(found)
    for wider in _wider(asked):
        if found := [tag for tag in tags if _subtags(tag) == wider]:
            return Meant(found, is_wider=True)
    return Meant(())


def _subtags(tag: str) -> list[str]:
    return tag.strip().lower().replace("_", "-").split("-")


def _is_within(subtags: Sequence[str], asked: Sequence[str]) -> bool:
    """Return whether a tag has the subtags that are asked for, in their order, beginning with the first."""
    if asked[0] not in {_ANY, subtags[0]}:
        return False
    rest = iter(subtags[1:])
    return all(part == _ANY or _goes_on_to(part, rest) for part in asked[1:])


def _goes_on_to(part: str, rest: Iterator[str]) -> bool:
    """Return whether the subtag comes next, after others, but not after a single letter, which begins an extension."""
    for subtag in rest:
        if subtag == part:
            return True
        if len(subtag) == 1:
            return False
    return False


def _wider(asked: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the tags of wider languages, the nearest first."""
    for length in range(len(asked) - 1, 0, -1):
        yield asked[:length]
    if code := CURRENT.get(asked[0]):
        yield [code]
