"""Records of each released schema version stay readable. The fixtures are never rewritten, only added to."""

import json

import pytest

from dateline.tasks.core.archive.records import read_article, read_manifest, read_rejection, to_json
from dateline.tasks.core.models import SCHEMA_VERSION, OutcomeKind, Precision, Reason
from tests.support.paths import DATA

RECORDS = DATA / "records"
VERSIONS = range(1, SCHEMA_VERSION + 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_has_its_fixtures(version: int) -> None:
    """A new schema version needs fixtures of its own."""
    names = {path.name for path in (RECORDS / f"v{version}").iterdir()}
    assert names >= {"article.json", "rejection.json", "manifest.jsonl"}


@pytest.mark.parametrize("version", VERSIONS)
def test_an_article_of_each_version_is_read(version: int) -> None:
    """Reading an article of an earlier version loses and changes nothing."""
    data = (RECORDS / f"v{version}" / "article.json").read_bytes()
    article = read_article(data, "articles/x.json")
    assert article.headline == "Saltmere ferry returns after eleven weeks in dock (VIDEO)"
    assert article.published_precision is Precision.MINUTE
    assert (
        json.loads(to_json(article)).items() >= (json.loads(data) | {"schema_version": article.schema_version}).items()
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_manifest_and_rejection_of_each_version_are_read(version: int) -> None:
    """Manifests and rejections of earlier versions are read; newer fields are empty."""
    folder = RECORDS / f"v{version}"
    manifest = read_manifest((folder / "manifest.jsonl").read_bytes(), "runs/2026/03/03/run/00000.jsonl")
    assert [outcome.kind for outcome in manifest.outcomes] == [OutcomeKind.NEW, OutcomeKind.REJECTED]
    assert read_rejection((folder / "rejection.json").read_bytes(), "r").reason is Reason.NO_TIMESTAMP
