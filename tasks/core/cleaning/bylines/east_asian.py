"""Splits Chinese, Japanese and Korean bylines: desks stand before names, and joints also within them."""

import re
from collections.abc import Iterable, Iterator

from dateline.tasks.core.cleaning.credits import without_lead

_HAN = r"[\u3400-\u9fff]"
_HAN_JOINT = re.compile(rf"^({_HAN}{{3,4}})[・和与與]({_HAN}{{3,4}})$")
"""Two Chinese or Japanese names with "and" or a dot between them, which also stand within names."""
_DESK = re.compile(
    r"^[\u3040-\u30ff\u3400-\u9fff]{0,8}(?:編集部|取材班|支局|編集委員|新聞|新闻|日報|日报|社|総局|通信|社会部|政治部|経済部)[・\s]+"
)
_REPORT = re.compile(r"\s*[/／][^/／]{0,8}(?:報導|报道|報道|攝影|摄影)$")
_FUSED_REPORT = re.compile(r"^([\u3400-\u9fff]{3})(?:[\u3400-\u9fff]{2,4})?(?:報導|报道)$")
"""A Chinese name of three letters, with "reports" and perhaps a place behind it, without any mark between them."""
_KOREAN_OUTLET = re.compile(r"^[^=]{2,20}=\s*(?=[\uac00-\ud7af])")
_KOREAN_PLACE = re.compile(r"^(?:\S{3,}\s+(?=[\uac00-\ud7af]{2,4}$)|\S{2}\s+(?=[\uac00-\ud7af]{3}$))")
"""An outlet or a desk before a Korean name, if a role follows the name."""
_REPORTERS = re.compile(r"(?:记者|作者)\s*[:：]?\s*[\u3400-\u9fff]{2,4}(?:\s+[\u3400-\u9fff]{2,4})+\s*$")
"""Simplified Chinese names with blanks between them. In Japanese, blanks separate surname and given name."""
_CHINESE_NAMES = re.compile(rf"{_HAN}{{2,4}}(?:\s+{_HAN}{{2,4}})+")
_FULL_NAMES = re.compile(rf"{_HAN}{{4,5}}(?:\s+{_HAN}{{4,5}})+")
"""Japanese names with blanks between them, each with the surname and the given name: neither alone is so long."""
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변"
_KOREAN_NAME = rf"[{_SURNAMES}][\uac00-\ud7af](?![부팀시도군사])[\uac00-\ud7af]"
"""A Korean name of the usual length. Desks, towns and companies of that length end in other letters."""
_KOREAN_NAMES = re.compile(
    rf"(?<![\uac00-\ud7af])({_KOREAN_NAME}(?:\s+{_KOREAN_NAME})+)(?=\s*(?:선임|인턴|수습)?\s?기자)"
)


def at_blanks(byline: str) -> str:
    """Return a byline with commas for the blanks between names: "记者 王海 李港", "김하늘 이바다 기자"."""
    if byline.isascii():
        return byline
    byline = _REPORT.sub("", byline)
    if _REPORTERS.search(byline):
        return "、".join(without_lead(byline).split())
    if _FULL_NAMES.fullmatch(bare := without_lead(byline).strip()):
        return "、".join(bare.split())
    return _KOREAN_NAMES.sub(lambda found: "、".join(found[1].split()), byline, count=1)


def apart(names: Iterable[str], language: str | None) -> Iterator[str]:
    """Yield the names on a page of a language (BCP 47). On Chinese pages, a blank stands between people.

    In Japanese it stands between surname and given name, and most names can be read as either.
    """
    for name in names:
        is_list = (language or "").startswith("zh") and _CHINESE_NAMES.fullmatch(name)
        yield from name.split() if is_list else (name,)


def joined(part: str) -> list[str] | None:
    """Return the two names that a dot or "and" joins, or None."""
    found = _HAN_JOINT.match(part)
    return [*found.groups()] if found else None


def without_desk(name: str) -> str:
    """Return a name without the outlet or desk before it, and without "reports" behind it."""
    name = _KOREAN_OUTLET.sub("", name)
    return _FUSED_REPORT.sub(r"\1", _REPORT.sub("", _DESK.sub("", name))).strip(" =")


def without_place(name: str) -> str:
    """Return a Korean name that a role followed, without the outlet or place before it."""
    return _KOREAN_PLACE.sub("", name)
