"""Texts side by side: they are shown completely, and the words that differ are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.archive.word_diff import MAX_PARAGRAPHS, Piece, paragraph_rows

TEXTS = st.lists(st.text(alphabet="ab é漢.\n", max_size=30), max_size=8).map("\n\n".join)


def shown(pieces: object) -> str:
    return "".join(f"[{p.text}]" if p.is_changed else p.text for p in pieces or ())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ("The pier burned.", "The old pier burned.", [("The pier burned.", "The [old ]pier burned.")]),
        ("Same.\n\nGone here.", "Same.", [("Same.", "Same."), ("[Gone here.]", "")]),
        ("港は火曜日に開く", "港は水曜日に開く", [("港は[火]曜日に開く", "港は[水]曜日に開く")]),
        (
            "A storm is coming.",
            "Nobody saw it, they said",
            [("[A storm is coming.]", ""), ("", "[Nobody saw it, they said]")],
        ),
    ],
)
def test_what_differs_is_marked(before: str, after: str, rows: list[tuple[str, str]]) -> None:
    assert [(shown(row.before), shown(row.after)) for row in paragraph_rows(before, after)] == rows


@given(TEXTS, TEXTS)
def test_each_side_is_its_text(before: str, after: str) -> None:
    """Nothing is left out or added, and unmarked pieces are on both sides."""
    rows = list(paragraph_rows(before, after))
    for text, sides in ((before, [row.before for row in rows]), (after, [row.after for row in rows])):
        paragraphs = ["".join(piece.text for piece in side) for side in sides if side is not None]
        assert paragraphs == [line for line in text.split("\n") if line.strip()]
    for row in rows:
        same = [[p.text for p in side if not p.is_changed] for side in (row.before or (), row.after or ())]
        assert "".join(same[0]) == "".join(same[1])
        assert row.is_changed == any(p.is_changed for p in (*(row.before or ()), *(row.after or ())))


def test_beyond_a_number_of_comparisons_paragraphs_are_compared_as_a_whole() -> None:
    before = "\n".join(" ".join("ab"[(n * k) % 3 % 2] for n in range(190)) for k in range(1, 400))
    after = "\n".join(" ".join("ba"[(n * k) % 5 % 2] for n in range(190)) for k in range(1, 400))
    rows = list(paragraph_rows(before, after))
    assert Piece(before.split("\n")[398], is_changed=True) in [piece for row in rows for piece in row.before or ()]


@pytest.mark.parametrize(("after", "is_told"), [("the end", False), ("another end", True), ("", True)])
def test_a_difference_after_the_paragraphs_that_are_compared_is_told(after: str, is_told: bool) -> None:
    same = "\n".join(f"paragraph {number}" for number in range(MAX_PARAGRAPHS))
    rows = list(paragraph_rows(f"{same}\nthe end", f"{same}\n{after}"))
    assert [row.is_changed or row.before == (Piece("[…]", is_changed=True),) for row in rows[MAX_PARAGRAPHS:]] == [
        True
    ] * is_told
