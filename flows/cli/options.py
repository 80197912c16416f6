"""Options that several commands share."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Window

_MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z"]

_METAVAR = "DAY|MOMENT"

Since = Annotated[
    datetime | None,
    typer.Option(
        formats=_MOMENTS,
        metavar=_METAVAR,
        help="Only pages published at or after this time, in UTC unless an offset is given: "
        "2026-03-01, 2026-03-01T06:30, 2026-03-01T06:30+02:00.",
    ),
]
Until = Annotated[
    datetime | None, typer.Option(formats=_MOMENTS, metavar=_METAVAR, help="Only pages published before this time.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def window_of(since: datetime | None, until: datetime | None) -> Window:
    """Return the window between two times; a time without an offset is in UTC.

    Raises:
        ConfigError: ``since`` is not before ``until``.
    """
    try:
        return Window(since=_utc(since), until=_utc(until))
    except ValueError as error:
        raise ConfigError("--since must be before --until") from error


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
