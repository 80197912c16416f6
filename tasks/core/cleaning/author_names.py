"""Splits bylines into names: "By Ann Lee and Bo Ek, Science Editors" is two people."""

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.tasks.core.cleaning.bylines import east_asian
from dateline.tasks.core.cleaning.credits import behind_date, is_led, without_credited, without_lead, written_parts
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.person_names import (
    MONTH_NAMES,
    begins_small,
    ends_like_outlet,
    has_role,
    is_agency,
    is_particle,
    looks_like_person,
    once,
    without_agency,
    without_day,
    without_role,
)
from dateline.tasks.core.cleaning.structured import clean_string
from dateline.tasks.core.cleaning.timestamps.labels import end_of_first_label, is_date_label, is_whole_label, labels_in
from dateline.tasks.core.vocabulary.by_language import all_patterns, all_words
from dateline.tasks.core.vocabulary.byline_leads import BY
from dateline.tasks.core.vocabulary.bylines import (
    BEHIND_NAMES,
    CONJUNCTIONS,
    LISTINGS,
    NOBODY,
    OTHERS,
    PLACES,
    ROLE_SUFFIXES,
)
from dateline.tasks.core.vocabulary.date_words import DATE
from dateline.tasks.core.vocabulary.day_parts import BEFORE_HOUR

MAX_NAME = 70
MAX_BYLINE = 400
"""The maximum lengths of a name and of a byline, in characters."""
MAX_NAMES = 40
_MAX_WORDS = 7
_LISTING = re.compile(rf"^\W*(?:{all_patterns(LISTINGS)})\s+", re.IGNORECASE)
_ANY_ROLE_SUFFIX = re.compile(all_patterns(ROLE_SUFFIXES))
_ROLE_SUFFIX = re.compile(rf"(?:{all_patterns(ROLE_SUFFIXES)})$")
_JOINTS = all_words(CONJUNCTIONS).split()
_LONG_JOINTS = "|".join(word for word in _JOINTS if not (len(word) == 1 and word.isascii()))
_SHORT_JOINTS = "".join(word for word in _JOINTS if len(word) == 1 and word.isascii())
_GIVEN_JOINTS = r"(?<=,\s)(?-i:Con|Dan|Eta|Ja|Med|Mit)\b"  # words for "and", and given names: "Ann Lee, Dan Ek"
_CONJUNCTIONS = re.compile(
    rf"\s*[;|、，•·•‧]\s*|\s+[/+]\s+|\s+(?!{_GIVEN_JOINTS})(?:{_LONG_JOINTS})\s+|\s*&\s*|\s+和\s*",
    re.IGNORECASE,
)
_LAST_JOINT = re.compile(rf"\s+(?:(?i:{_LONG_JOINTS})|[{_SHORT_JOINTS}])[\s,;]*$")
"""A word for "and" behind which a credit follows: "Text by Ann Lee and photos by Bo Ek"."""
_SHORT_CONJUNCTIONS = re.compile(rf"\s+[{_SHORT_JOINTS}]\s+")
_BRACKETS = re.compile(r"\s*[(\[（【<][^()\[\]（）【】<>]{0,200}[)\]）】>]")
_SIGNS_OF_HANDLES = frozenset("@([{")
_HANDLE = re.compile(r"\S*@\S+|\S+\s?[(\[{]at[)\]}]\s?\S+\.\w+")
_WRAPPED = re.compile(r"\W*[(\[（【<]([^()\[\]（）【】<>]{1,200})[)\]）】>]\W*")
"""A byline that is in brackets as a whole."""
_TAIL = re.compile(
    r"\s+(?:[-–—·•@]|//)\s+.*$|\s*\b\d{1,4}[.:/-]\d{1,2}\b.*$"
    r"|\s+(?:(?:il|le|el|den|dnia|dne|em|op|på)\s+)?(?:\d{1,2}\.?\s+(?:de\s+)?\w+\s+(?:de\s+)?)?\d{4}(?!\d).*$|\s+(?i:updated|published|posted|on)\b.*$"
    r"|\s+\d{1,3}\s?(?:h|m|d|hrs?|hours?|min\w*|days?|std|stunden?)\b.*$"
    r"|\s+(?:in|for|of|für|pour|para)$|\s+(?:am|um|on|at|under|unter)(?:\s.*)?$|\s+(?:le|el|il|den|dne|dnia)\s+\d.*$"
    r"|\s+(?:in|aus|from|à|en|dans|em|nell?[ao]?)\s+[A-ZÄÖÜÉ][\w’'-]+(?:[\s/][A-ZÄÖÜÉ][\w’'-]+)?$"
)
_AT_HOUR = LatePattern(
    rf"\s+(?:{all_patterns(BEFORE_HOUR)})\s+\d{{1,2}}\s?(?:[:.]\d\d|h|Uhr|[ap]\.?m).*$", re.IGNORECASE
)
"""The hour behind a name: "Ann at 6:04 pm", "Ann à 18h04"."""
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
"""What ends a date between a name and a section: "Ann | 4 May 2024 | Boats"."""
_IN_SECTION = re.compile(r"in\s+[A-Z]")
_URL = re.compile(r"(?:https?:)?//|www\.|\.(?:html?|php)$", re.IGNORECASE)
_NICKNAME = re.compile(r"(?<![^\s])[^\W\d_]+\s+\(([^\W\d_]{2,})\)\s+[^\W\d_]+(?:-[^\W\d_]+)?$")
"""A name with another one in brackets between its two words, at the end of a byline."""
_LABEL = re.compile(r"\S+\s?[:：]\s*")
_BY_AMID = re.compile(rf"\s(?:{'|'.join(all_words(BY).split())})\s", re.IGNORECASE)
_GENERATION = re.compile(r",\s*(?=[JS]r\b)")
_INITIALS = re.compile(r"(?:\b[^\W\d_]|\b[JS]r)\.$")
"""What ends a name with a full stop: an initial, or "Jr."."""
_GIVEN = re.compile(r"[^\W\d_]+\.?(?:\s[^\W\d_]\.?)*")
"""What follows a surname and a comma: a given name, perhaps with initials."""
_BEHIND = re.compile(rf"(?<=\w)\s+(?:{all_patterns(BEHIND_NAMES)})(?!\w).*$", re.IGNORECASE)
_ATTACHED = re.compile(r"\s+(?:ו(?=[\u05d0-\u05ea]{2})|و(?=[\u0621-\u064a]{3}))")
"""The Hebrew and the Arabic "and", which is written as a part of the next word."""
_DASH = re.compile(r"\s[-–—]\s")
_TEMPLATE = frozenset("{}%$")
"""What only names in templates have that a program failed to fill in: "{{author.name}}"."""
_MIN_LABEL = 5
_DATE_LABEL = re.compile(rf"\s+(?:{all_words(DATE).replace(' ', '|')})\s*[:：]\s*\S.*$", re.IGNORECASE)
_NOBODY = frozenset(all_words(NOBODY).split())
_SYSTEM_USERS = frozenset({"admin", "administrator", "webmaster"})
_PLACES = frozenset(key_of(place) for places in PLACES.values() for place in places.split(", "))
_OTHERS = LatePattern(rf"\s+(?:{all_patterns(OTHERS)})", re.IGNORECASE)


@lru_cache(maxsize=256)
def names_in(byline: str) -> tuple[str, ...]:
    """Return the names in a byline, in order, without introductions, roles, places, addresses and dates.

    Results are cached, because a page repeats its byline, and a site its authors.
    """
    text = clean_string(byline)
    if not text or len(text) > MAX_BYLINE:
        return ()
    text = _OTHERS.sub(" ", text if _SIGNS_OF_HANDLES.isdisjoint(text) else _HANDLE.sub(" ", text))
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    text = _without_brackets(without_credited(text))
    if _URL.search(text):
        return ()
    text = _LISTING.sub("", _GENERATION.sub(" ", text))
    text = behind_date(text, in_byline=True) or text
    text = east_asian.at_blanks(text)
    names: list[str] = []
    introduced = is_led(text)
    for part in written_parts(_before_label(text)):
        before, is_section = "", False
        for group in _CONJUNCTIONS.split(_LAST_JOINT.sub("", part)):
            is_beside_place = not has_role(before) and (not is_agency(before) or is_agency(group))
            if " " in group.strip() or is_beside_place:  # else a place: "corresponsal en Lima", "EFE / Lima"
                found = (_name(one, again=introduced or bool(names)) for one in _comma_parts(group))
                names += (name for name in found if name and not (is_section and names and not looks_like_person(name)))
            before, is_section = group, is_section or _YEAR.search(group) is not None
    return tuple(unique(names)[:MAX_NAMES])


def _without_brackets(text: str) -> str:
    """Return the text without what is in brackets, except for a name between the two words of another."""
    nickname = _NICKNAME.search(text) if "(" in text else None
    if nickname and nickname[1].istitle() and not is_agency(nickname[1]):
        at = nickname.start()
        return _BRACKETS.sub(" ", text[:at]) + text[at:]
    return _BRACKETS.sub(" ", text)


def _before_label(text: str) -> str:
    """Return the text before the label of a date in it: "Ann Lee Updated: 4 May", "Last updated on 4 May"."""
    if not any(map(str.isdecimal, text)):
        return text
    text = _DATE_LABEL.sub("", text)
    for start, end, _ in labels_in(text):
        if (
            start
            and end - start >= _MIN_LABEL
            and any(map(str.isdecimal, text[end:]))
            and not _BY_AMID.search(text[end:])
        ):
            return re.sub(r"\b(?:last|zuletzt|site)\W*$", "", text[:start], flags=re.IGNORECASE)
    return text


def unique(names: Iterable[str]) -> list[str]:
    """Return the names without those that differ from another only in case, Unicode form or punctuation.

    Of such names, the first that is not in capitals is kept, or else the first.
    """
    seen: dict[str, str] = {}
    for name in names:
        if seen.setdefault(key := key_of(name), name).isupper() and not name.isupper():
            seen[key] = name
    return list(seen.values())


def is_signed(text: str) -> bool:
    """Return whether a short text is a person's name with the role that follows names in its language."""
    if len(text) > MAX_NAME or not _ANY_ROLE_SUFFIX.search(text):
        return False
    text = _BRACKETS.sub("", _HANDLE.sub("", text)).strip(" []=|·.")
    if not _ROLE_SUFFIX.search(text):
        return False
    return all(map(looks_like_person, names_in(text) or ("",)))


def _comma_parts(group: str) -> list[str]:
    """Split at commas between names. "You, Xiaoying" is kept whole; places and roles are dropped."""
    parts = [part.strip() for part in group.split(",") if part.strip()]
    if len(parts) == 2 and _is_surname(parts[0]) and _GIVEN.fullmatch(parts[1]) and not is_agency(parts[1]):  # noqa: PLR2004 - surname, given name
        return [group]
    people = [
        part
        for index, part in enumerate(parts)
        if not index or not (_is_beside_name(part) or (begins_small(part) and not begins_small(parts[0])))
    ]
    return [
        name
        for part in people
        for whole in _at_short_conjunctions(part)
        for joined in _at_attached(whole)
        for name in _at_marks(joined)
    ]


def _is_surname(part: str) -> bool:
    """Return whether a text is one word, perhaps with particles before it: "Da Silva"."""
    *particles, _ = part.split()
    return all(map(is_particle, particles))


def _is_beside_name(part: str) -> bool:
    """Return whether a text between commas is a place, a role, an outlet or a section, and no name."""
    if _IN_SECTION.match(part) or has_role(part) or is_agency(part) or ends_like_outlet(part):
        return True
    return len(part.split()) == 1 or any(map(str.isdecimal, part))


def _at_marks(part: str) -> list[str]:
    """Split at a slash or a dash between full names, and at a dot or "and" between Chinese and Japanese names."""
    if joined := east_asian.joined(part):
        return joined
    names = [name.strip() for name in (part.split("/") if "/" in part else _DASH.split(part))]
    if len(names) == 2 and not (" " in names[0] or is_agency(names[0])) and looks_like_person(names[1]):  # noqa: PLR2004 - "Oslo - Ann Lee"
        return names[1:]
    return names if len(names) > 1 and all(map(looks_like_person, names)) else [part]


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


def _at_attached(part: str) -> list[str]:
    """Split at an "and" that is a part of the next word, if at least two words are on both sides."""
    for joint in _ATTACHED.finditer(part):
        left, right = part[: joint.start()], part[joint.end() :]
        if " " in left.strip() and " " in right.strip():
            return [left, *_at_attached(right)]
    return [part]


def _is_of_date(text: str) -> bool:
    """Return whether a text is a month with a day ("July 22") or the label of a date."""
    if is_whole_label(text.strip()):
        return True
    first, _, rest = text.strip().partition(" ")
    if rest:
        return rest.strip(" ,.").isdecimal() and first.casefold().strip(".,") in MONTH_NAMES
    return is_date_label(first) or end_of_first_label(first) == len(first) > 0


def _name(part: str, *, again: bool) -> str | None:
    """Return the name in a part of a byline, or None. ``again`` says that an introduction or a name stood before it."""
    text = without_lead(_LISTING.sub("", part.strip()), again=again)
    if any(map(str.isdecimal, text)) and (hour := _AT_HOUR.search(text)):
        text = text[: hour.start()]
    text = _BEHIND.sub("", text)
    if (cut := _TAIL.sub("", text)) != text:
        text = _TAIL.sub("", cut)
    if _LABEL.fullmatch(text) or _is_of_date(text):
        return None
    if not text.isascii():
        text = east_asian.without_desk(text)
    bare = _ROLE_SUFFIX.sub("", text).strip()
    bare = once(without_day(bare)) if " " in bare else bare
    text = without_agency(without_role(bare if bare == text else east_asian.without_place(bare)))
    ending = "." if _INITIALS.search(text) else ""
    text = text.strip(' \t.,:;|-–—·•/*_~"“”→›»>') + ending
    key = key_of(text)
    if (
        not key
        or key in _NOBODY
        or not _TEMPLATE.isdisjoint(text)
        or all(word in _NOBODY for word in text.casefold().split())
        or key in _PLACES
        or not _SYSTEM_USERS.isdisjoint(text.casefold().split())
        or text[:1].isdigit()
        or text.startswith(("In ", "in "))
        or len(text) > MAX_NAME
        or len(text.split()) > _MAX_WORDS
    ):
        return None
    return text
