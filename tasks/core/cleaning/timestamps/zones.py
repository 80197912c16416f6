"""Parses names and offsets of time zones after a time of day."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.tasks.core.cleaning.timestamps.reading import Hints

LARGEST_OFFSET = timedelta(hours=14)

_FIXED_MINUTES: Mapping[str, int] = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 60, "TSI": 180, "TRT": 180,
    "CET": 60, "MEZ": 60, "HNEC": 60, "CEST": 120, "MESZ": 120, "HAEC": 120, "MET": 60, "MEST": 120, "SAST": 120,
    "CAT": 120, "EET": 120, "EEST": 180, "IDT": 180, "MSK": 180, "МСК": 180, "MSD": 240, "EAT": 180, "WAT": 60,
    "SAMT": 240, "IRST": 210, "IRDT": 270, "AFT": 270, "PKT": 300, "UZT": 300, "YEKT": 300, "ЕКБ": 300, "NPT": 345,
    "ALMT": 300, "OMST": 360, "MMT": 390, "ICT": 420, "WIB": 420, "KRAT": 420, "NOVT": 420,
    "WITA": 480, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AWST": 480, "IRKT": 480, "ULAT": 480,
    "JST": 540, "KST": 540, "WIT": 540, "YAKT": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "VLAT": 600, "AEDT": 660,
    "MAGT": 660, "NZST": 720, "NZDT": 780, "FJT": 720,
    "HNT": -210, "HAT": -150, "HNA": -240, "HAA": -180, "HNE": -300, "HAE": -240, "HAC": -300, "HAR": -360, "HNP": -480,
    "HAP": -420, "NST": -210, "NDT": -150, "EDT": -240, "CDT": -300, "MDT": -360, "PDT": -420, "ADT": -180,
    "AKST": -540, "AKDT": -480, "HST": -600, "BRT": -180, "ART": -180, "UYT": -180, "CLT": -240, "CLST": -180,
    "COT": -300, "PET": -300, "VET": -240, "BOT": -240,
}  # fmt: skip
_AMBIGUOUS: Mapping[str, Mapping[str, int]] = {
    "IST": {"": 330, "in": 330, "ie": 60, "il": 120},
    "CST": {"": -360, "us": -360, "ca": -360, "mx": -360, "cn": 480, "tw": 480, "cu": -300},
    "BST": {"": 60, "gb": 60, "uk": 60, "bd": 360},
    "EST": {"": -300, "us": -300, "ca": -300, "au": 600},
    "PST": {"": -480, "us": -480, "ca": -480, "ph": 480, "pk": 300},
    "MST": {"": -420, "us": -420, "ca": -420, "my": 480, "mm": 390},
    "AST": {"": -240, "ca": -240, "sa": 180, "kw": 180, "qa": 180, "iq": 180, "bh": 180},
    "GST": {"": 240, "ae": 240, "om": 240, "gs": -120},
    "SST": {"": 480, "sg": 480, "as": -660},
    "AMT": {"": 240, "am": 240, "br": -240},
    "ECT": {"": -300, "ec": -300},
}
"""Ambiguous zone names: minutes east of UTC by region, with the most common meaning under ""."""
_DOUBTFUL = frozenset({"IST", "CST", "AST", "SST", "AMT"})
"""Ambiguous names without a clearly most common meaning."""
_BY_SEASON: Mapping[str, str] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
    "NZT": "Pacific/Auckland",
}
_PHRASES: Mapping[str, str] = {
    "eastern european": "Europe/Athens",
    "east(?:ern)? african?": "Africa/Nairobi",
    "eastern": "America/New_York",
    "central european": "Europe/Berlin",
    "central african?": "Africa/Maputo",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "moscow": "Europe/Moscow",
    "indian?": "Asia/Kolkata",
    "pakistan": "Asia/Karachi",
    "bangladesh": "Asia/Dhaka",
    "greenwich mean": "Etc/UTC",
    "coordinated universal": "Etc/UTC",
    "japan": "Asia/Tokyo",
    "korea": "Asia/Seoul",
    "hong kong": "Asia/Hong_Kong",
    "singapore": "Asia/Singapore",
    "london": "Europe/London",
    "israel": "Asia/Jerusalem",
    "new york": "America/New_York",
    "los angeles": "America/Los_Angeles",
    "hawaii(?:an)?": "Pacific/Honolulu",
    "dhaka": "Asia/Dhaka",
    "(?:beijing|china)": "Asia/Shanghai",
    "tokyo": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
    "(?:new )?delhi": "Asia/Kolkata",
    "tehran": "Asia/Tehran",
    "(?:dubai|uae|gulf)": "Asia/Dubai",
    "(?:makkah|mecca|riyadh)": "Asia/Riyadh",
    "(?:istanbul|turkey|t[uü]rkiye)": "Europe/Istanbul",
    "(?:kyiv|kiev)": "Europe/Kyiv",
    "(?:paris|rome|madrid|brussels|vienna)": "Europe/Paris",
    "athens": "Europe/Athens",
    "(?:sydney|melbourne)": "Australia/Sydney",
    "west africa": "Africa/Lagos",
    "south african?": "Africa/Johannesburg",
}
"""Zones by the words before "time", "standard time" or "daylight time"."""
_ZONES_BY_PHRASE = tuple((re.compile(words, re.IGNORECASE), zone) for words, zone in _PHRASES.items())

NUMERIC = r"(?:(?:UTC|GMT)\s?[+\-−]\s?|[+\-−])\d{1,2}(?::?\d{2})?(?::?\d{2})?(?![\d:])"
"""An offset. After a blank, a number without "UTC" is another one: "11:25 PM - 10 Jul 2020", "10:00 - 12:00"."""
_PHRASE = "(?i:" + "|".join(_PHRASES) + r")(?i:\s(?:standard|daylight|summer))?\s(?i:time)\b"
_IANA = r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
_NAMES = "|".join(sorted([*_FIXED_MINUTES, *_AMBIGUOUS, *_BY_SEASON], key=len, reverse=True))
_DOTTED = r"[ECMP]\.\s?[DS]\.\s?T\b\.?"
"""A North American zone with full stops: "E.D.T."."""
ZONE = re.compile(rf"{NUMERIC}|{_IANA}|{_PHRASE}|{_DOTTED}|(?:{_NAMES}|z|мск|gmt|utc)(?![^\W\d_])(?!\s?[+\-−]\s?\d)")
"""A zone at the beginning of the text after a time of day."""
_NUMBER = re.compile(r"([+\-−])\s?(\d{1,2}):?(\d{2})?")


def offset_of(name: str, wall: datetime, hints: Hints) -> tuple[timedelta | None, str | None]:
    """Return the offset of a zone's name or number from UTC at that local time, and a warning if it is a guess.

    The offset is None if the name is unknown or the number is not a possible offset.
    """
    number = _NUMBER.search(name)
    if number:
        sign, hours, minutes = number.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return (None if offset > LARGEST_OFFSET else -offset if sign != "+" else offset), None
    if "/" in name:
        return offset_at(name, wall), None
    phrase = next((zone for words, zone in _ZONES_BY_PHRASE if words.match(name)), None)
    code = re.sub(r"[.\s]", "", name.upper())
    if phrase or code in _BY_SEASON:
        return offset_at(phrase or _BY_SEASON[code], wall), None
    if code in _FIXED_MINUTES:
        return timedelta(minutes=_FIXED_MINUTES[code]), None
    return _of_ambiguous(code, wall, hints)


def _of_ambiguous(code: str, wall: datetime, hints: Hints) -> tuple[timedelta | None, str | None]:
    meanings = _AMBIGUOUS.get(code)
    if meanings is None:
        return None, None
    zone = zone_named(hints.timezone) if hints.timezone else None
    if zone and wall.replace(tzinfo=zone).tzname() == code:
        return wall.replace(tzinfo=zone).utcoffset(), None
    if hints.region and hints.region in meanings:
        return timedelta(minutes=meanings[hints.region]), None
    offset = timedelta(minutes=meanings[""])
    return offset, f"the zone {code} has several meanings; read as {_written(offset)}" if code in _DOUBTFUL else None


def offset_at(zone_name: str, wall: datetime) -> timedelta | None:
    """Return the offset of an IANA zone at that local time, or None if there is no such zone."""
    zone = zone_named(zone_name)
    return wall.replace(tzinfo=zone).utcoffset() if zone else None


def clock_change(zone_name: str, wall: datetime) -> str | None:
    """Return what is wrong with a local time during a change of a zone's clocks, as text; None at any other time.

    When clocks go back, an hour occurs twice (the first is taken); when they go forward, one is missing.
    """
    zone = zone_named(zone_name)
    if zone is None:
        return None
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first == second or first is None or second is None:
        return None
    return "exists twice; the first is taken" if first > second else "does not exist"


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo | None:
    """Return the IANA zone with this name, or None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _written(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
