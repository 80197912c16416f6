"""Identity: which pages are one article, which are its revisions, which only share a headline and a minute."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.config.schema import DedupeMatch, DedupeScope
from dateline.tasks.core.models import Article, OutcomeKind
from dateline.tasks.core.web.urls import url_key

SIMILAR = 0.8
"""Jaccard similarity of 5-word shingles from which two texts are one (design, "Identity")."""

COLLISION_WARNING = "collision_of:"
"""Begins the warning of a record that shares headline and minute with another story; the other's id follows."""

_SHINGLE_WORDS = 5
# Scripts that put no space between words: each character counts as a word.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_WORD = re.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})\w)+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an article is beside those that have its key."""

    kind: OutcomeKind
    stored: Article | None = None
    """The archived record that stands for it already: there is nothing to write."""
    of: Article | None = None
    """The record that it revises, or collides with."""


def dedupe_key(headline_key: str, published_at: datetime, publisher: str, scope: DedupeScope) -> str:
    """Return the hex SHA-256 of headline key and published minute in UTC, and of the publisher in its scope."""
    parts = [headline_key, f"{published_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"]
    if scope is DedupeScope.PUBLISHER:
        parts.append(publisher)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def text_hash(text: str) -> str:
    """Return the hex SHA-256 of a text with its white space folded."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def similarity(one: str, other: str) -> float:
    """Return the Jaccard similarity of the two texts' sets of 5-word shingles, from 0 to 1."""
    first, second = _shingles(one), _shingles(other)
    union = len(first | second)
    return len(first & second) / union if union else 1.0


def decide(article: Article, archived: Sequence[Article], match: DedupeMatch = DedupeMatch.TEXT) -> Decision:
    """Decide what ``article`` is, beside the archived ones of its key, oldest first.

    An archived record that was made from the very same raw page is this article itself, written before a kill: what
    it was then, it is now. Same text: seen before. Same URL, other text: a revision. Neither: a collision.
    """
    if own := next((a for a in archived if a.raw == article.raw), None):
        return Decision(kind_of(own), stored=own)
    if not archived:
        return Decision(kind_of(article))
    if same := next((a for a in archived if a.text_hash == article.text_hash), None):
        return Decision(OutcomeKind.UNCHANGED if _same_page(article, same) else OutcomeKind.DUPLICATE, stored=same)
    if earlier := [a for a in archived if _same_page(article, a)]:
        return Decision(OutcomeKind.REVISION, of=earlier[-1])
    if like := next((a for a in archived if match is DedupeMatch.KEY or _alike(article, a)), None):
        return Decision(OutcomeKind.DUPLICATE, stored=like)
    return Decision(OutcomeKind.COLLISION, of=archived[0])


def as_decided(article: Article, decision: Decision) -> Article:
    """Return the article as it is stored after the decision: a revision names its forerunner, a collision the other."""
    if decision.of is None:
        return article
    update: dict[str, object] = {"id": f"{article.dedupe_key}.{article.text_hash[:12]}"}
    if decision.kind is OutcomeKind.REVISION:
        update["revision_of"] = decision.of.id
    else:
        update["warnings"] = (*article.warnings, f"{COLLISION_WARNING}{decision.of.id}")
    return article.model_copy(update=update)


def kind_of(article: Article) -> OutcomeKind:
    """Return what an archived article was when it was written."""
    if any(warning.startswith(COLLISION_WARNING) for warning in article.warnings):
        return OutcomeKind.COLLISION
    return OutcomeKind.REVISION if article.revision_of else OutcomeKind.NEW


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(words) - _SHINGLE_WORDS + 1))}


def _alike(one: Article, other: Article) -> bool:
    return similarity(one.text, other.text) >= SIMILAR


def _same_page(one: Article, other: Article) -> bool:
    return not set(page_keys(one)).isdisjoint(page_keys(other))


def page_keys(article: Article) -> tuple[str, ...]:
    """Return the url_keys under which an article's page is known, its own URL's first."""
    return tuple(dict.fromkeys(url_key(url) for url in (article.url, article.canonical_url) if url))
