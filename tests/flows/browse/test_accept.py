"""Which clients get JSON."""

import pytest

from dateline.flows.browse.accept import prefers_json


@pytest.mark.parametrize(
    ("accept", "is_json"),
    [
        ("application/json", True),
        ("APPLICATION/JSON", True),
        ("application/problem+json", True),
        ("application/json, text/plain, */*", True),
        ("text/html;q=0.5, application/json", True),
        ("text/html;q=0, application/json;q=0.1", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", False),
        ("text/html, application/json", False),
        ("application/json;q=0.4, text/html ; q=0.8", False),
        ("application/json;q=0", False),
        ("application/jsonx", False),
        ("application/xml", False),
        ("*/*", False),
        ("", False),
        (";q=,,;q=9", False),
    ],
)
def test_json_is_for_clients_that_prefer_it_to_a_page(accept: str, is_json: bool) -> None:
    assert prefers_json(accept) is is_json
