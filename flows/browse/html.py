"""Renders templates. All values are escaped; templates contain no scripts and no style attributes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from dateline.flows.browse import addresses
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.version import __version__
from dateline.tasks.core.web.urls import is_http

_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, request: Request, answer: object, extra: Mapping[str, Any]) -> str:
    """Return a page."""
    values = {"answer": answer, "path": request.url.path, "asked": request.query_params, **extra}
    return _ENVIRONMENT.get_template(template).render(values)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _weekday(day: date) -> str:
    return f"{day:%A}, {_day(day)}"


def _at(moment: datetime) -> str:
    """Return a time in UTC for people."""
    moment = moment.astimezone(UTC)
    return f"{_day(moment)}, {moment:%H:%M}"


def _paragraphs(text: str) -> list[list[str]]:
    """Return the lines of each paragraph."""
    return [part.splitlines() for part in text.split("\n\n") if part.strip()]


def short(text: str | None, most: int = 280) -> str:
    """Return the beginning of a text as one line, cut at a space."""
    line = " ".join((text or "").split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """Return the pieces of a snippet, each with whether it matches."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "day": _day,
    "weekday": _weekday,
    "at": _at,
    "paragraphs": _paragraphs,
    "short": short,
    "marked": _marked,
    "counted": count,
}
_ENVIRONMENT.tests["http"] = is_http
_ENVIRONMENT.globals |= {"address": addresses, "version": __version__}
