"""Lists of rejections, and the pages that vanished."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.schema import Settings
from dateline.tasks import rejections
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import article_key, rejection_key, to_json
from dateline.tasks.core.models import Manifest, Outcome, OutcomeKind, Reason, Rejection
from dateline.tasks.rejections import list_rejections, vanished_pages
from tests.support.records import an_article
from tests.support.sample_archive import sample_settings

DAY = datetime(2026, 3, 4, 12, tzinfo=UTC)
PLACES = [(DAY.date(), "a"), (DAY.date(), "b"), (DAY.date() - timedelta(days=1), "a")]


def a_rejection(n: int, source: str, day: datetime, reason: Reason = Reason.NO_TEXT, detail: str = "") -> Rejection:
    return Rejection(
        source=source, url=f"https://{source}.example/{n}", reason=reason, detail=detail or "none", rejected_at=day
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An archive with ten rejections in each of three places, each fifth of them for another reason."""
    settings = sample_settings(tmp_path)
    store = open_store(settings.archive)
    for day, source in PLACES:
        at = datetime.combine(day, DAY.timetz())
        for n in range(10):
            one = a_rejection(n, source, at, Reason.TIMEOUT if n % 5 == 0 else Reason.NO_TEXT)
            store.put_if_absent(rejection_key(one), to_json(one))
    return settings


@pytest.mark.parametrize("limit", [1, 3, 10, 100])
@pytest.mark.parametrize("most", [4, 500])
@pytest.mark.parametrize("reason", [None, Reason.TIMEOUT, Reason.ROBOTS])
def test_the_parts_make_the_whole(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, limit: int, most: int, reason: Reason | None
) -> None:
    """However few are read for a part, each stands in one part, in the order of the places."""
    monkeypatch.setattr(rejections, "MAX_READ", most)
    found, after, parts = list[tuple[date, str]](), None, 0
    while parts == 0 or after:
        part = list_rejections(settings, PLACES, reason, limit, after)
        assert len(part.rejections) <= limit
        assert all(reason in {None, one.reason} for _, one in part.rejections)
        found += [(one.rejected_at.date(), one.source) for _, one in part.rejections]
        after, parts = part.last, parts + 1
    number = {None: 10, Reason.TIMEOUT: 2, Reason.ROBOTS: 0}[reason]
    assert found == [place for place in PLACES for _ in range(number)]


def test_a_damaged_record_is_left_out_and_told_of(settings: Settings, tmp_path: Path) -> None:
    key = list_rejections(settings, PLACES, None, 1).rejections[0][0]
    (tmp_path / "archive" / key).write_bytes(b"{")
    listed = list_rejections(settings, PLACES, None, 100)
    assert len(listed.rejections) == 29
    assert [key in sentence for sentence in listed.damaged] == [True]


def test_a_page_vanished_if_it_was_an_article(settings: Settings) -> None:
    """A page that was never one is only missing, and one that failed to answer is not gone."""
    store, article = open_store(settings.archive), an_article(url="https://a.example/77", source="a")
    gone = a_rejection(77, "a", DAY, Reason.HTTP_STATUS, "the server answered 410 Gone")
    never = a_rejection(78, "a", DAY, Reason.HTTP_STATUS, "the server answered 404 Not Found")
    busy = a_rejection(79, "a", DAY, Reason.HTTP_STATUS, "the server answered 503 Busy")
    for one in (gone, never, busy):
        store.put_if_absent(rejection_key(one), to_json(one))
    outcome = Outcome(
        url=article.url,
        source="a",
        kind=OutcomeKind.NEW,
        at=article.fetched_at,
        article=article_key(article),
        headline=article.headline,
    )
    with shared_ledger(settings.ledger.url) as ledger:
        ledger.apply(Manifest(run="run", batch="00000", outcomes=(outcome,)))
    (found,) = vanished_pages(settings, PLACES, 10)
    assert (found.rejection, found.article, found.headline) == (gone, article_key(article), article.headline)
