"""Which pages are one article, as in docs/explanation/identity.md."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from dateline.config.schema import DedupeMatch, DedupeScope
from dateline.tasks.core.dedupe import as_decided, decide, dedupe_key, kind_of, similarity, text_hash
from dateline.tasks.core.models import Article, OutcomeKind, RawPointer
from tests.support.records import LONG_TEXT, an_article

NOON = datetime(2026, 3, 4, 12, 0, 30, tzinfo=UTC)


def test_identity_is_headline_and_minute() -> None:
    """Seconds and the notation of zones do not matter; another minute does."""
    key = dedupe_key("ferry returns", NOON, "a.example", DedupeScope.ARCHIVE)
    elsewhere = NOON.astimezone(timezone(timedelta(hours=9)))
    assert dedupe_key("ferry returns", elsewhere.replace(second=1), "b.example", DedupeScope.ARCHIVE) == key
    assert dedupe_key("ferry returns", NOON + timedelta(minutes=1), "a.example", DedupeScope.ARCHIVE) != key


def test_the_publisher_counts_in_its_scope_only() -> None:
    """With scope ``publisher``, two publishers never share an identity."""
    keys = {dedupe_key("x", NOON, p, DedupeScope.PUBLISHER) for p in ("a.example", "b.example")}
    assert len(keys) == 2


def test_the_first_of_its_key_is_new() -> None:
    """The first article with its key is new."""
    assert decide(an_article(), []).kind is OutcomeKind.NEW


def test_the_same_page_again_is_unchanged() -> None:
    """The same key, text and page is unchanged."""
    first = an_article()
    again = an_article(raw=RawPointer(segment="raw/other", offset=7, digest="sha256:1"))
    decision = decide(again, [first])
    assert (decision.kind, decision.stored) == (OutcomeKind.UNCHANGED, first)


def test_the_same_text_elsewhere_is_a_duplicate() -> None:
    """The same key and text at another URL is a duplicate."""
    first = an_article()
    other = _elsewhere(first.text)
    assert decide(other, [first]).kind is OutcomeKind.DUPLICATE
    assert decide(_elsewhere(first.text + "\n\nMore soon."), [first]).kind is OutcomeKind.DUPLICATE


def test_a_typo_mended_on_the_page_is_a_revision() -> None:
    """The same key and URL with another text is a revision, and the first record is kept."""
    first = an_article()
    mended = _again(first.text.replace("keeper", "keepers"))
    decision = decide(mended, [first])
    stored = as_decided(mended, decision)
    assert decision.kind is OutcomeKind.REVISION
    assert (stored.revision_of, stored.id) == (first.id, f"{first.dedupe_key}.{mended.text_hash[:12]}")
    assert kind_of(stored) is OutcomeKind.REVISION


def test_a_revision_names_the_one_before_it() -> None:
    """The third version revises the second."""
    first = an_article()
    second = as_decided(_again(f"{first.text} Two."), decide(_again(f"{first.text} Two."), [first]))
    third = _again(f"{first.text} Three.", offset=9)
    assert decide(third, [first, second]).of == second


def test_another_article_under_the_same_key_is_a_collision() -> None:
    """Daily briefings of two publishers at the same minute are both kept, and flagged."""
    first = an_article()
    other = _elsewhere("Quite another story stands here, of a quarry and its geese, and of nothing else at all.")
    decision = decide(other, [first])
    stored = as_decided(other, decision)
    assert decision.kind is OutcomeKind.COLLISION
    assert stored.warnings == (f"collision_of:{first.id}",)
    assert kind_of(stored) is OutcomeKind.COLLISION


def test_with_match_key_the_text_does_not_count() -> None:
    """With ``dedupe.match = "key"``, another text at another URL is a duplicate; at the same URL it is a revision."""
    first = an_article()
    other = "Quite another story stands here, of a quarry and its geese."
    assert decide(_elsewhere(other), [first], DedupeMatch.KEY).kind is OutcomeKind.DUPLICATE
    assert decide(_again(other), [first], DedupeMatch.KEY).kind is OutcomeKind.REVISION


def test_what_a_killed_run_wrote_is_what_it_was() -> None:
    """A record of the same raw page is the article itself: new stays new, a revision stays a revision."""
    first = an_article()
    revised = _again(f"{first.text} More.")
    revision = as_decided(revised, decide(revised, [first]))
    assert decide(first, [first, revision]).kind is OutcomeKind.NEW
    assert decide(revised, [first, revision]).kind is OutcomeKind.REVISION
    assert decide(revised, [first, revision]).stored == revision


def test_the_canonical_url_makes_two_addresses_one_page() -> None:
    """A page that names another as its canonical URL is that page."""
    first = an_article()
    other = an_article(
        url="https://saltmere.example/print/1",
        canonical_url=first.url,
        text=f"{LONG_TEXT} Printed.",
        raw=RawPointer(segment="raw/p", offset=1, digest="sha256:2"),
    )
    assert decide(other, [first]).kind is OutcomeKind.REVISION


@given(st.text(), st.text())
def test_similarity_is_a_share(one: str, other: str) -> None:
    """Similarity is symmetric, from 0 to 1, and 1 for equal texts."""
    assert 0.0 <= similarity(one, other) == similarity(other, one) <= 1.0
    assert similarity(one, one) == 1.0


def test_similarity_sees_scripts_without_spaces() -> None:
    """Chinese text is compared by characters, not as one long word."""
    assert 0 < similarity("市议会周三晚间以一票之差决定关闭港口道路", "市议会周三晚间以一票之差决定开放港口道路") < 1


def _again(text: str, offset: int = 5) -> Article:
    raw = RawPointer(segment="raw/again", offset=offset, digest=f"sha256:{offset}")
    return an_article(text=text, text_hash=text_hash(text), raw=raw, fetched_at=NOON + timedelta(hours=offset))


def _elsewhere(text: str) -> Article:
    raw = RawPointer(segment="raw/else", offset=3, digest="sha256:3")
    return an_article(url="https://nob.example/2", canonical_url=None, text=text, text_hash=text_hash(text), raw=raw)
