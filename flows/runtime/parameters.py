"""Reads the parameters of a run, and says in a sentence which of them is wrong.

Prefect's server compares a run form with the flow's schema, but takes any text for a time. What Prefect itself says
about a wrong time when the run begins is pydantic's sentence, with a traceback. So the flows are declared with
``validate_parameters=False``, and `checking_parameters` reads what they are given.
"""

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import wraps
from typing import Annotated, Any, ParamSpec, TypeVar

from prefect.runtime import flow_run
from pydantic import BeforeValidator, ConfigDict, ValidationError, validate_call
from pydantic_core import ErrorDetails

from dateline.flows.runtime.run_log import print_failure
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Window
from dateline.tasks.core.value_types import is_within_calendar

P = ParamSpec("P")
T = TypeVar("T")

_MAX_SHOWN = 60
"""How many characters of a wrong value a message shows."""


def _read_moment(given: object) -> object:
    """Return the day or time that a text names; without an offset it is in UTC."""
    moment = given
    if isinstance(given, str):
        try:
            moment = datetime.fromisoformat(given.strip())
        except ValueError as error:
            remedy = "write a day or a time as in 2026-03-01, 2026-03-01T06:30 or 2026-03-01T06:30+02:00"
            raise ValueError(remedy) from error
    if not isinstance(moment, datetime):
        return moment
    if not is_within_calendar(moment):
        raise ValueError("choose a year from 0002 to 9998")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _read_day(given: object) -> object:
    """Return the day that a text names, with or without the midnight that some clients add."""
    if not isinstance(given, str):
        return given
    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError as error:
        raise ValueError("write a day as in 2026-03-01") from error
    if moment.time() != time():
        raise ValueError("write a day without a time, as in 2026-03-01")
    return moment.date()


Moment = Annotated[datetime, BeforeValidator(_read_moment)]
"""A time, which a run form may also give as text: a day or a time, in UTC unless an offset is given."""
Day = Annotated[date, BeforeValidator(_read_day)]
"""A day, which a run form may also give as text."""


def checking_parameters(function: Callable[P, T]) -> Callable[P, T]:
    """Convert the parameters of a flow to the types that it declares.

    The flow raises `ConfigError`, and prints its end as `print_failure` does, if a parameter is wrong.
    """
    names = inspect.signature(function)

    @validate_call(config=ConfigDict(arbitrary_types_allowed=True))
    @wraps(function)
    def read(*args: Any, **kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:  # noqa: ANN401 - any flow's
        return args, kwargs

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            # By name, as an error names them. Prefect's engine passes them by position.
            positional, named = read(**names.bind(*args, **kwargs).arguments)
        except ValidationError as error:
            wrong = ConfigError("; ".join(_in_words(one) for one in error.errors(include_url=False)))
            print_failure(flow_run.name or function.__name__, wrong)
            raise wrong from None
        return function(*positional, **named)

    return checked


def window_between(since: datetime | None, until: datetime | None) -> Window:
    """Return the window between two times.

    Raises:
        ConfigError: it would be empty.
    """
    if since and until and since >= until:
        raise ConfigError(f"since ({since:%Y-%m-%d %H:%M}) must be before until ({until:%Y-%m-%d %H:%M})")
    return Window(since=since, until=until)


def _in_words(detail: ErrorDetails) -> str:
    where = ".".join(map(str, detail["loc"]))
    told = detail["msg"].removeprefix("Value error, ").replace("Input should be", "it should be")
    told = told.partition(", unable to parse")[0].replace("a valid integer", "a whole number")
    shown = repr(detail["input"])
    shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"
    return f"{where}: {told[:1].lower()}{told[1:]}, not {shown}"
