"""An unexpected error is reported and costs only the page or part at which it is raised; all else is archived."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters import bulkhead as bulkheads
from dateline.tasks.adapters.archive import place
from dateline.tasks.adapters.bulkhead import bulkhead, in_words, write_report
from dateline.tasks.adapters.cleaning import segment
from dateline.tasks.adapters.discovery import collect, files
from dateline.tasks.adapters.fetching import file_bytes, page_bytes
from dateline.tasks.adapters.http import visit
from dateline.tasks.adapters.http.clock import SystemClock
from dateline.tasks.adapters.warc import segments
from dateline.tasks.core.discovery.url_lists import read_url_list
from dateline.tasks.core.errors import LedgerError, StoppedError, StoreError
from dateline.tasks.core.models import OutcomeKind, PageRef, Reason, Window
from dateline.tasks.core.web.fetched import FetchFailure
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.discover import discover
from tests.support.local_site import Site, serving, settings, source, story
from tests.support.sample_archive import PAGES, ingest_folder, objects, sample_settings

BAD = "cafe-rene"
"""The page of the sample at which things go wrong."""


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of error reports, separate for each test."""
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    return bulkheads.reports_folder()


def at_bad_page(function: Callable[..., object]) -> Callable[..., object]:
    """Return the function wrapped so that it raises for arguments that concern the bad page."""

    def failing(*args: object, **options: object) -> object:
        told_again = any(isinstance(arg, FetchFailure) for arg in args)
        if not told_again and any(BAD in repr(arg)[:2000] for arg in (*args, *options.values())):
            raise ZeroDivisionError("a mistake of ours")
        return function(*args, **options)

    return failing


def eager(settings: Settings) -> Settings:
    """Return settings under which a failed page is retried at once."""
    return settings.model_copy(update={"ingest": settings.ingest.model_copy(update={"retry_after_s": 0.0})})


def articles(folder: Path) -> set[str]:
    return {key for key in objects(folder) if key.startswith("articles/")}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (file_bytes, "read_saved"),
        (segments.SegmentWriter, "write"),
        (segment, "to_record"),
        (segment, "_cleaned"),
        (place, "to_json"),
        (place, "article_key"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_page_that_breaks_a_step_costs_that_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reports: Path, module: object, name: str
) -> None:
    """Whatever the step: other pages are archived, the outcome names the error, and the next run archives the page."""
    ingest_folder(sample_settings(tmp_path / "whole"))
    whole = articles(tmp_path / "whole")
    values = eager(sample_settings(tmp_path / "hit"))
    with monkeypatch.context() as patched:
        patched.setattr(module, name, at_bad_page(getattr(module, name)))
        outcomes = ingest_folder(values)
    bad = [outcome for outcome in outcomes if BAD in outcome.url]
    assert [(one.kind, one.reason) for one in bad] == [(OutcomeKind.REJECTED, Reason.INTERNAL_ERROR)]
    assert "ZeroDivisionError: a mistake of ours" in (bad[0].detail or "")
    (report,) = [path for path in reports.iterdir() if path.name in (bad[0].detail or "")]
    assert "Traceback" in report.read_text(encoding="utf-8")
    assert len(articles(tmp_path / "hit")) == len(whole) - 1
    assert articles(tmp_path / "hit") < whole
    again = ingest_folder(values)
    assert [outcome.kind for outcome in again if BAD in outcome.url] == [OutcomeKind.NEW]
    assert articles(tmp_path / "hit") == whole


def test_a_segment_that_breaks_its_reader_is_reported_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a segment cannot be read, each of its pages has an outcome, and the next run archives all of them."""
    ingest_folder(sample_settings(tmp_path / "whole"))
    values = eager(sample_settings(tmp_path / "hit"))

    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    with monkeypatch.context() as patched:
        patched.setattr(segment, "read_segment", broken)
        outcomes = ingest_folder(values)
    assert {outcome.reason for outcome in outcomes} == {Reason.INTERNAL_ERROR}
    ingest_folder(values)
    assert articles(tmp_path / "hit") == articles(tmp_path / "whole")


def test_a_part_that_breaks_its_reader_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The failure names the error; earlier pages of the part and those of other parts are found."""
    lists = [tmp_path / f"{name}.txt" for name in ("good", "bad")]
    lists[0].write_text("https://saltmere.example/1\n")
    lists[1].write_text("https://saltmere.example/2\n")
    table = Source(name="sample", url_lists=tuple(reversed(lists)), folders=(PAGES,))
    read = read_url_list

    def broken(data: bytes, name: str, via: str, warnings: list[str]) -> Iterator[PageRef]:
        yield from read(data, name, via, warnings)
        if via == str(lists[1]):
            raise KeyError("href")

    monkeypatch.setattr(files, "read_url_list", broken)
    found = discover.fn(table, sample_settings(tmp_path), Window())
    assert len(found.refs) == 2 + len([path for path in PAGES.rglob("*.*") if path.suffix in {".html", ".txt"}])
    (failure,) = found.failures
    assert "bad.txt" in failure
    assert "KeyError: 'href'" in failure


def test_a_page_that_has_no_key_costs_that_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address for which no key can be computed is a failure of its part, and the rest is found."""
    table = Source(name="sample", folders=(PAGES,))
    everything = discover.fn(table, sample_settings(tmp_path), Window()).refs
    monkeypatch.setattr(collect, "url_key", at_bad_page(url_key))
    found = discover.fn(table, sample_settings(tmp_path), Window())
    assert {ref.url for ref in everything} - {ref.url for ref in found.refs} == {
        ref.url for ref in everything if BAD in ref.url
    }
    assert BAD in found.failures[0]


def test_a_page_that_breaks_the_fetcher_costs_that_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over HTTP, every other page of the host is fetched once, and the page itself is a failure."""
    with serving(Site()) as site:
        urls = [site.url(f"/{name}") for name in ("one", BAD, "three", "four")]
        for url in urls:
            site.pages[url.removeprefix(site.url(""))] = story(url.rpartition("/")[2])
        refs = [PageRef(url=url, source="sample", via="test") for url in urls]
        monkeypatch.setattr(visit.Visits, "visit", at_bad_page(visit.Visits.visit))
        limits = settings(tmp_path).fetch
        came = list(page_bytes.bytes_of(refs, source(), limits, None, SystemClock()))
    assert sorted(one.ref.url for one in came) == sorted(urls)
    failures = [one for one in came if isinstance(one, FetchFailure)]
    assert [(one.ref.url, one.reason) for one in failures] == [(urls[1], Reason.INTERNAL_ERROR)]
    assert len(site.asked) == 3


@pytest.mark.parametrize("error", [StoreError("no", key="k"), LedgerError("no"), StoppedError("no"), MemoryError()])
def test_expected_errors_are_not_caught(error: Exception) -> None:
    """Errors of archive and ledger, stops and lack of memory are not caught: they concern more than a page."""
    told: list[str] = []
    with pytest.raises(type(error)), bulkhead(told.append):
        raise error
    assert not told


def test_a_frequent_error_makes_one_report(reports: Path) -> None:
    """Each error and place has one report and one wording, though its message contains an address in memory."""
    told: list[str] = []
    for _ in range(50):
        with bulkhead(told.append):
            raise TypeError(f"{object()} \ud800 is no page")
    assert len(list(reports.iterdir())) == 1
    assert len(set(told)) == 1
    assert "TypeError: <object object > \\ud800 is no page" in told[0]
    assert told[0].encode()


def test_a_folder_of_reports_that_somebody_else_has_is_not_used(tmp_path: Path, reports: Path) -> None:
    """A symbolic link in place of the folder is not followed, and another folder is used."""
    reports.rmdir()
    reports.symlink_to(tmp_path)
    assert write_report(ValueError("x")).parent not in {reports, tmp_path}
    assert in_words(ValueError()) == "ValueError"
