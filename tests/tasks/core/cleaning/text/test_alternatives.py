"""Alternations that are split by first letter find what the whole alternation finds."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetter, alternatives_of, first_letters
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind

_PATTERN = r"read (?:more|on)|(?:à )?lire|(?:our|the)?\s*(?:daily)? ?news\b|[xy]z|s[ií]g|©|\(c\) ?\d|don['’]t|ab?c"
_WORDS = (
    "read",
    "more",
    " ",
    "à",
    "lire",
    "our",
    "daily",
    "news",
    "xz",
    "y",
    "síg",
    "©",
    "(c)",
    "7",
    "don’t",
    "a",
    "c",
    "_",
)


def test_bars_inside_groups_and_classes_do_not_part_alternatives() -> None:
    """A pattern is split at its outermost bars only."""
    assert list(alternatives_of(r"a|(?:b|(?:c|d))?e|[|]f|\|g")) == ["a", r"(?:b|(?:c|d))?e", "[|]f", r"\|g"]


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [("ab", "a"), ("ab|c", "ac"), (r"(?:a|(?:b)?c)?d", "abcd"), ("[xy]z", "xy"), (r"\(c", "("), (r"a?\s*b", "a b")],
)
def test_first_letters_pass_over_what_may_be_missing(pattern: str, letters: str) -> None:
    """All characters with which a match can begin are found, past optional parts."""
    assert first_letters(pattern) == set(letters)


@given(st.lists(st.sampled_from(_WORDS), max_size=6).map("".join))
@settings(max_examples=200)
def test_parts_match_what_the_whole_matches(line: str) -> None:
    """Splitting an alternation does not change what it matches."""
    first = re.search(r"[^\W_]", line)
    whole = re.match(rf"\W*(?:{_PATTERN})", line) is not None
    assert ByFirstLetter(_PATTERN).match(line, first[0] if first else "") is whole


@given(st.lists(st.sampled_from(_WORDS), max_size=6).map("".join))
@example("© lire")
@settings(max_examples=200)
def test_the_first_pattern_with_which_a_line_begins_is_told(line: str) -> None:
    """Of several patterns the first one counts, also if it begins with a sign before the word of another."""
    patterns = (r"(?:our )?news|©", r"read|(?:à )?lire|\(c\)", r"news daily|don|7|read more|[xy]z")
    first = re.search(r"[^\W_]", line)
    found = [place for place, pattern in enumerate(patterns) if re.match(rf"\W*(?:{pattern})", line)]
    assert ByFirstLetter(*patterns).place(line, first[0] if first else "") == (found[0] if found else None)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE: the harbour", Phrase.TEASER),
        ("» İlgili haber", Phrase.TEASER),
        ("AYRICA OKU", Phrase.TEASER),
        ("ΔΙΑΒΆΣΤΕ ΕΠΊΣΗΣ: το λιμάνι", Phrase.TEASER),
        ("Ships at anchor. (Reuters)", Phrase.CAPTION),
        ("Ships at anchor. Getty Images.", Phrase.CAPTION),
        ("Published 3 May", Phrase.DATE),
        ("© 2024", Phrase.NOTICE),
    ],
)
def test_capitals_and_signs_do_not_hide_what_a_line_says(line: str, kind: Phrase) -> None:
    """A line matches in capitals of any alphabet, and after a symbol."""
    assert phrase_kind(line) is kind
