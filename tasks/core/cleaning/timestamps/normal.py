"""Normalizes dates before parsing: digits, years of other calendars, numbers of months as words."""

import re
import unicodedata
from functools import lru_cache

from dateline.tasks.core.cleaning.timestamps.calendars import ERA_STARTS
from dateline.tasks.core.vocabulary.months import ENGLISH

MAX_LENGTH = 400
"""How many characters of a string are examined. A date after more text is not the string of a date."""

_ZEROS = "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐෦"
_DIGITS = {ord(zero) + value: str(value) for zero in _ZEROS for value in range(10)}
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0xFEFF]
)
_TABLE = {**_DIGITS, **_INVISIBLE, ord("−"): "-", ord("‐"): "-", ord("‑"): "-", ord("–"): "-", ord("—"): "-"}

_REPLACED = re.compile(f"[{''.join(map(chr, _TABLE))}]")
_OTHER_SCRIPT = re.compile("[\u0400-\u1dff\u25cb\u2e80-\U0010ffff]")
"""What is in no text in Latin letters, even with signs among them."""
_MAYBE_DIGIT = re.compile("[\\d\u00b2\u00b3\u00b9\u00bc-\u00be\u0370-\u1dff\u2070-\U0010ffff]")
"""Digits, and what may become one: signs of numbers (¼, ②), and letters of scripts that have their own digits."""

_ERA = re.compile("(" + "|".join(ERA_STARTS) + r")\s*(\d{1,3}|元)\s*年")
_HAN_NUMBER = re.compile(r"[〇零○一二三四五六七八九十]{1,4}(?=\s*[年月日号號时時点點分])")
_HAN_DIGITS = {char: value for value, chars in enumerate(("〇零○", *"一二三四五六七八九")) for char in chars}
_VIETNAMESE = re.compile(
    r"\b(?:tháng|thg\.?)\s*(\d{1,2}\b|mười một|mười hai|mười|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|chạp)",
    re.IGNORECASE,
)
_VIETNAMESE_MONTHS = {
    word: month
    for month, words in enumerate(
        ("một giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười_một", "mười_hai chạp"),
        start=1,
    )
    for word in words.split()
}
_MONGOLIAN = re.compile(
    r"(\d{4})\s*оны\s*(\d{1,2})\s*(?:-?\s?р|д[уү]гаар|дүгээр)?\D{0,3}\s*сарын\s*(\d{1,2})", re.IGNORECASE
)
_MONGOLIAN_ORDINALS = {
    word.replace("_", " "): month
    for month, words in enumerate(
        (
            *("нэгдүгээр", "хоёрдугаар", "гуравдугаар", "дөрөвдүгээр", "тавдугаар", "зургаадугаар зургадугаар"),
            *("долоодугаар долдугаар", "наймдугаар", "есдүгээр", "аравдугаар", "арван_нэгдүгээр", "арван_хоёрдугаар"),
        ),
        start=1,
    )
    for word in words.split()
}
_MONGOLIAN_MONTH = re.compile(
    r"\b(?:арван\s+)?(?:нэг|хоёр|гурав|дөрөв|тав|зургаа?|доло?о?|найм|ес|арав)д[уү]г[аэ][аэ]р(?=\s+сарын)",
    re.IGNORECASE,
)
"""The number of a month in words: "тавдугаар сарын 7"."""
_ROMAN_MONTHS = {
    numeral: month
    for month, numeral in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1)
}
_ROMAN = r"(?P<month>I{1,3}|I?V|VI{1,3}|I?X|XI{1,2})"
_ROMAN_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.\s?|[\s/-]){_ROMAN}(?:\.\s?|[\s/-])(?P<year>(?:19|20)\d\d)(?!\d)"
)
_YEAR_ROMAN_DAY = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\.\s?|[\s/-]){_ROMAN}(?:\.\s?|[\s/-])(?P<day>\d{{1,2}})(?!\d)"
)
"""Days with the month in Roman numerals: "5 III 2026", "5.III.2026", "2026. III. 5."."""
_HOURS = re.compile(r"(?<![\d.,:/-])([01]\d|2[0-3])([0-5]\d)(?=\s?(?:hrs?|hours|Uhr)\b)")
"""A time of day without a mark: "0915 hrs"."""
_MILITARY = re.compile(
    r"\b(?P<day>[0-3]\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<zone>[A-IK-Z])\s?(?P<month>[A-Z]{3})\s?(?P<year>\d\d)\b"
)
"""A date and time as forces write it: "051915ZMAR26", "051915Z MAR 26"."""
_JOINED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\d{1,2}:\d\d(?!\d))")
"""A year with the time of day written to it, as from elements without a blank between them: "May 17, 202110:12 am"."""
_MAYBE_ROMAN = re.compile(r"[IVX](?:\.\s?|[\s/-])\d")
_MAYBE_JOINED = re.compile(r"\d{4}(?:\s?[hU]|\d\d[A-Z]|\d\d?:)")
"""What each such day has, and each such time. Most texts have none of it, which is faster to see."""
_HALF_PAST = re.compile(r"(?<=\d)(\s?[時时點点시])\s?[半반]")
"""Half past an hour: "10時半"."""
_ZONE_LETTERS = {letter: hours for hours, letter in enumerate("ZABCDEFGHIKLM")} | {
    letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)
}
_DOTTED_LETTERS = re.compile(r"(?<=[\u0e00-\u0eff])\.(?=[\u0e00-\u0eff]|\s?\d)")
_BUDDHIST_MARK = re.compile(r"พ\.?\s?ศ\.?|ค\.?\s?ศ\.?")


def normalised(raw: str) -> str:
    """Return the first `MAX_LENGTH` characters of a string, rewritten so that dates in it are easier to parse.

    Digits become Western ones, dashes become hyphens, and invisible characters are removed. Numbers in Chinese
    characters and Roman numerals, years of Japanese eras, and Vietnamese and Mongolian months become numbers. Not for
    display. Kept, since the text of one element is read in several ways.
    """
    return _normalised(raw[:MAX_LENGTH])


def may_have_digit(text: str) -> bool:
    """Return whether the normalized text may have a digit. Most texts have none, which is faster to see before."""
    return _MAYBE_DIGIT.search(text) is not None


@lru_cache(maxsize=256)
def _normalised(text: str) -> str:
    if text.isascii():
        return _plain_digits(_VIETNAMESE.sub(_vietnamese_month, text) if "hg" in text else text)
    text = unicodedata.normalize("NFKC", text)
    if _REPLACED.search(text):
        text = text.translate(_TABLE)
    if not _OTHER_SCRIPT.search(text):
        return _plain_digits(_VIETNAMESE.sub(_vietnamese_month, text))
    text = _HAN_NUMBER.sub(_han_number, text)
    text = _HALF_PAST.sub(r"\g<1>30分", _ERA.sub(_era_year, text))
    text = _VIETNAMESE.sub(_vietnamese_month, text)
    text = _MONGOLIAN.sub(r"\1-\2-\3", _MONGOLIAN_MONTH.sub(_mongolian_month, text))
    text = _BUDDHIST_MARK.sub(" ", text)
    return _plain_digits(_DOTTED_LETTERS.sub("", text))


def _plain_digits(text: str) -> str:
    """Return the text with Roman months, hours without a mark and military times written as others write them."""
    if _MAYBE_ROMAN.search(text):
        for pattern in (_ROMAN_DAY, _YEAR_ROMAN_DAY):
            text = pattern.sub(_roman_month, text)
    if _MAYBE_JOINED.search(text):
        text = _MILITARY.sub(_military_time, _HOURS.sub(r"\1:\2", _JOINED.sub(r"\1 ", text)))
    return text


def _roman_month(match: re.Match[str]) -> str:
    return f"{match['year']}-{_ROMAN_MONTHS[match['month']]:02d}-{int(match['day']):02d}"


def _military_time(match: re.Match[str]) -> str:
    offset = _ZONE_LETTERS[match["zone"]]
    return f"{match['day']} {match['month']} 20{match['year']} {match['hour']}:{match['minute']} UTC{offset:+03d}:00"


def _han_number(match: re.Match[str]) -> str:
    word = match.group()
    if "十" not in word:
        return "".join(str(_HAN_DIGITS[char]) for char in word)
    tens, _, ones = word.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return word
    return str((_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0))


def _era_year(match: re.Match[str]) -> str:
    era, year = match.groups()
    return f"{ERA_STARTS[era] + (1 if year == '元' else int(year))}年"


def _mongolian_month(match: re.Match[str]) -> str:
    month = _MONGOLIAN_ORDINALS.get(" ".join(match.group().split()).lower())
    return str(month) if month else match.group()


def _vietnamese_month(match: re.Match[str]) -> str:
    word = match[1].lower()
    month = int(word) if word.isdigit() else _VIETNAMESE_MONTHS["_".join(word.split())]
    return ENGLISH[month - 1] if 1 <= month <= 12 else match.group()  # noqa: PLR2004 - months of a year
