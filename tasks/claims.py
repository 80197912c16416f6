"""Claims the pages that a run has planned, so that no other run fetches them at the same time."""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread

from dateline.config.schema import Settings
from dateline.tasks.adapters.fetching.batch_owner import LEASE, claim, is_abandoned, release
from dateline.tasks.adapters.ledger.process_names import process_name
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.ledger_models import OpenBatch, PageState
from dateline.tasks.core.protocols import Claim, Ledger
from dateline.tasks.core.runs.due import is_due, not_looked_at
from dateline.tasks.core.runs.shares import keys_of, share_out
from dateline.tasks.core.runs.troubled_batches import taken_up
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.plan import Plan

_KEEP_EVERY_S = LEASE.total_seconds() / 6

_log = logging.getLogger(__name__)


@contextmanager
def claimed(planned: Plan, run: Run, settings: Settings) -> Iterator[Plan]:
    """Yield the plan without the pages that other runs have claimed since, and claim its batches within the block.

    Other runs, in this process or another, see the batches in the ledger and skip their pages. At the end, batches
    whose fetching has not begun are dropped; unfinished ones are kept for the next run to complete.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        mine = _claim(planned, run, settings, ledger)
        batches = (*mine.resumed, *mine.batches)
        try:
            with _keeping({batch.run for batch in batches}, ledger):
                yield mine
        finally:
            release(batches)
            if batches:
                _give_up_unbegun(run, ledger)


def still_in_hand(source: str, keys: Collection[str], settings: Settings) -> set[str]:
    """Return those of the pages, given by url_key, that runs are working on.

    Raises:
        LedgerError: the ledger could not be read.
    """
    now = datetime.now(UTC)
    with shared_ledger(settings.ledger.url) as ledger:
        live = [batch for batch in ledger.unfinished(source) if not (batch.set_aside or is_abandoned(batch, now))]
    return keys_of(live) & set(keys)


def known_states(source: str, keys: Collection[str], settings: Settings) -> dict[str, PageState]:
    """Return the ledger's states of pages, by url_key.

    Raises:
        LedgerError: the ledger could not be read.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        return ledger.known(source, keys)


def _claim(planned: Plan, run: Run, settings: Settings, ledger: Ledger) -> Plan:
    """Claim the plan's batches, and return what remains of the plan at that time."""
    keys = keys_of(planned.batches)
    wanted = {batch.segment for batch in planned.resumed}
    now = datetime.now(UTC)
    mine: Plan | None = None

    def choose(known: Mapping[str, PageState], unfinished: Sequence[OpenBatch]) -> Claim:
        nonlocal mine
        named = {url_key(ref.url): ref for batch in planned.batches if not batch.recheck for ref in batch.refs}
        shares = share_out(
            named,
            known,
            unfinished,
            lambda batch: is_abandoned(batch, now),
            lambda ref, state: (
                not_looked_at(state, run.began_at)
                if planned.at_once
                else is_due(ref, state, settings.ingest, run.window, run.began_at)
            ),
        )
        resumed = claim(
            batch.model_copy(update={"kept_at": now})
            for batch in (taken_up(batch, process_name(), now) for batch in shares.resumed if batch.segment in wanted)
            if not batch.set_aside
        )
        # Pages that another run has claimed since the plan was made are left to it.
        dropped = {(batch.run, batch.batch) for batch in shares.dropped}
        busy = keys_of(batch for batch in unfinished if (batch.run, batch.batch) not in dropped)
        due = {url_key(ref.url) for ref in shares.due}
        batches = []
        for batch in planned.batches:
            taken = tuple(
                ref
                for ref in batch.refs
                if (key := url_key(ref.url)) not in busy
                and (not_looked_at(known.get(key), run.began_at) if batch.recheck else key in due)
            )
            if taken:
                batches.append(batch.model_copy(update={"refs": taken}))
        taken_batches = claim(batches)
        in_hand = planned.in_hand | ((busy - keys_of(resumed)) & named.keys())
        mine = replace(planned, resumed=resumed, batches=taken_batches, in_hand=in_hand)
        opened = [*resumed, *(batch.model_copy(update={"begun": False}) for batch in taken_batches)]
        return opened, shares.dropped

    if not planned.batches and not planned.resumed:
        return planned
    try:
        ledger.claim(run.source, keys, choose)
    except BaseException:
        if mine is not None:
            release((*mine.resumed, *mine.batches))
        raise
    return mine or planned


def _give_up_unbegun(run: Run, ledger: Ledger) -> None:
    try:
        for batch in ledger.unfinished(run.source):
            if batch.run == run.name and not batch.begun:
                ledger.close_batch(batch.run, batch.batch)
    except LedgerError:  # must not hide what ended the run; the next run drops these batches
        _log.warning("batches whose fetching had not begun could not be dropped", exc_info=True)


@contextmanager
def _keeping(runs: Collection[str], ledger: Ledger) -> Iterator[None]:
    """Renew the runs' claims regularly within the block, because other machines cannot see whether they are alive."""
    over = Event()

    def keep() -> None:
        while not over.wait(_KEEP_EVERY_S):
            try:
                for run in runs:
                    ledger.keep_batches(run, datetime.now(UTC))
            except LedgerError:
                _log.warning("the claims on batches could not be renewed in the ledger", exc_info=True)

    thread = Thread(target=keep, name="batches in hand", daemon=True)
    if runs:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if runs:
            thread.join()
