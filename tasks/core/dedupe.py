"""Deduplication: decides which pages are the same article, a revision of it, or only share its headline and minute."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict

from dateline.config.schema import DedupeMatch, DedupeScope
from dateline.tasks.core.models import Article, OutcomeKind
from dateline.tasks.core.web.urls import url_key

NEARLY_EQUAL = 0.8
"""The Jaccard similarity, by runs of five words, from which texts are nearly equal (see docs/explanation/identity)."""

COLLISION_WARNING = "collision_of:"
"""The beginning of the warning of a record that shares headline and minute with another article, whose id follows."""

_SHINGLE_WORDS = 5
# Scripts without spaces between words: each character counts as a word.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_WORD = re.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})\w)+")


@dataclass(frozen=True, slots=True)
class Decision:
    """The relation of an article to the archived records with its key."""

    kind: OutcomeKind
    stored: Article | None = None
    """The archived record that it equals, so that nothing needs to be written."""
    of: Article | None = None
    """The record that it revises, or collides with."""


def dedupe_key(headline_key: str, published_at: datetime, publisher: str, scope: DedupeScope) -> str:
    """Return the hex SHA-256 of the headline key, the published minute (UTC) and, in that scope, the publisher."""
    parts = [headline_key, f"{published_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"]
    if scope is DedupeScope.PUBLISHER:
        parts.append(publisher)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def text_hash(text: str) -> str:
    """Return the hex SHA-256 of a text with its white space collapsed."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def corrections_hash(corrections: Sequence[str] | None) -> str | None:
    """Return the first 16 hex digits of the SHA-256 of an article's notes about corrections, or None without any."""
    return hashlib.sha256("\n".join(corrections).encode()).hexdigest()[:16] if corrections else None


class Hashes(TypedDict):
    """The fields of an outcome by which an archived article, and its stored record, are recognised."""

    text_hash: str
    corrections_hash: str | None
    record_hash: str


def hashes_of(article: Article, record_hash: str) -> Hashes:
    """Return the hashes of an article whose stored record has the hash ``record_hash``."""
    notes = corrections_hash(article.corrections)
    return Hashes(text_hash=article.text_hash, corrections_hash=notes, record_hash=record_hash)


def variant_hash(article: Article) -> str:
    """Return the hash of what makes a revision: the text and, if there are any, the notes about corrections."""
    notes = corrections_hash(article.corrections)
    return hashlib.sha256(f"{article.text_hash}\n{notes}".encode()).hexdigest() if notes else article.text_hash


def similarity(one: str, other: str) -> float:
    """Return the Jaccard similarity of the two texts' sets of 5-word shingles, from 0 to 1."""
    first, second = _shingles(one), _shingles(other)
    union = len(first | second)
    return len(first & second) / union if union else 1.0


def decide(
    article: Article,
    archived: Sequence[Article],
    match: DedupeMatch = DedupeMatch.TEXT,
    before_moving: str | None = None,
) -> Decision:
    """Decide what ``article`` is, given the archived records with its key, oldest first.

    ``before_moving`` is the id of the record of this page from before it had another URL, if there is one.

    An archived record made from the same raw page is this article, written before the process was killed: its decision
    stands. Same text: unchanged on the same page with the same notes about corrections, a duplicate on another. Same
    page, another text or other notes: a revision. Another page with another text: a duplicate if the texts are nearly
    equal or do not count, else a collision.
    """
    if own := next((a for a in archived if a.raw == article.raw), None):
        return Decision(kind_of(own), stored=own)
    if not archived:
        return Decision(kind_of(article))
    own_page = [a for a in archived if a.id == before_moving or _same_page(article, a)]
    alike = [a for a in archived if _has_same_text(a, article)]
    if same := next((a for a in alike if a in own_page and _has_same_notes(a, article)), None):
        return Decision(OutcomeKind.UNCHANGED, stored=same)
    if own_page and (not alike or any(a in own_page for a in alike)):
        return Decision(OutcomeKind.REVISION, of=own_page[-1])
    likes = alike or (a for a in archived if match is DedupeMatch.KEY or _nearly_equal(article, a))
    if like := next(iter(likes), None):
        return Decision(OutcomeKind.DUPLICATE, stored=like)
    return Decision(OutcomeKind.COLLISION, of=archived[0])


def as_decided(article: Article, decision: Decision) -> Article:
    """Return the article as it is to be stored: a revision or collision names the other record."""
    if decision.of is None:
        return article
    update: dict[str, object] = {"id": f"{article.dedupe_key}.{variant_hash(article)[:12]}"}
    if decision.kind is OutcomeKind.REVISION:
        update["revision_of"] = decision.of.id
    else:
        update["warnings"] = (*article.warnings, f"{COLLISION_WARNING}{decision.of.id}")
    return article.model_copy(update=update)


def kind_of(article: Article) -> OutcomeKind:
    """Return the kind of outcome with which an archived article was written."""
    if any(warning.startswith(COLLISION_WARNING) for warning in article.warnings):
        return OutcomeKind.COLLISION
    return OutcomeKind.REVISION if article.revision_of else OutcomeKind.NEW


def _has_same_text(stored: Article, article: Article) -> bool:
    """Return whether the texts are the same, but for notes that versions before `Article.corrections` left in them."""
    if stored.text_hash == article.text_hash:
        return True
    if stored.corrections is not None or not article.corrections:
        return False
    notes = [" ".join(note.split()) for note in article.corrections]
    others = (p for p in stored.text.split("\n\n") if not any(" ".join(p.split()) in note for note in notes))
    return text_hash("\n\n".join(others)) == article.text_hash


def _has_same_notes(stored: Article, article: Article) -> bool:
    """Return whether the notes about corrections are the same, as far as is known: older versions did not read them."""
    return stored.corrections is None or stored.corrections == article.corrections


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(words) - _SHINGLE_WORDS + 1))}


def _nearly_equal(one: Article, other: Article) -> bool:
    return similarity(one.text, other.text) >= NEARLY_EQUAL


def _same_page(one: Article, other: Article) -> bool:
    return not set(page_keys(one)).isdisjoint(page_keys(other))


def page_keys(article: Article) -> tuple[str, ...]:
    """Return the url_keys of an article's page, that of its own URL first."""
    return tuple(dict.fromkeys(url_key(url) for url in (article.url, article.canonical_url) if url))
