"""A real page as a web archive stores it, and its expected record, if they are available."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.tasks.core.headline_key import headline_key
from tests.support.command import dateline
from tests.support.paths import SHARED

SEED = SHARED / "seed"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the seed page (../shared/seed) is not here")


@pytest.mark.parametrize("zone", [None, "Europe/Moscow"])
def test_preview_of_the_seed_is_its_expected_record(project: Callable[..., Path], zone: str | None) -> None:
    """`preview --json` yields every expected field, with and without a source that has a timezone."""
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    (page,) = SEED.glob("*.txt")
    rules = f'[source.cleaning]\ntimezone = "{zone}"\n' if zone else ""
    folder = project(f'[source]\nname = "sample"\n{rules}')
    done = dateline("preview", str(page), "--json", *(["--source", "sample"] if zone else []), folder=folder)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    stamps = expected[f"with_source_timezone_{zone}" if zone else "without_a_source"]
    wanted = {
        name: expected[name]
        for name in (
            "language",
            "headline",
            "headline_tags",
            "summary",
            "published_raw",
            "published_precision",
            "captions",
        )
    }
    assert {name: record[name] for name in wanted} == wanted
    assert {name: record[name] for name in stamps} == stamps
    assert record["text"].split("\n\n") == expected["paragraphs"]
    assert headline_key(record["headline"]).key == expected["headline_key"]
