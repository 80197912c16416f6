"""Step one: what a source says it published."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.schema import Settings, Source
from tasks.adapters.http import FetchedBytes, Fetcher
from tasks.adapters.saved_pages import ENDINGS, list_folder
from tasks.core.discovery.feeds import read_feed
from tasks.core.discovery.url_lists import read_url_list
from tasks.core.errors import DiscoveryError
from tasks.core.models import PageRef, Precision, Window
from tasks.core.urls import url_key


@dataclass(frozen=True, slots=True)
class Discovery:
    """The pages of one source, each once, in the order in which the source named them."""

    refs: tuple[PageRef, ...] = ()
    warnings: tuple[str, ...] = ()
    """What was odd about a feed that was read all the same."""
    failures: tuple[str, ...] = ()
    """Feeds, lists and folders that could not be read: their pages are missing here."""


@task(name="discover", task_run_name="discover {source.name}", cache_policy=NO_CACHE, persist_result=False)
def discover(source: Source, settings: Settings, window: Window) -> Discovery:
    """Return the pages that ``source`` names in ``window``; a reference without a date counts as inside.

    One feed in trouble does not hide the others: it is told in ``failures``.
    """
    found: dict[str, PageRef] = {}
    warnings: list[str] = []
    failures: list[str] = []
    with Fetcher(source.fetch_settings(settings.fetch)) as fetcher:
        for read in _readers(source, fetcher, warnings):
            try:
                for ref in read():
                    if _may_lie_in(window, ref):
                        found.setdefault(url_key(ref.url), ref)
            except DiscoveryError as error:
                failures.append(str(error))
    return Discovery(tuple(found.values()), tuple(warnings), tuple(failures))


def _readers(source: Source, fetcher: Fetcher, warnings: list[str]) -> Iterator[Callable[[], Iterable[PageRef]]]:
    for feed in source.feeds:
        yield partial(_read_feed, feed, source.name, fetcher, warnings)
    if source.urls:
        yield partial(read_url_list, "\n".join(source.urls).encode(), source.name, "urls", warnings)
    for path in source.url_lists:
        yield partial(_read_list, path, source.name, warnings)
    for folder in source.folders:
        yield partial(_read_folder, folder, source.name)


def _read_feed(url: str, source: str, fetcher: Fetcher, warnings: list[str]) -> Iterable[PageRef]:
    answer = fetcher.fetch_bytes(url)
    if not isinstance(answer, FetchedBytes):
        raise DiscoveryError(f"the feed {url} could not be read: {answer.detail}", url=url)
    reading = read_feed(answer.body, source=source, via=url, content_type=answer.content_type)
    warnings.extend(f"{url}: {warning}" for warning in reading.warnings)
    return reading.refs


def _read_list(path: Path, source: str, warnings: list[str]) -> Iterable[PageRef]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DiscoveryError(f"the URL list {path} could not be read: {error.strerror}", url=str(path)) from error
    return read_url_list(data, source, str(path), warnings)


def _read_folder(folder: Path, source: str) -> Iterable[PageRef]:
    refs = list(list_folder(folder, source))
    if not refs:
        endings = ", ".join(ENDINGS)
        raise DiscoveryError(f"the folder {folder} holds no saved page ({endings})", url=str(folder))
    return refs


def _may_lie_in(window: Window, ref: PageRef) -> bool:
    if ref.published_at is None or ref.published_precision is Precision.DAY:
        return True
    return window.contains(ref.published_at)
