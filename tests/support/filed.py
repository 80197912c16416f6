"""Writes articles into an archive as a run does: records, then a manifest."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

from dateline.config.schema import Settings
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import article_key, manifest_bytes, manifest_key, record_hash, to_json
from dateline.tasks.core.models import Article, Manifest, Outcome, OutcomeKind

_runs = count()


def file_articles(settings: Settings, articles: Sequence[Article], opened_at: datetime | None = None) -> str:
    """Write the articles and a manifest that lists them; return the key of the manifest."""
    store, run = open_store(settings.archive), f"run{next(_runs)}"
    outcomes = []
    for article in articles:
        data = to_json(article)
        store.put_if_absent(article_key(article), data)
        outcomes.append(
            Outcome(
                url=article.url,
                source=article.source,
                kind=OutcomeKind.NEW,
                at=article.fetched_at,
                article=article_key(article),
                record_hash=record_hash(data),
            )
        )
    key = manifest_key(run, "00000", opened_at or datetime.now(UTC))
    store.put_if_absent(key, manifest_bytes(Manifest(run=run, batch="00000", outcomes=tuple(outcomes))))
    return key
