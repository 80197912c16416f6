"""Failed runs of a source are reported once, and again only after a successful run."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline.config.schema import Settings
from dateline.tasks.monitoring import count_failure, forget_failures
from tests.support.sample_archive import sample_settings

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def told(settings: Settings, *sources: str) -> list[tuple[int, datetime] | None]:
    """Return the reports on failures of these sources, one hour apart."""
    found = [count_failure(source, NOON + timedelta(hours=hour), settings) for hour, source in enumerate(sources)]
    return [(one.runs, one.since) if one else None for one in found]


def test_failures_in_a_row_are_reported_once(tmp_path: Path) -> None:
    """By default the third failure in a row is reported, with the time of the first; each source has its own count."""
    settings = sample_settings(tmp_path)
    assert told(settings, "courier", "courier", "herald", "courier", "courier", "herald", "herald") == [
        *(None, None, None, (3, NOON), None, None, (3, NOON + timedelta(hours=2)))
    ]


def test_a_success_begins_a_new_row(tmp_path: Path) -> None:
    """A successful run resets the count, whether failures were reported or not."""
    settings = sample_settings(tmp_path)
    assert told(settings, "courier", "courier") == [None, None]
    forget_failures("courier", settings)
    assert told(settings, "courier", "courier", "courier") == [None, None, (3, NOON)]
    forget_failures("courier", settings)
    forget_failures("never failed", settings)
    assert told(settings, "courier", "courier", "courier", "courier")[2:] == [(3, NOON), None]
