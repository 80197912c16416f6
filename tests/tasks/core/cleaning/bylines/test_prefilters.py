"""Tests that rule a text out at once rule out nothing that the whole patterns of bylines accept."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.bylines.marked import may_name_another
from dateline.tasks.core.cleaning.credits import _OPENING, _credit_openings, _marks, is_credit
from dateline.tasks.core.cleaning.person_names import looks_like_person
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.byline_leads import LEADS
from dateline.tasks.core.vocabulary.bylines import CREDITS, EDITED

_VOCABULARY = "|".join(map(all_patterns, (CREDITS, EDITED, LEADS)))
_WORDS = sorted(set(re.findall(r"[^\W\d_]+\.?", _VOCABULARY)))
_MARKS = st.sampled_from((" ", ": ", ":", "/", " & ", " - ", ", "))
_TEXTS = st.lists(st.tuples(st.sampled_from(_WORDS), _MARKS).map("".join), min_size=1, max_size=4).map("".join)
_NAMES = st.sampled_from(("Ann Lee", "Bo Ek", "Ida d'Arc", "Ole van Dal", "王海", "김하늘", "Åsa Öst"))
_JOINTS = (" and ", ", ", " · ", " / ", "; ", " & ", " und ", ", Reporter, ", ", 4 May 2026, ", "、")
_LEADS = st.sampled_from(("", "By ", "Von ", "Reported on 4 May by "))


@given(_TEXTS)
@example("photo: ")
@example("Translated from the French by")
@example("words by Ann Lee, photos by")
@settings(max_examples=300)
def test_no_credit_is_ruled_out(text: str) -> None:
    """A text is a credit if one stands at its end, whatever its first letters are."""
    label = f"{text.strip(' :')}:"
    at_end = [mark for mark in _marks(label) if mark.end() >= len(label) - 1]
    assert is_credit(text) is any(mark["credit"] or mark["edited"] for mark in at_end)


def test_every_credit_has_as_many_first_letters_as_are_compared() -> None:
    """But those in East Asian scripts, which are not ruled out by them."""
    assert all(len(opening) == _OPENING or opening >= "\u3040" for opening in _credit_openings())


@given(_LEADS, _NAMES, st.sampled_from(_JOINTS), _NAMES)
@settings(max_examples=300)
def test_no_list_of_people_is_ruled_out(lead: str, name: str, joint: str, other: str) -> None:
    """A byline that names two people may name another one than the first."""
    byline = f"{lead}{name}{joint}{other}"
    node = LexborHTMLParser(f"<p>{byline}</p>").css_first("p")
    found = names_in(byline)
    assert node is not None
    assert len(found) <= 1 or not all(map(looks_like_person, found)) or may_name_another(node, found[0])
