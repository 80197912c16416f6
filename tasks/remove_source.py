"""Removes a source from the archive, the ledger and the search index. Does not import Prefect."""

from collections.abc import Callable, Collection
from datetime import datetime

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.archive.removal import Removal
from dateline.tasks.adapters.archive.removal_survey import Survey
from dateline.tasks.adapters.fetching.batch_owner import is_abandoned
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.removal import REMOVED, RemovalResult, RemovedSource
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.runs.backfill import ledger_name
from dateline.tasks.core.sources.ways import Way
from dateline.tasks.search import rebuild_index


def check_idle(source: str, settings: Settings, now: datetime) -> None:
    """Check that no run is working on the source.

    Raises:
        ConfigError: one is.
        LedgerError: the ledger could not be read.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        live = [one for one in ledger.unfinished(source) if not (one.set_aside or is_abandoned(one, now))]
    if live:
        raise ConfigError(
            f"a run is archiving {source} ({live[0].run}): wait until it ends, or stop it, then try again"
        )


def remove_articles(  # noqa: PLR0913 - what to remove, from where, for whom
    source: str,
    others: Collection[str],
    settings: Settings,
    now: datetime,
    on_count: Callable[[str, int], None],
    *,
    dry_run: bool,
) -> RemovalResult:
    """Remove the source's articles, rejections, raw pages and manifests, and its notes in the ledger.

    Articles that ``others``, the other configured sources, list as well are kept, with the segments that they were
    made from and the records that they revise. ``on_count`` is called with what is being done, and how far. If it is
    killed, calling it again completes the removal.

    Raises:
        StoreError: the archive could not be read or written.
        LedgerError: the ledger could not be read or written.
        IndexUnusableError: the search index could not be rebuilt.
    """
    store = open_store(settings.archive)
    with shared_ledger(settings.ledger.url) as ledger:
        if not dry_run:
            check_mark(store, ledger)
        survey = Survey(source, others, store, ledger, on_count)
        survey.read()
        removal = Removal(survey, now, dry_run)
        removal.remove()
        if not dry_run:
            ledger.forget_source(source, [ledger_name(source, way) for way in Way])
            ledger.note(REMOVED, source, RemovedSource(earlier=tuple(sorted(survey.earlier))))
    if not dry_run and folder.exists(settings.search.path):
        rebuild_index(settings, lambda done, _: on_count("rebuilding the search index", done))
    return RemovalResult(
        source=source,
        dry_run=dry_run,
        articles=len(survey.removed),
        shared=len(survey.shared),
        earlier=len(survey.earlier),
        kept_segments=removal.kept_segments,
        rejections=removal.rejections,
        segments=removal.segments,
        manifests=removal.manifests,
        days=len(removal.days),
        damaged=tuple(survey.damaged),
    )
