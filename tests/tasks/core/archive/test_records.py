"""Where records are stored, and how they are written."""

import json
from datetime import UTC, date, datetime

import jsonschema
import pytest

from dateline.tasks.core.archive.records import (
    article_id,
    article_key,
    day_of,
    earlier_key,
    manifest_bytes,
    manifest_key,
    read_article,
    read_manifest,
    read_rejection,
    rejection_key,
    segment_key,
    to_json,
    variants_prefix,
)
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Article, Manifest, Outcome, OutcomeKind, Reason, Rejection
from tests.support.paths import ROOT
from tests.support.records import an_article

DAY = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
SCHEMAS = ROOT / "docs" / "schema"


def test_the_layout_is_the_designs() -> None:
    """Keys follow the documented layout of the archive."""
    article = an_article(published_at=DAY)
    assert article_key(article) == f"articles/2026/03/02/{article.id}.json"
    assert article_key(article).startswith(variants_prefix(article))
    assert article_id(article_key(article)) == article.id
    assert segment_key("sample", "run", "00001", DAY) == "raw/sample/2026/03/02/run-00001.warc.gz"
    assert manifest_key("run", "00001", DAY) == "runs/2026/03/02/run/00001.jsonl"


def test_a_year_has_four_digits() -> None:
    """A key of a year before 1000 sorts as others do. Keys of earlier versions, without zeros, have a day as well."""
    key = article_key(an_article(published_at=datetime(2, 3, 4, tzinfo=UTC)))
    assert key.startswith("articles/0002/03/04/")
    earlier = earlier_key(key)
    assert earlier
    assert earlier.startswith("articles/2/03/04/")
    assert day_of(key) == day_of(earlier) == date(2, 3, 4)
    assert earlier_key(earlier) is earlier_key("raw/sample/2026/03/02/run-00001.warc.gz") is None


def test_an_article_comes_back_as_it_was() -> None:
    """Writing and reading an article changes nothing, and equal values yield equal bytes."""
    article = an_article(headline="Café “Zoë” – 市议会", authors=("Ines Harrow", "Jonas Pell"))
    data = to_json(article)
    assert read_article(data, "k") == article
    assert data == to_json(an_article(headline="Café “Zoë” – 市议会", authors=("Ines Harrow", "Jonas Pell")))
    assert "市议会".encode() in data
    assert data.endswith(b"}\n")


def test_a_newer_record_is_refused_with_a_remedy() -> None:
    """The error for a record of a newer schema says what to do."""
    newer = json.loads(to_json(an_article())) | {"schema_version": 2, "mood": "cheerful"}
    with pytest.raises(RecordError, match="schema version 2, this dateline reads up to 1: update dateline"):
        read_article(json.dumps(newer).encode(), "articles/x.json")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema_version": 1}', b"\x00\xff", b"null"])
def test_a_damaged_record_is_named(data: bytes) -> None:
    """Damaged bytes raise an error with their key, not the exception of the parser."""
    with pytest.raises(RecordError, match=r"articles/x\.json is damaged"):
        read_article(data, "articles/x.json")


def test_a_manifest_has_a_line_a_page() -> None:
    """A manifest is read back from its lines, its run and batch from its key."""
    outcomes = (
        Outcome(url="https://a.example/1", source="sample", kind=OutcomeKind.NEW, at=DAY, article="articles/x.json"),
        Outcome(url="https://a.example/2", source="sample", kind=OutcomeKind.REJECTED, at=DAY, reason=Reason.NO_TEXT),
    )
    manifest = Manifest(run="run", batch="00001", outcomes=outcomes)
    data = manifest_bytes(manifest)
    assert data.count(b"\n") == 2
    assert read_manifest(data, manifest_key("run", "00001", DAY)) == manifest


def test_a_rejection_is_kept_by_source_day_and_page() -> None:
    """A page has one rejection per source and day."""
    rejection = Rejection(
        source="sample", url="https://a.example/1", reason=Reason.BLOCKED, detail="a wall", rejected_at=DAY
    )
    key = rejection_key(rejection)
    assert key.startswith("rejected/sample/2026/03/02/")
    assert read_rejection(to_json(rejection), key) == rejection


@pytest.mark.parametrize("model", [Article, Rejection, Outcome], ids=lambda m: m.__name__)
def test_the_published_schema_is_the_models(model: type[Article] | type[Rejection] | type[Outcome]) -> None:
    """The JSON Schema in docs/schema is generated from the model; `make docs` updates it."""
    published = json.loads((SCHEMAS / f"{model.__name__.lower()}.schema.json").read_text(encoding="utf-8"))
    assert published == model.model_json_schema(mode="serialization")
    assert all(field["description"] for field in published["properties"].values())


def test_a_stored_article_fits_the_published_schema() -> None:
    """A written article validates against the published schema."""
    schema = json.loads((SCHEMAS / "article.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(to_json(an_article())), schema)
