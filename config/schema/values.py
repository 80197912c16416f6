"""The values that stand in settings and sources, each checked with a remedy, and the base of every table."""

import re
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, AnyHttpUrl, BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """Base of every table: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_timezones = cache(available_timezones)  # it looks through the file system each time


def _known_timezone(name: str) -> str:
    if name not in _timezones():
        raise ValueError(f'no IANA time zone is called "{name}"; write one such as "Europe/Moscow" or "UTC"')
    return name


_CRON_FIELD = re.compile(r"[0-9A-Za-z*,/?#LW-]+")


def _cron(expression: str) -> str:
    fields = expression.split()
    if len(fields) != 5 or not all(map(_CRON_FIELD.fullmatch, fields)):  # noqa: PLR2004 - crontab(5)
        raise ValueError('a cron expression has five fields; write minute hour day month weekday, as in "0 6 * * *"')
    return expression


def _http_url(url: str) -> str:
    AnyHttpUrl(url)
    return url


def _host(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_.-]+", name.lower()):
        raise ValueError('this is no host; write its name alone, such as "news.example.org"')
    return name.lower()


TimezoneName = Annotated[str, AfterValidator(_known_timezone)]
CronExpression = Annotated[str, AfterValidator(_cron)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Host = Annotated[str, AfterValidator(_host)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Bytes = Annotated[int, Field(gt=0)]
