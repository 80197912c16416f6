"""What a query means, and the errors for malformed ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.search.query import MAX_QUERY_CHARS, Ending, Expression, Phrase, parse, phrase_of


def words_of(expression: Expression) -> list[list[str]]:
    return [[" ".join(phrase.words) for phrase in group] for group in expression.wanted]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("harbour pier", [["harbour"], ["pier"]]),
        ('"Harbour  Pier" dock', [["harbour pier"], ["dock"]]),
        ("“harbour pier”", [["harbour pier"]]),
        ("ferry OR boat quay", [["ferry", "boat"], ["quay"]]),
        ("ferry or boat", [["ferry"], ["or"], ["boat"]]),
        ("Hafen AND Stadtrat", [["hafen"], ["stadtrat"]]),
        ("ferry OR boat AND quay", [["ferry", "boat"], ["quay"]]),
        ("ferry and boat", [["ferry"], ["and"], ["boat"]]),
        ('"OR" "AND" NOT near', [["or"], ["and"], ["not"], ["near"]]),
        ("sea-wall", [["sea wall"]]),
        ("Café MÜNCHEN Łódź", [["cafe"], ["munchen"], ["lodz"]]),
        ("headline:harbour ^pier (dock)", [["headline harbour"], ["pier"], ["dock"]]),
        ("東京タワー", [["東京 京タ タワ ワー"]]),
        ("AI技術", [["ai 技術"]]),
    ],
)
def test_words_and_phrases(query: str, wanted: list[list[str]]) -> None:
    assert words_of(parse(query)) == wanted


@pytest.mark.parametrize(
    ("query", "ending"),
    [
        ("pier", Ending.EITHER),
        ("dam", Ending.EXACT),
        ("dam*", Ending.BEGINNING),
        ('"pier"', Ending.EXACT),
        ('"old pier"*', Ending.BEGINNING),
        ("2026", Ending.EXACT),
        ("駅", Ending.BEGINNING),
        ("東京", Ending.EXACT),
        ("부산", Ending.EITHER),
        ("배", Ending.EXACT),
    ],
)
def test_which_longer_words_are_found(query: str, ending: Ending) -> None:
    assert parse(query).phrases[0].ending is ending


def test_parentheses_mean_nothing_where_they_group_nothing() -> None:
    assert parse('harbour (Saltmere) "pier (old)" call()').wanted == parse('harbour Saltmere "pier old" call').wanted
    assert len(parse('"pier (old)" OR call()').wanted[0]) == 2


def test_unwanted_words() -> None:
    expression = parse('harbour -ferry -"night boat"')
    assert [phrase.words for phrase in expression.unwanted] == [("ferry",), ("night", "boat")]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "no word"),
        ("?! …", "no word"),
        ("-ferry", "only says what not to find"),
        ('harbour "pier', "not closed"),
        ('"', "not closed"),
        ("(ferry boat) OR pier", "leave out the parentheses"),
        ("pier (ferry OR boat)", "leave out the parentheses"),
        ("OR pier", "OR must stand between"),
        ("pier OR", "OR must stand between"),
        ("pier OR OR dock", "OR must stand between"),
        ("pier OR -dock", "OR must stand between"),
        ("x" * (MAX_QUERY_CHARS + 1), "shorten it"),
        ("a " * 100, "100 words"),
    ],
)
def test_a_malformed_query_gets_a_sentence(query: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        parse(query)


def test_an_author_without_a_letter_gets_a_sentence() -> None:
    with pytest.raises(ConfigError, match="no word"):
        phrase_of("--")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(alphabet='ab東"*-OR ^:()'))
def test_any_text_is_read_or_refused(query: str) -> None:
    """Only words of letters, digits and marks result, so no syntax of FTS5 can be injected."""
    try:
        expression = parse(query)
    except ConfigError:
        return
    for phrase in (*expression.phrases, *expression.unwanted):
        assert phrase.words
        assert not any(set(word) & set("\"*^:()-+{} '\0") for word in phrase.words)


def test_a_phrase_is_a_value() -> None:
    assert phrase_of("Ada Fenn") == Phrase(("ada", "fenn"))
