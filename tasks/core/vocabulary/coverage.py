"""The languages that each vocabulary covers, and the gaps."""

from collections.abc import Mapping

from dateline.tasks.core.vocabulary import (
    boilerplate,
    bylines,
    common_words,
    consent_lines,
    date_words,
    day_parts,
    headline_labels,
    months,
    paywall_words,
    placeholders,
    relative_words,
    selling,
    signup_lines,
    wall_titles,
)

COVERAGE: Mapping[str, frozenset[str]] = {
    "months": frozenset(months.MONTHS),
    "published": frozenset(date_words.PUBLISHED),
    "updated": frozenset(date_words.MODIFIED),
    "parts of the day": frozenset((*day_parts.BEFORE_NOON, *day_parts.AFTER_NOON)),
    "ago": frozenset(relative_words.AGO),
    "today": frozenset(relative_words.TODAY_YESTERDAY),
    "common words": frozenset(common_words.LANGUAGES),
    "bylines": frozenset(bylines.LEADS),
    "roles": frozenset(bylines.ROLES),
    "teasers": frozenset(boilerplate.TEASERS),
    "actions": frozenset(boilerplate.ACTIONS),
    "notices": frozenset(boilerplate.NOTICES),
    "headline labels": frozenset(language for words in headline_labels.LABELS.values() for language in words),
    "paywalls": frozenset(paywall_words.PAYWALLED),
    "sign-up lines": frozenset(signup_lines.SIGNUP_LINES),
    "comment rules": frozenset(signup_lines.COMMENT_RULES),
    "placeholders": frozenset(placeholders.PLACEHOLDERS),
    "wall titles": frozenset((*wall_titles.WALL, *wall_titles.CONSENT)),
    "missing pages": frozenset(wall_titles.MISSING),
    "consent": frozenset(consent_lines.CONSENT_LINES),
    "shops": frozenset(selling.BASKETS),
    "services": frozenset(selling.CALLS),
}
"""The languages (BCP 47) of each vocabulary that is keyed by language."""


def languages() -> list[str]:
    """Return the tags of all languages in any vocabulary, those with the best coverage first."""
    known = frozenset[str]().union(*COVERAGE.values())
    return sorted(known, key=lambda language: (len(holes(language)), language))


def holes(language: str) -> tuple[str, ...]:
    """Return the vocabularies that have no words of a language."""
    return tuple(name for name, known in COVERAGE.items() if language not in known)


def markdown_table() -> str:
    """Return a Markdown table with a row per language and a column per vocabulary. Empty cells are gaps."""
    lines = [f"| language | {' | '.join(COVERAGE)} |", f"|---|{':-:|' * len(COVERAGE)}"]
    for language in languages():
        cells = ("✓" if language in known else "" for known in COVERAGE.values())
        lines.append(f"| `{language}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
