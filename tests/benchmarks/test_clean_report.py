"""The page that `make bench` writes."""

from tests.benchmarks.clean_report import report

RESULTS = {
    "every": 4,
    "own": {"dateline": {"headline": (3, 4), "minute": (1, 3)}},
    "sets": {
        "dateline": {
            "publishers": {"validation": {"headline": (0.5, 8)}, "tuning": {"headline": (0.75, 8), "text": (0.981, 9)}},
            "dates": {"tuning": {"day": (1.0, 2)}},
        }
    },
    "speed": [
        {"dateline": {"pages_per_s": 100.0, "peak_mb": 50.0}},
        {"dateline": {"pages_per_s": 120.0, "peak_mb": 52.0}},
        {"dateline": {"pages_per_s": 110.0, "peak_mb": 51.0}},
    ],
}


def test_each_figure_stands_in_its_table() -> None:
    """Shares are per cent beside the number of pages, parts are apart, and speeds are medians."""
    lines = report(RESULTS, "python -m tests.benchmarks").splitlines()
    assert "| | headline (4) | minute (3) |" in lines
    assert "| dateline | 75.0 | 33.3 |" in lines
    assert "| dateline, validation | 50.0 |" in lines
    assert "| dateline, tuning | 75.0 | 98.1 |" in lines
    assert "| dateline | 110.0 | 100.0 to 120.0 | – | 52 MB |" in lines
    assert any("one page in 4" in line for line in lines)


def test_what_was_not_measured_is_not_told() -> None:
    """Without labelled pages the project's own are told alone."""
    page = report({"every": 1, "own": RESULTS["own"]}, "python -m tests.benchmarks")
    assert "Labelled pages of real sites" not in page
    assert "Speed" not in page
