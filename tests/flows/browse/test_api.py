"""The JSON API does what its description says, at each address: schemathesis asks and judges."""

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance
from schemathesis.specs.openapi.schemas import OpenApiSchema

from dateline.flows.browse.app import reading_room
from dateline.flows.browse.openapi import described
from dateline.flows.browse.room import ReadingRoom
from dateline.flows.browse.routes import DOCUMENTS, RESOURCES
from tests.support.reading import Reading, address_of_article

DESCRIPTION = described(RESOURCES, DOCUMENTS)
OPERATIONS = {path: methods["get"] for path, methods in DESCRIPTION["paths"].items()}
ADDRESS = "http://localhost"


@pytest.fixture(scope="module")
def api(room: Reading) -> OpenApiSchema:
    """The description, with the application that answers within this process."""
    schema = schemathesis.openapi.from_dict(DESCRIPTION)
    schema.app = reading_room(ReadingRoom(room.config, wait_s=30.0))
    return schema


@pytest.fixture(scope="module")
def places(room: Reading) -> dict[str, dict[str, str]]:
    """The parts of an existing address for each path."""
    listed = requests.get(f"{room.address}/rejections.json?reason=no_timestamp", timeout=60).json()["rejections"]
    _, _, source, *day, hash_ = listed[0]["address"].split("/")
    rejection = {"source": source, "day": "/".join(day), "id": hash_}
    _, _, *day, id_ = address_of_article(room.attacking).split("/")
    article = {"source": "sample", "day": "/".join(day), "id": id_}
    return {path: rejection if path.startswith("/rejections/{") else article for path in OPERATIONS}


def has_wrong_path(case: "Case[Any]") -> bool:
    """Return whether a part of the path contradicts the description on purpose."""
    part = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    return part is not None and part.mode is GenerationMode.NEGATIVE


def test_the_description_is_valid() -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator comes with moto")
    validator.validate(DESCRIPTION)


def test_the_description_is_served(room: Reading) -> None:
    served = requests.get(f"{room.address}/openapi.json", timeout=60).json()
    assert served["paths"].keys() == OPERATIONS.keys() - {"/openapi.json"}


@pytest.mark.parametrize("path", sorted(OPERATIONS))
def test_each_address_answers_as_described(api: OpenApiSchema, places: dict[str, dict[str, str]], path: str) -> None:
    """So it does without parameters, and with any valid or invalid ones, whether the address exists or not.

    Valid values that contradict each other, such as a last day before the first one, are refused.
    """
    operation = api[path]["GET"]
    parts = {name: value for name, value in places[path].items() if f"{{{name}}}" in path}
    modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if OPERATIONS[path]["parameters"] else [])]

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of([operation.as_strategy(generation_mode=mode) for mode in modes]), st.booleans())
    def any_request(case: "Case[Any]", exists: bool) -> None:
        if exists and not has_wrong_path(case):  # an address that exists is not wrong
            case.path_parameters = dict(parts)
        case.call_and_validate(base_url=ADDRESS, excluded_checks=[positive_data_acceptance])

    known = operation.Case(path_parameters=dict(parts)).call_and_validate(base_url=ADDRESS)
    assert known.status_code == (302 if path == "/articles/{id}" else 200)
    any_request()
