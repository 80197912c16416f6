"""The setting for how long raw pages are kept."""

from pathlib import Path

import pytest

from dateline.config.loader import examine, load
from dateline.config.schema import RawDays


def settings(tmp_path: Path, kind: str, value: str) -> Path:
    place = {"local": "", "s3": 'bucket = "news"\n'}[kind]
    text = f'[archive]\nkind = "{kind}"\n{place}raw_retention = {value}\n'
    (tmp_path / "settings.toml").write_text(text)
    return tmp_path


@pytest.mark.parametrize("kind", ["local", "s3"])
@pytest.mark.parametrize(
    ("value", "read"),
    [('"forever"', "forever"), ('"until_archived"', "until_archived"), ("{ days = 90 }", RawDays(days=90))],
)
def test_each_way_to_say_it(tmp_path: Path, kind: str, value: str, read: object) -> None:
    """Each kind of archive has the setting."""
    assert load(settings(tmp_path, kind, value)).settings.archive.raw_retention == read


@pytest.mark.parametrize("value", ['"until archived"', "90", "{ days = 0 }", "{ weeks = 2 }", "{}", "true"])
def test_another_value_is_one_mistake_with_its_remedy(tmp_path: Path, value: str) -> None:
    """The error for any other value lists the choices, once."""
    (mistake,) = examine(settings(tmp_path, "local", value))[1]
    assert mistake.key == "archive.raw_retention"
    assert '"until_archived" or { days = N }' in mistake.problem


def test_the_environment_overrides_the_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable sets the number of days."""
    monkeypatch.setenv("DATELINE_ARCHIVE__RAW_RETENTION__DAYS", "7")
    assert load(settings(tmp_path, "local", "{ days = 90 }")).settings.archive.raw_retention == RawDays(days=7)
