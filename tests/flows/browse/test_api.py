"""The JSON API does what its description says: at each address, with valid and invalid parameters."""

from typing import Any

import jsonschema
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.flows.browse.openapi import described
from dateline.flows.browse.routes import DOCUMENTS, RESOURCES
from tests.support.reading import Reading, address_of_article

DESCRIPTION = described(RESOURCES, DOCUMENTS)
OPERATIONS = {path: methods["get"] for path, methods in DESCRIPTION["paths"].items()}


def places(room: Reading) -> dict[str, str]:
    """Return an existing value for each part of an address."""
    rejection = requests.get(f"{room.address}/rejections.json?reason=no_timestamp", timeout=60).json()["rejections"][0]
    *_, day, hash_ = rejection["address"].split("/", 3)[1:3] + rejection["address"].rsplit("/", 1)
    own = dict(zip(("year", "month", "day", "id"), address_of_article(room.attacking).split("/")[2:], strict=True))
    year_month_day = "/".join((own["year"], own["month"], own["day"]))
    found = {}
    for path in OPERATIONS:
        values = {"source": "sample", "day": year_month_day, "id": own["id"]}
        if path.startswith("/rejections/{"):
            values = {"source": "sample", "day": "/".join(day.split("/")[-3:]), "id": hash_}
        found[path] = path.format(**values)
    return found


def value_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that fit a parameter's schema, and occasionally one that may not."""
    options = schema.get("anyOf", [schema])
    strategies: list[st.SearchStrategy[Any]] = [st.text(max_size=5), st.integers(-3, 300).map(str)]
    for option in options:
        if "enum" in option:
            strategies += [st.sampled_from(option["enum"])] * 3
        elif "pattern" in option:
            strategies += [st.from_regex(option["pattern"], fullmatch=True, alphabet="abz019-/_.")] * 3
        elif option.get("format") == "date":
            strategies += [st.dates().map(str)] * 3
        elif option.get("type") == "integer":
            strategies += [st.integers(option.get("minimum", 0), option.get("maximum", 99)).map(str)] * 3
        elif option.get("type") == "string":
            strategies += [st.sampled_from(["harbour", "pier -ferry", '"old'])] * 3
        elif option.get("type") == "array":
            strategies.append(st.lists(value_of(option["items"]), max_size=2))
    return st.one_of(strategies)


def fits(answer: requests.Response, operation: dict[str, Any]) -> None:
    """Check a response against its description."""
    assert str(answer.status_code) in operation["responses"], answer.text
    assert answer.status_code != 503, answer.text
    content = operation["responses"][str(answer.status_code)]["content"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    if answer.status_code != 200 and kind == "text/plain":
        return  # of what is no JSON, errors are sentences
    assert kind in content
    if schema := content[kind].get("schema"):
        jsonschema.Draft202012Validator({**schema, "components": DESCRIPTION["components"]}).validate(answer.json())


def test_the_description_is_valid() -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator comes with moto")
    validator.validate(DESCRIPTION)


def test_the_description_is_served(room: Reading) -> None:
    served = requests.get(f"{room.address}/openapi.json", timeout=60).json()
    assert served["paths"].keys() == OPERATIONS.keys() - {"/openapi.json"}


@pytest.mark.parametrize("path", sorted(OPERATIONS))
def test_each_address_answers_as_described(room: Reading, path: str) -> None:
    answer = requests.get(room.address + places(room)[path], timeout=60)
    assert answer.status_code == 200, answer.text
    fits(answer, OPERATIONS[path])


@pytest.mark.parametrize("path", [path for path, operation in sorted(OPERATIONS.items()) if operation["parameters"]])
def test_any_parameters_are_answered_as_described(room: Reading, path: str) -> None:
    """No parameters cause an internal error."""
    operation = OPERATIONS[path]
    query = {
        one["name"]: st.none() | value_of(one["schema"]) for one in operation["parameters"] if one["in"] == "query"
    }
    address = room.address + places(room)[path]

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(query))
    def any_parameters(parameters: dict[str, Any]) -> None:
        fits(requests.get(address, params=parameters, timeout=60), operation)

    if query:
        any_parameters()
