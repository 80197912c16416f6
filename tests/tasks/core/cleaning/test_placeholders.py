"""What a page shows until a script loads its story is no text, even if its feed has a headline and a date."""

from datetime import UTC, datetime

import pytest

from dateline.tasks.core.cleaning import Page, Verdict, clean_page
from dateline.tasks.core.cleaning.verdict import is_placeholder
from dateline.tasks.core.models import PageRef, Reason

LISTED = PageRef(
    url="https://gazette.example/ferry",
    source="gazette",
    via="feed",
    title="Ferry runs aground off Saltmere",
    published_at=datetime(2026, 3, 4, 8, tzinfo=UTC),
)
SHOWN = [
    "Loading\u2026",
    "Please wait while the page loads.",
    "You need to enable JavaScript to run this app.",
    "Something went wrong. Please try again later.",
    "Error 503",
    "Just a moment...",
    "Inhalt wird geladen \u2026",
    "Chargement en cours",
    "\u8aad\u307f\u8fbc\u307f\u4e2d",
    "[object Object]",
    "{{ article.body }}",
    "--",
]


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("page", ["<div id=app>{}</div>", "<h1>Ferry runs aground off Saltmere</h1><p>{}</p>"])
def test_a_placeholder_is_no_text(shown: str, page: str) -> None:
    """The page is looked at again, instead of being archived with the placeholder as its text."""
    html = f"<html><head><title>Ferry runs aground off Saltmere</title></head><body>{page.format(shown)}</body></html>"
    found = clean_page(Page(html.encode(), LISTED.url, "text/html; charset=utf-8", ref=LISTED))
    assert isinstance(found, Verdict)
    assert found.reason in {Reason.NO_TEXT, Reason.BLOCKED}


@pytest.mark.parametrize(
    "text",
    [
        "Loading docks at the harbour were closed on Tuesday, after a crane fell. " * 3,
        "The ferry ran aground.",
        "\u6e2f\u306e\u6a4b\u304c\u958b\u3044\u305f\u3002",
    ],
)
def test_a_short_story_is_text(text: str) -> None:
    """Stories may begin with such a word, and may be as short as one sentence."""
    assert not is_placeholder(text)
