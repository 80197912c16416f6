"""The effects of cleaning a stored page again: nothing is overwritten, and a second time changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.config.schema import DedupeMatch
from dateline.tasks.adapters.archive.place import Placed, place_again, place_all
from dateline.tasks.core.archive.changes import changes
from dateline.tasks.core.archive.records import read_article
from dateline.tasks.core.archive.reprocess_effects import WRITES, Effect, Standing, effect_of, lies_in, with_forerunner
from dateline.tasks.core.dedupe import text_hash
from dateline.tasks.core.models import Article, Outcome, OutcomeKind, RawPointer, Reason, Rejection, Window
from tests.support.memory_store import MemoryStore
from tests.support.records import LONG_TEXT, PUBLISHED, an_article

URLS = ["https://saltmere.example/1", "https://saltmere.example/2", "https://nob.example/1"]
HEADLINES = ["Ferry returns", "LIVE: Ferry returns", "Harbour road closes"]
TEXTS = [LONG_TEXT, LONG_TEXT + "\n\nThe bulb lasts for a year.", "Not a word in common with any other story here."]

# What one cleaner makes of one page: a rejection, or (headline, minute, text, author).
PAGE = st.none() | st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 2), st.integers(0, 1))
PAGES = 4
CLEANER = st.lists(PAGE, min_size=PAGES, max_size=PAGES)


def raw(page: int) -> RawPointer:
    return RawPointer(segment="raw/sample/2026/03/05/r-00000.warc.gz", offset=page, digest=f"sha256:{page}")


def cleaned(page: int, made: tuple[int, int, int, int] | None) -> Article | Rejection:
    """Return what a cleaner makes of a page; pages 0 and 3 are one URL, fetched at two times."""
    url = URLS[page % 3]
    at = datetime(2026, 3, 5, page, tzinfo=UTC)
    if made is None:
        return Rejection(source="sample", url=url, reason=Reason.NO_TEXT, detail="no", rejected_at=at, raw=raw(page))
    headline, minute, text, author = made
    return an_article(
        url=url,
        headline=HEADLINES[headline],
        published_at=PUBLISHED + timedelta(minutes=minute),
        text=TEXTS[text],
        text_hash=text_hash(TEXTS[text]),
        authors=(("Ines Harrow",), ())[author],
        fetched_at=at,
        raw=raw(page),
    )


def outcome_of(record: Article | Rejection, kind: OutcomeKind, key: str | None = None) -> Outcome:
    if isinstance(record, Rejection):
        at, reason, published_at = record.rejected_at, record.reason, None
    else:
        at, reason, published_at = record.fetched_at, None, record.published_at
    return Outcome(
        url=record.url,
        source="sample",
        kind=kind,
        at=at,
        article=key,
        reason=reason,
        published_at=published_at,
        raw=record.raw,
    )


class Archive:
    """An archive, and the last outcome of each page."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.outcomes: dict[int, Outcome] = {}

    def ingest(self, page: int, record: Article | Rejection) -> None:
        if isinstance(record, Rejection):
            self.outcomes[page] = outcome_of(record, OutcomeKind.REJECTED)
        else:
            placed = place_all(self.store, [record], DedupeMatch.TEXT)[0]
            assert isinstance(placed, Placed)
            self.outcomes[page] = outcome_of(record, placed.kind, placed.key)

    def standing(self, page: int) -> Standing:
        key = self.outcomes[page].article
        return Standing(self.outcomes[page], read_article(self.store.get(key), key) if key else None)

    def reclean(self, page: int, again: Article | Rejection, *, killed: bool = False) -> Effect:
        """Clean a page again; if killed, between writing the article and the manifest."""
        standing = self.standing(page)
        effect = effect_of(again, standing)
        if effect in WRITES:
            assert isinstance(again, Article)
            if effect is not Effect.REVISION:
                again = with_forerunner(again, standing, self._events(page))
            placed = place_again(self.store, again, DedupeMatch.TEXT)
            if not killed:
                self.outcomes[page] = outcome_of(again, placed.kind, placed.key)
        return effect

    def _events(self, page: int) -> list[Outcome]:
        return sorted((o for p, o in self.outcomes.items() if p % 3 == page % 3), key=lambda o: o.at)


@settings(max_examples=150)
@given(CLEANER, st.lists(CLEANER, min_size=1, max_size=3), st.sets(st.integers(0, PAGES - 1)))
def test_any_cleaners_in_turn(first: list, later: list, killed: set[int]) -> None:  # type: ignore[type-arg]
    """For any sequence of cleaners and kills, nothing is lost, overwritten or written twice."""
    archive = Archive()
    for page, made in enumerate(first):
        archive.ingest(page, cleaned(page, made))
    for cleaner in later:
        before = dict(archive.store.objects)
        for page, made in enumerate(cleaner):
            if page in killed:
                archive.reclean(page, cleaned(page, made), killed=True)
            archive.reclean(page, cleaned(page, made))
        after = dict(archive.store.objects)
        assert after.items() >= before.items()
        for page, made in enumerate(cleaner):
            again = cleaned(page, made)
            assert archive.reclean(page, again) in {Effect.SAME, Effect.REFUSED}
            standing = archive.standing(page).article
            if isinstance(again, Article):
                assert standing is not None
                assert standing.dedupe_key == again.dedupe_key
                assert standing.raw != again.raw or not changes(standing, again)
        assert archive.store.objects == after


def standing_of(article: Article) -> Standing:
    return Standing(outcome_of(article, OutcomeKind.NEW, f"articles/2026/03/02/{article.id}.json"), article)


@pytest.mark.parametrize(
    ("fields", "effect"),
    [
        ({}, Effect.SAME),
        ({"text": TEXTS[1]}, Effect.REVISION),
        ({"authors": ("Ines Harrow",)}, Effect.REVISION),
        ({"headline": "Last keeper leaves the Saltmere light (VIDEO)"}, Effect.REVISION),
        ({"headline": "The keeper stays"}, Effect.MOVED),
        ({"published_at": PUBLISHED + timedelta(minutes=1)}, Effect.MOVED),
        ({"provenance": {"headline": "h1"}, "warnings": ("odd",), "published_raw": "2 March"}, Effect.SAME),
    ],
)
def test_effects(fields: dict[str, object], effect: Effect) -> None:
    """Each kind of difference has its effect."""
    assert effect_of(an_article(**fields), standing_of(an_article())) is effect


def test_an_article_that_would_be_rejected_stays() -> None:
    """An article that a stricter cleaner rejects is kept, with the effect `REFUSED`."""
    assert effect_of(cleaned(0, None), standing_of(an_article())) is Effect.REFUSED


def test_a_rejection_becomes_an_article_or_stays_one() -> None:
    """A rejected page may become an article; a new reason writes no record."""
    rejected = Standing(outcome_of(cleaned(0, None), OutcomeKind.REJECTED))
    assert effect_of(cleaned(0, (0, 0, 0, 0)), rejected) is Effect.ADMITTED
    assert effect_of(cleaned(0, None), rejected) is Effect.SAME
    other = cleaned(0, None).model_copy(update={"reason": Reason.NO_HEADLINE})
    assert effect_of(other, rejected) is Effect.REASON


def test_what_a_window_left_out_stays_out() -> None:
    """A page outside the window of its run stays out, unless its timestamp has changed."""
    article = cleaned(0, (0, 0, 0, 0))
    assert isinstance(article, Article)
    left_out = Standing(outcome_of(article, OutcomeKind.REJECTED).model_copy(update={"reason": Reason.OUTSIDE_WINDOW}))
    assert effect_of(article, left_out) is Effect.SAME
    assert effect_of(cleaned(0, (0, 1, 0, 0)), left_out) is Effect.ADMITTED


def test_a_duplicate_waits_for_the_page_that_was_archived() -> None:
    """The archived page makes the revision, not its duplicate, in whatever order they are cleaned."""
    archive = Archive()
    archive.ingest(0, cleaned(0, (0, 0, 0, 0)))
    archive.ingest(1, cleaned(1, (0, 0, 0, 0)))
    assert archive.outcomes[1].kind is OutcomeKind.DUPLICATE
    assert archive.reclean(1, cleaned(1, (0, 0, 2, 0))) is Effect.SAME
    assert archive.reclean(0, cleaned(0, (0, 0, 2, 0))) is Effect.REVISION
    assert len(archive.store.objects) == 2


def test_a_moved_article_names_its_forerunner() -> None:
    """An article with a new minute is a revision of the page's earlier article."""
    archive = Archive()
    archive.ingest(0, cleaned(0, (0, 0, 0, 0)))
    former = archive.standing(0).article
    assert archive.reclean(0, cleaned(0, (0, 1, 0, 0))) is Effect.MOVED
    moved = archive.standing(0).article
    assert former
    assert moved
    assert moved.revision_of == former.id


def test_the_window_selects_by_the_old_and_the_new_timestamp() -> None:
    """A page lies in the window by its archived or its new timestamp; without a timestamp, in an open one only."""
    article = an_article()
    day = Window(since=PUBLISHED, until=PUBLISHED + timedelta(days=1))
    elsewhen = an_article(published_at=PUBLISHED - timedelta(days=9))
    rejected = outcome_of(cleaned(0, None), OutcomeKind.REJECTED)
    assert lies_in(day, article, outcome_of(elsewhen, OutcomeKind.NEW, "k"))
    assert lies_in(day, elsewhen, outcome_of(article, OutcomeKind.NEW, "k"))
    assert not lies_in(day, elsewhen, outcome_of(elsewhen, OutcomeKind.NEW, "k"))
    assert not lies_in(day, cleaned(0, None), rejected)
    assert lies_in(Window(), cleaned(0, None), rejected)
