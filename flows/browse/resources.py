"""The resources of the reading room: an address, its answer as a value, and the template that shows it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from dateline.flows.browse.room import ReadingRoom
from dateline.tasks.core.value_types import Model


class Answer(Model):
    """The answer of a resource, for JSON and for its template. Its docstrings are the API's description."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Parameters(Model):
    """The query parameters of an address. Empty ones count as missing, because forms send them."""

    model_config = ConfigDict(use_attribute_docstrings=True, strict=False)


def _day_only(given: object) -> object:
    if not isinstance(given, str):
        return given
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given.strip()):
        raise ValueError("write a day as in 2026-03-01")
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise ValueError("the calendar has no such day") from error


def _month_only(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(_MONTH, given):
        raise ValueError("write a month as in 2026-03")
    return given


_MAX_NAME_CHARS = 60
"""How much an error repeats of a parameter's name, which may be as long as an address."""
_MONTH = "^[0-9]{4}-[0-9]{2}$"
DayParameter = Annotated[date, BeforeValidator(_day_only)]
"""A day. Unlike Pydantic's, it may not be a time or a number of seconds."""
MonthParameter = Annotated[str, BeforeValidator(_month_only), Field(pattern=_MONTH)]
"""A month."""


class MissingError(Exception):
    """There is nothing at an address. The message is a sentence."""


class WrongParameterError(Exception):
    """A parameter of an address is malformed. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, and values that only its template needs."""

    answer: Answer
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the room, the parts of the address, and the parameters."""

    room: ReadingRoom
    place: Mapping[str, Any]
    parameters: Any
    """An instance of the resource's class of parameters."""

    def day(self) -> date:
        """Return the day in the address.

        Raises:
            MissingError: there is no such day.
        """
        try:
            return date(*map(int, str(self.place["day"]).split("/")))
        except ValueError as error:
            raise MissingError(f"There is no day {self.place['day']}.") from error


View = Callable[[Asked], Shown]


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of page: its address, its answer, and how that is shown."""

    path: str
    """In Starlette's syntax, with the convertors of `addresses`."""
    view: View
    answer: type[Answer]
    template: str
    parameters: type[Parameters] = Parameters

    @property
    def json_path(self) -> str:
        """Where the answer is JSON, whatever the client accepts."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


@dataclass(frozen=True, slots=True)
class Document:
    """An answer that is neither a page nor JSON: a feed or a raw page."""

    path: str
    view: Callable[[Asked], Response]
    media_type: str
    parameters: type[Parameters] = Parameters
    redirects: bool = False
    """Whether it leads to another address instead of answering itself."""


def read_parameters(kind: type[Parameters], request: Request) -> Parameters:
    """Return the parameters of a request.

    Raises:
        WrongParameterError: one is unknown, malformed, or given twice though it takes one value.
    """
    found: dict[str, Any] = {}
    for name, text in request.query_params.multi_items():
        several = name in kind.model_fields and kind.model_fields[name].default == ()
        if not text.strip():
            continue
        if several:
            found.setdefault(name, []).append(text)
        elif name in found:
            raise WrongParameterError(f"The parameter {name} is given twice; give it once.")
        else:
            found[name] = text
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"][:1])) or "the parameters"
        if first["type"] == "extra_forbidden":
            known = ", ".join(kind.model_fields) or "none"
            shown = name if len(name) <= _MAX_NAME_CHARS else f"{name[:_MAX_NAME_CHARS]}…"
            raise WrongParameterError(f"There is no parameter {shown} here. The parameters are: {known}.") from error
        problem = first["msg"].removeprefix("Value error, ")
        raise WrongParameterError(f"The parameter {name} is malformed: {problem}.") from error
