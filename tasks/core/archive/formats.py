"""The formats of an export, and which of them and which columns are asked for."""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum

from dateline.tasks.core.archive.columns import COLUMNS, STORY
from dateline.tasks.core.errors import ConfigError


class Format(StrEnum):
    """The output formats of an export. Each is the suffix of its files."""

    JSONL = "jsonl"
    JSONL_ZST = "jsonl.zst"
    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"


ONLY_FILES = frozenset({Format.PARQUET, Format.XLSX})
"""The formats that cannot be written as a stream."""


def format_of(named: str | None, file: str | None) -> Format:
    """Return the named format, else that of the file's suffix, else JSONL.

    Raises:
        ConfigError: there is no such format or suffix; the message lists them.
    """
    known = ", ".join(Format)
    if named is not None:
        if named not in set(Format):
            raise ConfigError(f'--format must be one of {known}; it is "{named}"')
        return Format(named)
    if file is None:
        return Format.JSONL
    for kind in Format:
        if file.lower().endswith(f".{kind}"):
            return kind
    suffixes = ", ".join(f".{kind}" for kind in Format)
    raise ConfigError(
        f'"{file}" has no suffix that says its format: let it end in one of {suffixes}, or name a --format'
    )


def columns_of(named: str | None) -> Sequence[str]:
    """Return the columns in a comma-separated list, each once; without a list, all except the story.

    Raises:
        ConfigError: there is no such column; the message names the nearest, or lists them.
    """
    if named is None:
        return COLUMNS
    wanted = list(dict.fromkeys(part.strip() for part in named.split(",")))
    known = (*COLUMNS, STORY)
    for name in wanted:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(known)}"
            raise ConfigError(f'--columns: there is no column "{name}": {hint}')
    return wanted
