"""Two records belong to one moved page only if host, ids, minute and text are equal."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.archive.lineage import with_forerunners
from dateline.tasks.core.archive.twins import ids_in, twin_key, twin_key_of
from dateline.tasks.core.models import Article, Outcome, OutcomeKind, Precision
from tests.support.records import LONG_TEXT, an_article

AT = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("news/471123-pier-to-be-mended", ("471123",)),
        ("news/pier-to-be-mended-471123.html", ("471123",)),
        ("article-471123/pier.html", ("471123",)),
        ("pier-a-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", ("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",)),
        ("s/61ab23cd45ef67/Pier", ("61ab23cd45ef67",)),
        ("2024/05/06/pier", ()),
        ("20240506/pier", ()),
        ("pier-2024", ()),
        ("a1234567b/pier", ()),
        ("quayside24/top-10-piers", ()),
        ("story/pier-c4gpz0e5", ("c4gpz0e5",)),
        ("a1234567b/pier-471123", ("471123",)),
        ("effaced-defaced-facade", ()),
        ("pier?id=471123", ("471123",)),
        ("pier-471123?page=20000", ("471123",)),
    ],
)
def test_ids_are_distinguished_from_dates_and_words(path: str, ids: tuple[str, ...]) -> None:
    """Ids are read from the query only where the path has none; dates and words are none."""
    assert ids_in(f"https://quay.example/{path}") == ids


ARTICLES = st.builds(
    lambda host, number, slug, minute, text, headline: an_article(
        url=f"https://{host}.example/{number}-{slug}",
        published_at=AT + timedelta(minutes=minute),
        text=f"{LONG_TEXT} {text}",
        headline=headline,
    ),
    st.sampled_from(["quay", "mole"]),
    st.sampled_from(["", "471123", "471124", "20240506"]),
    st.sampled_from(["pier", "vote"]),
    st.integers(0, 1),
    st.sampled_from("ab"),
    st.sampled_from(["Pier to be mended", "Council votes for the pier"]),
)


@given(ARTICLES, ARTICLES)
def test_different_articles_are_never_linked(one: Article, other: Article) -> None:
    """A record revises an earlier one of the same URL, or of the same host, ids, minute and text."""
    (_, linked) = with_forerunners([one, other], {})
    hosts, ids = {url.split("/")[2] for url in (one.url, other.url)}, {ids_in(one.url), ids_in(other.url)}
    is_twin = len(hosts) == len(ids) == 1 and ids != {()}
    is_twin = is_twin and (one.published_at, one.text_hash) == (other.published_at, other.text_hash)
    expected = (is_twin or one.url == other.url) and one.dedupe_key != other.dedupe_key
    assert (linked.revision_of == one.id) == expected
    assert linked.model_copy(update={"revision_of": None}) == other


@pytest.mark.parametrize("precision", list(Precision))
@pytest.mark.parametrize(
    ("minutes", "text", "is_linked"),
    [(0, "b", True), (5, "a", True), (5, "b", False)],
    ids=["minute", "text", "neither"],
)
def test_a_canonical_url_that_all_pages_state_links_none(
    precision: Precision, minutes: int, text: str, is_linked: bool
) -> None:
    """Articles of one stated URL are versions of a page only if minute or text agree. A day is no minute."""

    def page(name: str, more: str, at: datetime) -> Article:
        return an_article(
            url=f"https://quay.example/{name}",
            canonical_url="https://quay.example/story.php",
            headline=f"The {name} is mended",
            text=f"{LONG_TEXT} {more}",
            published_at=at,
            published_precision=precision,
        )

    one, other = page("pier", "a", AT), page("mole", text, AT + timedelta(minutes=minutes))
    (_, linked) = with_forerunners([one, other], {})
    expected = is_linked and (precision is Precision.MINUTE or text == "a")
    assert (linked.revision_of == one.id) is expected


def test_a_day_or_a_notice_is_no_proof() -> None:
    """A day without a time and a short text prove nothing: many pages of a site share them."""
    page = "https://quay.example/471123-pier"
    assert twin_key(an_article(url=page)) is not None
    assert twin_key(an_article(url=page, published_precision=Precision.DAY)) is None
    assert twin_key(an_article(url=page, text="Subscribe to read on.")) is None


def test_an_outcome_has_the_key_of_the_record_that_it_added() -> None:
    """The key comes from the final URL; a duplicate has none."""
    article = an_article(url="https://quay.example/471123-pier")
    outcome = Outcome(
        url="https://quay.example/go",
        page_url=article.url,
        source="quay",
        kind=OutcomeKind.NEW,
        at=AT,
        published_at=article.published_at,
        text_hash=article.text_hash,
    )
    assert twin_key_of(outcome) == twin_key(article)
    assert twin_key_of(outcome.model_copy(update={"kind": OutcomeKind.DUPLICATE})) is None
