"""Tells what a string in a byline is: a person's name, an agency, a role, a call to action, a piece of a sentence."""

import re
from functools import lru_cache

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.vocabulary.by_language import all_patterns, all_words
from dateline.tasks.core.vocabulary.bylines import (
    AGENCIES,
    AGENCY_WORDS,
    CONJUNCTIONS,
    INSTITUTIONS,
    NO_NAMES,
    OFFICES,
    OUTLETS,
    PARTICLES,
    ROLES,
    TITLES,
)
from dateline.tasks.core.vocabulary.months import MONTHS

_ROLE = re.compile(without_look_alikes(rf"\b(?:{all_patterns(ROLES)})\b"))
_LEADING_ROLE = LatePattern(
    rf"^(?:(\S+(?:\s\S+)??)\s+)??(?i:{all_patterns(TITLES)})\s+(?=[^\W\d_a-z]\S*\s+[^\W\d_a-z])"
)
"""A role before a name, and perhaps an agency before that: "AP Sports Writer Ann Lee"."""
_TRAILING_ROLE = re.compile(rf"^(\S+\s+\S+.*?)\s+(?:{all_patterns(TITLES)})$", re.IGNORECASE)
_FOR_OUTLET = re.compile(
    r"^(\S+\s+\S+.*?)\s+(?:(?:[Ff]or|für|pour|para)\s+(?:the\s+|die\s+|den\s+|das\s+)?|(?:of|with)\s+the\s+)[A-Z]"
)
_FROM_OFFICE = re.compile(r"^(\S+\s+\S+.*?)\s+(?:of|from|at)\s+the\s+[a-z]")
_AGENCIES = frozenset((*AGENCIES.split(), *all_words(AGENCY_WORDS).split()))
_OFFICES = frozenset(all_words(OFFICES).split())
_AGENCY_STAFF = re.compile(r"(?<=\w\w)(?:staff|newsagency|agency|news)$")
_JOINT_WORDS = frozenset(all_words(CONJUNCTIONS).split())
_LIST_MARKS = frozenset(",;&、，")
_PARTICLES = frozenset(all_words(PARTICLES).split())
_ATTACHED_PARTICLE = re.compile(r"(?:d|l|dell|dall|nell)['’]|(?:a[dlnrstz]|ash|el|ul|ud|bin|ibn|abu|abd)-")
_OUTLET_ENDS = frozenset(all_words(OUTLETS).split())
_INSTITUTIONS = frozenset(all_words(INSTITUTIONS).split())
_MIN_OUTLET_WORDS, _MIN_PERSON_WORDS = 2, 2
_DETERMINED = re.compile(r"(?:the|les|los|die|das)\s", re.IGNORECASE)
_GIVEN_NAMES = frozenset({"Abu", "Al", "Av", "Ben", "Da", "Della", "Di", "Du", "Van", "Von"})
"""Particles that are given names if capitalized: "Van Nguyen". Articles ("Le", "El", "Den") begin names of outlets."""
_CJK_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,5}|[\uac00-\ud7af]{2,4}")
_MAX_PERSON_WORDS = 5
_NO_NAMES = frozenset(all_words(NO_NAMES).split())
_NO_NAMES_KINDS = frozenset({Phrase.TEASER, Phrase.ACTION, Phrase.NOTICE})
_DETERMINERS = frozenset({"the", "our", "your", "all"})
"""Of these, the words with which an office's name may begin ("The Team")."""
MONTH_NAMES = frozenset(word for names in MONTHS.values() for word in names.replace(",", " ").split())
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[.,]?")
_DAY_WORDS = 2
_IN_TITLES = frozenset({"the", "of", "and", "on", "at", "for", "in", "und", "im", "et", "des", "du", "à"})
"""Words in lower case within the names of columns and offices."""
_OUTLETS = frozenset({"news", "sports", "today", "now"})
"""And those with which an outlet's name may end."""


def is_agency(name: str) -> bool:
    """Return whether the name is a news agency's."""
    key = key_of(name)
    return key in _AGENCIES or _AGENCY_STAFF.sub("", key) in _AGENCIES


def ends_like_outlet(name: str) -> bool:
    """Return whether several words end like the name of an outlet or an institution: "The Quay Gazette"."""
    words = name.casefold().split()
    if len(words) < _MIN_OUTLET_WORDS:
        return False
    return words[-1].strip(".") in _OUTLET_ENDS or words[0] in _INSTITUTIONS or _DETERMINED.match(name) is not None


def without_outlet(name: str) -> str:
    """Return a name of several words without the end of an outlet's name behind it: "Ann Lee Gazette"."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > _MIN_OUTLET_WORDS and words[-1].casefold() in _OUTLET_ENDS else name


def without_agency(text: str) -> str:
    """Return a name without the agency behind it: "Ann Lee/AP", "ANN LEE Associated Press", "Ann Lee AFP"."""
    before, slash, after = text.partition("/")
    if slash and all(map(is_agency, after.split("/")[:1])) and not is_agency(before):
        return before
    words = text.split()
    for size in (3, 2, 1):
        end = words[-size:]
        if len(words) - size >= _MIN_PERSON_WORDS and is_agency("".join(end)):
            return " ".join(words[:-size]) if size > 1 or (end[0].isupper() and not text.isupper()) else text
    return text


def is_call(name: str) -> bool:
    """Return whether a string is a call to action, a label, or a piece of a sentence, and nobody's name at all."""
    words = name.casefold().strip(":!?→ ").split()
    return (
        not words
        or name.startswith("#")
        or phrase_kind(name) in _NO_NAMES_KINDS
        or words[0] in _NO_NAMES - _DETERMINERS
        or words[-1] in _NO_NAMES - _OUTLETS
        or (len(words) > _MAX_PERSON_WORDS and any(map(str.isdecimal, name)))
        or (len(words) > 1 and begins_small(name) and "." not in words[0])
    )


def is_sentence(name: str) -> bool:
    """Return whether a string is a piece of a sentence or a section: its second word is in lower case."""
    words = name.split()
    return len(words) > 1 and begins_small(words[1]) and words[1].isalpha() and words[1] not in _PARTICLES | _IN_TITLES


def is_office(name: str) -> bool:
    """Return whether the name is that of an office of some newspaper, not of one that is named: "Editorial team"."""
    return key_of(name) in _OFFICES


def is_particle(word: str) -> bool:
    """Return whether a word stands before surnames as a part of them, however it is written: "Van", "de"."""
    return word.casefold() in _PARTICLES


def is_joint(text: str) -> bool:
    """Return whether a text only joins names: a comma, "and", "&"."""
    word = text.strip(" ,;|·•&/()-–").casefold()
    return not word or word in _JOINT_WORDS


def are_joined(before: str, text: str) -> bool:
    """Return whether a comma or a word such as "and" joins two pieces of a list of names: "Ann Lee", ", Bo Ek and"."""
    if before[-1:] in _LIST_MARKS or text[:1] in _LIST_MARKS:
        return True
    ends = (before.rpartition(" ")[2].casefold(), text.partition(" ")[0].casefold())
    return any(word in _JOINT_WORDS and len(word) > 1 for word in ends)


def is_role(text: str) -> bool:
    """Return whether a text begins with a role: "Writer, Hardware"."""
    return _ROLE.match(lowered(text)) is not None


def has_role(text: str) -> bool:
    """Return whether a text contains the word of a role: "Content Marketing Coordinator"."""
    return _ROLE.search(lowered(text)) is not None


@lru_cache(maxsize=256)
def looks_like_person(name: str) -> bool:
    """Return whether a string looks like a person's name: two to five words, none of them a common word or a role.

    Results are cached, because a page repeats names in many places.
    """
    words = name.replace("/", " ").split()
    if (
        has_role(name)
        or is_office(name)
        or any(letter.isdigit() or letter in "?!:#" for letter in name)
        or is_agency(name)
    ):
        return False
    if not _NO_NAMES.isdisjoint(name.casefold().split()) or phrase_kind(name) in _NO_NAMES_KINDS:
        return False
    if is_agency(name.partition("/")[0]):  # "APA/Ann Lee" is a photograph's
        return False
    if len(words) == 1:
        return bool(_CJK_NAME.fullmatch(name))
    names = [word for word in words if word.casefold() not in _PARTICLES or _is_given(word)]
    names = [_ATTACHED_PARTICLE.sub("", word) for word in names]
    return 1 < len(words) <= _MAX_PERSON_WORDS and len(names) > 1 and not any(map(begins_small, names))


def begins_small(text: str) -> bool:
    """Return whether a text begins with a small letter of a script with capitals for names. Georgian has none."""
    return text[:1].islower() and text[:1].title() != text[:1]


def _is_given(word: str) -> bool:
    """Return whether a word is a given name, not the particle that is written like it in small letters."""
    return word.title() in _GIVEN_NAMES and not word.islower()


def without_day(text: str) -> str:
    """Return a name without the month and day behind it: "Ann Lee November 26th"."""
    words = text.split()
    if len(words) <= _DAY_WORDS:
        return text
    *name, one, other = words
    return " ".join(name) if _is_day(one, other) or _is_day(other, one) else text


def _is_day(month: str, day: str) -> bool:
    return _DAY.fullmatch(day) is not None and month.casefold().strip(".") in MONTH_NAMES


def once(text: str) -> str:
    """Return a name that stands twice, as for screen readers and for others, once."""
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else text


def without_role(text: str) -> str:
    """Return a person's name without the role beside it: "Ann Lee Staff Writer". "Quay staff reporter" is an office."""
    if len(text.split()) <= _MIN_PERSON_WORDS:
        return text
    leading = _LEADING_ROLE.match(text)
    if leading and (not leading[1] or is_agency(leading[1])) and looks_like_person(text[leading.end() :]):
        return text[leading.end() :]
    match = _TRAILING_ROLE.match(text) or _FOR_OUTLET.match(text) or _FROM_OFFICE.match(text)
    return without_outlet(match[1]) if match and looks_like_person(match[1]) else text
