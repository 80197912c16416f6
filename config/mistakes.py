"""Mistakes in the configuration, told so that a person can mend them: file, key, value, remedy."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dateline.config.known_keys import tables_with, unknown_key
from dateline.config.schema.running import BLOCK_PATTERN, DASK_PATTERN
from dateline.config.schema.values import NAME_PATTERN, WrongValueError

_NO_KEYS = {"local", "s3", "[key]"}  # what pydantic adds to a path: the kind of a tagged table, and "this is a name"
_PASSWORD = re.compile(r'(?:(?<=//)|(?<=")|^)([^\s:/?#"]*):(?!//)[^\s]*@')
"""The user and the password in a URL, with or without a scheme. A password may contain any character but spaces."""


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that a terminal obeys instead of showing them."""

_NO_TABLE = ("this is not a table", "Write its keys under a line with its name in brackets, or in braces")
_KINDS = {
    "bool_type": ("this is neither true nor false", "Write one of these, without quotes"),
    "bool_parsing": ("this is neither true nor false", "Write one of these, without quotes"),
    "float_type": ("this is not a number", "Write one such as 1.5, without quotes"),
    "float_parsing": ("this is not a number", "Write one such as 1.5, without quotes"),
    "finite_number": ("this number is not finite", "Write one that is"),
    "int_type": ("this is not a whole number", "Write one such as 5, without quotes"),
    "int_parsing": ("this is not a whole number", "Write one such as 5, without quotes"),
    "int_from_float": ("this is not a whole number", "Write one such as 5"),
    "string_type": ("this is not text", "Write it in quotes"),
    "model_type": _NO_TABLE,
    "string_unicode": ("this is not UTF-8", "Write it in UTF-8"),
    "path_type": ("this is not a path", "Write it in quotes"),
    "string_too_short": ("this is empty", "Write a value"),
    "model_attributes_type": _NO_TABLE,
    "dict_type": _NO_TABLE,
}
"""Values of the wrong kind, by pydantic's name for the error: what is wrong, and what to do."""

_BOUNDS = {
    "greater_than": ("this is too little", "Write more than {:.15g}"),
    "greater_than_equal": ("this is too little", "Write {:.15g} or more"),
    "less_than": ("this is too much", "Write less than {:.15g}"),
    "less_than_equal": ("this is too much", "Write {:.15g} or less"),
    "too_short": ("this is empty", "Write at least one value, or remove the key"),
}
"""Values out of bounds, likewise. The braces stand for the bound."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. ``place`` is a file or an environment variable; ``key`` is dotted, as in TOML."""

    place: str
    key: str
    value: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.found}. {_visible(self.remedy)}{'' if self.remedy.endswith('?') else '.'}"

    @property
    def found(self) -> str:
        """The mistake without its remedy."""
        where = f"{self.place}: {self.key}" if self.key else self.place
        value = f" = {self.value}" if self.value else ""
        return _visible(f"{where}{value}: {self.problem}")


def _visible(text: str) -> str:
    """Return a text with escapes, as those of TOML, for characters that cannot be seen."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class ConfigMistakesError(Exception):
    """The configuration cannot be used; ``mistakes`` says all that is wrong with it."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class NoConfigurationError(ConfigMistakesError):
    """There is no configuration: no folder is named and none found, or the one that is named does not exist."""


def mistakes_of(error: ValidationError, place: str, model: type[BaseModel]) -> list[Mistake]:
    """Return each mistake that pydantic found in a file of that model."""
    details = error.errors(include_url=False)
    unknown = {str(detail["loc"][-1]) for detail in details if detail["type"] == "extra_forbidden"}
    right = {f"{table}.{key}" for key in unknown for table in tables_with(key, model)}
    # A key in the wrong table is missing in the right one, which is one mistake.
    return [
        _mistake(detail, place, model)
        for detail in details
        if detail["type"] != "missing" or _dotted(detail["loc"]) not in right
    ]


def _dotted(path: Iterable[int | str]) -> str:
    return ".".join(str(part) for part in path if part not in _NO_KEYS)


def _mistake(detail: ErrorDetails, place: str, model: type[BaseModel]) -> Mistake:
    path = [str(part) for part in detail["loc"]]
    if detail["type"] == "extra_forbidden":
        problem, remedy = unknown_key(path[-1], detail["input"], model, path[:-1])
    else:
        problem, remedy = _in_words(detail)
    missing = detail["type"] == "missing"
    return Mistake(
        place=place,
        key=_dotted(path),
        value="" if missing else _shown(detail.get("input")),
        problem=problem,
        remedy=remedy,
    )


def _in_words(detail: ErrorDetails) -> tuple[str, str]:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "this key is missing", "Add it"
        case "enum" | "literal_error":
            return "this value is not one of the choices", f"Write one of {context.get('expected', 'the choices')}"
        case "value_error":
            return _of_error(context.get("error"))
        case "string_pattern_mismatch" if words := _of_pattern(context["pattern"], str(detail["input"])):
            return words
        case _:
            return _of_value(detail)


def _of_value(detail: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a value of the wrong kind or size, and what to do."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "tuple_type":
        return "this is not a list", f"Write [{_masked(value)}]" if isinstance(value, str) else "Write one in brackets"
    if kind == "union_tag_invalid":
        kinds = str(context["expected_tags"]).replace("'", '"').replace(", ", " or kind = ")
        return f'there is no kind "{context["tag"]}"', f"Write kind = {kinds}"
    if kind in _BOUNDS:
        problem, remedy = _BOUNDS[kind]
        return problem, remedy.format(next(iter(context.values())))
    told = detail["msg"].removeprefix("Value error, ")
    return _KINDS.get(kind, (told[:1].lower() + told[1:], "Correct the value"))


def _of_error(error: object) -> tuple[str, str]:
    if isinstance(error, WrongValueError):
        return error.problem, error.remedy[:1].upper() + error.remedy[1:]
    return str(error), "Correct the value"


def _of_pattern(pattern: str, value: str) -> tuple[str, str] | None:
    match pattern:
        case _ if pattern == NAME_PATTERN:
            told = f'Write "{near}"' if (near := valid_name(value)) else "Write another name"
            return "a name is made of lower-case letters, digits, - and _, 64 at most", told
        case _ if pattern == BLOCK_PATTERN:
            return "this does not name a Prefect block", 'Write its type and its name, as in "slack-webhook/news"'
        case _ if pattern == DASK_PATTERN:
            return "this is not the address of a Dask scheduler", 'Write one such as "tcp://host:8786"'
    return None


def valid_name(text: str) -> str:
    """Return the name of a source or group that is the most like a text, or "" if there is none."""
    return re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-_")[:64]


def in_toml(value: object) -> str:
    """Return a value as TOML writes it on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False)  # the escapes are the same
        case list() | tuple():
            return f"[{', '.join(map(in_toml, value))}]"
        case dict() if value:
            return f"{{ {', '.join(f'{key} = {in_toml(one)}' for key, one in value.items())} }}"
    return str(value)


def _masked(value: object) -> str:
    """Return a value as TOML writes it, without passwords."""
    return _PASSWORD.sub(r"\1:***@", in_toml(value))


def _shown(value: object) -> str:
    shown = _masked(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."  # noqa: PLR2004 - what fits on a line beside the rest
