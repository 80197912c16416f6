"""Bylines into names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.author_names import MAX_NAME, MAX_NAMES, looks_like_person, names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Mara Lindqvist", ["Mara Lindqvist"]),
        ("BY MARA LINDQVIST", ["MARA LINDQVIST"]),
        ("Written by Mara Lindqvist and Tom Okoro", ["Mara Lindqvist", "Tom Okoro"]),
        ("Von Jörn Ahlers und Ute Brandt, Redakteure", ["Jörn Ahlers", "Ute Brandt"]),
        ("Kommentar von Jörn Ahlers", ["Jörn Ahlers"]),
        ("Par Élise Moreau et Jean-Luc Petit (avec AFP)", ["Élise Moreau", "Jean-Luc Petit"]),
        ("Por Lucía Vega y Pablo Ortega y Gasset", ["Lucía Vega", "Pablo Ortega y Gasset"]),
        ("di Giulia Conti e Marco Rossi", ["Giulia Conti", "Marco Rossi"]),
        ("Автор: Ольга Петрова", ["Ольга Петрова"]),
        ("記者 王小明", ["王小明"]),
        ("박지민 기자", ["박지민"]),
        ("You, Xiaoying", ["You, Xiaoying"]),
        ("Mara Lindqvist, Senior Reporter", ["Mara Lindqvist"]),
        ("Mara Lindqvist, Lisbon", ["Mara Lindqvist"]),
        ("Mara Lindqvist, Tom Okoro, Ann Lee", ["Mara Lindqvist", "Tom Okoro", "Ann Lee"]),
        ("Mara Lindqvist; Tom Okoro; mara lindqvist", ["Mara Lindqvist", "Tom Okoro"]),
        ("Mara Lindqvist | 5 March 2024", ["Mara Lindqvist"]),
        ("Mara Lindqvist in Porto Alegre", ["Mara Lindqvist"]),
        ("mara@post.example Mara Lindqvist", ["Mara Lindqvist"]),
        ("Mara Lindqvist (mli)", ["Mara Lindqvist"]),
        ("Mara Lindqvist am Samstag", ["Mara Lindqvist"]),
        ("seafarer77 under", ["seafarer77"]),
        ("Harbour Admin", []),
        ("Posted", []),
        ("https://www.facebook.com/harbourpost", []),
        ("admin", []),
        ("By", []),
        ("", []),
    ],
)
def test_names_in_bylines(byline: str, names: list[str]) -> None:
    """Prefixes, roles, places, addresses and dates are removed; conjunctions separate names."""
    assert names_in(byline) == names


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Mara Lindqvist", True),
        ("Vincent van der Berg", True),
        ("王小明", True),
        ("unserer Redaktion", False),
        ("Staff Reporter", False),
        ("Page 3", False),
        ("Reuters", False),
        ("APA/Mara Lindqvist", False),
        ("Key Takeaways", False),
        ("Read more about the harbour today", False),
    ],
)
def test_what_looks_like_a_person(name: str, is_one: bool) -> None:
    """Only strings that are written like the names of people pass."""
    assert looks_like_person(name) is is_one


@given(st.text(max_size=500))
def test_any_string_gives_few_short_names(byline: str) -> None:
    """For any string, names are few and short, none is blank and none occurs twice."""
    names = names_in(byline)
    assert len(names) <= MAX_NAMES
    assert all(0 < len(name) <= MAX_NAME for name in names)
    assert len(set(names)) == len(names)
