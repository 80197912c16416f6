"""Options that several commands share."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated

import typer

from dateline.config.loader import ConfigMistakesError, examine
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Window
from dateline.tasks.core.value_types import is_within_calendar

_DAY = "%Y-%m-%d"
_MOMENTS = (_DAY, "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z")


def read_day(text: str) -> datetime:
    """Return the day that an option names.

    Raises:
        typer.BadParameter: the text is not a day.
    """
    return _read(text, (_DAY,), "write a day as in 2026-03-01")


def read_moment(text: str) -> datetime:
    """Return the day or time that an option names.

    Raises:
        typer.BadParameter: the text is neither.
    """
    return _read(text, _MOMENTS, "write a day or a time as in 2026-03-01, 2026-03-01T06:30 or 2026-03-01T06:30+02:00")


def _read(text: str, formats: Sequence[str], remedy: str) -> datetime:
    for each in formats:
        with suppress(ValueError):
            moment = datetime.strptime(text, each)  # noqa: DTZ007 - in UTC unless an offset is given, see `window_of`
            if not is_within_calendar(moment):
                raise typer.BadParameter(f"choose a year from 0002 to 9998, not {text!r}")
            return moment
    raise typer.BadParameter(f"{remedy}, not {text!r}")


Since = Annotated[
    datetime | None,
    typer.Option(
        parser=read_moment,
        metavar="DAY|MOMENT",
        help="Only pages published at or after this time, in UTC unless an offset is given: "
        "2026-03-01, 2026-03-01T06:30, 2026-03-01T06:30+02:00.",
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(parser=read_moment, metavar="DAY|MOMENT", help="Only pages published before this time."),
]


def complete_source(incomplete: str) -> list[str]:
    """Return the configured sources whose names begin so, for the shell's completion; none without a project."""
    try:
        config, _ = examine()
    except ConfigMistakesError:
        return []
    return [name for name in config.sources if name.startswith(incomplete)]


def complete_group(incomplete: str) -> list[str]:
    """Return the groups whose names begin so, for the shell's completion; none without a project."""
    try:
        config, _ = examine()
    except ConfigMistakesError:
        return []
    return [name for name in config.settings.groups if name.startswith(incomplete)]


GroupNames = Annotated[
    list[str] | None,
    typer.Option(
        "--group", metavar="NAME", help="All sources of this group. Repeatable.", autocompletion=complete_group
    ),
]
SourceNames = Annotated[
    list[str] | None, typer.Argument(help="Names of the sources; by default, all.", autocompletion=complete_source)
]
OfSources = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only articles of this source; repeatable.", autocompletion=complete_source),
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
