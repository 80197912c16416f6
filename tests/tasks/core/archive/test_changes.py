"""The differences between two records of one story."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.archive.changes import CONTENT_FIELDS, changes, content_hash, text_diff
from dateline.tasks.core.archive.lineage import in_line
from dateline.tasks.core.models import Article, Cleaner, RawPointer
from tests.support.records import an_article


def test_every_field_is_either_content_or_not_on_purpose() -> None:
    """A new field of the record must be classified: what the page says, or how the record was made."""
    not_content = {
        *("schema_version", "id", "dedupe_key", "source", "published_raw", "fetched_at", "text_hash", "revision_of"),
        *("raw", "provenance", "cleaner", "warnings"),
    }
    assert set(Article.model_fields) == {*CONTENT_FIELDS, *not_content}


def test_changes_name_field_and_values() -> None:
    """Changes list the fields that differ, with both values as in JSON."""
    found = changes(an_article(), an_article(authors=("Ines Harrow",), paywalled=True))
    assert [(c.field, c.before, c.after) for c in found] == [
        ("authors", [], ["Ines Harrow"]),
        ("paywalled", None, True),
    ]


def test_how_a_record_was_made_is_no_change() -> None:
    """A different cleaner, raw pointer or provenance is no change of content."""
    other = an_article(
        cleaner=Cleaner(name="dateline", version="9"),
        raw=RawPointer(segment="raw/other", offset=7, digest="sha256:7"),
        provenance={"headline": "h1"},
        warnings=("odd",),
    )
    assert changes(an_article(), other) == ()
    assert content_hash(an_article()) == content_hash(other)


PARAGRAPHS = st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four."]), max_size=8)


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_diff_holds_both_texts(before: list[str], after: list[str]) -> None:
    """A diff without its added lines is the old text, and without its removed lines the new one."""
    lines = list(text_diff("\n\n".join(before), "\n\n".join(after)))
    assert [text for mark, text in lines if mark != "+"] == before
    assert [text for mark, text in lines if mark != "-"] == after


def test_records_of_one_page_come_after_what_they_revise() -> None:
    """Revisions with equal fetch times, made by reprocessing, are ordered as they revise each other."""
    first, third = an_article(id="c"), an_article(id="a", revision_of="b")
    second = an_article(id="b", revision_of="c")
    assert [a.id for a in in_line([third, second, first])] == ["c", "b", "a"]


def test_a_circle_of_revisions_ends() -> None:
    """Damaged records that revise each other are both listed."""
    one, other = an_article(id="a", revision_of="b"), an_article(id="b", revision_of="a")
    assert {a.id for a in in_line([one, other])} == {"a", "b"}
