"""The reading room in a real browser, without JavaScript, on a narrow screen, by keyboard, and under attack."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.flows.browse.conftest import Spy
from tests.support.filed import file_articles
from tests.support.reading import Reading, address_of_article
from tests.support.records import an_article
from tests.support.screenshots import screenshot

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here (apt-get install chromium)")

_NARROW = 320
_PATIENCE_MS = 120_000
_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
_IN_THE_DOCS = {("dark", "start"): "browse-start-dark", ("light", "search"): "browse-search"}
# Relative luminance and contrast ratio as WCAG 2.2 defines them, of each text on the page and what is behind it.
_CONTRASTS = """() => {
  const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const parse = text => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const isShown = element.checkVisibility() && !element.closest('svg, .quiet, .skip');
    if (!walker.currentNode.data.trim() || !isShown) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([walker.currentNode.data.trim().slice(0, 40), ratio.toFixed(2)]);
  }
  return found;
}"""


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[BrowserContext]:  # noqa: ANN401 - Playwright's
    """Yield a context that waits long for pages: on a busy machine, the first one can take half a minute."""
    with browser.new_context(**options) as context:
        context.set_default_timeout(_PATIENCE_MS)
        yield context


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without JavaScript."""
    with opened(browser, java_script_enabled=False, viewport={"width": 1100, "height": 760}) as context:
        yield context


@pytest.fixture(scope="module")
def pages(room: Reading) -> dict[str, str]:
    """The paths of one page of each kind, by name."""
    article = address_of_article(room.revised)
    (rejection,) = requests.get(f"{room.address}/rejections.json?reason=no_timestamp", timeout=60).json()["rejections"]
    return {
        "start": "/",
        "articles": "/articles",
        "day": "/articles/2026/03/02",
        "article": article,
        "revisions": f"{article}/revisions",
        "similar": f"{article}/similar",
        "hostile": address_of_article(room.hostile),
        "search": "/search?q=keeper",
        "sources": "/sources",
        "source": "/sources/courier",
        "coverage": "/coverage",
        "rejections": "/rejections",
        "rejection": rejection["address"],
        "changes": "/changes",
        "missing": "/nothing",
    }


def test_reading_needs_no_script(room: Reading, context: BrowserContext) -> None:
    """A reader goes from the start page to a story, its revisions and its raw page, and searches."""
    page = context.new_page()
    page.goto(room.address)
    page.get_by_role("searchbox", name="Search the archive").fill("lamp 1911")
    page.get_by_role("button", name="Search").first.click()
    expect(page.get_by_text("1 article found.")).to_be_visible()
    page.get_by_role("link", name=room.revised.headline).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(room.revised.headline)
    origins = page.get_by_role("definition")
    expect(origins.get_by_text("from og:title")).not_to_be_visible()
    page.get_by_text("Where each field came from").click()
    expect(origins.get_by_text("from og:title")).to_be_visible()
    page.get_by_role("link", name="What changed, side by side").click()
    expect(page.locator("ins").first).to_have_text("ferry two hours ")
    screenshot(page, "browse-revisions")
    page.goto(room.address + address_of_article(room.attacking))
    page.get_by_text("The raw page", exact=True).click()
    expect(page.frame_locator("iframe").get_by_text("Fishermen said")).to_be_visible()
    page.get_by_role("link", name="Coverage").click()
    screenshot(page, "browse-coverage")
    page.get_by_role("link", name="Sources").click()
    page.get_by_role("link", name="courier").click()
    expect(page.get_by_role("heading", name="How it is found")).to_be_visible()
    page.get_by_role("link", name="dateline").click()
    screenshot(page, "browse-start")


@pytest.mark.parametrize("is_framed", [True, False])
def test_a_raw_page_reaches_nothing(room: Reading, browser: Browser, spy: Spy, is_framed: bool) -> None:
    """With scripts enabled, it neither runs one nor connects to another host, in its frame or by itself.

    The browser also reports requests that the policy forbids, so only what the other host sees counts.
    """
    before = len(spy.connections)
    path = address_of_article(room.attacking)
    with opened(browser) as context:
        page = context.new_page()
        page.goto(room.address + path + ("" if is_framed else "/raw"))
        if is_framed:
            page.get_by_text("The raw page", exact=True).click()
            expect(page.frame_locator("iframe").get_by_text("Fishermen said")).to_be_visible()
        else:
            expect(page.get_by_text("Fishermen said")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.title() != "pwned"
        assert len(spy.connections) == before


def test_what_articles_say_is_text(room: Reading, browser: Browser, pages: dict[str, str]) -> None:
    """With scripts enabled, no field of an article runs one, and no page sends requests to another host."""
    with opened(browser) as context:
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(f"console: {message.text}"))
        for name, path in pages.items():
            if name != "missing":
                page.goto(room.address + path)
                assert page.title().endswith("· dateline"), name
        assert [url for url in asked if not url.startswith((room.address, "data:"))] == []


@pytest.mark.parametrize("width", [_NARROW, 1400])
def test_pages_fit_narrow_and_wide_screens(room: Reading, browser: Browser, pages: dict[str, str], width: int) -> None:
    """Only the region of a table scrolls sideways."""
    with opened(browser, viewport={"width": width, "height": 700}) as context:
        page = context.new_page()
        for name, path in pages.items():
            page.goto(room.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("width", [_NARROW, 550])
def test_both_sides_of_a_change_fit_a_phone_and_a_zoomed_page(
    room: Reading, context: BrowserContext, pages: dict[str, str], width: int
) -> None:
    """The words before and after stand beside each other, and nothing has to be scrolled sideways to see them."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(room.address + pages["revisions"])
    gone, added = (page.get_by_role("row", name="headline").locator(f"{tag} >> nth=0") for tag in ("del", "ins"))
    before, after = gone.bounding_box(), added.bounding_box()
    assert before
    assert after
    assert before["x"] + before["width"] <= width / 2 <= after["x"]
    assert after["x"] + after["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(room: Reading, browser: Browser, pages: dict[str, str], scheme: str) -> None:
    """The contrast is at least 4.5 to 1 (WCAG 2.2, AA), in light and dark mode."""
    with opened(browser, color_scheme=scheme, viewport={"width": 1100, "height": 760}) as context:
        page = context.new_page()
        for name, path in pages.items():
            page.goto(room.address + path)
            assert page.evaluate(_CONTRASTS) == [], name
            if (scheme, name) in _IN_THE_DOCS:
                screenshot(page, _IN_THE_DOCS[scheme, name])


def test_pages_have_landmarks_headings_and_labels(room: Reading, browser: Browser, pages: dict[str, str]) -> None:
    """Each page has one main part and one first heading, skips no level, and labels each field and frame."""
    with opened(browser) as context:
        page = context.new_page()
        for name, path in pages.items():
            page.goto(room.address + path)
            for selector in ("main", "body > header", "body > footer", "h1", 'nav[aria-label="Rooms"]'):
                assert page.locator(selector).count() == 1, (name, selector)
            levels = [int(tag[1]) for tag in page.eval_on_selector_all("h1,h2,h3", "all => all.map(h => h.tagName)")]
            assert all(b - a <= 1 for a, b in pairwise(levels)), (name, levels)
            fields = "input:not([type=hidden]), select"
            unnamed = page.eval_on_selector_all(fields, "all => all.filter(f => !f.labels.length).length")
            assert unnamed == 0, name
            assert page.locator("iframe:not([title])").count() == 0, name
            ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
            assert len(ids) == len(set(ids)), name


def test_the_keyboard_is_enough(room: Reading, context: BrowserContext) -> None:
    """Skip to the content, move with Tab, follow with Enter, open with Space; the focus is always visible."""
    page = context.new_page()
    page.goto(f"{room.address}/articles/2026/03/02")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    story = page.get_by_role("link", name=room.revised.headline)
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        if focused.inner_text() == room.revised.headline:
            break
    expect(story).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(room.revised.headline)
    summary = page.get_by_text("Where each field came from")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == summary.inner_text():
            break
    page.keyboard.press("Space")
    expect(page.get_by_role("definition").get_by_text("from og:title")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1100), ("dark", 1100), ("light", _NARROW)])
def test_the_origin_of_a_field_shows_by_key_pointer_and_tap(
    room: Reading, browser: Browser, scheme: str, width: int
) -> None:
    """It shows while the field has the focus or the pointer, has contrast, and stays within the screen."""
    size = {"width": width, "height": 760}
    with opened(browser, color_scheme=scheme, viewport=size, has_touch=True) as context:
        page = context.new_page()
        page.goto(room.address + address_of_article(room.revised))
        headline, origin = page.get_by_role("heading", level=1), page.locator("#origin-headline")
        if width == _NARROW:
            screenshot(page, "browse-article-narrow")
        expect(page.get_by_role("tooltip")).to_have_count(0)
        expect(headline).to_have_accessible_description(re.compile("^headline from "))
        while page.locator("h1:focus").count() == 0:
            page.keyboard.press("Tab")
        expect(origin).to_be_visible()
        page.keyboard.press("Tab")
        expect(origin).not_to_be_visible()
        headline.hover()
        expect(origin).to_be_visible()
        page.mouse.move(0, 0)
        expect(origin).not_to_be_visible()
        for field in ("headline", "authors", "published_at"):
            page.locator(f'[aria-describedby="origin-{field}"]').tap()
            expect(page.get_by_role("tooltip")).to_have_count(1)
            expect(page.get_by_role("tooltip")).to_contain_text(f"{field} from ")
            if (field, scheme) == ("authors", "light") and width > _NARROW:
                screenshot(page, "browse-article")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(_CONTRASTS) == []


# These add articles to the room, so they come after the tests that take pictures of it.


def test_the_calendar_shows_days_beside_long_names(room: Reading, context: BrowserContext) -> None:
    """The names of sources stay in view when it is scrolled, so they must leave room for the days."""
    day = datetime.now(UTC) - timedelta(days=1)
    file_articles(room.settings, [an_article(headline="Named", source="a-source-" * 6 + "named", published_at=day)])
    page = context.new_page()
    page.set_viewport_size({"width": _NARROW, "height": 700})
    page.goto(f"{room.address}/coverage?month={day:%Y-%m}")
    name = page.get_by_role("rowheader", name=re.compile("^a-source")).bounding_box()
    assert name
    assert name["width"] < _NARROW / 2


def test_right_to_left_articles_begin_at_the_right(room: Reading, context: BrowserContext) -> None:
    arabic = an_article(
        headline="BBC: الميناء القديم يغلق أبوابه",
        kicker="اقتصاد",
        summary="قال المجلس إن القرار نهائي.",
        language="ar",
    )
    file_articles(room.settings, [arabic])
    page = context.new_page()
    page.goto(room.address + address_of_article(arabic))
    for part in ("h1", ".kicker", ".standfirst"):
        assert page.locator(part).evaluate("e => getComputedStyle(e).direction") == "rtl", part
        assert page.locator(part).get_attribute("lang") == "ar", part
