"""Links from a source's runs to the Prefect UI."""

import pytest
from pytest_httpserver import HTTPServer

from dateline.flows.browse.prefect_runs import link_of, links_to_runs
from tests.support.ports import free_ports

ID = "0189abcd-0123-7456-89ab-cdef01234567"


def test_a_run_leads_to_its_page(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the part of the flow run's id that its name has."""
    asked = {"deployments": {"name": {"any_": ["courier"]}}, "sort": "START_TIME_DESC", "limit": 50}
    httpserver.expect_request("/api/flow_runs/filter", "POST", json=asked).respond_with_json([{"id": ID}])
    monkeypatch.setenv("PREFECT_API_URL", httpserver.url_for("/api"))
    links = links_to_runs("courier")
    assert link_of("20260302T083000Z-0189abcd0123", links) == httpserver.url_for(f"/runs/flow-run/{ID}")
    assert link_of("20260302T083000Z-0189abcd0124-reprocess", links) is None
    assert link_of("run0", links) is None


@pytest.mark.parametrize("api", [None, "", "nonsense", "http://127.0.0.1:{port}/api", "file:///etc/passwd"])
def test_without_a_server_there_are_no_links(monkeypatch: pytest.MonkeyPatch, api: str | None) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    if api is not None:
        monkeypatch.setenv("PREFECT_API_URL", api.format(port=free_ports(1)[0]))
    assert links_to_runs("courier") == {}


def test_a_server_that_answers_something_else_gives_no_links(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", httpserver.url_for("/api"))
    for answer in ("{}", "[1]", "<html>", '[{"name": 1}]'):
        httpserver.expect_oneshot_request("/api/flow_runs/filter").respond_with_data(answer)
        assert links_to_runs("courier") == {}
