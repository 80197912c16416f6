"""The Prefect UI in a real browser: what comes from pages shows as text, and the run form starts a backfill.

Screenshots go to the folder that `SCREENSHOTS` names, if it does.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.flows.served import FINAL, HEADLINE, Served

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here (apt-get install chromium)")

_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of a headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser.new_page(viewport={"width": 1100, "height": 700})
        browser.close()


@pytest.fixture(scope="module")
def ingested(served: Served) -> str:
    """A run of the source's deployment, finished."""
    run = served.start("ingest/courier")
    assert served.wait_for(run, FINAL) == "COMPLETED"
    return run


def screenshot(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def artifact(served: Served, key: str) -> str:
    (found,) = [one for one in served.post("artifacts/latest/filter") if one["key"] == key]
    return f"{served.address}/artifacts/artifact/{found['latest_id']}"


@pytest.mark.usefixtures("ingested")
def test_a_headline_with_markup_shows_as_text(served: Served, page: Page) -> None:
    """Markup and script in a headline are letters on the page of the new articles: nothing runs, nothing is bold."""
    page.goto(artifact(served, "articles-courier"))
    expect(page.get_by_text(HEADLINE, exact=True)).to_be_visible(timeout=20_000)
    assert page.evaluate("window.pwned") is None
    assert page.locator("b", has_text="rises").count() == 0
    assert page.locator("img[src=x]").count() == 0
    screenshot(page, "articles")


def test_the_report_tells_what_came_in(served: Served, ingested: str, page: Page) -> None:
    """The run's report shows outcomes and how long the stages took."""
    reports = [one for one in served.post("artifacts/filter") if one["key"] == "report-courier"]
    # A scheduled run may have come after it, with a report of nothing new.
    (found,) = [one for one in reports if one["flow_run_id"] == ingested]
    page.goto(f"{served.address}/artifacts/artifact/{found['id']}")
    expect(page.get_by_text("Pages a second")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("cell", name="discovered")).to_be_visible()
    screenshot(page, "report")


@pytest.mark.usefixtures("ingested")
def test_the_picture_of_coverage_is_drawn(served: Served, page: Page) -> None:
    """The coverage artifact shows the picture, not its source."""
    assert served.wait_for(served.start("health/health"), FINAL) == "COMPLETED"
    page.goto(artifact(served, "coverage"))
    picture = page.locator("img[src^='data:image/svg+xml']")
    expect(picture).to_be_visible(timeout=20_000)
    assert picture.evaluate("image => image.naturalWidth") > 200
    screenshot(page, "coverage")


def test_the_run_form_starts_a_backfill(served: Served, page: Page) -> None:
    """The form offers the project's sources; submitted, it starts a run that does the slices."""
    deployment = served.get("deployments/name/backfill/backfill")["id"]
    given = quote(json.dumps({"since": "2026-03-01", "until": "2026-03-15"}))
    page.goto(f"{served.address}/deployments/deployment/{deployment}/run?parameters={given}")
    page.get_by_text("No items selected").click()
    for key in ("ArrowDown", "Enter", "Escape"):
        page.keyboard.press(key)
    expect(page.locator(".p-tag", has_text="courier")).to_be_visible()
    screenshot(page, "form")
    with page.expect_response(re.compile("create_flow_run")) as answer:
        page.get_by_role("button", name="Submit").click()
    run = answer.value.json()
    assert run["parameters"]["sources"] == ["courier"]
    assert served.wait_for(run["id"], FINAL) == "COMPLETED"
    assert served.get(f"flow_runs/{run['id']}")["parameters"]["slice"] == "week"
