"""What counts as a word, in all scripts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.search.words import MAX_WORD_CHARS, places, searchable, words

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80) | st.text(
    "aZ_09 \n\xa0«»–—‘’‚“”„•…‹›é\u0301", max_size=80
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The pier's END", "the pier s end"),
        ("Straße STRASSE", "strasse strasse"),
        ("naïve naïve", "naive naive"),
        ("Ørsted Łódź İzmir ısı", "orsted lodz izmir isi"),
        ("Ёлка ёлка Йод", "елка елка иод"),
        ("snake_case", "snake case"),
        ("co\u00adoperate می\u200cروم", "cooperate میروم"),
        ("שָׁלוֹם مُحَمَّد أحمد", "שלום محمد احمد"),
        ("किताब पढ़ना", "किताब पढ़ना"),
        ("한국어 뉴스", "한국어 뉴스"),
        ("東京都", "東京 京都 都"),
        ("ﾄﾞｱ ガス", "ドア ア ガス ス"),
        ("ไทย", "ไท ทย ย"),
        ("第3回", "第 3 回"),
        ("½ ﬁnd x²", "12 find x2"),
        ("葛\U000e0100城 1\ufe0f\u20e3", "葛城 城 1"),
        ("ភា\u200bសា zero\u200bwidth bom\ufeffhere", "ភា ាស សា ា zerowidth bomhere"),
        ("", ""),
    ],
)
def test_words(text: str, found: str) -> None:
    assert searchable(text) == unicodedata.normalize("NFKC", found)


def test_a_word_without_end_is_cut() -> None:
    assert words("a" * 1000) == ["a" * MAX_WORD_CHARS]
    assert words(f"a-{'b' * 65} “c”") == ["a", "b" * MAX_WORD_CHARS, "c"]


@given(TEXTS)
def test_places_are_those_of_the_words(text: str) -> None:
    found = list(places(text))
    assert [place.word for place in found] == words(text)
    assert all(0 <= place.start < place.end <= len(text) for place in found)


@given(TEXTS)
def test_spelling_does_not_matter(text: str) -> None:
    """Folding folded words changes nothing, so a query may be in any case."""
    assert searchable(text.replace("_", " ")) == searchable(text)
    for word in searchable(text).split():
        assert word.isascii() is False or word.isalnum()
