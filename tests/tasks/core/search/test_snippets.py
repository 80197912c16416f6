"""The snippet of a text that is shown for a hit."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.search.query import parse
from dateline.tasks.core.search.snippets import MAX_WORDS, Snippet, snippet

FAR = "Nothing of note happened on the quay. " * 40


def shown(text: str, query: str, most: int = 120) -> str:
    return snippet(text, parse(query), most).marked("[", "]")


def test_a_short_text_is_shown_whole() -> None:
    assert shown("The old pier\n\nburned.", "pier") == "The old [pier]  burned."


def test_the_part_with_most_of_the_words_is_shown() -> None:
    text = f"A pier. {FAR}The harbour has a new pier of oak. {FAR}A harbour."
    assert "The [harbour] has a new [pier] of oak." in shown(text, "harbour pier")


def test_it_is_cut_between_words() -> None:
    text = shown(f"{FAR}The ferry sank. {FAR}", "ferry")
    assert text.startswith("…")
    assert text.endswith("…")
    assert set(text.strip("….").split()) <= set(FAR.split()) | {"The", "[ferry]", "sank.", "quay"}


def test_inflections_and_accents_are_marked() -> None:
    assert shown("Three PIERS and a café", "pier cafe") == "Three [PIERS] and a [café]"


def test_a_phrase_is_marked_as_one() -> None:
    assert shown("pier of the old pier", '"old pier"') == "pier of the [old pier]"


def test_scripts_without_blanks() -> None:
    assert shown("昨日、東京タワーが開いた。", "東京タワー") == "昨日、[東京タワー]が開いた。"
    assert shown("次の駅で", "駅") == "次の[駅]で"
    assert shown("昨日\u200b東京\u200bタワー", "東京") == "昨日\u200b[東京]\u200bタワー"


def test_without_a_match_the_beginning_is_shown() -> None:
    found = snippet(FAR, parse("pier"), 100)
    assert found.marks == ()
    assert found.text.startswith("Nothing of note")
    assert len(found.text) <= 101


def test_nothing_in_nothing() -> None:
    assert snippet("", parse("pier")) == Snippet("")


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("pier 東京é\n"), max_size=200),
    st.text(alphabet='pier 東京é*"', min_size=1, max_size=12),
    st.integers(20, 100),
)
def test_marks_are_ranges_of_the_snippet(text: str, query: str, most: int) -> None:
    try:
        expression = parse(query)
    except ConfigError:
        return
    found = snippet(text, expression, most)
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    assert all(one[1] <= other[0] for one, other in zip(found.marks, found.marks[1:], strict=False))
    assert found.text.strip("…") in " ".join(text.split("\n")) or not text.isprintable()
    assert found.marked("", "") == found.text
    assert "\n" not in found.text


def test_only_the_first_words_of_an_endless_text_are_looked_at() -> None:
    text = f"pier {'word ' * MAX_WORDS}ferry"
    assert shown(text, "pier").startswith("[pier] word")
    assert "[" not in shown(text, "ferry")
