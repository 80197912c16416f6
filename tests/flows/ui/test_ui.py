"""The Prefect UI in a real browser: text from pages shows as text, and the run form starts a backfill."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import requests
from playwright.sync_api import Page, Response, ViewportSize, expect, sync_playwright

from tests.support import screenshots
from tests.support.past_days import publish_in_the_past
from tests.support.served import FINAL, HEADLINE, NASTY, Served

CHROMIUM = shutil.which("chromium")
BUSY = 503
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here (apt-get install chromium)"),
    pytest.mark.usefixtures("ingested"),  # whichever test comes first, the first run is this one
]

SIZE: ViewportSize = {"width": 1440, "height": 800}
_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of a headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser.new_page(viewport=SIZE)
        browser.close()


def screenshot(page: Page, name: str) -> None:
    """Save a smaller picture than the tests look at, if pictures are wanted."""
    if screenshots.folder():
        page.set_viewport_size({"width": 1100, "height": 700})
        page.wait_for_timeout(500)  # until the page has found its place again
        screenshots.screenshot(page, name)
        page.set_viewport_size(SIZE)


def artifact(served: Served, key: str) -> str:
    (found,) = [one for one in served.post("artifacts/latest/filter") if one["key"] == key]
    return f"{served.address}/artifacts/artifact/{found['latest_id']}"


def test_headlines_with_markup_show_as_text(served: Served, page: Page) -> None:
    """Markup and scripts in a headline show as characters; nothing runs, and nothing is loaded."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(artifact(served, "articles-courier"))
    for headline in (HEADLINE, *NASTY):
        shown = " ".join(re.sub(r"[\u202a-\u202e\u2066-\u2069]+", " ", headline).split())
        expect(page.get_by_text(shown, exact=True)).to_be_visible(timeout=120_000)
    assert page.evaluate("window.pwned") is None
    assert page.locator("thead th").all_inner_texts() == ["published", "outcome", "id", "page", "headline"]
    table = page.locator(".p-table").first.bounding_box()
    last = page.locator("thead th").last.bounding_box()
    assert table
    assert last
    assert last["x"] + 200 < table["x"] + table["width"], "the last column is cut off"
    cells = page.locator(".artifact-data-table__cell")
    assert cells.count() >= 5 * len(NASTY)
    for markup in (
        "b",
        "strong",
        "em",
        "del",
        "code",
        "img",
        "script",
        "h1",
        "blockquote",
        "li",
        "a[href^=javascript]",
    ):
        assert cells.locator(markup).count() == 0, markup
    assert all(url.startswith((served.address, "data:", "blob:")) for url in asked)
    screenshot(page, "ui-articles")


def test_the_report_shows_outcomes_and_stages(served: Served, ingested: str, page: Page) -> None:
    """The report of a run shows outcomes and the duration of each stage."""
    reports = [one for one in served.post("artifacts/filter") if one["key"] == "report-courier"]
    # Another run may have come after it, with a report of nothing new.
    (found,) = [one for one in reports if one["flow_run_id"] == ingested]
    page.goto(f"{served.address}/artifacts/artifact/{found['id']}")
    expect(page.get_by_text("pages per second")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Window: up to 20")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile(r"^[\d.]+ kB$")).first).to_be_visible()
    expect(page.get_by_role("cell", name="discovered")).to_be_visible()
    health = page.get_by_role("link", name="Health of all sources")
    expect(health).to_have_attribute("href", f"{served.address}/artifacts/key/source-health")
    screenshot(page, "ui-report")


def test_the_address_of_the_health_stays_and_shows_the_latest_state(served: Served, page: Page) -> None:
    """`serve` prints it. It lists the states, the latest first; each is one click away."""
    address = f"{served.address}/artifacts/key/source-health"
    assert f"Health of the sources, the latest state first: {address}\n" in served.said
    assert served.wait_for(served.start("health/health"), FINAL) == "COMPLETED"
    page.goto(address)
    states = page.locator("a[href*='/artifacts/artifact/']")
    expect(states.nth(1)).to_be_visible(timeout=120_000)
    latest = artifact(served, "source-health").removeprefix(served.address)
    assert states.first.get_attribute("href") == latest
    states.first.click()
    expect(page.get_by_role("cell", name="courier").first).to_be_visible(timeout=120_000)


def test_health_and_coverage_show_troubles_and_gaps(served: Served, page: Page) -> None:
    """The table fits its page; the coverage artifact shows the picture, not its source, and lists gaps."""
    for source, per_day, but in (
        ("chronicle", 12, {1, 20, 21, 22}),
        ("mercury", 5, {n for n in range(80) if n % 7 in (2, 3)}),
    ):
        days = {back: max(1, per_day + back * 7 % 5 - 2) for back in set(range(1, 80)) - but}
        publish_in_the_past(served.folder, source, days)
    assert served.wait_for(served.start("health/health"), FINAL) == "COMPLETED"
    page.goto(artifact(served, "source-health"))
    expect(page.get_by_text("chronicle: far fewer articles than usual")).to_be_visible(timeout=120_000)
    table = page.locator(".p-table").first
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth + 1"), "the table is cut off"
    screenshot(page, "ui-health")
    page.goto(artifact(served, "coverage"))
    picture = page.locator("img[src^='data:image/svg+xml']")
    expect(picture).to_be_visible(timeout=120_000)
    assert picture.evaluate("image => image.naturalWidth") > 200
    day = datetime.now(UTC).date()
    since, until = day - timedelta(days=22), day - timedelta(days=20)
    expect(page.get_by_text(re.compile(rf"chronicle: [\d,]+ articles; gaps: {since} to {until}, "))).to_be_visible()
    expect(page.get_by_text(re.compile(r"^mercury: [\d,]+ articles; gaps: none$"))).to_be_visible()
    screenshot(page, "ui-coverage")


def submit(page: Page) -> Response:
    """Submit a run form, again for as long as Prefect answers that its database is busy. The form then stays open."""
    with page.expect_response(re.compile("create_flow_run")) as answer:
        page.get_by_role("button", name="Submit").click()
    return submit(page) if answer.value.status == BUSY else answer.value


def test_the_run_form_starts_a_backfill(served: Served, page: Page) -> None:
    """The form offers the sources of the project, and submitting it starts a run with slices."""
    deployment = served.get("deployments/name/backfill/backfill")["id"]
    given = quote(json.dumps({"since": "2026-03-01", "until": "2026-03-15"}))
    page.goto(f"{served.address}/deployments/deployment/{deployment}/run?parameters={given}")
    page.get_by_text("No items selected").click()
    for key in ("ArrowDown", "Enter", "Escape"):
        page.keyboard.press(key)
    expect(page.locator(".p-tag", has_text="courier")).to_be_visible()
    screenshot(page, "ui-backfill-form")
    answer = submit(page)
    assert answer.ok, answer.text()
    run = answer.json()
    assert run["parameters"]["sources"] == ["courier"]
    assert served.wait_for(run["id"], FINAL) == "COMPLETED"
    assert served.get(f"flow_runs/{run['id']}")["parameters"]["slice"] == "week"


@pytest.mark.parametrize(
    ("given", "refused", "sentence"),
    [
        ({"source": "couriere"}, "'couriere' is not one of ['courier']", "no such source. Did you mean courier?"),
        ({"since": "2026-13-45"}, "'2026-13-45' is not valid", "since: write a day or a time as in 2026-03-01"),
        ({"since": "2026-03-08T00:00:00Z", "until": "2026-03-01T00:00:00Z"}, "", "since (2026-03-08 00:00) must be be"),
    ],
    ids=["source", "date", "window"],
)
def test_a_wrong_value_in_the_run_form_is_named(
    served: Served, page: Page, given: dict[str, str], refused: str, sentence: str
) -> None:
    """By the form or, if it lets the value pass, as it does when it is told not to look, by the state of the run."""
    deployment = served.get("deployments/name/ingest/courier")["id"]
    page.goto(f"{served.address}/deployments/deployment/{deployment}/run?parameters={quote(json.dumps(given))}")
    if refused:
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_text(refused)).to_be_visible(timeout=120_000)
        page.get_by_text("Validate parameters").click()
    answer = submit(page)
    assert answer.ok, answer.text()
    run = answer.json()["id"]
    assert served.wait_for(run, FINAL) == "FAILED"
    page.goto(f"{served.address}/runs/flow-run/{run}")
    expect(page.get_by_text(sentence).first).to_be_visible(timeout=120_000)


def test_the_run_form_offers_only_ways_that_sources_have(served: Served, page: Page) -> None:
    """This project's sources have folders and URLs; the server refuses a run with another way."""
    deployment = served.get("deployments/name/backfill/backfill")
    page.goto(f"{served.address}/deployments/deployment/{deployment['id']}/run")
    page.get_by_role("button", name="all", exact=True).click()
    page.keyboard.press("ArrowDown")
    options = page.locator(".p-select-option")
    expect(options.first).to_be_visible(timeout=120_000)
    assert options.all_inner_texts() == ["all", "folders", "urls"]
    span = {"sources": ["courier"], "since": "2026-03-01", "until": "2026-03-08"}
    body = {"parameters": span | {"via": "wayback"}, "state": {"type": "SCHEDULED"}}
    refused = requests.post(
        f"{served.address}/api/deployments/{deployment['id']}/create_flow_run", json=body, timeout=120
    )
    assert refused.status_code == 409
    assert "'wayback' is not one of ['all', 'folders', 'urls']" in refused.text


def test_a_dry_run_shows_pages_and_a_way_that_is_not_there_is_refused(served: Served, page: Page) -> None:
    """The table shows the number of pages of each slice; a way that the source lacks fails before any slice."""
    days = {"since": "2026-03-01", "until": "2026-03-15"}
    dry = served.start("backfill/backfill", sources=["slow"], **days, dry_run=True)
    lacking = served.start("backfill/backfill", sources=["courier", "slow"], **days, via="folders")
    assert served.wait_for(dry, FINAL) == "COMPLETED"
    assert served.wait_for(lacking, FINAL) == "FAILED"
    assert "slow cannot be backfilled in this way" in served.get(f"flow_runs/{lacking}")["state"]["message"]
    assert served.log_of(lacking, "Finished in state").count("The run failed: slow cannot be backfilled") == 1
    assert served.post("flow_runs/filter", flow_runs={"parent_flow_run_id": {"any_": [lacking]}}) == []
    (table,) = [
        one for one in served.post("artifacts/filter") if one["flow_run_id"] == dry and one["key"] == "backfill"
    ]
    page.goto(f"{served.address}/artifacts/artifact/{table['id']}")
    expect(page.get_by_text("2026-03-01..2026-03-08")).to_be_visible(timeout=120_000)
    assert page.locator("thead th").all_inner_texts() == ["source", "days", "state", "pages", "seconds", "detail"]
    assert page.locator("tbody tr").count() == 2
