"""The type of a field in words, from its JSON Schema."""

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from docs.generator.markdown import code

_NAMES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "object": "table"}
_FORMATS = {"date-time": "timestamp (UTC)", "path": "path"}
_BOUNDS = (("minimum", "≥"), ("exclusiveMinimum", ">"), ("maximum", "≤"), ("exclusiveMaximum", "<"))
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400


def types_of(model: type[BaseModel]) -> dict[str, str]:
    """Return the type of each field of a model in words."""
    schema = model.model_json_schema()
    return {name: _words(field, schema.get("$defs", {})) for name, field in schema.get("properties", {}).items()}


def default_of(name: str, field: FieldInfo) -> str:
    """Return a field's default as it stands in TOML, with durations in words; empty if there is none."""
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return "required"
    if value is None or value in ((), {}) or isinstance(value, BaseModel):
        return ""
    if name.endswith("_s"):
        return f"{code(f'{value:g}')}{_duration(value)}"
    if isinstance(value, bool):
        return code(str(value).lower())
    if isinstance(value, int | float):
        return code(f"{value:_}" if isinstance(value, int) else f"{value:g}")
    return code(f'"{getattr(value, "value", value)}"')


def _words(field: dict[str, Any], defs: dict[str, Any]) -> str:
    if "$ref" in field:
        return _words(defs[field["$ref"].rpartition("/")[2]], defs)
    if choices := field.get("anyOf") or field.get("oneOf"):
        options = [option for option in choices if option.get("type") != "null"]
        return " or ".join(dict.fromkeys(_words(option, defs) for option in options))
    if "enum" in field:
        return ", ".join(code(f'"{value}"') for value in field["enum"])
    if "const" in field:
        return code(f'"{field["const"]}"')
    if field.get("type") == "array":
        return f"list: {_words(field.get('items', {}), defs)}"
    bounds = ", ".join(f"{sign} {field[key]:g}" for key, sign in _BOUNDS if key in field)
    name = _FORMATS.get(field.get("format", "")) or _NAMES.get(field.get("type", ""), "any")
    return f"{name} {bounds}".rstrip()


def _duration(seconds: float) -> str:
    for unit_s, unit in ((_DAY_S, "days"), (_HOUR_S, "hours"), (_MINUTE_S, "minutes")):
        if seconds >= unit_s and seconds % unit_s == 0:
            number = int(seconds // unit_s)
            return f" ({number} {unit if number > 1 else unit.removesuffix('s')})"
    return ""
