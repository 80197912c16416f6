"""The values that stand in settings and sources, each checked with a remedy, and the base of every table."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, AnyHttpUrl, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo

NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,63}$"
"""What sources and groups may be called."""


class Strict(BaseModel):
    """Base of every table: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WrongValueError(ValueError):
    """A value that cannot be used: what is wrong with it, and what to write instead, each a clause of a sentence."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


_timezones = cache(available_timezones)  # it looks through the file system each time


def _known_timezone(name: str) -> str:
    if name not in _timezones():
        raise WrongValueError(f'no IANA time zone is called "{name}"', 'write one such as "Europe/Moscow" or "UTC"')
    return name


def _http_url(url: str) -> str:
    try:
        AnyHttpUrl(url)
    except ValidationError as error:
        raise WrongValueError("this is not a URL", 'write one that begins with "https://" or "http://"') from error
    return url


def _language(tag: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
        raise WrongValueError("this is not a language tag", 'write one of BCP 47, such as "en" or "pt-BR"')
    return tag


def _host(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_.-]+", name.lower()):
        raise WrongValueError("this is not a host", 'write its name alone, such as "news.example.org"')
    return name.lower()


PathKind = Literal["file", "folder", "pattern"]


Anchor = Callable[[Path, PathKind], Path]
"""Makes a relative path absolute, and raises `WrongValueError` where nothing of that kind lies there.

The loader passes one as ``context["anchor"]``; without it paths stay as they are written.
"""


def anchored(path: Path, kind: PathKind, info: ValidationInfo) -> Path:
    """Return the path as the `Anchor` of the validation makes it."""
    anchor: Anchor | None = (info.context or {}).get("anchor")
    return anchor(path, kind) if anchor else path


def _file(path: Path, info: ValidationInfo) -> Path:
    return anchored(path, "file", info)


def _folder(path: Path, info: ValidationInfo) -> Path:
    return anchored(path, "folder", info)


FileOnDisk = Annotated[Path, AfterValidator(_file)]
FolderOnDisk = Annotated[Path, AfterValidator(_folder)]


def _proxy(address: str) -> str:
    remedy = "write the address of an HTTP proxy, such as http://proxy.example:3128, or direct"
    if address == "direct":
        return address
    scheme, colon, rest = address.partition("://")
    if colon and scheme.lower() != "http":
        raise WrongValueError(f"{scheme}:// proxies are not supported", remedy)
    if not re.fullmatch(
        r"(?:[^@/\s]*@)?(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?/?", rest if colon else address
    ):
        raise WrongValueError("this is not a proxy", remedy)
    return address if colon else f"http://{address}"


ProxyUrl = Annotated[str, AfterValidator(_proxy)]
TimezoneName = Annotated[str, AfterValidator(_known_timezone)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
LanguageTag = Annotated[str, AfterValidator(_language)]
Host = Annotated[str, AfterValidator(_host)]
Seconds = Annotated[float, Field(gt=0, le=1e10, allow_inf_nan=False)]
Interval = Annotated[float, Field(ge=60, le=1e8, allow_inf_nan=False)]
"""Seconds between two runs: three years at most, because the calendar ends."""
Bytes = Annotated[int, Field(gt=0)]
