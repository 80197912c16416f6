"""Renders templates. All values are escaped; templates contain no scripts and no style attributes."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request

from dateline.flows.browse import addresses
from dateline.flows.browse.lines import ArticleLine
from dateline.tasks.core.display.wording import count, day_of
from dateline.tasks.core.models import Article, Precision
from dateline.tasks.core.search.page import Hit
from dateline.tasks.core.version import __version__
from dateline.tasks.core.web.urls import is_http

_TEMPLATES = Path(__file__).parent / "templates"
_COMMAND = re.compile("`([^`]+)`")
_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])
"""The languages that are written from right to left."""


def render(template: str, request: Request, answer: object, extra: Mapping[str, Any]) -> str:
    """Return a page."""
    values = {"answer": answer, "path": request.url.path, "asked": request.query_params, **extra}
    return _ENVIRONMENT.get_template(template).render(values)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _weekday(day: date) -> str:
    return f"{day:%A}, {_day(day)}"


def _at(moment: datetime) -> str:
    """Return a time for people, in UTC."""
    moment = moment.astimezone(UTC)
    return f"{_day(moment)}, {moment:%H:%M} UTC"


def _published(line: ArticleLine | Article | Hit, *, has_weekday: bool = False) -> str:
    """Return when an article was published: a time in UTC, or the publisher's day if the page states no time."""
    is_day = line.published_precision is Precision.DAY
    day = day_of(line.published_at) if is_day else line.published_at.astimezone(UTC)
    shown = _weekday(day) if has_weekday else _day(day)
    return shown if is_day else f"{shown}, {day:%H:%M} UTC"


def _paragraphs(text: str) -> list[list[str]]:
    """Return the lines of each paragraph."""
    return [part.splitlines() for part in text.split("\n\n") if part.strip()]


def short(text: str | None, most: int = 280) -> str:
    """Return the beginning of a text as one line, cut at a space."""
    line = " ".join((text or "").split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def sentence(text: str) -> str:
    """Return a text with a capital and a full stop, unless it begins with a key of the archive."""
    is_key = "/" in text.partition(" ")[0]
    return f"{text[:1] if is_key else text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _as_markup(text: str) -> Markup:
    """Return a text as a sentence in which commands are marked, which messages have between backticks."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(sentence(text)))))  # noqa: S704 - escaped


def _first_names(names: Sequence[str], most: int | None) -> Sequence[str]:
    """Return the first names, with about ``most`` characters in all: at least one, and not more than fit."""
    if most is None:
        return names
    lengths = accumulate(len(name) + 2 for name in names)
    fitting = sum(1 for length in lengths if length <= most)
    return [short(name, most) for name in names[: max(fitting, 1)]]


def _written(language: str | None) -> Markup:
    """Return the attributes of an element whose text is in this language, as a BCP 47 tag.

    A headline in Arabic may begin with a Latin name, so the first letter decides only where the language does not.
    """
    direction = "rtl" if (language or "").lower().partition("-")[0] in _RIGHT_TO_LEFT else "auto"
    return Markup(' dir="{}"{}').format(direction, Markup(' lang="{}"').format(language) if language else "")


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
    "published": _published,
    "paragraphs": _paragraphs,
    "short": short,
    "sentence": _as_markup,
    "first_names": _first_names,
    "marked": _marked,
    "counted": count,
}
_ENVIRONMENT.tests["http"] = is_http
_ENVIRONMENT.globals |= {"address": addresses, "version": __version__, "written": _written}
