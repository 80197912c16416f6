"""Each silence is reported once."""

from datetime import date, timedelta
from pathlib import Path

from dateline.tasks.core.sources.health import SourceHealth
from dateline.tasks.monitoring import untold_silences
from tests.support.sample_archive import sample_settings

TODAY = date(2026, 5, 4)


def silent(days: int, source: str = "courier") -> SourceHealth:
    return SourceHealth(
        source=source,
        last_success_at=None,
        last_new_at=None,
        yesterday=0,
        usual=3.0,
        rejected_share=0.0,
        silent_days=days,
        is_silent=days > 2,
        is_well=days <= 2,
        state="silent",
    )


def test_each_silence_is_reported_once(tmp_path: Path) -> None:
    """It is reported once, however often and late health is read; a later silence is reported again."""
    settings = sample_settings(tmp_path)

    def told(days: int, later: int = 0, source: str = "courier") -> list[str]:
        healths = [silent(days, source)]
        return [one.source for one in untold_silences(healths, TODAY + timedelta(days=later), settings)]

    assert told(1) == []
    assert told(3) == ["courier"]
    assert told(3) == []
    assert told(4, later=1) == []
    assert told(3, later=1, source="herald") == ["herald"]
    assert told(1, later=5) == []
    assert told(3, later=8) == ["courier"]
