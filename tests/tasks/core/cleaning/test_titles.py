"""Titles without the name of their publisher."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning import extract
from dateline.tasks.core.cleaning.titles import MAX_CHARS, without_publisher

NAMES = frozenset({"harbourpost", "post", "harbourpostexample"})


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Tower lit - Harbour Post", "Tower lit"),
        ("Tower lit | Harbour Post", "Tower lit"),
        ("Tower lit | Coast | The Harbour Post", "Tower lit"),
        ("Tower lit - Harbour Post - 5.3.2024", "Tower lit"),
        ("Harbour Post: Tower lit", "Harbour Post: Tower lit"),
        ("Harbour Post | Tower lit", "Tower lit"),
        ("Tower lit • Harbour Post Online", "Tower lit"),
        ("Tower lit (www.harbourpost.example)", "Tower lit"),
        ("harbourpost.example: Tower lit", "Tower lit"),
        ("tower.example: Tower lit", "tower.example: Tower lit"),
        ("Blog Archive » Tower lit", "Tower lit"),
        ("Harbour Post » Blog Archive » Tower lit", "Tower lit"),
        ("Tower lit - and for how long?", "Tower lit - and for how long?"),
        ("Harbour Post", "Harbour Post"),
        ("Tower lit | Harbour - Post", "Tower lit"),
        ("Tower lit | A look at the coast and its lights", "Tower lit | A look at the coast and its lights"),
        ("", ""),
    ],
)
def test_only_known_names_are_cut(title: str, headline: str) -> None:
    """The publisher's name is cut, with a section or date beside it; anything else after a dash stays."""
    assert without_publisher(title, NAMES) == headline


def test_long_row_of_separators_is_read_in_linear_time() -> None:
    """A title with hundreds of separators, which can pair up in many ways, is read at once (else the test hangs)."""
    title = "Tower lit" + " " + ":" * (MAX_CHARS - 20) + "x"
    assert extract(f"<title>{title}</title><h1>{title}</h1>".encode()).headline == title


@given(st.text(alphabet="ab |-–:• ", max_size=60))
def test_cutting_never_empties_a_title(title: str) -> None:
    """The result is a non-empty part of the title."""
    left = without_publisher(title, NAMES)
    assert left in title
    assert bool(left) == bool(title)
