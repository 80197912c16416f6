"""Tells who wrote an article from who took its pictures, edited or translated it: "Words: Ann Lee, photos: Bo Ek"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetters, head_of, openings
from dateline.tasks.core.vocabulary.by_language import all_patterns, all_words
from dateline.tasks.core.vocabulary.byline_leads import BY, LEADS, LOOSE_LEADS, WITH_PICTURES, WITHIN
from dateline.tasks.core.vocabulary.bylines import CONJUNCTIONS, CREDITS, EDITED

_LEADS = f"{all_patterns(WITH_PICTURES)}|{all_patterns(LEADS)}"
_CJK = r"\u3040-\u30ff\u3400-\u9fff"
_REPORTER = rf"[{_CJK}]{{0,8}}?(?:记者|記者|通讯员|通訊員)(?=[\s:]{{0,2}}[{_CJK}]{{2}})"
"""The word that stands before a Chinese reporter's name, often after that of the newspaper."""
_LEAD = LatePattern(without_look_alikes(rf"^\W*(?:(?:{_LEADS})(?:\s*[:・=|]\s*|\s*/\s*(?=[{_CJK}])|\s+)|{_REPORTER})"))
_LEAD_ALONE = LatePattern(without_look_alikes(rf"^\W*(?:{_LEADS})(?:/(?:{_LEADS}))?\s*:?\s*$"))
_BEGINNINGS = ByFirstLetters(without_look_alikes(_LEADS))
_GIVEN = LatePattern(
    rf"(?:{'|'.join(word.title() for word in all_words(BY).split())})\s+[^\W\d_a-z][\w’'-]+"
    rf"\s*(?:$|[,;|&/(]|\s(?:{'|'.join(all_words(CONJUNCTIONS).split())})\s)"
)
"""A word for "by" in capitals with one word behind it: a given name in another language."""
_NAME_AND_BRACKET = re.compile(r"[(（]([^()（）]{2,40})[)）]")
_MIN_PAIRS = 2
_JOINT = re.compile(rf"^(?:{'|'.join(all_words(CONJUNCTIONS).split())})\s+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_DASHES, _MARKS = re.compile(r"\s[-–—]\s"), " -–—|·•"
_BY_NAME = rf"\s(?=(?i:{'|'.join(all_words(BY).split())})\s+[^\W\d_a-z])"
_YEAR_AND_BY = LatePattern(rf"[^;|]{{0,40}}\b(?:19|20)\d\d\b[^;|]{{0,12}}?{_BY_NAME}")
_DATE_AND_BY = LatePattern(rf"[^;|]{{4,60}}?{_BY_NAME}")
_DATE_AND_NAME = LatePattern(r"\d[^-–—|•·;]{3,40}?\s+[-–—|•·]\s+(?=[^\W\d_])")
_DATE_BEFORE_COLON = LatePattern(r".*\d\W+(?=.*[:：]$)")
_DATE_THEN_BY = LatePattern(
    rf".{{0,60}}(?:\d{{4}}|\d:\d\d)\W{{0,4}}\s(?=(?:{'|'.join(all_words(BY).split())})$)", re.IGNORECASE
)
"""What stands before a byline: a date, then a word for "by", a dash or a lone introduction."""
_CJK_LETTERS = "\u3040"
"""The first of the characters from which on letters are Chinese, Japanese or Korean."""
_CREDITS, _EDITED, _WITHIN = all_patterns(CREDITS), all_patterns(EDITED), all_patterns(WITHIN)
_MARK = LatePattern(
    without_look_alikes(
        rf"(?P<credit>{_CREDITS})|(?P<edited>{_EDITED})|(?P<lead>(?:{_LEADS})\s*[:/=|](?!/)|(?:{_WITHIN})\b)"
    )
)
_MARK_BEGINNINGS = ByFirstLetters(without_look_alikes(f"{_CREDITS}|{_EDITED}|{_LEADS}|{_WITHIN}"))
"""Rules out most words at once."""
_MARK_START = re.compile(r"(?<![^\s.,;|()・·•、，/\-])[^\W_]")
_BETWEEN_WORDS = re.compile(r"[\s.,;|()・·•、，/\-]+")
_OPENING, _MAX_CREDIT = 3, 8
"""By how many characters words are ruled out that begin no credit, and how many words a credit has at most."""
_MAY_MARK = re.compile(
    rf"[:：/／=・|｜՝៖]|\b(?:{'|'.join(all_words(BY).split())}|de|van|fot|foto|zdjęcia)\b|사진|영상|그래픽|편집",
    re.IGNORECASE,
)
"""What every such introduction has. Most bylines have nothing of it."""
_ONE_FORM = str.maketrans("：／＝｜՝៖", ":/=|::")
_COLONS = frozenset(":：՝៖")


def _folded(text: str) -> str:
    """Return the text in lower case, with one form of colons, slashes, bars and equality signs. Its length is kept."""
    return lowered(text if text.isascii() else text.translate(_ONE_FORM))


def is_led(text: str) -> bool:
    """Return whether a text begins with a word that introduces a byline, and goes on."""
    return may_be_led(text) and _LEAD.match(_folded(text)) is not None


def behind_date(text: str, *, in_byline: bool = False) -> str | None:
    """Return the byline behind a date, or only its introduction, or None if the text has no date first.

    "4.3.2026, 09:30 - By Ann Lee", "4 May 2026 by Ann Lee in Harbours", "5.3.2024 Author:". A text that is a byline for
    other reasons (``in_byline``) needs no year, and no introduction behind a dash: "3 May 10:05 – Ann Lee".
    """
    if _DIGIT.search(text) is None:
        return None
    *before, byline = _DASHES.split(text.strip(_MARKS))
    if before and any(map(str.isdecimal, before[-1])) and is_led(byline) and not is_led(text):
        return byline
    dated = _DATE_BEFORE_COLON.match(text)
    if dated and is_lead(text[dated.end() :]):
        return text[dated.end() :]
    if (dated := _DATE_THEN_BY.match(text)) is not None:
        return text[dated.end() :]
    dated = (_DATE_AND_BY if in_byline else _YEAR_AND_BY).match(text)
    if not (dated and any(map(str.isdecimal, dated[0]))):
        dated = _DATE_AND_NAME.match(text) if in_byline else None
        return text[dated.end() :].strip() if dated else None
    byline = text[dated.end() :].strip()
    return byline if is_led(byline) else byline.partition(" ")[2]  # "da" introduces names only behind dates


def is_lead(text: str) -> bool:
    """Return whether a text is only a word that introduces a byline."""
    return may_be_led(text) and _LEAD_ALONE.match(_folded(text)) is not None


@lru_cache(maxsize=256)
def may_be_led(text: str) -> bool:
    """Return whether the text begins like an introduction. This is faster than `is_led` and `is_lead`.

    Results are cached, because several questions are asked about each text.
    """
    line = lowered(text)
    head = head_of(line)
    return head >= _CJK_LETTERS or (bool(head) and _BEGINNINGS.match(line, head))


def without_lead(text: str, *, again: bool = False) -> str:
    """Return the text without the words that introduce a byline at its beginning.

    Behind another introduction, and in a list of names (``again``), such a word may be a given name: "By Von Hart".
    """
    while may_be_led(text) and (lead := _LEAD.match(_folded(text))):
        if again and _GIVEN.match(text):
            break
        text, again = text[lead.end() :], True
    return text


@cache
def _loose_lead(language: str) -> re.Pattern[str] | None:
    pattern = LOOSE_LEADS.get(language.partition("-")[0])
    return re.compile(rf"\W*(?:{pattern})\s+(?=\w)", re.IGNORECASE) if pattern else None


def without_loose_lead(text: str, language: str | None) -> str:
    """Return the text without what introduces a byline only on pages of its language: the Romanian "de"."""
    pattern = _loose_lead(language or "")
    lead = pattern.match(text) if pattern else None
    return text[lead.end() :] if lead else text


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that introduce names within a byline."""
    if not _MAY_MARK.search(text):
        return
    folded, end = _folded(text), 0
    for start in _MARK_START.finditer(folded):
        at = start.start()
        if at >= end and _MARK_BEGINNINGS.match(folded, head_of(folded, at), at) and (mark := _MARK.match(folded, at)):
            yield mark
            end = mark.end()


def has_lead_within(text: str) -> bool:
    """Return whether a text introduces those who wrote by a word and a colon in its midst: "来源:港口报 作者:王海"."""
    if _COLONS.isdisjoint(text):
        return False
    return any(mark["lead"] and mark.start() and mark[0][-1:] == ":" for mark in _marks(text))


@cache
def _credit_openings() -> frozenset[str]:
    """Return the first letters of all words for what others did than to write."""
    return frozenset(openings(without_look_alikes(f"{_CREDITS}|{_EDITED}"), _OPENING))


def _may_end_in_credit(text: str) -> bool:
    """Return whether one of the last words begins like a credit, or is East Asian. That rules out most texts."""
    last = _BETWEEN_WORDS.split(_folded(text))[-_MAX_CREDIT:]
    return not _credit_openings().isdisjoint([word[:_OPENING] for word in last]) or max(text) >= _CJK_LETTERS


@lru_cache(maxsize=256)
def is_credit(text: str) -> bool:
    """Return whether a text is only a word for what others did than to write: "Translated by", "Reviewed by".

    Results are cached, because elements within each other follow the same text.
    """
    label = f"{text.strip(' :')}:"
    if not _may_end_in_credit(label):
        return False
    return any((mark["credit"] or mark["edited"]) and mark.end() >= len(label) - 1 for mark in _marks(label))


def without_credited(text: str) -> str:
    """Return a byline without the names behind which brackets say what they did: "Ann Lee (text), Bo Ek (photos)"."""
    if not any(bracket in text for bracket in "(（"):
        return text
    *named, rest = _NAME_AND_BRACKET.split(text)
    pairs = list(zip(named[::2], named[1::2], strict=True))
    if len(pairs) < _MIN_PAIRS or not any(is_credit(done) for _, done in pairs):
        return text
    kept = [*(name for name, done in pairs if not is_credit(done)), rest]
    return "; ".join(_JOINT.sub("", name.strip(" ,;&."), count=1) for name in kept)


def has_credits(text: str) -> bool:
    """Return whether a text names others beside those who wrote: photographers, editors, translators."""
    return any(mark["credit"] or mark["edited"] for mark in _marks(text))


def written_parts(byline: str) -> list[str]:
    """Return the parts of a byline that name those who wrote, or else those who edited.

    The part before the first credit counts as theirs who wrote.
    """
    text = without_lead(byline)
    parts: dict[str, list[str]] = {"lead": [], "edited": [], "credit": []}
    kind, start = "lead", 0
    for mark in _marks(text):
        parts[kind].append(text[start : mark.start()])
        kind, start = mark.lastgroup or kind, mark.end()
    parts[kind].append(text[start:])
    written = [part for part in parts["lead"] if any(map(str.isalpha, part))]
    return written or parts["edited"]
