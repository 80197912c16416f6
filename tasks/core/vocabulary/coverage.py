"""The languages that each vocabulary covers, and the gaps."""

from collections.abc import Mapping

from dateline.tasks.core.vocabulary import (
    article_phrases,
    boilerplate,
    byline_leads,
    bylines,
    common_words,
    consent_lines,
    corrections,
    date_words,
    day_parts,
    heading_words,
    headline_labels,
    instead_lines,
    latin_alphabets,
    months,
    other_alphabets,
    other_dates,
    paywall_words,
    placeholders,
    relative_words,
    selling,
    signup_lines,
    site_words,
    title_words,
    wall_titles,
    weekdays,
)
from dateline.tasks.core.vocabulary.language_codes import NO_LANGUAGE

Words = Mapping[str, str]

COVERAGE: Mapping[str, tuple[Words, ...]] = {
    "months": (months.MONTHS,),
    "published": (date_words.PUBLISHED,),
    "updated": (date_words.MODIFIED,),
    "article phrases": (article_phrases.THIS_ARTICLE,),
    "parts of the day": (day_parts.BEFORE_NOON, day_parts.AFTER_NOON),
    "ago": (relative_words.AGO,),
    "today": (relative_words.TODAY_YESTERDAY,),
    "common words": (common_words.COMMON,),
    "bylines": (byline_leads.LEADS,),
    "roles": (bylines.ROLES,),
    "teasers": (boilerplate.TEASERS,),
    "actions": (boilerplate.ACTIONS,),
    "notices": (boilerplate.NOTICES,),
    "corrections": (corrections.LABELS, corrections.CHANGES),
    "headline labels": tuple(headline_labels.LABELS.values()),
    "paywalls": (paywall_words.PAYWALLED,),
    "sign-up lines": (signup_lines.SIGNUP_LINES,),
    "comments": (signup_lines.COMMENT_HEADINGS,),
    "comment rules": (signup_lines.COMMENT_RULES,),
    "placeholders": (placeholders.PLACEHOLDERS,),
    "wall titles": (wall_titles.WALL, wall_titles.CONSENT),
    "missing pages": (wall_titles.MISSING,),
    "consent": (consent_lines.CONSENT_LINES,),
    "shops": (selling.BASKETS,),
    "services": (selling.CALLS,),
}
"""Each vocabulary that every language needs, keyed by language (BCP 47)."""

OCCASIONAL: Mapping[str, tuple[Words, ...]] = {
    "counts of answers": (selling.ANSWERS,),
    "live pages began": (article_phrases.LIVE_BEGAN,),
    "bookings": (selling.BOOKINGS,),
    "buttons of offers": (selling.BUTTONS, selling.ORDERS),
    "private ads": (selling.SMALL_ADS, selling.SALE_TERMS),
    "offers of jobs": (selling.JOB_OFFERS, selling.JOB_TERMS),
    "words to advertisers": (selling.ADVERTISERS,),
    "days of the week": (weekdays.WEEKDAYS, weekdays.LETTERS),
    "date": (date_words.DATE,),
    "between a label and its date": (date_words.BETWEEN,),
    "before other dates": (other_dates.OTHER_DATES,),
    "between the days of a span": (other_dates.UP_TO,),
    "noon": (day_parts.AT_NOON,),
    "night": (day_parts.AT_NIGHT,),
    "parts of the day that may be either half": (day_parts.UNSURE,),
    "before an hour": (day_parts.BEFORE_HOUR,),
    "after an hour": (day_parts.AFTER_HOUR,),
    "seconds": (relative_words.SECONDS,),
    "minutes": (relative_words.MINUTES,),
    "hours": (relative_words.HOURS,),
    "days": (relative_words.DAYS,),
    "weeks": (relative_words.WEEKS,),
    "one": (relative_words.ONE,),
    "duals": (relative_words.DUALS,),
    "one unit": (relative_words.SINGLES,),
    "just now": (relative_words.JUST_NOW,),
    "before notes": (corrections.NOTES, corrections.UPDATES),
    "words of corrections": (corrections.MENDED, corrections.FOLLOW_UPS),
    "by": (byline_leads.BY,),
    "leads of bylines in their language": (byline_leads.LOOSE_LEADS,),
    "leads within bylines": (byline_leads.WITHIN,),
    "contacts before names": (byline_leads.CONTACTS,),
    "before sections": (byline_leads.FILED,),
    "about the author": (byline_leads.ABOUT, byline_leads.ABOUT_AUTHOR),
    "verbs behind names": (byline_leads.IS,),
    "credits of pictures in bylines": (byline_leads.WITH_PICTURES,),
    "credits": (bylines.CREDITS,),
    "hosts": (byline_leads.HOSTED,),
    "credits of editors": (bylines.EDITED,),
    "listings in bylines": (bylines.LISTINGS,),
    "roles as suffixes": (bylines.ROLE_SUFFIXES,),
    "titles behind names": (bylines.TITLES,),
    "agencies": (bylines.AGENCY_WORDS,),
    "particles of names": (bylines.PARTICLES,),
    "nobody": (bylines.NOBODY,),
    "offices": (bylines.OFFICES,),
    "ends of outlets' names": (bylines.OUTLETS,),
    "beginnings of institutions' names": (bylines.INSTITUTIONS,),
    "behind names": (bylines.BEHIND_NAMES,),
    "people without names behind names": (bylines.OTHERS,),
    "places behind names": (bylines.PLACES,),
    "conjunctions": (bylines.CONJUNCTIONS,),
    "words that are no names": (bylines.NO_NAMES,),
    "words of headings": (heading_words.HEADING_WORDS, heading_words.DESCRIBING),
    "words about letters": (boilerplate.LETTERS,),
    "pictures": (boilerplate.PICTURES,),
    "credits beside pictures": (boilerplate.CREDITED, boilerplate.CREDITS),
    "lines about dates": (boilerplate.DATE_LINES,),
    "columns": (article_phrases.COLUMNS,),
    "labels of remarks": (article_phrases.ADMONITIONS,),
    "ends of letters": (article_phrases.SIGN_OFFS,),
    "headings of profiles": (article_phrases.MYSELF,),
    "labels of nicknames": (article_phrases.NICKNAMES,),
    "author notes": (article_phrases.AUTHOR_HEADINGS,),
    "words of sites for themselves": (site_words.SITE_WORDS,),
    "before a site's name": (title_words.AT_SITE,),
    "numbers of pages": (title_words.PAGE_NUMBERS,),
    "titles that are no headlines": (title_words.NO_HEADLINES,),
    "pages about the site": (wall_titles.SITE_PAGES,),
    "titles of tests for humans": (wall_titles.HUMAN,),
    "titles of logins": (wall_titles.LOGIN,),
    "lines of missing pages": (instead_lines.GONE,),
    "lines of pages that are refused": (instead_lines.REFUSED,),
    "letters beyond ASCII": (
        *(latin_alphabets.WESTERN, latin_alphabets.CENTRAL, latin_alphabets.TURKISH),
        *(other_alphabets.LATIN, other_alphabets.CYRILLIC),
    ),
}
"""Each vocabulary that some languages do not need, or have no such words for, keyed by language (BCP 47)."""


def languages() -> list[str]:
    """Return the tags of all languages in any vocabulary, those with the best coverage first.

    Words that belong to no single language (``mul``) do not count as one.
    """
    known = frozenset[str]().union(*map(_covered, (*COVERAGE.values(), *OCCASIONAL.values()))) - NO_LANGUAGE
    return sorted(known, key=lambda language: (len(holes(language)), language))


def holes(language: str) -> tuple[str, ...]:
    """Return the vocabularies of `COVERAGE` that have no words of a language."""
    return tuple(name for name, words in COVERAGE.items() if language not in _covered(words))


def coverage_table() -> str:
    """Return a Markdown table with a row per language and a column per vocabulary. Empty cells are gaps."""
    lines = [f"| language | {' | '.join(COVERAGE)} |", f"|---|{':-:|' * len(COVERAGE)}"]
    for language in languages():
        cells = ("✓" if language in _covered(words) else "" for words in COVERAGE.values())
        lines.append(f"| `{language}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def occasional_table() -> str:
    """Return a Markdown table with a row per vocabulary of `OCCASIONAL`, and the languages that it covers."""
    rows = (
        f"| {name} | {' '.join(f'`{language}`' for language in sorted(_covered(words)))} |"
        for name, words in OCCASIONAL.items()
    )
    return "\n".join(("| vocabulary | languages |", "|---|---|", *rows)) + "\n"


def _covered(words: tuple[Words, ...]) -> frozenset[str]:
    return frozenset[str]().union(*words)
