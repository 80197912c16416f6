"""Small pages, one for each mechanism of the cleaner, each with its expected result."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.config.schema import CleaningRules, Selectors
from dateline.tasks.core.cleaning import Extraction, Page, Verdict, clean_page, read
from tests.support.paths import DATA

PAGES = sorted((DATA / "cleaning").glob("*.json"))


def rules_from(given: dict[str, Any]) -> CleaningRules:
    selectors = dict(given.pop("selectors", {}))
    if "remove" in selectors:
        selectors["remove"] = tuple(selectors["remove"])
    return CleaningRules(**given, selectors=Selectors(**selectors))


def page_of(expected: Path, given: dict[str, Any]) -> Page:
    body = expected.with_suffix(".html").read_bytes()
    return Page(body, given.get("url"), given.get("content_type"), rules=rules_from(given.get("rules", {})))


def plain_value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_gives_its_expected_record_or_verdict(path: Path) -> None:
    """Each saved page yields the fields, or the reason of rejection, in the file beside it."""
    expected = json.loads(path.read_text(encoding="utf-8"))
    page = page_of(path, expected["given"])
    cleaned = clean_page(page)
    if "verdict" in expected:
        assert isinstance(cleaned, Verdict), expected["about"]
        assert cleaned.reason == expected["verdict"], cleaned.detail
        return
    assert isinstance(cleaned, Extraction), cleaned
    record = {name: plain_value(value) for name, value in asdict(cleaned).items()}
    provenance = expected["record"].pop("provenance", {})
    assert {name: record[name] for name in expected["record"]} == expected["record"], expected["about"]
    assert provenance.items() <= cleaned.provenance.items()
    if warned := expected.get("warned"):
        assert any(warned in warning for warning in cleaned.warnings)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_value_says_where_it_stood(path: Path) -> None:
    """Each field has a value if and only if it has a provenance."""
    expected = json.loads(path.read_text(encoding="utf-8"))
    extraction = read(page_of(path, expected["given"]))
    told_apart = {"published_raw", "published_precision", "timezone_source", "provenance", "warnings"}
    valued = {
        name for name, value in asdict(extraction).items() if value not in (None, "", ()) and name not in told_apart
    }
    assert valued == set(extraction.provenance)


def test_pages_exist() -> None:
    """There are pages, so that the tests above prove something."""
    assert len(PAGES) > 40
