"""The reference of the command line, from the functions that typer makes commands of."""

import inspect
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import typer
from typer.models import ArgumentInfo, OptionInfo

from dateline.flows.cli import app
from dateline.flows.cli.help import EXAMPLES
from docs.generator.descriptions import MissingDescriptionError
from docs.generator.markdown import code, sections, table

_TYPES = {int: "NUMBER", float: "NUMBER", str: "TEXT"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option or argument of a command, as a user sees it."""

    flags: tuple[str, ...]
    """Empty for an argument."""
    metavar: str
    """What stands for its value; empty for a switch."""
    about: str
    default: str

    @property
    def spelled(self) -> str:
        """As it is written on the command line."""
        return " ".join(filter(None, (", ".join(map(code, self.flags)), self.metavar and code(self.metavar))))


def commands() -> str:
    """Return a section for each command, in the order of ``dateline --help``."""
    common = table(["option of every command", "meaning"], _rows(parameters(options_of_all())))
    return sections([common, *(_section(name, function) for name, function in leaves(app))])


def options_of_all() -> Callable[..., Any]:
    """Return the function that takes the options before a command's name."""
    callback = app.registered_callback
    if callback is None or callback.callback is None:
        raise MissingDescriptionError("dateline has no options of its own any more: change docs/generator/commands.py")
    return callback.callback


def leaves(group: typer.Typer, prefix: str = "dateline") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield each command's full name, and its function."""
    for command in group.registered_commands:
        if command.callback:
            yield f"{prefix} {command.name or command.callback.__name__.replace('_', '-')}", command.callback
    for inner in group.registered_groups:
        if inner.typer_instance:
            yield from leaves(inner.typer_instance, f"{prefix} {inner.name}")


def parameters(function: Callable[..., Any]) -> Iterator[Parameter]:
    """Yield what a command takes, arguments first."""
    found = [
        (_info(parameter.annotation), parameter)
        for parameter in inspect.signature(function, eval_str=True).parameters.values()
    ]
    for info, parameter in sorted(found, key=lambda pair: not isinstance(pair[0], ArgumentInfo)):
        if not info.help:
            raise MissingDescriptionError(f"{function.__module__}: {parameter.name} has no description: give it a help")
        yield Parameter(_flags(info, parameter.name), _metavar(info, parameter), info.help, _default(parameter))


def _section(name: str, function: Callable[..., Any]) -> str:
    about = inspect.getdoc(function)
    if not about:
        raise MissingDescriptionError(f"{name} has no description: write a docstring")
    found = list(parameters(function))
    arguments = [parameter.metavar for parameter in found if not parameter.flags]
    usage = " ".join([name, "[OPTIONS]", *arguments])
    described = table(["argument or option", "meaning"], _rows(found)) if found else ""
    lines = EXAMPLES.get(name.removeprefix("dateline "), ())
    shown = "Examples:\n\n```text\n" + "\n".join(lines) + "\n```" if lines else ""
    return sections([f"## {name}", about, f"```text\n{usage}\n```", described, shown])


def _rows(found: typing.Iterable[Parameter]) -> Iterator[tuple[str, str]]:
    for parameter in found:
        default = f" Default: `{parameter.default}`." if parameter.default else ""
        yield parameter.spelled, parameter.about + default


def _info(annotation: object) -> OptionInfo | ArgumentInfo:
    for info in getattr(annotation, "__metadata__", ()):
        if isinstance(info, OptionInfo | ArgumentInfo):
            return info
    raise MissingDescriptionError(f"{annotation} is neither option nor argument: annotate it with typer.Option")


def _flags(info: OptionInfo | ArgumentInfo, name: str) -> tuple[str, ...]:
    if isinstance(info, ArgumentInfo):
        return ()
    # Beside an annotation, typer takes the first flag for the default.
    given = [flag for flag in (info.default, *(info.param_decls or ())) if isinstance(flag, str)]
    return tuple(flag for flags in given for flag in flags.split("/")) or (f"--{name.replace('_', '-')}",)


def _metavar(info: OptionInfo | ArgumentInfo, parameter: inspect.Parameter) -> str:
    kind, several = _type(parameter.annotation)
    if kind is bool:
        return ""
    metavar = info.metavar or _word(kind, info, parameter.name)
    if isinstance(info, OptionInfo):
        return metavar
    required = parameter.default is inspect.Parameter.empty
    return f"{metavar if required else f'[{metavar}]'}{'...' if several else ''}"


def _word(kind: object, info: OptionInfo | ArgumentInfo, name: str) -> str:
    if isinstance(info, ArgumentInfo):
        return name.upper()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(member.value) for member in kind)
    return _TYPES.get(kind, "PATH") if isinstance(kind, type) else "VALUE"


def _type(annotation: Any) -> tuple[object, bool]:  # noqa: ANN401 - any annotation
    """Return the type of one value, and whether there may be several."""
    inner = typing.get_args(annotation)[0]
    if isinstance(inner, types.UnionType):
        inner = next(option for option in typing.get_args(inner) if option is not type(None))
    if typing.get_origin(inner) is list:
        return typing.get_args(inner)[0], True
    return inner, False


def _default(parameter: inspect.Parameter) -> str:
    value = parameter.default
    if value is inspect.Parameter.empty or value is None or isinstance(value, bool):
        return ""
    return str(getattr(value, "value", value))
