"""Finds authors who name themselves: at the end of a letter, as an account, or in the profile of a blog's owner."""

import re
from collections.abc import Container, Iterator
from itertools import islice, pairwise

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_boxes import is_last_paragraph
from dateline.tasks.core.cleaning.byline_places import belongs_elsewhere
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import element_after, spaced_text
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.person_names import looks_like_person
from dateline.tasks.core.vocabulary.article_phrases import MYSELF, NICKNAMES, SIGN_OFFS
from dateline.tasks.core.vocabulary.by_language import all_patterns

_SIGN_OFF = LatePattern(rf"\W*(?:{all_patterns(SIGN_OFFS)})\s*(?:[,.!–-]\s*)?", re.IGNORECASE)
_NAME = re.compile(r"[^,(;|]+")
_MAX_LINES, _MAX_LINE = 200, 80
_ACCOUNTS = ", ".join(
    f"[class*={word} i]" for word in ("username", "user-name", "user_name", "ljuser", "nickname", "screen-name")
)
_ACCOUNT = re.compile(r"[\w.-]{2,30}")
_MAX_ACCOUNTS, _HEAD_LEVELS = 20, 3
_PROFILE = "profile-name-link"
"""What a common blog system calls the name in the profile of a blog's only author."""
_MYSELF = LatePattern(rf"\W*(?:{all_patterns(MYSELF)})\W*", re.IGNORECASE)
_NICKNAME = LatePattern(rf"\b(?:{all_patterns(NICKNAMES)})\s*[:：]\s*(\S[^\s、。,;|]{{0,30}})", re.IGNORECASE)
_HEADINGS, _MAX_HEADINGS, _MAX_PROFILE = frozenset({"h2", "h3", "h4", "h5"}), 60, 600
_NAMING, _MAX_NAMING = "strong, b, a", 3


def writers_of_letters(document: Document) -> Iterator[tuple[LexborNode, str]]:
    """Yield the lines below or behind "Yours faithfully," at the end of an article, with the name of the person."""
    lines = [(line, _short(line)) for line in document.lines if line.tag == "p"][:_MAX_LINES]
    for (_, before), (line, text) in pairwise([(None, ""), *lines]):
        greeting = _SIGN_OFF.match(text) if text else None
        rest = text[greeting.end() :] if greeting else ""
        if greeting is None and text and before and (above := _SIGN_OFF.match(before)):
            rest = text if above.end() == len(before) else ""
        name = _NAME.match(rest)
        if line is not None and name and looks_like_person(name[0].strip(" .")) and is_last_paragraph(line):
            yield line, name[0].strip()


def _short(line: LexborNode) -> str:
    """Return the text of a short line, or ""."""
    text = spaced_text(line)
    return text if len(text) <= _MAX_LINE else ""


def account_beside(heading: LexborNode | None, around: frozenset[int]) -> str | None:
    """Return the name of the only account that is marked in the elements directly around the headline, or None."""
    near: dict[int, LexborNode] = {}
    at = heading.parent if heading is not None else None
    while at is not None and at.tag not in {"body", "main"} and len(near) < _HEAD_LEVELS:
        near[at.mem_id] = at
        at = at.parent
    found: set[str] = set()
    for node in [*near.values()][-1].css(_ACCOUNTS)[:_MAX_ACCOUNTS] if near else ():
        text = (node.text() or "").strip().removeprefix("@")
        if _ACCOUNT.fullmatch(text) and _is_within(node, near) and not belongs_elsewhere(node, around):
            found.add(text)
    return found.pop() if len(found) == 1 else None


def _is_within(node: LexborNode, near: Container[int]) -> bool:
    at = node.parent
    for _ in range(_HEAD_LEVELS + 1):
        if at is None:
            return False
        if at.mem_id in near:
            return True
        at = at.parent
    return False


def owner_in_profile(document: Document) -> str | None:
    """Return whom the profile beside a blog's entries names, if the page has one such profile, or None."""
    if document.mentions(_PROFILE.encode()):
        linked = {(node.text() or "").strip() for node in document.tree.css(f".{_PROFILE}")}
        if len(linked) == 1:
            return linked.pop() or None
    found = {name for node in _profiles(document) if (name := _named_in(node))}
    return found.pop() if len(found) == 1 else None


def _profiles(document: Document) -> Iterator[LexborNode]:
    """Yield the elements below headings such as "About me"."""
    for heading in islice((line for line in document.lines if line.tag in _HEADINGS), _MAX_HEADINGS):
        text = heading.text() or ""
        if len(text) <= _MAX_LINE and _MYSELF.fullmatch(text) and (below := element_after(heading)) is not None:
            yield below


def _named_in(profile: LexborNode) -> str | None:
    text = spaced_text(profile)[:_MAX_PROFILE]
    if nickname := _NICKNAME.search(text):
        return nickname[1]
    named = ((node.text() or "").strip() for node in profile.css(_NAMING)[:_MAX_NAMING])
    return next(filter(looks_like_person, named), None)
