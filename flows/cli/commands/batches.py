"""``dateline batches``: lists the batches that failed, and retries or drops them."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.options import AsJson
from dateline.flows.cli.text import say
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.ledger_models import OpenBatch


def batches(
    retry: Annotated[
        str | None, typer.Option(metavar="NAME", help="Let the next run of its source retry this batch.")
    ] = None,
    drop: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Drop this batch: its pages count as failed, so later runs may fetch them again."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the batches that failed, or were set aside after failing in several runs. Retry or drop one of them."""
    from dateline.tasks.batches import drop_batch, in_words, retry_batch, troubled_batches

    settings = load().settings
    if "" in {retry, drop}:
        raise ConfigError("the name of a batch is empty: `dateline batches` lists those that failed")
    if retry and drop:
        raise ConfigError("--retry and --drop cannot be used together: choose one of them")
    if retry:
        batch = retry_batch(retry, settings)
        say(f"The next `dateline ingest {batch.source}` retries {batch.name}.")
    elif drop:
        batch = drop_batch(drop, settings, datetime.now(UTC))
        say(f"Dropped {batch.name}: {count(len(batch.refs), 'page')} of {batch.source}.")
    else:
        found = troubled_batches(settings)
        if as_json:
            typer.echo(json.dumps([_as_json(batch) for batch in found], indent=2))
        else:
            say("\n".join(in_words(batch) for batch in found) or "No batch has failed.")


def _as_json(batch: OpenBatch) -> dict[str, object]:
    told = batch.model_dump(mode="json", include={"source", "opened_at", "failures", "trouble", "set_aside", "segment"})
    return {"name": batch.name, **told, "pages": [ref.url for ref in batch.refs]}
