"""Patterns in lower case match the same as those that ignore case."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.credits import has_credits, is_led
from dateline.tasks.core.cleaning.lower_case import lowered
from dateline.tasks.core.vocabulary import byline_leads, bylines, paywall_words
from dateline.tasks.core.vocabulary.by_language import all_patterns

VOCABULARIES = {
    "credits": bylines.CREDITS,
    "edited": bylines.EDITED,
    "roles": bylines.ROLES,
    "leads": byline_leads.LEADS,
    "with pictures": byline_leads.WITH_PICTURES,
    "within": byline_leads.WITHIN,
    "paywalled": paywall_words.PAYWALLED,
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_the_patterns_have_no_capitals(vocabulary: dict[str, str]) -> None:
    words = re.sub(r"\\.", "", all_patterns(vocabulary))
    assert words == words.lower()


@given(st.text(alphabet=st.characters() | st.sampled_from("İıIΣςσẞß")))
def test_lower_case_has_the_same_length_for_any_case(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert lowered(lowered(text)) == lowered(text)


def test_capitals_introduce_authors_and_credits() -> None:
    assert is_led("YAZAN: Aylin Su")
    assert is_led("WRITTEN BY Ann Lee")
    assert has_credits("Ann Lee, FOTOS: Bo Ek")
