"""The keys that the tables of a configuration file have, and which of them a person meant by a key there is not."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

_SURE = 0.75
"""How like a key must be to one of another table to be taken for it; difflib's own 0.6 is for a few choices."""


def unknown_key(key: str, value: object, model: type[BaseModel], path: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong with a key that the table at ``path`` does not have, and what to do."""
    fields, tables = fields_at(model, path), _tables_of(model)
    if places := tables_with(key, model):
        if isinstance(value, dict):
            return "there is no such table here", f"Call it {_any_of(_joined(place, key) for place in places)}"
        return "there is no such key here", f"Write it right below the line {_any_of(places)}"
    return "there is no such key", _nearest(key, fields, tables)


def tables_with(key: str, model: type[BaseModel]) -> list[str]:
    """Return the dotted names of the tables that have a key."""
    return [table for table, keys in _tables_of(model).items() if key in keys]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the beginning of a remedy that names the nearest known name, or nothing if none is near."""
    near = _near(name, known)
    return f"Did you mean {near}? " if near else ""


def _nearest(key: str, fields: Sequence[str], tables: Mapping[str, Sequence[str]]) -> str:
    if near := _near(key, fields):
        return f'Did you mean "{near}"?'
    if near := _near(key, (known for keys in tables.values() for known in keys), _SURE):
        return f'Did you mean "{near}" below {_any_of(table for table, keys in tables.items() if near in keys)}?'
    if len(fields) == 1:
        return f"The only table here is [{fields[0]}]"
    return f"The keys here are {', '.join(fields)}" if fields else "Remove it"


def _near(name: str, known: Iterable[str], alike: float = 0.6) -> str:
    by_lower_case = {one.lower(): one for one in known}
    near = difflib.get_close_matches(name.lower(), by_lower_case, n=1, cutoff=alike)
    return by_lower_case[near[0]] if near else ""


def _any_of(tables: Iterable[str]) -> str:
    return " or ".join(f"[{table}]" for table in tables)


def _joined(table: str, key: str) -> str:
    return f"{table}.{key}" if table else key


def fields_at(model: type[BaseModel], path: Sequence[str]) -> list[str]:
    """Return the field names of the table that ``path`` (union tags included) leads to, in ``model``."""
    schema = _schema_of(model)
    node = schema
    for part in path:
        tagged = node.get("discriminator", {}).get("mapping", {}).get(part)
        named: Any = node.get("properties", {}).get(part) or next(iter(node.get("patternProperties", {}).values()), {})
        within = node.get("items", {}) if part.isdecimal() else named
        node = _resolved({"$ref": tagged} if tagged else within, schema.get("$defs", {}))
    return sorted(node.get("properties", {}))


@cache
def _tables_of(model: type[BaseModel]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of each table of a file, by its dotted name. The entries of lists are none of them."""
    schema = _schema_of(model)
    tables: dict[str, tuple[str, ...]] = {}
    for table, keys in _tables_in(schema, "", schema.get("$defs", {})):
        tables[table] = (*tables.get(table, ()), *keys)
    return MappingProxyType(tables)


def _tables_in(node: dict[str, Any], name: str, definitions: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for one in (_resolved(kind, definitions) for kind in node.get("oneOf", [node])):
        if name:
            yield name, sorted(one.get("properties", {}))
        any_name = (("NAME", inner) for inner in one.get("patternProperties", {}).values())
        for key, inner in (*one.get("properties", {}).items(), *any_name):
            table = _resolved(inner, definitions)
            if table.keys() & {"properties", "patternProperties", "oneOf"}:
                yield from _tables_in(table, _joined(name, key), definitions)


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _resolved(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        return _resolved(definitions[node["$ref"].rpartition("/")[2]], definitions)
    optional = [option for option in node.get("anyOf", ()) if option.get("type") != "null"]
    return _resolved(optional[0], definitions) if len(optional) == 1 else node
