"""Relative moments ("2 hours ago", "gestern, 22:44"), read against the time of the fetch and never without it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from dateline.tasks.core.cleaning.timestamps.clock import find_clock
from dateline.tasks.core.cleaning.timestamps.months import fold_word
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading, make_wall
from dateline.tasks.core.cleaning.timestamps.zones import offset_at, offset_of
from dateline.tasks.core.models import Precision

_SECONDS = "second sec sekund seconde segundo secondi secunde секунд saniye giây detik sekunti 秒 초"
_MINUTES = "minut minuut min мин хвилин хв λεπτ dakika dk perc phút menit دقيق دقیق منٹ मिनट মিনিট நிமிட นาที 分 분"
_HOURS = (
    "hour hr std stunde heure hora ora ore oră óra órá uur timm time timer tunti tuntia hodin godzin godz час годин "
    "saat ώρα ώρες giờ jam saa ساع گھنٹ घंट घण्ट ঘণ্টা ঘন্টা "
    "மணி ชั่วโมง 小时 小時 時間 时 시간 valand stund"
)
_DAYS = (
    "day tag jour día dia giorn dag päiv den dn dni dzień день дня дней дні днів дена gün nap ημέρ μέρ ngày hari siku "
    "zi zile dien يوم أيام روز دن दिन দিন நாள் วัน 天 日 일"
)
_WEEKS = "week woche semaine semana settiman vecka uge uke viikko týden týdn tydzień tygodn недел тижд hafta 週 周 주"
_UNITS = (
    (timedelta(seconds=1), _SECONDS),
    (timedelta(minutes=1), _MINUTES),
    (timedelta(hours=1), _HOURS),
    (timedelta(days=1), _DAYS),
    (timedelta(weeks=1), _WEEKS),
)
"""Stems of the units, in the languages that dateline reads."""
_AGO = (
    "ago vor il_y_a hace há ha fa geleden назад тому önce əvvəl temu för sedan siden sitten před pred prije ezelőtt "
    "πριν acum în parë trước lalu yang lepas iliyopita zilizopita منذ قبل پیش पहले পূর্বে আগে முன்பு ที่แล้ว ก่อน 前 전 преди "
    "prieš pirms tagasi"
)
_TODAY_YESTERDAY: Mapping[str, str] = {
    "en": "today yesterday",
    "de": "heute gestern",
    "fr": "aujourd'hui hier",
    "es": "hoy ayer",
    "pt": "hoje ontem",
    "it": "oggi ieri",
    "ca": "avui ahir",
    "nl": "vandaag gisteren",
    "sv": "idag igår",
    "nb": "i_dag i_går",
    "no": "i_dag i_går",
    "da": "i_dag i_går",
    "fi": "tänään eilen",
    "et": "täna eile",
    "lv": "šodien vakar",
    "lt": "šiandien vakar",
    "pl": "dzisiaj wczoraj",
    "cs": "dnes včera",
    "sk": "dnes včera",
    "sl": "danes včeraj",
    "hr": "danas jučer",
    "sr": "данас јуче",
    "bg": "днес вчера",
    "mk": "денес вчера",
    "ru": "сегодня вчера",
    "uk": "сьогодні вчора",
    "be": "сёння ўчора",
    "el": "σήμερα χθες",
    "tr": "bugün dün",
    "az": "bugün dünən",
    "hu": "ma tegnap",
    "ro": "astăzi ieri",
    "vi": "hôm_nay hôm_qua",
    "id": "hari_ini kemarin",
    "ms": "hari_ini semalam",
    "sw": "leo jana",
    "ar": "اليوم أمس",
    "fa": "امروز دیروز",
    "hi": "आज कल",
    "bn": "আজ গতকাল",
    "th": "วันนี้ เมื่อวาน",
    "zh": "今天 昨天",
    "ja": "今日 昨日",
    "ko": "오늘 어제",
}
"""Read in the page's language and in English alone: "hier" is yesterday in French and here in German."""
_ONE = "an? one eine[rm]? einem un une una uno um uma en ett et een jeden един один одну одна bir egy één ett o μια ένα"


def _stems(words: str) -> str:
    folded = (re.escape(fold_word(word)).replace("_", r"\s") for word in words.split())
    return "|".join(sorted(folded, key=len, reverse=True))


_UNIT_GROUPS = "|".join(f"(?P<unit{at}>{_stems(words)})" for at, (_, words) in enumerate(_UNITS))
_AMOUNT = re.compile(
    rf"(?<![^\W\d])(?P<count>\d{{1,3}}|{'|'.join(fold_word(word) for word in _ONE.split())})\s?"
    rf"(?:{_UNIT_GROUPS}|(?P<h>h\b)|(?P<m>m\b)|(?P<d>d\b))"
)
_AGO_WORD = re.compile(
    "|".join(rf"(?<![^\W\d_]){word}(?![a-z])" if word < "\u2e80" else word for word in _stems(_AGO).split("|"))
)
_DAY_WORDS = {
    language: [re.compile(rf"(?<![^\W\d_]){_stems(word)}(?![a-z])") for word in words.split()]
    for language, words in _TODAY_YESTERDAY.items()
}
_MAX_LENGTH = 80
_JUST_NOW = re.compile(
    r"\W*(?:just now|gerade eben|à l'instant|ahora mismo|agora mesmo|adesso|только что|刚刚|방금)\W*"
)
_LETTERS = {"h": timedelta(hours=1), "m": timedelta(minutes=1), "d": timedelta(days=1)}


def read_relative(text: str, hints: Hints) -> Reading | None:
    """Return the moment that a short text names relative to ``hints.now``, or None.

    Minutes are taken as told; of hours and more only the day is kept, since such a number is rounded.
    """
    if hints.now is None or len(text) > _MAX_LENGTH:
        return None
    folded = fold_word(text)
    if _JUST_NOW.fullmatch(folded):
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
    words = _DAY_WORDS["en"], _DAY_WORDS.get(hints.language or "", ())
    back = next((at for language in words for at, word in enumerate(language) if word.search(folded)), None)
    if back is None or hints.now is None:
        return None
    day = _local(hints.now, hints).date() - timedelta(days=back)
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
