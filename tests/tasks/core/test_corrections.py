"""Notes about corrections as a part of what an article is: when they make a revision, and when they do not."""

import json

from dateline.tasks.core.archive.audit import fits_its_key
from dateline.tasks.core.archive.changes import changes, content_hash
from dateline.tasks.core.archive.columns import row_of
from dateline.tasks.core.archive.records import article_key, read_article, to_json
from dateline.tasks.core.archive.reprocess_effects import Effect, Standing, effect_of
from dateline.tasks.core.dedupe import as_decided, decide, text_hash
from dateline.tasks.core.models import Article, Outcome, OutcomeKind, RawPointer
from tests.support.records import LONG_TEXT, an_article

NOTE = "Correction: The lamp is from 1911, not from 1901."
OTHER = "Clarification: The keeper retired of his own will."


def visit(offset: int, *notes: str, text: str = LONG_TEXT, url: str = "https://saltmere.example/1") -> Article:
    """Return the record of a later fetch, by this version: notes were looked for."""
    raw = RawPointer(segment="raw/again", offset=offset, digest=f"sha256:{offset}")
    return an_article(corrections=notes, raw=raw, text=text, text_hash=text_hash(text), url=url)


def test_a_note_that_was_added_is_a_revision_under_a_key_of_its_own() -> None:
    """Also a second note. Each record lies under a key that audits accept, and the note is what changed."""
    first = visit(0)
    second = visit(1, NOTE)
    stored = as_decided(second, decide(second, [first]))
    third = visit(2, NOTE, OTHER)
    later = as_decided(third, decide(third, [first, stored]))
    assert [(a.revision_of, a.text_hash) for a in (stored, later)] == [
        (first.id, first.text_hash),
        (stored.id, first.text_hash),
    ]
    assert len({first.id, stored.id, later.id}) == 3
    assert all(fits_its_key(a, article_key(a)) for a in (first, stored, later))
    assert [(c.field, c.before, c.after) for c in changes(first, stored)] == [("corrections", [], [NOTE])]


def test_a_note_under_a_text_that_is_a_revision_has_another_key_than_that_text() -> None:
    first, changed = visit(0), visit(1, text=f"{LONG_TEXT}\n\nMore.")
    revision = as_decided(changed, decide(changed, [first]))
    noted = visit(2, NOTE, text=f"{LONG_TEXT}\n\nMore.")
    decision = decide(noted, [first, revision])
    assert (decision.kind, decision.of) == (OutcomeKind.REVISION, revision)
    assert as_decided(noted, decision).id != revision.id


def test_the_same_notes_again_are_unchanged() -> None:
    first = visit(0, NOTE)
    decision = decide(visit(1, NOTE), [first])
    assert (decision.kind, decision.stored) == (OutcomeKind.UNCHANGED, first)


def test_a_note_that_was_taken_down_is_a_revision_or_a_return() -> None:
    """It is a return, and unchanged, if the archive has the record from before the note."""
    before, noted = visit(0), visit(1, NOTE)
    stored = as_decided(noted, decide(noted, [before]))
    assert decide(visit(2), [visit(0, NOTE)]).kind is OutcomeKind.REVISION
    decision = decide(visit(2), [before, stored])
    assert (decision.kind, decision.stored) == (OutcomeKind.UNCHANGED, before)


def test_a_record_of_an_earlier_version_gets_no_revision_for_its_note() -> None:
    """Nobody knows whether the page had the note already. That version may even have left it in the text."""
    unknown = an_article()
    assert unknown.corrections is None
    assert decide(visit(1, NOTE), [unknown]).kind is OutcomeKind.UNCHANGED
    with_note = an_article(text=f"{LONG_TEXT}\n\n{NOTE}")
    assert decide(visit(1, NOTE), [with_note]).kind is OutcomeKind.UNCHANGED
    assert decide(visit(1, NOTE, text=LONG_TEXT.replace("Monday", "Friday")), [with_note]).kind is OutcomeKind.REVISION


def test_a_note_at_another_address_does_not_keep_a_text_from_being_a_duplicate() -> None:
    elsewhere = visit(3, NOTE, url="https://nob.example/2")
    assert decide(elsewhere, [visit(0)]).kind is OutcomeKind.DUPLICATE


def test_a_record_of_an_earlier_version_keeps_its_bytes_and_hash() -> None:
    unknown, none, noted = an_article(), an_article(corrections=()), an_article(corrections=(NOTE,))
    assert "corrections" not in json.loads(to_json(unknown))
    assert json.loads(to_json(none))["corrections"] == []
    assert json.loads(to_json(noted))["corrections"] == [NOTE]
    assert read_article(to_json(noted), "k") == noted
    assert content_hash(unknown) == "a25cb000234c539f909453b083a58ba5c13ec87b99005ccd9d766bb9f65f8eb5"
    assert content_hash(none) == content_hash(unknown) != content_hash(noted)
    assert row_of(unknown)["corrections"] == row_of(none)["corrections"] == []
    assert row_of(noted)["corrections"] == [NOTE]


def test_reprocessing_revises_only_records_whose_page_has_a_note() -> None:
    """That an earlier version did not look for notes is no change."""
    unknown = an_article()
    outcome = Outcome(
        url=unknown.url, source="sample", kind=OutcomeKind.NEW, at=unknown.fetched_at, article=article_key(unknown)
    )
    standing = Standing(outcome, unknown)
    assert effect_of(an_article(corrections=()), standing) is Effect.SAME
    assert effect_of(an_article(corrections=(NOTE,)), standing) is Effect.REVISION
