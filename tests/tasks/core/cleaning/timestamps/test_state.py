"""Times in the data of a page's scripts."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning import extract
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.timestamps.reading import Hints
from dateline.tasks.core.cleaning.timestamps.state import state_clues

_WHOLE = re.compile(
    r"""\\?"(?P<name>\w{0,30}(?:publi|pub_?date|issue|deploy|release|posted|regist|regdt|reg_?date|modified|updated)"""
    r"""\w{0,20})\\?"\s*:\s*\\?"?(?P<value>[12]\d{3}[-./年]\d[^"\\,}]{4,30}|1\d{9}(?:\d{3})?(?!\d))""",
    re.IGNORECASE,
)
"""Name and value in one pattern: easy to check, but it takes a page's time many times over."""
PIECES = st.sampled_from(
    [
        '"',
        '\\"',
        ":",
        " ",
        ",",
        "{",
        "}",
        "published",
        "updatedAt",
        "x",
        "ID_",
        "2026-05-04T10:00",
        "1770000000",
        "0",
        "年",
    ]
)


BOTH = [("latestPublishedAt", "2026-05-05T10:00:00Z"), ("firstPublishedAt", "2026-05-04T10:00:00Z")]


def found_in(script: str) -> list[tuple[str, str]]:
    page = f"<h1>A headline</h1><script>{script}</script>"
    return [
        (clue.origin.removeprefix("state:"), clue.raw) for clue in state_clues(Document(page.encode()), None, Hints())
    ]


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('{"publishedAt":"2026-05-04T10:00:00Z"}', [("publishedAt", "2026-05-04T10:00:00Z")]),
        ('"{\\"pubDate\\": \\"2026-05-04T10:00:00Z\\"}"', [("pubDate", "2026-05-04T10:00:00Z")]),
        ('{"width":"2026-05-04T10:00:00Z"}', []),
        ('{"published at":"2026-05-04T10:00:00Z"}', []),
        ('{published:"2026-05-04T10:00:00Z"}', [("published", "2026-05-04T10:00:00Z")]),
        ("{'pubDate': '2026-05-04T10:00:00Z'}", [("pubDate", "2026-05-04T10:00:00Z")]),
        ('var page_published = "2026-05-04T10:00:00Z";', [("page_published", "2026-05-04T10:00:00Z")]),
        ('item.published = "2026-05-04T10:00:00Z";', []),
        ('<p data-published="2026-05-04T10:00:00Z">', []),
        ("{width: '2026-05-04T10:00:00Z'}", []),
        ('{"latestPublishedAt":"2026-05-05T10:00:00Z","firstPublishedAt":"2026-05-04T10:00:00Z"}', BOTH),
        ('{"release":1770000000,"updated_on":1770003600}', [("release", "1770000000"), ("updated_on", "1770003600")]),
        (f'{{"{"a" * 31}published":"2026-05-04T10:00:00Z"}}', []),
    ],
)
def test_a_time_counts_by_the_name_before_it(script: str, found: list[tuple[str, str]]) -> None:
    """Properties named after publication or modification are read, also inside strings of JSON."""
    assert found_in(script) == found


@given(st.lists(PIECES, max_size=40).map("".join))
@example('"published":"2026-05-04T10:00"updated":"2026-05-05T10:00"')
@example('"' + "w" * 60 + 'published":"2026-05-04T10:00"')
def test_names_are_found_as_by_one_pattern(script: str) -> None:
    """Searching values first and then their names finds what a single pattern finds."""
    in_turn = [(match["name"], match["value"]) for match in _WHOLE.finditer(script)]
    found = found_in(script)
    assert set(found) <= set(in_turn)
    assert bool(found) == bool(in_turn)


OTHERS = '{"title":"Mole mended","published":"2026-05-01T10:00"},{"title":"Pier lost","published":"2026-05-02T10:00"}'


def published_in(script: str) -> str | None:
    story = "<p>The ferry will sail again on Monday, the harbour office said, as it did before.</p>" * 4
    page = f"<html lang='en'><body><h1>Fähre sails again</h1>{story}<script>{script}</script></body></html>"
    published = extract(page.encode(), "https://quay.example/a/ferry").published_at
    return f"{published:%Y-%m-%d}" if published else None


def test_data_of_other_articles_alone_state_no_time() -> None:
    assert published_in(f"window.related=[{OTHERS}]") is None


@pytest.mark.parametrize("title", ["Fähre sails again", "F\\u00e4hre sails again"], ids=["plain", "escaped"])
def test_among_data_of_several_articles_the_headline_tells_the_own(title: str) -> None:
    own = f'{{"title":"{title}","published":"2026-05-04T10:00"}}'
    assert published_in(f"window.all=[{OTHERS},{own}]") == "2026-05-04"
    assert published_in(f"window.all=[{own},{OTHERS}]") == "2026-05-04"
