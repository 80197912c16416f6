"""Reads TOML files, and says in words why one is none."""

import re
import tomllib
from pathlib import Path
from typing import Any

from dateline.config.mistakes import Mistake
from dateline.config.schema.values import WrongValueError

MAX_BYTES = 10_000_000
"""Larger files are not read. Nobody writes as many settings."""

_UNCLOSED = re.compile(r"\[\[?[^][,=]+|\[\[[^][,=]+\]")


def read_toml(path: Path) -> tuple[dict[str, Any], list[Mistake]]:
    """Return the tables of a file, or what keeps it from being read."""
    text = ""
    try:
        _check_file(path)
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), []
    except WrongValueError as error:
        problem, remedy = error.problem, error.remedy
    except tomllib.TOMLDecodeError as error:
        problem, remedy = _in_words(error, text), "Correct the file there"
    except UnicodeDecodeError:
        problem, remedy = "this file is not UTF-8", "Save it as UTF-8"
    except RecursionError:
        problem, remedy = "its arrays or tables are nested too deeply", "Correct the file there"
    except ValueError:
        problem, remedy = "a number in it has too many digits", "Correct the file"
    except OSError as error:
        problem, remedy = f"cannot be read: {error.strerror}", "Make it readable"
    return {}, [Mistake(str(path), "", "", problem, remedy)]


def _check_file(path: Path) -> None:
    """Check that reading a file ends soon, which that of a pipe or a device might never do."""
    if not path.exists():
        return
    if not path.is_file():
        raise WrongValueError("this is not a regular file", "Put a file there, or remove it")
    if path.stat().st_size > MAX_BYTES:
        raise WrongValueError(f"this file is larger than {MAX_BYTES // 1_000_000} MB", "Put a smaller one there")


def _in_words(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Return what is wrong with a file that is not TOML. Python's words for a table that is there twice are a tuple."""
    if unclosed := _unclosed_header(error, text):
        return unclosed
    if twice := re.fullmatch(r"Cannot declare \((.*?),?\) twice(.*)", str(error)):
        table = ".".join(part.strip(" '\"") for part in twice[1].split(","))
        return f"the table [{table}] is in this file twice{twice[2]}"
    return f"this is not TOML: {error}"


def _unclosed_header(error: tomllib.TOMLDecodeError, text: str) -> str | None:
    """Return in words that the line of an error begins a table and lacks a bracket, or None.

    Of a table that is there already, Python says that it is there twice before it looks for the bracket.
    """
    place = re.search(r"at line (\d+)", str(error))
    number = int(place[1]) if place else len(text.rstrip().splitlines())
    line = text.splitlines()[number - 1].partition("#")[0].strip()
    if not _UNCLOSED.fullmatch(line):
        return None
    closing = "]" * (line.count("[") - line.count("]"))
    return f'the line {line} has no closing "{closing}" (at line {number})'
