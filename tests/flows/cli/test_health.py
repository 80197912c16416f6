"""`dateline health` reports which sources are in trouble, in words, as JSON, as metrics and by its exit code."""

import json
import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.support.command import Project, dateline
from tests.support.sample_archive import PAGES, SOURCE, ingest_folder, sample_settings

NEVER_RAN = '[source]\nname = "herald"\nfeeds = ["https://herald.example/feed"]\n[source.schedule]\nadaptive = true\n'


@pytest.fixture
def archived(project: Project) -> Path:
    """A project whose source `sample` was archived from a folder."""
    folder = project(SOURCE)
    ingest_folder(sample_settings(folder))
    return folder


def test_all_is_well(archived: Path) -> None:
    """The exit code is 0, and each source has a line."""
    done = dateline("health", folder=archived)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("well     sample ")
    assert done.stdout.endswith("1 source: 1 well, 0 in trouble. Times are UTC.\n")


def test_nothing_is_well_without_the_archive(archived: Path) -> None:
    """A volume that is not mounted must not look like a quiet day."""
    (archived / "archive").rename(archived / "elsewhere")
    done = dateline("health", folder=archived)
    assert done.returncode == 4
    assert "archive" in done.stderr


def test_a_source_in_trouble_comes_first_and_decides_the_exit_code(archived: Path) -> None:
    """A scheduled source that has never run is in trouble; the other source alone is well."""
    (archived / "config" / "sources" / "herald.toml").write_text(NEVER_RAN)
    done = dateline("health", folder=archived)
    assert done.returncode == 3
    assert done.stdout.startswith("trouble  herald                   has not run yet;")
    assert dateline("health", "sample", folder=archived).returncode == 0
    unknown = dateline("health", "heralt", folder=archived)
    assert unknown.returncode == 2
    assert "Did you mean herald?" in unknown.stderr


def test_a_source_whose_run_by_hand_failed_is_in_trouble(archived: Path) -> None:
    """The line names the time and the cause, also without a schedule; a run that succeeds ends the trouble."""
    pages = archived / "pages"
    pages.mkdir()
    source = f'[source]\nname = "dead"\nfolders = ["{pages}"]\n'
    (archived / "config" / "sources" / "dead.toml").write_text(source)
    assert dateline("health", "dead", folder=archived).returncode == 0
    assert dateline("ingest", "dead", folder=archived).returncode != 0
    done = dateline("health", "dead", folder=archived)
    assert done.returncode == 3
    failed = (
        r"trouble  dead +no run has succeeded: the last one failed on \d{4}-\d\d-\d\d \d\d:\d\d \(.*no saved page.*\);"
    )
    assert re.match(failed, done.stdout), done.stdout
    page = next(PAGES.rglob("*.html"))
    (pages / page.name).write_bytes(page.read_bytes())
    assert dateline("ingest", "dead", "--since", "2000-01-01", folder=archived).returncode == 0  # leaves no watermark
    assert dateline("health", "dead", folder=archived).returncode == 0


def test_a_source_that_was_removed_with_its_articles_is_not_listed(archived: Path) -> None:
    """Also if lines of it stay, because another source lists some of its articles. Without --articles it is listed."""
    settings = sample_settings(archived)
    for name in ("another", "left"):
        ingest_folder(settings, name=name)
        (archived / "config" / "sources" / f"{name}.toml").write_text(SOURCE.replace('"sample"', f'"{name}"'))
    assert "3 sources: 3 well" in dateline("health", folder=archived).stdout
    dateline("sources", "remove", "sample", "--articles", folder=archived)
    dateline("sources", "remove", "left", folder=archived)
    told = dateline("health", folder=archived).stdout
    assert [line.split()[1] for line in told.splitlines()[:-1]] == ["another", "left"]


def test_metrics_for_node_exporter(archived: Path) -> None:
    """A Prometheus parser reads the figures of `--json`; file names that the collector ignores are refused."""
    (archived / "config" / "sources" / "herald.toml").write_text(NEVER_RAN)
    metrics = archived / "dateline.prom"
    done = dateline("health", "--json", "--prometheus", str(metrics), folder=archived)
    told = {one["source"]: one for one in json.loads(done.stdout)}
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(metrics.read_text())
        for sample in family.samples
    }
    assert samples["dateline_sources", "trouble"] == 1
    assert samples["dateline_source_well", "sample"] == 1
    assert samples["dateline_source_articles_7d", "sample"] == told["sample"]["articles"] > 0
    for reason, pages in told["sample"]["rejections"].items():
        assert samples["dateline_source_rejected_7d", *sorted(("sample", reason))] == pages
    assert ("dateline_source_rejected_7d", "no_timestamp", "sample") in samples
    assert ("dateline_source_last_success_timestamp_seconds", "herald") not in samples
    assert [path.name for path in archived.glob("dateline.*")] == ["dateline.prom"]
    refused = dateline("health", "--prometheus", str(archived / "metrics.txt"), folder=archived)
    assert refused.returncode == 2
    assert "node_exporter only reads files whose names end in .prom" in refused.stderr
