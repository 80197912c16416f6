"""The identity of a headline: normalized spelling, without labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.headline_key import fold, headline_key

STORY = "Council “closes” harbour road – by one vote"


@pytest.mark.parametrize(
    ("headline", "tags"),
    [
        ("Council “closes” harbour road – by one vote", ()),
        ('Council "closes" harbour road - by one vote', ()),
        ("Council &ldquo;closes&rdquo; harbour road &amp;ndash; by one vote", ()),
        ("COUNCIL «CLOSES»  HARBOUR ROAD — BY ONE VOTE", ()),
        ("Council “closes” harbour\u00a0road\u200b – by one vote (VIDEO)", ("video",)),
        ("LIVE: Council “closes” harbour road – by one vote", ("live",)),
        ("Council “closes” harbour road – by one vote - live", ("live",)),
        ("BREAKING | Council “closes” harbour road – by one vote", ("breaking",)),
        ("UPDATE 2-Council “closes” harbour road – by one vote", ("update",)),
        ("UPDATE 2 - Council “closes” harbour road – by one vote", ("update",)),
        ("WATCH: LIVE: Council “closes” harbour road – by one vote [PHOTOS]", ("video", "live", "photos")),
        ("Council “closes” harbour road – by one vote (VIDEO, PHOTOS)", ("video", "photos")),
        ("【速報】Council “closes” harbour road – by one vote", ("breaking",)),
        ("Eilmeldung: Council “closes” harbour road – by one vote", ("breaking",)),
        ("CORRECTED-Council “closes” harbour road – by one vote", ("update",)),
        ("RPT-UPDATE 1-Council “closes” harbour road – by one vote", ("update",)),
        ("Exclusive-Council “closes” harbour road – by one vote", ("exclusive",)),
        ("Breaking! Council “closes” harbour road – by one vote", ("breaking",)),
        ("VIDÉO. Council “closes” harbour road – by one vote", ("video",)),
        ("*LIVE* Council “closes” harbour road – by one vote", ("live",)),
        ("🔴 LIVE: Council “closes” harbour road – by one vote", ("live",)),
        ("+++ Council “closes” harbour road – by one vote +++", ()),
        ("Council “closes” harbour road – by one vote – as it happened", ("live",)),
        ("Council “closes” harbour road – by one vote (+video)", ("video",)),
        ("Council “closes” harbour road – by one vote // VIDEO", ("video",)),
    ],
)
def test_labels_and_spelling_make_no_other_story(headline: str, tags: tuple[str, ...]) -> None:
    """All spellings of a headline have one key, and labels become tags."""
    found = headline_key(headline)
    assert found.key == fold(STORY)
    assert set(found.tags) == set(tags)


@pytest.mark.parametrize(
    "headline",
    [
        "Live and let die: a review",
        "Alive: how the crew got home",
        "Watchmaker retires",
        "Opinion: close the road",
        "Video killed the radio star",
        "Updated rules for cyclists",
        "The band plays live",
        "Live-action film opens in March",
        "Live. Laugh. Leave.",
        "Urgent-care centres close early",
        "C++ turns forty",
        "Photos of the pier, + a map",
    ],
)
def test_words_that_only_look_like_labels_stay(headline: str) -> None:
    """Words that belong to the headline are not taken for labels."""
    assert headline_key(headline).key == fold(headline)
    assert headline_key(headline).tags == ()


@pytest.mark.parametrize("headline", ["LIVE", "(VIDEO)", "Breaking: ", "LIVE: (VIDEO)"])
def test_a_headline_of_labels_alone_keeps_something(headline: str) -> None:
    """The key of a headline is never empty."""
    assert headline_key(headline).key


def test_only_the_publishers_own_name_goes() -> None:
    """A suffix is removed only if it is the known name of the publisher."""
    names = ("The Saltmere Courier",)
    assert headline_key("Ferry returns | The Saltmere Courier", names).key == "ferry returns"
    assert headline_key("Ferry returns – The Saltmere Courier", names).key == "ferry returns"
    assert headline_key("Ferry returns | The Nob Gazette", names).key == "ferry returns | the nob gazette"


def test_a_sources_own_labels_go() -> None:
    """Labels in the source's settings are removed too."""
    found = headline_key("Tide watch: Low water at noon", labels=("Tide watch",))
    assert (found.key, found.tags) == ("low water at noon", ("tide watch",))


@given(st.text(max_size=80))
def test_folding_is_stable(text: str) -> None:
    """Folding is idempotent."""
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_a_key_is_its_own_key(text: str) -> None:
    """The key of a key is the key itself."""
    key = headline_key(text).key
    assert headline_key(key).key == key


@given(st.text(min_size=1, max_size=40).filter(lambda t: fold(t) == t), st.sampled_from(["LIVE: ", "WATCH: "]))
def test_a_label_in_front_changes_no_key(text: str, label: str) -> None:
    """A label before any headline does not change its key."""
    assert headline_key(label + text).key == headline_key(text).key
