"""Which languages the cleaner's vocabularies know, and where one has a hole."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

from dateline.tasks.core import vocabulary
from docs.generator.markdown import code, table

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def languages() -> str:
    """Return a row for each language, with how many of each module's tables have words of it."""
    tables = {name: found for name in modules() if (found := list(tables_of(name)))}
    known = sorted({tag for found in tables.values() for languages in found for tag in languages})
    rows = [[code(tag), *(_share(tag, found) for found in tables.values())] for tag in known]
    return table(["language", *(code(name) for name in tables)], rows)


def modules() -> list[str]:
    """Return the names of the modules of the vocabulary."""
    return sorted(module.name for module in pkgutil.iter_modules(vocabulary.__path__))


def tables_of(module: str) -> Iterator[frozenset[str]]:
    """Yield the languages of each table of a module that is kept by language."""
    for name, value in vars(importlib.import_module(f"{vocabulary.__name__}.{module}")).items():
        if not name.startswith("__") and isinstance(value, Mapping):
            inner = [part for part in value.values() if isinstance(part, Mapping)] or [value]
            yield from (tags for part in inner if (tags := _languages(part)))


def _languages(words: Mapping[object, object]) -> frozenset[str]:
    tags = [tag for tag in words if isinstance(tag, str)]
    by_language = "en" in tags and all(_TAG.fullmatch(tag) for tag in tags)
    return frozenset(tags) if by_language else frozenset()


def _share(tag: str, tables: list[frozenset[str]]) -> str:
    known = sum(tag in languages for languages in tables)
    if known == len(tables):
        return "all"
    return f"{known} of {len(tables)}" if known else ""
