"""The soak's judge distinguishes level from growing series."""

import random
from typing import Any

import pytest

from tests.torture.soak.judging import FLOORS, growing, grows

MINUTES = 100


def noise(size: float) -> list[float]:
    """Return noise that is the same in each run."""
    chance = random.Random("noise")  # noqa: S311 - the same in each run
    return [chance.uniform(-size, size) for _ in range(MINUTES)]


LEVEL = {
    "constant": [300.0] * MINUTES,
    "noisy": [300 + one for one in noise(60)],
    "grows only at the beginning": [300 * (1 - 0.9**minute) for minute in range(MINUTES)],
    "falls": [300.0 - minute for minute in range(MINUTES)],
    "one peak": [300.0 + 200 * (minute == 70) for minute in range(MINUTES)],
    "peaks that pass": [300.0 + 300 * (minute % 3 == 0 and minute > 60) for minute in range(MINUTES)],
    "little, beside the mean": [300 + 0.2 * minute for minute in range(MINUTES)],
    "nothing": [0.0] * MINUTES,
    "too short to say": [1.0, 100.0, 200.0],
}
GROWING = {
    "leaks": [300.0 + 2 * minute for minute in range(MINUTES)],
    "leaks beneath noise": [300 + 2 * minute + one for minute, one in enumerate(noise(60))],
    "leaks late": [300.0 + 5 * max(0, minute - 60) for minute in range(MINUTES)],
    "by steps": [300.0 + 40 * (minute // 20) for minute in range(MINUTES)],
    "from nothing": [0.5 * minute for minute in range(MINUTES)],
}


@pytest.mark.parametrize("name", LEVEL)
def test_a_level_series(name: str) -> None:
    """A level series may be noisy, settle after the start, or have a peak."""
    assert not grows(LEVEL[name], floor=10)


@pytest.mark.parametrize("name", GROWING)
def test_a_growing_series(name: str) -> None:
    """Growth is found in noise, late, and in series that start at zero."""
    assert grows(GROWING[name], floor=10)


def test_what_grows_is_named() -> None:
    """There is a sentence for each growing measurement, and none for others."""
    series: dict[str, list[float | None]] = {name: list(LEVEL["noisy"]) for name in FLOORS}
    series |= {"temporary_files": list(GROWING["from nothing"]), "run_rss_mb": [None] * MINUTES}
    samples: list[dict[str, Any]] = [{name: series[name][minute] for name in FLOORS} for minute in range(MINUTES)]
    assert growing(samples) == ["temporary_files rises by 23.5 over the last 50 samples"]
