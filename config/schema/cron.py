"""Cron expressions as Prefect reads them, which is croniter's way, checked without loading Prefect."""

import re
from collections.abc import Container, Sequence
from typing import Annotated

from pydantic import AfterValidator

from dateline.config.schema.values import WrongValueError

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The most days that each month has."""
_WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_FIELDS: tuple[tuple[str, int, int, list[str]], ...] = (
    ("minute", 0, 59, []),
    ("hour", 0, 23, []),
    ("day", 1, 31, []),
    ("month", 1, 12, _MONTHS),
    ("weekday", 0, 7, _WEEKDAYS),
)
"""The fields of crontab(5): what each is, its lowest and highest number, and its names."""
_PART = re.compile(r"(?:\*|([0-9a-z]{1,3})(?:-([0-9a-z]{1,3}))?)(?:/([0-9]{1,2}))?")
_NTH_WEEKDAY = re.compile(r"([0-9a-z]{1,3})#[1-5]|l([0-7])")
"""A weekday of a month: the second Saturday is ``sat#2``, the last Friday is ``L5``."""


def _cron(expression: str) -> str:
    fields = expression.split()
    if len(fields) != len(_FIELDS):
        raise WrongValueError(
            "a cron expression has five fields", 'write minute hour day month weekday, as in "0 6 * * *"'
        )
    for text, (field, first, last, names) in zip(fields, _FIELDS, strict=True):
        known = {form for number in range(first, last + 1) for form in (str(number), f"{number:02}")} | set(names)
        parts = [] if text == "?" and "day" in field else text.lower().split(",")
        if not all(_is_part(part, field, known) for part in parts):
            words = f", or {names[0]} to {names[-1]}" if names else ""
            raise WrongValueError(
                f'"{text}" is no {field} of a cron expression',
                f"write *, numbers from {first} to {last}{words}, ranges such as 1-5, or steps such as */2",
            )
    _check_day_and_month(*(text.lower() for text in fields[2:4]))
    return expression


def _check_day_and_month(days: str, months: str) -> None:
    """Refuse a day that none of the months has. Prefect does not, and fails when it looks for the next one."""
    first = min(day for part in days.split(",") for day in _values(part, 1, 31))
    longest = max(_LONGEST[month - 1] for part in months.split(",") for month in _values(part, 1, 12, _MONTHS))
    if first > longest:
        raise WrongValueError(
            f'no month of "{months}" has a day {first}, so this never happens',
            f"write a day up to {longest}, or L for the last one",
        )


def _values(part: str, first: int, last: int, names: Sequence[str] = ()) -> Sequence[int]:
    """Return the numbers that a part of a cron field stands for. A range whose end is before its start goes round."""
    found = _PART.fullmatch(part)
    if found is None or part == "l":  # the last day, which each month has
        return range(first, last + 1)
    start, end, step = found.groups()
    begin = first if start is None else _number(start, names)
    until = _number(end, names) if end else begin if start and not step else last
    until += (last - first + 1) * (until < begin)
    return [(value - first) % (last - first + 1) + first for value in range(begin, until + 1, int(step or 1))]


def _number(value: str, names: Sequence[str]) -> int:
    return names.index(value) + 1 if value in names else int(value)


def _is_part(part: str, field: str, known: Container[str]) -> bool:
    """Return whether a part of a cron field is ``*``, a value or a range, with or without a step."""
    if field == "day" and part == "l":
        return True
    if field == "weekday" and (special := _NTH_WEEKDAY.fullmatch(part)):
        return (special[1] or special[2]) in known
    found = _PART.fullmatch(part)
    if found is None:
        return False
    start, end, step = found.groups()
    if not all(value is None or value in known for value in (start, end)):
        return False
    return step is None or int(step) > 0


CronExpression = Annotated[str, AfterValidator(_cron)]
