"""The soak's judge: whether a series of measurements is level or grows."""

from collections.abc import Mapping, Sequence
from statistics import fmean, linear_regression
from typing import Any

MAX_RISE = 0.1
"""How much the line of best fit through a level series may rise over its last half, as a share of its mean."""
MIN_POINTS = 4
LASTS = 5
"""Peaks of fewer samples do not count, for what leaks stays: a series is judged by the least of the last five."""


def what_stays(series: Sequence[float]) -> list[float]:
    """Return the minimum of each five consecutive samples."""
    return [min(series[start : start + LASTS]) for start in range(max(len(series) - LASTS + 1, 0))]


def rise(series: Sequence[float]) -> float:
    """Return how much the line of best fit rises over the last half of the minima."""
    stays = what_stays(series)
    half = stays[len(stays) // 2 :]
    if len(half) < MIN_POINTS:
        return 0.0
    return linear_regression(range(len(half)), half).slope * (len(half) - 1)


def grows(series: Sequence[float], floor: float) -> bool:
    """Return whether a series is not level: its rise is more than a tenth of its mean, and more than the floor."""
    return bool(series) and rise(series) > max(floor, MAX_RISE * fmean(series[len(series) // 2 :]))


FLOORS = {
    "standing_rss_mb": 20.0,
    "run_rss_mb": 20.0,
    "standing_open_files": 8.0,
    "standing_threads": 8.0,
    "temporary_files": 8.0,
    "ledger_bytes_per_outcome": 100.0,
}
"""What must be level, and rises so small that they count as none."""


def growing(samples: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a sentence for each measurement that must be level and is not."""
    found = []
    for name, floor in FLOORS.items():
        series = [float(sample[name]) for sample in samples if sample[name] is not None]
        if grows(series, floor):
            found.append(f"{name} rises by {rise(series):.1f} over the last {len(series) // 2} samples")
    return found


def summary(samples: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return, for each measurement that must be level, its first, middle and last value, its peak and its last rise."""
    found = {}
    for name in FLOORS:
        series = [float(sample[name]) for sample in samples if sample[name] is not None]
        if series:
            middle = series[len(series) // 2]
            ends = {"first": series[0], "middle": middle, "last": series[-1], "peak": max(series)}
            found[name] = ends | {"rise": round(rise(series), 1)}
    return found
