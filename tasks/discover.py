"""Step one: finds the pages that a source lists."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.discovery.collect import Discovery, collect
from dateline.tasks.adapters.discovery.context import SharedClients, open_context
from dateline.tasks.adapters.discovery.parts import parts_of
from dateline.tasks.adapters.fetching.stoppable import until_stopped
from dateline.tasks.adapters.http.clock import Clock, SystemClock
from dateline.tasks.adapters.ledger.clocks import note_later_clocks
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stoppable_steps import cancelled_if_stopped
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.runs.due import is_due

__all__ = ["Discovery", "SharedClients", "discover", "sharing_clients"]


@contextmanager
def sharing_clients(settings: Settings) -> Iterator[SharedClients]:
    """Yield HTTP clients that many sources share, and close them at the end of the block.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with shared_ledger(settings.ledger.url) as ledger, closing(SharedClients(ledger, SystemClock())) as clients:
        yield clients


@task(name="discover", task_run_name="discover {source.name}", cache_policy=NO_CACHE, persist_result=False)
@cancelled_if_stopped
def discover(  # noqa: PLR0913 - the last ones by keyword
    source: Source,
    settings: Settings,
    window: Window,
    tell: Callable[[str], None] = lambda _: None,
    *,
    scheduled: bool = False,
    clock: Clock | None = None,
    judged: Window | None = None,
    clients: SharedClients | None = None,
    expect_pages: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] | None = None,
) -> Discovery:
    """Return the pages that ``source`` lists in ``window``. A page without a date counts as inside.

    A part that fails does not stop the others; it is reported in ``failures``.

    Args:
        source: The source to read.
        settings: The project's settings.
        window: The time of publication to look for.
        tell: Called with a description of what is being read.
        scheduled: Whether the run is scheduled: then feeds without news are polled less often (`[poll]`).
        clock: Replaces the system clock.
        judged: The window that decides which pages are accepted, if ``window`` is only a slice of it.
        clients: HTTP clients that other sources use, too. By default, the source has its own.
        expect_pages: Called when pages will probably be due, before their listing is complete.
        stop: Returns whether to stop, even while a site is silent. Without it, no thread is started to wait for sites.

    Raises:
        LedgerError: the ledger could not be read or written.
        StoppedError: the run was stopped.
    """

    def found() -> Generator[Discovery, None, None]:
        with (
            shared_ledger(settings.ledger.url) as ledger,
            open_context(source, window, settings.fetch, clock or SystemClock(), ledger, clients) as opened,
        ):
            adaptive = scheduled and settings.poll.adaptive
            polling = settings.poll if adaptive else None
            context = replace(opened, tell=tell, expect_pages=expect_pages, polling=polling)

            def unsettled(refs: dict[str, PageRef]) -> set[str]:
                known = ledger.known(source.name, refs)
                return {
                    key
                    for key, ref in refs.items()
                    if is_due(ref, known.get(key), settings.ingest, judged or window, context.now)
                }

            discovery = collect(parts_of(source), context, settings.ingest.max_pages_per_run, unsettled)
            note_later_clocks(source.name, context.later, ledger)
        yield discovery

    (discovery,) = until_stopped(found(), stop) if stop else found()
    return discovery
