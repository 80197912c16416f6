"""Finds names beside dates and roles, where no word introduces them: "Ann Lee", "Science writer", "4 May 2024"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, takewhile

from dateline.tasks.core.cleaning.author_boxes import are_people, is_name_or_list
from dateline.tasks.core.cleaning.bylines.common_words import is_name_alone
from dateline.tasks.core.cleaning.bylines.nearby import PARAGRAPH
from dateline.tasks.core.cleaning.credits import is_credit, is_lead
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.person_names import (
    has_role,
    is_call,
    is_joint,
    is_role,
    looks_like_person,
)
from dateline.tasks.core.cleaning.timestamps.labels import is_label, labels_in
from dateline.tasks.core.cleaning.timestamps.read import is_date_line
from dateline.tasks.core.vocabulary.article_phrases import COLUMNS
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.byline_leads import CONTACTS, FILED, HOSTED

MAX_LINE = 100
LIFE = re.compile(r"\b(?:1[5-9]|20)\d\d\s*[-–—−]\s*(?:1[5-9]|20)\d\d\b")
"""The years of a life, which stand beside a name that is not an author's."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BESIDE_HEADING, _MAX_HEAD = 15, 8
_AROUND = " |·•,-–—"
_MARKS = re.compile(r"\s*[|·•]\s*")
_DASH, _BARE_DASH = re.compile(r"\s+(?:[-–—/I]|on)\s+"), re.compile(r"\s+[-–—/I]\s+")
"""What may stand between one name or several and a date. Behind a comma, what stands there may be a place as well."""
_UP_TO_DATE = re.compile(r"[\s,]*\d")
_READING_TIME = re.compile(r"~?\d+[^,;.!?]*\.?")
"""A number of minutes or of comments, and no sentence that begins with a number."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MAX_ROLE = 40
"""The maximum length of a role or a reading time between a name and a date."""
_CONTACT = LatePattern(rf"\b(?:{all_patterns(CONTACTS)})\b", re.IGNORECASE)
_FILED = LatePattern(rf"\W*(?:{all_patterns(FILED)})\W*", re.IGNORECASE)
_MAX_PEOPLE = 8
_COLUMN = LatePattern(rf"\W*(?:{all_patterns(COLUMNS)})\W*", re.IGNORECASE)
_NAME_COMMA_DATE = re.compile(r"(?P<name>[^,\d]{5,40}),\s+(?P<date>[^,]*\d{4}.*)")
_DATE_COMMA_NAME = re.compile(r"(?P<date>.*\d{4}),\s+(?P<name>[^,\d]{5,40})")


def names_beside_dates(texts: list[str], language: str | None) -> Iterator[str]:
    """Yield the names in the first texts beside a headline that a date, a mail address or a role with a date confirms.

    ``language`` is the page's (BCP 47), in which some words introduce who hosts an episode.
    """
    first = texts[: _end_of_beginning(texts)]
    if not any("@" in text or _YEAR.search(text) for text in first):
        return
    beside = [text for text in first if any(map(str.isalnum, text)) and not _is_passed_over(text)]
    for before_it, text in pairwise(["", *beside]):  # "Ann Lee | Science writer | 4 May 2024"
        parts = _MARKS.split(text) if len(text) <= MAX_LINE else []
        if len(parts) > 1 and any(map(_YEAR.search, (*parts, before_it[:MAX_LINE]))):
            ends = (_without_host(part.strip(), language) for part in (parts[0], parts[-1]))
            yield from [name for name in ends if looks_like_person(name)][:1]
        elif named := _named_in_dated_line(text):
            yield named
    for at, name in enumerate(beside[:-1]):
        if at and introduces_another(beside[at - 1][:MAX_LINE]):
            continue
        if _confirms_name(beside[at + 1 : at + 3]) and is_name_or_list(name):
            yield _list_up_to(texts, texts.index(name))


def _without_host(text: str, language: str | None) -> str:
    """Return a text without the word before somebody who hosts an episode: "With Ann Lee". "Con" is a name as well."""
    rest = _hosted((language or "").partition("-")[0]).sub("", text)
    return rest if looks_like_person(rest) else text


@lru_cache(maxsize=64)
def _hosted(language: str) -> re.Pattern[str]:
    """Return the pattern of such words in a language and in English."""
    chosen = {tag: words for tag, words in HOSTED.items() if tag in {"en", language}}
    return re.compile(rf"^(?:{all_patterns(chosen)})\s+", re.IGNORECASE)


def names_beside_commas(texts: list[str]) -> Iterator[str]:
    """Yield what may be a name in the first texts below a headline, before or behind a comma and a date.

    A place stands there as well ("Quay North, 3 May 2024"), so these need further evidence.
    """
    for text in texts[: _end_of_beginning(texts)]:
        line = _NAME_COMMA_DATE.fullmatch(text) or _DATE_COMMA_NAME.fullmatch(text) if len(text) <= MAX_LINE else None
        if line and is_date_line(line["date"]) and looks_like_person(line["name"]):
            yield line["name"]


def names_below_dates(texts: list[str]) -> Iterator[str]:
    """Yield the only name among the short texts between a headline and the text, if a date stands there as well.

    "3 May 2024", "Ann Lee"; or "Ann Lee", "Teaches at the quay's school", "3 May 2024". These need further evidence.
    """
    head = [text.strip(_AROUND) for text in takewhile(lambda text: len(text) <= PARAGRAPH, texts[:_MAX_HEAD])]
    if not any(map(_YEAR.search, head)):
        return
    named = [(before, text) for before, text in pairwise(["", *head]) if is_name_alone(text)]
    for before, name in named if len(named) == 1 else ():
        is_of_others = introduces_another(before) or " ".join(texts).count(name.rpartition(" ")[2]) > 1
        if not is_of_others and any(map(_is_date, head)):
            yield name


def _is_date(text: str) -> bool:
    """Return whether a text is a date with its year."""
    return _YEAR.search(text) is not None and is_date_line(text)


def _end_of_beginning(texts: list[str]) -> int:
    """Return how many texts are looked at: those before the second paragraph. The first may be the standfirst."""
    long = [at for at, text in enumerate(texts[:_BESIDE_HEADING]) if len(text) > MAX_LINE]
    return long[1] if len(long) > 1 else _BESIDE_HEADING


def columnists(texts: list[str]) -> Iterator[str]:
    """Yield the names beside a text such as "Column" or "Columnist"."""
    for one, other in pairwise(texts[:_BESIDE_HEADING]):
        for label, name in ((one, other), (other, one)):
            if len(label) <= _MAX_ROLE and _COLUMN.fullmatch(label) and is_name_or_list(name):
                yield name


def names_before_roles(texts: list[str]) -> str:
    """Return the names at the beginning of texts that each have a role as a text of its own behind them, or ""."""
    names: list[str] = []
    for name, role in zip(texts[: 2 * _MAX_PEOPLE : 2], texts[1 : 2 * _MAX_PEOPLE : 2], strict=False):
        if not (is_lead(role) and is_role(role) and looks_like_person(name.strip(" ,"))):
            break
        names.append(name.strip(" ,"))
    return " ; ".join(names)


def introduces_another(label: str) -> bool:
    """Return whether a text introduces a contact, somebody with another credit, or the section: "Posted in"."""
    return bool(_CONTACT.search(label) or _FILED.fullmatch(label)) or is_credit(label)


def _is_passed_over(text: str) -> bool:
    """Return whether a text between a name and a date is the label of the date, or a button: "Follow"."""
    if len(text) > _MAX_ROLE or any(map(str.isdecimal, text)) or looks_like_person(text):
        return is_label(text) and any(not text[end : end + 1].isalpha() for _, end, _ in labels_in(text))
    return not introduces_another(text) and (is_label(text) or is_call(text))


def _named_in_dated_line(text: str) -> str | None:
    """Return the names before or after a date, with a dash, a slash or "on" between them, or None."""
    if len(text) > MAX_LINE or not _YEAR.search(text) or LIFE.search(text):
        return None
    first, *rest = _DASH.split(text, maxsplit=1)
    if rest and is_date_line(rest[0]) and are_people(first):
        second = _UP_TO_DATE.split(rest[0])[0]
        return f"{first} ; {second}" if looks_like_person(second) else first
    *before, last = _BARE_DASH.split(text)
    return last if before and is_date_line(" ".join(before)) and are_people(last) else None


def _list_up_to(texts: list[str], at: int) -> str:
    """Return a name with those before it that a comma, a slash or a word such as "and" joins to it."""
    start = at
    while start > 1 and is_joint(texts[start - 1]) and looks_like_person(texts[start - 2].strip(" |·•,")):
        start -= 2
    return " ; ".join(text for text in texts[start : at + 1] if not is_joint(text))


def _confirms_name(behind: list[str]) -> bool:
    """Return whether a date follows a name, or a mail address, or a role or a reading time and then a date."""
    first = behind[0]
    if len(first) > MAX_LINE or LIFE.search(first):
        return False
    if _YEAR.search(first) or _MAIL.fullmatch(first):
        return True
    is_beside = len(first) <= _MAX_ROLE and (has_role(first) or _READING_TIME.fullmatch(first) is not None)
    return is_beside and len(behind[-1]) <= MAX_LINE and _YEAR.search(behind[-1]) is not None
