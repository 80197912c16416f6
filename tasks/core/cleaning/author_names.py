"""Splits bylines into names: "By Ann Lee and Bo Ek, Science Editors" is two people."""

import re
from collections.abc import Iterable

from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.structured import clean_string
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.vocabulary.by_language import all_patterns, all_words
from dateline.tasks.core.vocabulary.bylines import (
    AGENCIES,
    AGENCY_WORDS,
    CONJUNCTIONS,
    LEADS,
    NO_NAMES,
    NOBODY,
    PARTICLES,
    ROLE_SUFFIXES,
    ROLES,
)

MAX_NAME = 70
MAX_BYLINE = 400
"""The maximum lengths of a name and of a byline, in characters."""
MAX_NAMES = 40
_MAX_WORDS = 7

_LEADS = all_patterns(LEADS)
LEAD = re.compile(rf"^\W*(?:{_LEADS})(?:\s*[:：]\s*|\s+)", re.IGNORECASE)
LEAD_ALONE = re.compile(rf"^\W*(?:{_LEADS})(?:/(?:{_LEADS}))?\s*[:：]?\s*$", re.IGNORECASE)

_ROLE = re.compile(rf"\b(?:{all_patterns(ROLES)})\b", re.IGNORECASE)
_ROLE_SUFFIX = re.compile(rf"\s*(?:{all_patterns(ROLE_SUFFIXES)})$")
_AGENCIES = frozenset((*AGENCIES.split(), *all_words(AGENCY_WORDS).split()))
_JOINTS = all_words(CONJUNCTIONS).split()
_LONG_JOINTS = "|".join(word for word in _JOINTS if not (len(word) == 1 and word.isascii()))
_SHORT_JOINTS = "".join(word for word in _JOINTS if len(word) == 1 and word.isascii())
_CONJUNCTIONS = re.compile(
    rf"\s*[;|、，•·•‧]\s*|\s+[/+]\s+|\s+(?:{_LONG_JOINTS})\s+|\s*&\s*|\s+和\s*",
    re.IGNORECASE,
)
_SHORT_CONJUNCTIONS = re.compile(rf"\s+[{_SHORT_JOINTS}]\s+")
_BRACKETS = re.compile(r"\s*[(\[（【<][^()\[\]（）【】<>]{0,200}[)\]）】>]")
_HANDLE = re.compile(r"\S*@\S+")
_TAIL = re.compile(
    r"\s+(?:[-–—·•]|//)\s+.*$|\s*\b\d{1,4}[.:/-]\d{1,2}\b.*$|\s+(?:\d{1,2}\.?\s+\w+\s+)?\d{4}\b.*$|\s+(?i:updated|published|posted|on)\b.*$"
    r"|\s+(?:am|um|on|at|under|unter)(?:\s.*)?$"
    r"|\s+(?:in|aus|from|à|en)\s+[A-ZÄÖÜÉ][\w’'-]+(?:[\s/][A-ZÄÖÜÉ][\w’'-]+)?$"
)
_DATE_AND_LEAD = re.compile(r"[^;|]{4,60}?\s(?i:by|von|par|por|door|av|di)\s+(?=[^\W\d_a-z])")
"""A date before the word that introduces the names: "Monday August 27, 2018 10:05 am by Ann Lee"."""
_IN_SECTION = re.compile(r"in\s+[A-Z]")
_URL = re.compile(r"(?:https?:)?//|www\.|\.(?:html?|php)$", re.IGNORECASE)
_PARTICLES = frozenset(all_words(PARTICLES).split())
_GIVEN_NAMES = frozenset({"Al", "Ben"})
"""Particles that are given names if capitalized."""
_CJK_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,5}|[\uac00-\ud7af]{2,4}")
_MAX_PERSON_WORDS = 5
_NO_NAMES = frozenset(all_words(NO_NAMES).split())
_NO_NAMES_KINDS = frozenset({Phrase.TEASER, Phrase.ACTION, Phrase.NOTICE})
_DETERMINERS = frozenset({"the", "our", "your", "all"})
"""Of these, the words with which an office's name may begin ("The Team")."""
_NOBODY = frozenset(all_words(NOBODY).split())
_SYSTEM_USERS = frozenset({"admin", "administrator", "webmaster"})


def names_in(byline: str) -> list[str]:
    """Return the names in a byline, in order, without introductions, roles, places, addresses and dates."""
    text = clean_string(byline)
    if not text or len(text) > MAX_BYLINE or _URL.search(text):
        return []
    text = _HANDLE.sub(" ", _BRACKETS.sub(" ", text))
    if (dated := _DATE_AND_LEAD.match(text)) and any(map(str.isdigit, dated[0])):
        text = text[dated.end() :]
    names: list[str] = []
    for group in _CONJUNCTIONS.split(_without_lead(text)):
        names += (name for part in _comma_parts(group) if (name := _name(part)))
    return unique(names)[:MAX_NAMES]


def unique(names: Iterable[str]) -> list[str]:
    """Return the names without those that differ from an earlier one only in case, Unicode form or punctuation."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(key_of(name), name)
    return list(seen.values())


def is_agency(name: str) -> bool:
    """Return whether the name is a news agency's."""
    return key_of(name) in _AGENCIES


def is_call(name: str) -> bool:
    """Return whether a string is a call to action, a label, or a piece of a sentence, and nobody's name at all."""
    words = name.casefold().strip(":!?→ ").split()
    return (
        not words
        or phrase_kind(name) in _NO_NAMES_KINDS
        or words[0] in _NO_NAMES - _DETERMINERS
        or (len(words) > _MAX_PERSON_WORDS and any(map(str.isdecimal, name)))
        or (len(words) > 1 and name[0].islower())
    )


def looks_like_person(name: str) -> bool:
    """Return whether a string looks like a person's name: two to five words, none of them a common word or a role."""
    words = name.replace("/", " ").split()
    if _ROLE.search(name) or any(letter.isdigit() or letter in "?!:" for letter in name) or is_agency(name):
        return False
    if not _NO_NAMES.isdisjoint(name.casefold().split()) or phrase_kind(name) in _NO_NAMES_KINDS:
        return False
    if is_agency(name.partition("/")[0]):  # "APA/Ann Lee" is a photograph's
        return False
    if len(words) == 1:
        return bool(_CJK_NAME.fullmatch(name))
    names = [word for word in words if word.casefold() not in _PARTICLES or word in _GIVEN_NAMES]
    return 1 < len(words) <= _MAX_PERSON_WORDS and len(names) > 1 and not any(word[:1].islower() for word in names)


def _without_lead(text: str) -> str:
    while lead := LEAD.match(text):
        text = text[lead.end() :]
    return text


def _comma_parts(group: str) -> list[str]:
    """Split at commas between names. "You, Xiaoying" is kept whole; places and roles are dropped."""
    parts = [part.strip() for part in group.split(",") if part.strip()]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) and not is_agency(parts[1]):  # noqa: PLR2004 - surname, given name
        return [group]
    people = [
        part
        for index, part in enumerate(parts)
        if not (index and (_IN_SECTION.match(part) or _ROLE.search(part) or is_agency(part) or len(part.split()) == 1))
    ]
    return [name for part in people for name in _at_short_conjunctions(part)]


def _at_short_conjunctions(part: str) -> list[str]:
    """Split at "y", "e", "i" and "a" only if at least two words are on both sides, because names contain them, too."""
    pieces: list[str] = []
    start = 0
    for joint in _SHORT_CONJUNCTIONS.finditer(part):
        left, right = part[start : joint.start()], part[joint.end() :]
        if " " in left and " " in right:
            pieces.append(left)
            start = joint.end()
    return [*pieces, part[start:]]


def _name(part: str) -> str | None:
    text = _ROLE_SUFFIX.sub("", _TAIL.sub("", _without_lead(part.strip()))).strip(' \t.,:;|-–—·•/*_"“”')
    key = key_of(text)
    if (
        not key
        or key in _NOBODY
        or not _SYSTEM_USERS.isdisjoint(text.casefold().split())
        or text[:1].isdigit()
        or len(text) > MAX_NAME
        or len(text.split()) > _MAX_WORDS
    ):
        return None
    return text
