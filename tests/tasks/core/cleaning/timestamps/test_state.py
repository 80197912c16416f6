"""Times in the data of a page's scripts."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.timestamps.loose import state_clues
from dateline.tasks.core.cleaning.timestamps.reading import Hints

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


def found_in(script: str) -> list[tuple[str, str]]:
    page = f"<h1>A headline</h1><script>{script}</script>"
    return [(clue.origin.removeprefix("state:"), clue.raw) for clue in state_clues(Document(page.encode()), Hints())]


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('{"publishedAt":"2026-05-04T10:00:00Z"}', [("publishedAt", "2026-05-04T10:00:00Z")]),
        ('"{\\"pubDate\\": \\"2026-05-04T10:00:00Z\\"}"', [("pubDate", "2026-05-04T10:00:00Z")]),
        ('{"width":"2026-05-04T10:00:00Z"}', []),
        ('{"published at":"2026-05-04T10:00:00Z"}', []),
        ('{published:"2026-05-04T10:00:00Z"}', []),
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
