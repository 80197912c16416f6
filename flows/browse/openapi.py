"""Describes the API (OpenAPI 3.1), given the resources and the models of their answers."""

import re
from collections.abc import Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from dateline.flows.browse.addresses import PATTERNS
from dateline.flows.browse.resources import Asked, Document, Parameters, Resource
from dateline.tasks.core.version import __version__

_PART = re.compile(r"\{(?P<name>\w+):(?P<pattern>\w+)\}")
_REF = "#/components/schemas/{model}"
_PARTS = {
    "day": "Year, month and day, separated by slashes: 2026/03/01.",
    "article": "Name of the article's record.",
    "start": "Name of an article's record, or the start of it.",
    "hash": "Hash of the page's address.",
    "source": "Name of a source.",
}
_PROBLEMS = {
    "400": "A parameter is malformed.",
    "404": "There is nothing at this address.",
    "503": "The archive, the ledger or the search index cannot be read.",
}


def described(resources: Sequence[Resource], documents: Sequence[Document]) -> dict[str, Any]:
    """Return the description of the API."""
    schemas: dict[str, Any] = {"Problem": _PROBLEM}
    paths: dict[str, Any] = {}
    for resource in resources:
        schema = resource.answer.model_json_schema(mode="serialization", ref_template=_REF)
        schemas |= schema.pop("$defs", {})
        schemas[resource.answer.__name__] = schema
        answer = {"$ref": _REF.format(model=resource.answer.__name__)}
        content = {"application/json": {"schema": answer}}
        summary = resource.answer.__doc__ or ""
        path, get = _operation(resource.json_path, resource.parameters, summary, content, _PROBLEM_CONTENT)
        paths[path] = {"get": get}
    for document in documents:
        content = {document.media_type: {}}
        summary = document.view.__doc__ or ""
        path, get = _operation(document.path, document.parameters, summary, content, _SENTENCE_CONTENT)
        if document.redirects:
            del get["responses"]["200"], get["responses"]["304"]
            get["responses"]["302"] = {"description": summary, "headers": _LOCATION}
        paths[path] = {"get": get}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "dateline: the reading room",
            "version": __version__,
            "description": "Read-only. Each address without .json is the same as a page.",
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def description(resources: Sequence[Resource], documents: Sequence[Document]) -> Document:
    """Return the document at /openapi.json."""
    described_once = described(resources, documents)

    def view(_asked: Asked) -> Response:
        """Return this description."""
        return JSONResponse(described_once)

    return Document("/openapi.json", view, "application/json")


def _operation(
    path: str, parameters: type[Parameters], summary: str, content: dict[str, Any], problem: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    named = [*map(_path_parameter, _PART.finditer(path)), *_query_parameters(parameters)]
    problems = {status: {"description": told, "content": problem} for status, told in _PROBLEMS.items()}
    answers = {
        "200": {"description": summary, "content": content, "headers": {"ETag": {"schema": {"type": "string"}}}},
        "304": {"description": "What If-None-Match names is still current."},
        **problems,
    }
    return _PART.sub(r"{\g<name>}", path), {"summary": summary, "parameters": named, "responses": answers}


def _path_parameter(part: re.Match[str]) -> dict[str, Any]:
    schema = {"type": "string", "pattern": f"^{PATTERNS[part['pattern']]}$"}
    return {
        "name": part["name"],
        "in": "path",
        "required": True,
        "description": _PARTS[part["pattern"]],
        "schema": schema,
    }


def _query_parameters(parameters: type[Parameters]) -> list[dict[str, Any]]:
    schema = parameters.model_json_schema(mode="validation")
    found = []
    for name, field in schema.get("properties", {}).items():
        description = field.pop("description", "")
        schema_of_field = _or_empty(_inlined(field, schema))
        found.append({"name": name, "in": "query", "description": description, "schema": schema_of_field})
    return found


def _or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema that allows an empty value, as forms send, but not null, which no query can state."""
    if "items" in schema:
        return schema | {"items": _or_empty(schema["items"])}
    options = [one for one in schema.get("anyOf", [schema]) if one != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key in {"default", "title"} and value is not None}
    return {"anyOf": [*options, _EMPTY], **rest}


def _inlined(value: Any, schema: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Return a part of a schema with its references resolved."""
    if isinstance(value, dict) and "$ref" in value:
        return _inlined(schema["$defs"][value["$ref"].rpartition("/")[2]], schema)
    if isinstance(value, dict):
        return {key: _inlined(item, schema) for key, item in value.items()}
    return [_inlined(item, schema) for item in value] if isinstance(value, list) else value


_LOCATION = {"Location": {"schema": {"type": "string"}, "required": True}}
_EMPTY = {"type": "string", "pattern": r"^\s*$", "description": "Counts as missing."}
_PROBLEM_CONTENT: dict[str, Any] = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
_SENTENCE_CONTENT: dict[str, Any] = {"text/plain": {}, "text/html": {}, **_PROBLEM_CONTENT}
"""Errors of addresses that do not answer in JSON are sentences or pages, unless the client accepts only JSON."""
_PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence that says what to do."},
    },
}
