"""Relative moments ("2 hours ago", "gestern, 22:44"), read against the time of the fetch and never without it."""

import re
from datetime import UTC, datetime, timedelta

from tasks.core.cleaning.timestamp_clock import find_clock
from tasks.core.cleaning.timestamp_months import fold_word
from tasks.core.cleaning.timestamp_reading import Hints, Reading, make_wall
from tasks.core.cleaning.timestamp_zones import offset_at, offset_of
from tasks.core.models import Precision

_UNITS: tuple[tuple[timedelta, str], ...] = (
    (timedelta(seconds=1), "second sec sekund seconde segundo secondi secunde секунд 秒 초 saniye giây detik sekunti"),
    (
        timedelta(minutes=1),
        "minut minuut min мин хвилин хв λεπτ dakika dk perc phút menit minit dakik دقيق دقیق منٹ मिनट মিনিট நிமிட นาที 分 분",
    ),
    (
        timedelta(hours=1),
        "hour hr std stunde heure hora ora ore oră óra órá uur timm time timer tunti tuntia hodin godzin godz "
        "час годин saat ώρα ώρες giờ jam saa ساع گھنٹ घंट घण्ट ঘণ্টা ঘন্টা மணி ชั่วโมง 小时 小時 時間 时 시간 valand stund",
    ),
    (
        timedelta(days=1),
        "day tag jour día dia giorn dag päiv den dn dni dzień день дня дней дні днів дена gün nap ημέρ μέρ ngày hari "
        "siku zi zile dien يوم أيام روز دن दिन দিন நாள் วัน 天 日 일",
    ),
    (
        timedelta(weeks=1),
        "week woche semaine semana settiman vecka veckor uge uke viikko týden týdn tydzień tygodn недел тижд hafta 週 周 주",
    ),
)
_AGO = (
    "ago vor il_y_a hace há ha fa geleden назад тому önce əvvəl temu för sedan siden sitten před pred prije ezelőtt πριν "
    "acum në parë trước lalu yang lepas iliyopita zilizopita منذ قبل پیش قبل पहले পূর্বে আগে முன்பு ที่แล้ว ก่อน 前 전 преди prieš pirms tagasi eelmine"
)
_DAYS_BACK: tuple[tuple[int, str], ...] = (
    (
        0,
        "today heute aujourd'hui hoy hoje oggi vandaag idag i_dag tänään täna šodien šiandien dziś dzisiaj dnes danas "
        "сегодня сьогодні днес денес данас сёння bugün ma σήμερα azi hôm_nay hari_ini leo اليوم امروز आज আজ วันนี้ 今天 今日 오늘",
    ),
    (
        1,
        "yesterday gestern hier ayer ontem ieri gisteren igår i_går eilen eile vakar wczoraj včera včeraj jučer вчера вчора "
        "јуче dün dünən tegnap χθες hôm_qua kemarin semalam jana أمس دیروز कल গতকাল เมื่อวาน 昨天 昨日 어제",
    ),
)
_ONE = "an? one eine[rm]? einem un une una uno um uma en ett et een jeden един один одну одна bir egy één ett o μια ένα"


def _stems(words: str) -> str:
    folded = (re.escape(fold_word(word)).replace("_", r"\s") for word in words.split())
    return "|".join(sorted(folded, key=len, reverse=True))


_AMOUNT = re.compile(
    rf"(?<![^\W\d])(?P<count>\d{{1,3}}|{'|'.join(fold_word(word) for word in _ONE.split())})\s?"
    + "(?:"
    + "|".join(f"(?P<unit{at}>{_stems(words)})" for at, (_, words) in enumerate(_UNITS))
    + r"|(?P<h>h\b)|(?P<m>m\b)|(?P<d>d\b))"
)
_AGO_WORD = re.compile(
    "|".join(rf"(?<![^\W\d_]){word}(?![a-z])" if word < "\u2e80" else word for word in _stems(_AGO).split("|"))
)
_DAY_WORD = re.compile(
    "|".join(rf"(?P<back{back}>(?<![^\W\d_])(?:{_stems(words)})(?![^\W\d_]))" for back, words in _DAYS_BACK)
)
_MAX_LENGTH = 80
_JUST_NOW = re.compile(
    r"^\W*(?:just now|gerade eben|à l'instant|ahora mismo|agora mesmo|adesso|только что|刚刚|방금)\W*$"
)
_LETTERS = {"h": timedelta(hours=1), "m": timedelta(minutes=1), "d": timedelta(days=1)}


def read_relative(text: str, hints: Hints) -> Reading | None:
    """Return the moment that a short text names relative to ``hints.now``, or None.

    Minutes are taken as told; of hours and more only the day is kept, since such a number is rounded.
    """
    if hints.now is None or len(text) > _MAX_LENGTH:
        return None
    folded = fold_word(text)
    if _JUST_NOW.match(folded):
        return _told(hints.now, timedelta(0), hints)
    amount = _AMOUNT.search(folded)
    if amount and _AGO_WORD.search(folded):
        count = amount["count"]
        return _told(hints.now, _unit(amount) * (int(count) if count.isdigit() else 1), hints)
    return _named_day(text, folded, hints)


def _unit(amount: re.Match[str]) -> timedelta:
    group = amount.lastgroup or ""
    return _LETTERS[group] if group in _LETTERS else _UNITS[int(group.removeprefix("unit"))][0]


def _told(now: datetime, ago: timedelta, hints: Hints) -> Reading:
    if ago < timedelta(hours=1):
        wall = (now - ago).astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        return Reading(wall, timedelta(0))
    local = _local(now - ago, hints)
    return Reading(local.replace(hour=0, minute=0, second=0, microsecond=0), precision=Precision.DAY)


def _named_day(text: str, folded: str, hints: Hints) -> Reading | None:
    named = _DAY_WORD.search(folded)
    if named is None or hints.now is None:
        return None
    day = _local(hints.now, hints).date() - timedelta(days=int((named.lastgroup or "")[-1]))
    clock = find_clock(text, 0, len(text))
    wall = make_wall(day, clock.hour, clock.minute, clock.second) if clock else make_wall(day, 0, 0)
    if wall is None:
        return None
    if clock is None:
        return Reading(wall, precision=Precision.DAY)
    offset, note = offset_of(clock.zone, wall, hints) if clock.zone else (None, None)
    return Reading(wall, offset, note=note)


def _local(moment: datetime, hints: Hints) -> datetime:
    """Return the wall clock's time in the source's zone, in UTC where it has none."""
    wall = moment.astimezone(UTC).replace(tzinfo=None)
    offset = offset_at(hints.timezone, wall) if hints.timezone else None
    return wall + (offset or timedelta(0))
