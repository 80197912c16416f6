"""What the code itself says about a field, an enum member or a constant: the docstring below it.

Python throws these docstrings away, so they are read from the source.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import pairwise
from types import ModuleType


class MissingDescriptionError(Exception):
    """Something that users see has no description."""


@cache
def attributes(owner: type | ModuleType) -> dict[str, str]:
    """Return the docstring of each attribute of a class (inherited ones too) or module, by name."""
    if isinstance(owner, ModuleType):
        return dict(_docstrings(ast.parse(inspect.getsource(owner)).body))
    found: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        if base.__module__.startswith(("dateline.", "tests.")):
            tree = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
            found |= _docstrings(tree.body if isinstance(tree, ast.ClassDef) else [])
    return found


def describe(owner: type | ModuleType, name: str) -> str:
    """Return the description of one attribute, on one line.

    Raises:
        MissingDescriptionError: It has none.
    """
    if text := attributes(owner).get(name):
        return text
    raise MissingDescriptionError(
        f"{owner.__name__}.{name} has no description: write a docstring below it in {inspect.getsourcefile(owner)}"
    )


def members(enum: type[Enum]) -> Iterator[tuple[str, str]]:
    """Yield the value and the description of each member of an enum."""
    for member in enum:
        yield str(member.value), describe(enum, member.name)


def summary(owner: type) -> str:
    """Return the first paragraph of a class's docstring, on one line."""
    return " ".join((inspect.getdoc(owner) or "").split("\n\n")[0].split())


def _docstrings(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, following in pairwise(body):
        if not (
            isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        ):
            continue
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement.target.id, _one_line(following.value.value)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id, _one_line(following.value.value)


def _one_line(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
