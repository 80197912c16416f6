"""Writes the health of the sources as Prometheus metrics, for the textfile collector of node_exporter.

Format: the Prometheus text exposition format, https://prometheus.io/docs/instrumenting/exposition_formats/.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.sources.health import SourceHealth
from dateline.tasks.whole_file import whole_file

SUFFIX = ".prom"
"""The textfile collector ignores files with another suffix."""


def write_metrics(healths: Sequence[SourceHealth], path: Path) -> None:
    """Write a file of metrics. A reader sees the old file or the new one, never a part.

    Raises:
        ConfigError: the file's name does not end in `SUFFIX`, or it cannot be written.
    """
    if path.suffix != SUFFIX:
        raise ConfigError(f"{path}: node_exporter only reads files whose names end in {SUFFIX}: choose such a name")
    with whole_file(path) as part:
        write_to_textfile(str(part), _metrics(healths))


def _metrics(healths: Sequence[SourceHealth]) -> CollectorRegistry:
    registry = CollectorRegistry()
    states = Gauge("dateline_sources", "Number of sources by state.", ["state"], registry=registry)
    number = Counter(one.is_well for one in healths)
    states.labels(state="well").set(number[True])
    states.labels(state="trouble").set(number[False])

    def by_source(name: str, what: str) -> Gauge:
        return Gauge(f"dateline_source_{name}", what, ["source"], registry=registry)

    well = by_source("well", "1 if the source is well, 0 if it is in trouble.")
    success = by_source("last_success_timestamp_seconds", "Up to when runs have read all that the source lists.")
    new = by_source("last_new_timestamp_seconds", "When the latest new article was archived.")
    articles = by_source("articles_7d", "Number of new articles archived in the last seven days.")
    rejected = Gauge(
        "dateline_source_rejected_7d",
        "Number of pages rejected in the last seven days.",
        ["source", "reason"],
        registry=registry,
    )
    for one in healths:
        well.labels(one.source).set(one.is_well)
        articles.labels(one.source).set(one.articles)
        for gauge, at in ((success, one.last_success_at), (new, one.last_new_at)):
            if at is not None:
                gauge.labels(one.source).set(at.timestamp())
        for reason, pages in one.rejections.items():
            rejected.labels(one.source, reason).set(pages)
    return registry
