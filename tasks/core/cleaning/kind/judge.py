"""Decides whether a page is an article: by rules, or else by the sum of the evidence."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.tasks.core.cleaning.kind.address import Address
from dateline.tasks.core.cleaning.kind.declared import describes_article, describes_this_page
from dateline.tasks.core.cleaning.kind.evidence import BASE, Evidence, Judgement
from dateline.tasks.core.cleaning.kind.features import PageProfile, features_of
from dateline.tasks.core.cleaning.kind.template import Template
from dateline.tasks.core.cleaning.kind.weights import BIAS, WEIGHTS
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.wall_titles import SITE_PAGES

_SHORT_STORY = 150
"""A page at the URL of a list is a list if its article has fewer words."""
_LIST_HEADINGS = 4
"""A page with neither text nor date is a list if it has so many linked headings, and so is a front page."""
_SITE_PAGE = LatePattern(rf"\W*(?:{all_patterns(SITE_PAGES)})\W*", re.IGNORECASE)
_WORD_MARKS = re.compile(r"[-_+]+")
_BASE = Evidence(BASE, 1.0, BIAS)
_DATED_BY_FEED = Evidence("dated by a feed or news sitemap", 1.0, 3.0)
"""Weighted by hand, because the labelled pages came without feeds: about as much as a headline-like URL."""
_FEED_DATE = "feed:published"
_MADE_OF_TEASERS = Evidence("text made of teasers", 1.0, -3.0)
"""Weighted by hand, because few of the labelled pages are of this kind."""
_HARDLY_ANY_TEXT = Evidence("hardly any text", 1.0, -1.6)
"""Weighted by hand: even the briefest news, beside all else that a page shows, has a larger share."""
_MIN_SHARE, _MIN_PAGE = 0.025, 400
"""A page of at least so many words has hardly any text if the share of its text outside teasers is smaller."""
_NO_SENTENCE = Evidence("no running text", 1.0, -3.0)
"""Weighted by hand: no article among the labelled pages is without a sentence, but tables and lists of names are."""
_PRICE = Evidence("a price in a line of its own", 1.0, -1.8)
"""Weighted by hand: alone, it does not outweigh a story with an author or an address like a headline."""
_SMALL_AD = Evidence("a private ad or a home on offer", 1.0, -3.0)
"""Weighted by hand: with its price, as much as a service's address and a little more."""
_TO_ADVERTISERS = Evidence("few words, to advertisers", 1.0, -3.5)
"""Weighted by hand: a report on the trade has an author and an address like a headline."""
_JOB_OFFER = Evidence("few words that offer a job", 1.0, -3.0)
"""Weighted by hand, as a private ad."""
_OF_SERVICE = Evidence("address in a service section", 1.0, -4.0)
_IN_FORUM = Evidence("address in a forum", 1.0, -7.0)
_OF_QUESTION = Evidence("address of a question", 1.0, -4.0)
"""Weighted by hand: if the page is declared an article, the adviser of a column may have answered it."""
_DISCUSSION = Evidence("declared as a discussion", 1.0, -6.0)
_ANSWERS = Evidence("a count of answers above the text", 1.0, -4.0)
"""Weighted by hand: as much as a service's address. Comments below an article may be counted, too, but not above it."""
_LINKS_HEAD = Evidence("only links as headings", 1.0, -2.5)
"""Weighted by hand: guides have other headings as well."""
_FIGURES = Evidence("figures instead of text", 1.0, -3.0)
"""Weighted by hand: forecasts, quotations and tables in which each figure is a line."""
_BOOKING = Evidence("a booking beside few words", 1.0, -2.0)
"""Weighted by hand: the notice of a concert is as short as a brief, but asks its readers to come."""
_MANY_FIGURES, _FEW_WORDS, _BRIEF = 15, 60, 250
_BY_TEMPLATE = {
    Template.REFERENCE: Evidence("template of a wiki, a manual or a forum", 1.0, -6.0),
    Template.OTHER: Evidence("template of a list or an offer", 1.0, -4.0),
}
"""Weighted by hand, for the same reason. The first alone does not outweigh prose with a date at a headline-like URL."""


def judge_by_rule(profile: PageProfile) -> Judgement | None:
    """Return the judgement of the first rule that applies, without evidence, or None if no rule applies."""
    if _is_declared(profile):
        return Judgement(is_article=True, rule="an article by its structured data") if profile.extraction.text else None
    other = _other_kind(profile)
    return Judgement(is_article=False, rule=other) if other else None


def _is_declared(profile: PageProfile) -> bool:
    """Return whether the page's structured data can be believed that it is an article.

    Wikis and forums call any page an article, and some lists describe the first of theirs.
    """
    if not describes_article(profile.document) or _is_front_of_articles(profile):
        return False
    if not describes_this_page(profile.document) and _may_be_list(profile):
        return False
    return profile.template is not Template.REFERENCE


def _may_be_list(profile: PageProfile) -> bool:
    return (profile.address is not None and profile.address.is_list) or profile.layout.is_list


def _is_of_site(address: Address) -> bool:
    """Return whether a URL is named after a page about the site, such as ``/terms-of-use``."""
    if address.is_dated or address.is_among_stories or address.query:
        return False
    return _SITE_PAGE.fullmatch(_WORD_MARKS.sub(" ", address.name)) is not None


def _is_front_of_articles(profile: PageProfile) -> bool:
    """Return whether the page is a front page that links to articles. Some describe one of these as their own."""
    address = profile.address
    return address is not None and address.is_front and profile.layout.linked_headings >= _LIST_HEADINGS


def _other_kind(profile: PageProfile) -> str | None:
    """Return what a page is if a rule says that it is no article, or None."""
    address = profile.address
    if address is not None and address.is_front:
        return "the front page of a site"
    if _SITE_PAGE.fullmatch(profile.extraction.headline or "") or (address is not None and _is_of_site(address)):
        return "a page about the site"
    if _only_links_elsewhere(profile):
        return "a list of articles"
    return _kind_of_list(address, profile) if address is not None else None


def _kind_of_list(address: Address, profile: PageProfile) -> str | None:
    """Return what a page is if its URL is that of a list, and its text does not speak against that, or None."""
    if address.is_search:
        return "a page of search results"
    if not address.is_list:
        return None
    layout = profile.layout
    if layout.is_list or (layout.story_words < _SHORT_STORY and not profile.declared.article_in_meta):
        return "a section, topic or author page"
    return None


def judge_by_evidence(profile: PageProfile) -> Judgement:
    """Return the judgement that the sum of the evidence gives."""
    evidence = _evidence(profile)
    return Judgement(sum(piece.points for piece in evidence) >= 0, evidence)


def explain_kind(profile: PageProfile) -> Judgement:
    """Return the judgement of a rule or else of the evidence, with the evidence in any case."""
    ruled = judge_by_rule(profile)
    if ruled is None:
        return judge_by_evidence(profile)
    return replace(ruled, evidence=_evidence(profile))


def _of_service(address: Address) -> Evidence:
    """Return the evidence of a service's address. Papers have sections for homes and jobs, with stories in them."""
    return replace(_OF_SERVICE, value=1.0 - address.headline_likeness / 2 if address.headline_likeness == 1.0 else 1.0)


def _is_in_korean(profile: PageProfile) -> bool:
    """Return whether a page is in Korean. Offices and newspapers in Korea publish on what they call a board."""
    return (profile.extraction.language or "").startswith("ko")


def _is_shown(profile: PageProfile) -> bool:
    """Return whether the text is read from the markup, and not from structured data."""
    return profile.extraction.provenance.get("text", "").startswith("markup:")


def _only_links_elsewhere(profile: PageProfile) -> bool:
    extraction = profile.extraction
    # A feed that dates the page says nothing about what it is: a preview, which knows no feed, gives the same reason.
    is_dated = extraction.published_at is not None and extraction.provenance.get("published_at") != _FEED_DATE
    if extraction.text or is_dated:
        return False
    return profile.layout.linked_headings >= _LIST_HEADINGS


def _evidence(profile: PageProfile) -> tuple[Evidence, ...]:
    """Return the evidence that the page has, strongest first."""
    pieces = [Evidence(name, value, WEIGHTS[name]) for name, value in features_of(profile).items() if value]
    if profile.template in _BY_TEMPLATE:
        pieces.append(_BY_TEMPLATE[profile.template])
    pieces += (piece for piece, applies in _by_hand(profile) if applies)
    return tuple(sorted([*pieces, _BASE], key=lambda piece: -abs(piece.points)))


def _by_hand(profile: PageProfile) -> Iterator[tuple[Evidence, bool]]:
    """Yield each piece of evidence that is weighted by hand, and whether the page has it."""
    ref, address, layout = profile.page.ref, profile.address, profile.layout
    yield _DATED_BY_FEED, ref is not None and ref.published_at is not None
    if address is not None:
        yield _of_service(address), address.is_of_service
        of_adviser = address.is_of_question and profile.declared.article_in_meta
        yield _OF_QUESTION, of_adviser
        yield _IN_FORUM, address.is_in_forum and not of_adviser and not _is_in_korean(profile)
    yield _DISCUSSION, profile.declared.discussion
    yield _ANSWERS, profile.counts_answers
    yield _PRICE, profile.has_price_line
    yield _SMALL_AD, layout.story_words < _BRIEF and profile.is_small_ad
    yield _JOB_OFFER, layout.story_words < _BRIEF and profile.offers_job
    yield _TO_ADVERTISERS, layout.story_words < _BRIEF and profile.asks_advertisers
    yield _BOOKING, layout.story_words < _FEW_WORDS and profile.takes_bookings
    yield _FIGURES, layout.figures >= _MANY_FIGURES and layout.story_words < _FEW_WORDS
    yield _MADE_OF_TEASERS, layout.is_list
    yield _LINKS_HEAD, layout.only_links_head and not layout.is_list
    yield _HARDLY_ANY_TEXT, layout.words >= _MIN_PAGE and layout.story_words < _MIN_SHARE * layout.words
    kept = profile.body.kept
    yield _NO_SENTENCE, bool(kept) and _is_shown(profile) and not any(block.prose for block in kept)
