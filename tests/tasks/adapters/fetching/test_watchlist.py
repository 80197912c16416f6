"""The list of articles that are recent enough to change."""

from datetime import UTC, datetime, timedelta

from dateline.config.schema import RecheckSettings
from dateline.tasks.adapters.fetching.watchlist import MAX_WATCHED, Watchlist, due, oldest_due, with_pages, without_old
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import OutcomeKind, PageRef, Reason

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTINGS = RecheckSettings()


def ref(name: str, via: str = "https://courier.example/feed") -> PageRef:
    return PageRef(url=f"https://courier.example/{name}", source="courier", via=via, summary="words " * 200)


def state(age: timedelta, seen: timedelta, kind: OutcomeKind = OutcomeKind.NEW, **more: object) -> PageState:
    values = {
        "url_key": "x",
        "url": "x",
        "source": "courier",
        "kind": kind,
        "reason": None,
        "article": "articles/2026/05/04/k.json",
        "text_hash": "t",
        "published_at": NOW - age,
        "first_at": NOW - seen,
        "last_at": NOW - seen,
        "tries": 1,
        "etag": None,
        "last_modified": None,
    }
    return PageState.model_validate(values | more)


def listed(*names: str) -> Watchlist:
    return with_pages(Watchlist(), map(ref, names), NOW - HOUR)


def key(name: str) -> str:
    return f"https://courier.example/{name}"


def test_the_longest_overdue_comes_first() -> None:
    """Articles are due by age and last recheck, the longest overdue first, up to the limit of a run."""
    known = {
        key("young"): state(HOUR / 2, HOUR / 3),
        key("hour"): state(HOUR, HOUR * 0.9),
        key("day"): state(HOUR * 24, HOUR * 20),
        key("rejected"): state(HOUR * 2, HOUR, OutcomeKind.REJECTED, reason=Reason.TIMEOUT),
    }
    watched = listed("young", "hour", "day", "rejected", "unknown")
    assert [name for name, _ in due(watched, known, SETTINGS, NOW)] == [key("day"), key("hour")]
    one = SETTINGS.model_copy(update={"max_pages_per_run": 1})
    assert [name for name, _ in due(watched, known, one, NOW)] == [key("day")]
    assert oldest_due(watched, known, SETTINGS, NOW) == NOW - HOUR * 12
    assert oldest_due(listed("young", "unknown"), known, SETTINGS, NOW) is None


def test_a_recheck_without_an_outcome_counts() -> None:
    """A recheck without an outcome still delays the next one; only the list records it."""
    known = {key("a"): state(HOUR * 2, HOUR * 1.9)}
    watched = listed("a")
    assert due(watched, known, SETTINGS, NOW)
    page = watched.pages[key("a")].model_copy(update={"looked_at": NOW - HOUR / 6})
    assert not due(Watchlist(pages={key("a"): page}), known, SETTINGS, NOW)


def test_only_pages_of_the_web_are_watched() -> None:
    """Pages from files and web archives are not watched, and summaries are not kept."""
    refs = [ref("web"), ref("old", "warc:/crawl.warc.gz#0"), ref("older", "wayback:https://web.archive.org/web/x")]
    saved = PageRef(url="file:///saved/a.html", source="courier", via="saved")
    watched = with_pages(Watchlist(), [*refs, saved], NOW)
    assert list(watched.pages) == [key("web")]
    assert watched.pages[key("web")].ref.summary is None


def test_old_articles_and_other_pages_leave_the_list() -> None:
    """Articles beyond the maximum age and pages that yielded no article are removed."""
    known = {
        key("old"): state(timedelta(days=8), HOUR),
        key("young"): state(HOUR, HOUR),
        key("none"): state(HOUR, HOUR, OutcomeKind.REJECTED, article=None, published_at=None),
    }
    watched = without_old(listed("old", "young", "none", "new"), known, SETTINGS, NOW)
    assert list(watched.pages) == [key("young"), key("new")]
    assert not without_old(listed("new"), {}, SETTINGS, NOW + timedelta(days=8)).pages


def test_the_list_is_bounded() -> None:
    """The newest pages stay when the list is full."""
    watched = with_pages(Watchlist(), (ref(str(n)) for n in range(MAX_WATCHED)), NOW)
    watched = with_pages(watched, [ref("one-more")], NOW)
    assert len(watched.pages) == MAX_WATCHED
    assert list(watched.pages)[-1] == "https://courier.example/one-more"
