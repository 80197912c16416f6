"""Alternations that are split by first letters find what the whole alternation finds."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.author_boxes import _ABOUT_BEGINNINGS
from dateline.tasks.core.cleaning.credits import _BEGINNINGS, _MARK_BEGINNINGS
from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetters, alternatives_of, head_of, openings
from dateline.tasks.core.cleaning.text.notes import _CHANGES, _LABELS, _NOTES, _UPDATES
from dateline.tasks.core.cleaning.text.offers import _OFFERS
from dateline.tasks.core.cleaning.text.phrases import _BEGINNING, Phrase, phrase_kind

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
    ("pattern", "found"),
    [
        ("ab|c", {"ab", "c"}),
        (r"(?:a|(?:b)?c)?d", {"ad", "bcd", "cd", "d"}),
        ("[xy]z", {"xz", "yz"}),
        (r"\(c", {"(c"}),
        (r"a?\s*b", {"a ", "ab", " ", "b"}),
        (r"a\s+b", {"a "}),
        ("a{2}b", {"a"}),
        ("[a-z]b", {""}),
        (r"a[\s\d]", {"a"}),
        ("ab$", {"ab"}),
        (r"\d?ab", {""}),
    ],
)
def test_openings_pass_over_what_may_be_missing_and_end_before_what_is_not_known(pattern: str, found: set[str]) -> None:
    """All beginnings of matches are found, or a part of them."""
    assert {opening[:3] for opening in openings(pattern, 3)} == found


@pytest.mark.parametrize(
    ("line", "head"), [("» Übrigens neu", "Übrige"), ("a\u00a0\tb", "a  b"), ("_7", "7"), ("…", ""), ("", "")]
)
def test_a_head_is_the_first_letters_of_a_line(line: str, head: str) -> None:
    assert head_of(line) == head


@given(st.lists(st.sampled_from(_WORDS), max_size=6).map("".join))
@settings(max_examples=200)
def test_parts_match_what_the_whole_matches(line: str) -> None:
    """Splitting an alternation does not change what it matches."""
    whole = re.match(rf"\W*(?:{_PATTERN})", line) is not None
    assert ByFirstLetters(_PATTERN).match(line, head_of(line)) is whole


@given(st.lists(st.sampled_from(_WORDS), max_size=6).map("".join))
@example("© lire")
@settings(max_examples=200)
def test_the_first_pattern_with_which_a_line_begins_is_told(line: str) -> None:
    """Of several patterns the first one counts, also if it begins with a sign before the word of another."""
    patterns = (r"(?:our )?news|©", r"read|(?:à )?lire|\(c\)", r"news daily|don|7|read more|[xy]z")
    found = [place for place, pattern in enumerate(patterns) if re.match(rf"\W*(?:{pattern})", line)]
    assert ByFirstLetters(*patterns).place(line, head_of(line)) == (found[0] if found else None)


@pytest.mark.parametrize(
    "split",
    [
        *(_BEGINNING, _BEGINNINGS, _MARK_BEGINNINGS, _ABOUT_BEGINNINGS),
        *(_CHANGES, _LABELS, _NOTES, _UPDATES, _OFFERS),
    ],
)
@given(data=st.data())
@settings(max_examples=150)
def test_each_alternative_of_the_vocabulary_is_found_by_its_head(split: ByFirstLetters, data: st.DataObject) -> None:
    """Whatever an alternative matches is looked up where it is kept."""
    alternative = data.draw(st.sampled_from([each for pattern in split.written for each in alternatives_of(pattern)]))
    line = data.draw(st.sampled_from(["", "» ", "("])) + data.draw(st.from_regex(alternative, fullmatch=True)).lstrip()
    found = [place for place, pattern in enumerate(split.written) if re.match(rf"\W*(?:{pattern})", line)]
    assert split.place(line, head_of(line)) == (found[0] if found else None)


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
