"""Warnings of schedules that start more runs at a time than Prefect's server on SQLite can handle."""

from collections.abc import Mapping

import pytest

from dateline.config.schema import Settings, Source
from dateline.tasks.core.runs.groups import MAX_RUNS_A_MINUTE, crowding, runs_a_minute

HOURLY = {"interval_s": 3600}
EVERY_FIVE_MINUTES = {"interval_s": 300}
AT_SIX = {"cron": "0 6 * * *"}


def sources(many: int, schedule: Mapping[str, object], *, enabled: bool = True) -> list[Source]:
    fields = {"enabled": enabled, "schedule": schedule}
    return [Source.model_validate({"name": f"courier-{number}", **fields}) for number in range(many)]


@pytest.mark.parametrize(
    ("found", "groups", "runs"),
    [
        ([], {}, 0),
        (sources(1000, {}), {}, 0),
        (sources(1800, HOURLY), {}, 30),
        (sources(50, EVERY_FIVE_MINUTES), {}, 10),
        (sources(50, {"adaptive": True, "min_interval_s": 300}), {}, 10),
        (sources(50, AT_SIX), {}, 50),
        (sources(50, AT_SIX, enabled=False), {}, 0),
        ([*sources(50, AT_SIX), *sources(20, {"cron": "30 6 * * *"}), *sources(120, HOURLY)], {}, 52),
        (sources(5000, {"group": "hourly"}), {"hourly": {"cron": "0 * * * *", "shards": 4}}, 4),
        (sources(5000, {"group": "often"}), {"often": {"interval_s": 60, "shards": 2}}, 2),
    ],
)
def test_runs_that_can_be_due_in_a_minute(found: list[Source], groups: Mapping[str, object], runs: int) -> None:
    """Those at intervals are spread, those with the same cron expression come at once, and a group has few."""
    assert runs_a_minute(Settings.model_validate({"groups": groups}), found) == runs


def test_a_crowd_gets_a_warning() -> None:
    """It names both numbers and what to do; as many runs as the server can handle get none."""
    assert crowding(Settings(), sources(MAX_RUNS_A_MINUTE, AT_SIX)) is None
    warned = crowding(Settings(), sources(MAX_RUNS_A_MINUTE + 1, AT_SIX))
    assert warned
    assert warned.found.startswith(f"{MAX_RUNS_A_MINUTE + 1} runs can be due within a minute, and a Prefect server on ")
    assert "[groups]" in warned.remedy
    assert "PostgreSQL" in warned.remedy
