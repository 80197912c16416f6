"""Reads the headline from all places that state it, and decides which one to believe."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import heading_forms, is_hidden, may_be_headline, shown_text
from dateline.tasks.core.cleaning.names import is_name, key_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import clean_string, first_text
from dateline.tasks.core.cleaning.titles import (
    ANY_SEPARATOR,
    MAX_CHARS,
    MAX_MINOR_HEADINGS,
    SITE_BEFORE,
    sites_above,
    sites_in_titles,
    without_publisher,
)

MAX_HEADINGS = 8
_CONFIRMED_WEIGHT = 2.0
_VARIED_WEIGHT, _VARIED_SHARE = 3.6, 0.4
"""The weight of a heading that a title varies: more than that of the page's two titles, which are written together; and
the share of the words of one that the other must have."""
_WORD = re.compile(r"\w+")

_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_QUOTES = "\"'“”„‟«»‘’‚‹›"
_AT_LIMIT = range(109, 112)
"""The length of headlines that were cut to the 110 characters that search engines once required."""
_MIN_CUT = 15
"""The minimum number of letters for a cut title to count as the beginning of another."""

_WEIGHTS = {
    "markup:h1": 3.0, "json-ld:headline": 2.5, "meta:og:title": 2.0, "feed:title": 2.0, "microdata:headline": 2.0,
    "markup:title": 1.5, "json-ld:name": 1.0, "markup:h2": 0.2,
}  # fmt: skip
_OTHER_WEIGHT = 0.7
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_FIRM_METAS = ("headline", "parsely-title", "sailthru.title", "cxenseparse:title")
_FORM_ORDER = ("json-ld:headline", "meta:og:title", "microdata:headline", "markup:h1", "feed:title")
"""Of equally frequent forms that differ only in punctuation, the one from the first of these places is kept."""


@dataclass(frozen=True, slots=True)
class _Vote:
    text: str
    key: str
    origin: str
    weight: float


def read_headline(document: Document, page: Page, names: frozenset[str]) -> Candidate[str] | None:
    """Return the headline as it was published, without the publisher's name, or None.

    Each place (structured data, meta tags, ``h1``, title, the feed) has a vote with a weight of its own. Places that
    differ only in punctuation vote together, and a title that was cut short votes for the complete one. ``names`` are
    the publisher's (see `publisher_names`).
    """
    if page.rules.selectors.headline and (selected := _selected(document, page.rules.selectors.headline)):
        return selected
    votes = _merged_cuts([vote for vote in _votes(document, page, names) if vote.key])
    if not votes:
        return None
    totals = _totals(votes)
    best = max(totals, key=lambda key: totals[key])
    return _form([vote for vote in votes if vote.key == best])


def _selected(document: Document, selector: str) -> Candidate[str] | None:
    node = document.select_first(selector)
    text = clean_string(node.text(separator=" ")) if node is not None else ""
    return Candidate(text, "source:selectors.headline", text) if text else None


def _form(votes: list[_Vote]) -> Candidate[str]:
    """Return the most frequent form among votes for the same headline."""
    frequency = Counter(_folded(vote.text) for vote in votes)

    def rank(vote: _Vote) -> tuple[int, int]:
        place = _FORM_ORDER.index(vote.origin) if vote.origin in _FORM_ORDER else len(_FORM_ORDER)
        return -frequency[_folded(vote.text)], place

    chosen = min(votes, key=rank)
    return Candidate(chosen.text, chosen.origin, chosen.text)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _merged_cuts(votes: list[_Vote]) -> list[_Vote]:
    """Return the votes, each for a cut headline (with an ellipsis, or cut at a quotation mark) given to the whole."""
    merged = []
    for vote in votes:
        whole = next((other for other in votes if _is_cut_of(vote, other)), None)
        merged.append(_Vote(whole.text, whole.key, whole.origin, vote.weight) if whole else vote)
    return merged


def _is_cut_of(vote: _Vote, other: _Vote) -> bool:
    if len(vote.key) < _MIN_CUT or len(other.key) <= len(vote.key) or not other.key.startswith(vote.key):
        return False
    rest = other.text[len(vote.text.rstrip(_QUOTES + " ")) :].lstrip()
    at_quote = bool(rest) and rest[0] in _QUOTES
    return bool(_ELLIPSIS.search(vote.text)) or at_quote or len(vote.text) in _AT_LIMIT


def _votes(document: Document, page: Page, names: frozenset[str]) -> list[_Vote]:
    firm = list(_firm_votes(document, names))
    headings = list(_headings(document, names))
    known = {vote.key for vote in firm} | {key_of(text) for text in headings}
    stated = [(text, origin) for text, origin in _titles(document, page) if len(text) <= MAX_CHARS]
    if not firm and not headings and (below := _below_the_site(document, [text for text, _ in stated], names)):
        return below
    sites = sites_in_titles([text for text, _ in stated]) & {key_of(text) for text in headings}
    sites |= sites_above(document, [text for text, _ in stated], {key_of(text) for text in headings} - sites, names)
    headings = [text for text in headings if key_of(text) not in sites]
    titles = [_title_vote(title, known - sites, sites, names, _sections(document)) for title in stated]
    said = _totals([*firm, *titles])
    if headings and not any(said[key_of(text)] for text in headings):
        minor = _confirmed_minor(document, said, {key_of(text) for text in headings})
        if minor is not None:
            return [*firm, *titles, minor]
    if not headings:
        return [*firm, *titles, *_minor_headings(document, said)]
    heading = max(headings, key=lambda text: said[key_of(text)])
    vote = _vote(heading, "markup:h1")
    if any(_is_varied(heading, title.text) for title in titles):
        vote = replace(vote, weight=_VARIED_WEIGHT)
    return _without_kickers([*firm, *titles, vote], headings)


def _is_varied(heading: str, title: str) -> bool:
    """Return whether a title says in other words what a heading says, as titles written for search engines do."""
    one, other = (set(_WORD.findall(text.casefold())) for text in (heading, title))
    return one != other and len(one & other) >= _VARIED_SHARE * min(len(one), len(other)) > 0


def _totals(votes: list[_Vote]) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for vote in votes:
        totals[vote.key] += vote.weight
    return totals


def _without_kickers(votes: list[_Vote], headings: list[str]) -> list[_Vote]:
    """Return the votes, all for the heading's last part if titles have another kicker before the same part."""
    said = {vote.key for vote in votes if vote.origin != "markup:h1"}
    for tail in headings:
        key = key_of(tail)
        wholes = {whole for heading in headings if (whole := key_of(heading)) != key and whole.endswith(key)}
        agree = any(title.endswith(key) for title in said - {key})
        if len(key) >= _MIN_CUT and wholes and agree and not wholes & said:
            return [_vote(tail, vote.origin) if vote.key.endswith(key) else vote for vote in votes]
    return votes


def _firm_votes(document: Document, names: frozenset[str]) -> Iterator[_Vote]:
    """Yield the votes of places that rarely combine the headline with the publisher's name."""
    article = document.article
    for name in ("headline", "name"):
        if text := first_text(article.get(name)):
            yield from _firm_vote(text, f"json-ld:{name}", names)
    for node in document.headline_items:
        if text := clean_string(node.attributes.get("content") or node.text(separator=" ")):
            yield from _firm_vote(text, "microdata:headline", names)
            break
    for name in _FIRM_METAS:
        for text in document.meta.get(name, ())[:1]:
            yield from _firm_vote(clean_string(text), f"meta:{name}", names)


def _firm_vote(text: str, origin: str, names: frozenset[str]) -> Iterator[_Vote]:
    if len(text) <= MAX_CHARS and not is_name(text, names):
        yield _vote(without_publisher(text, names), origin)


def _titles(document: Document, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the titles that may contain the publisher's name, with their origins."""
    for name in _TITLE_METAS:
        for text in document.meta.get(name, ())[:1]:
            yield clean_string(text), f"meta:{name}"
    if document.title:
        yield document.title, "markup:title"
    if page.ref and page.ref.title:
        yield clean_string(page.ref.title), "feed:title"


def _title_vote(
    title: tuple[str, str], known: set[str], sites: set[str], names: frozenset[str], sections: frozenset[str]
) -> _Vote:
    """Return the vote of a title without the publisher's name, if another place has the rest or the name is known."""
    text, origin = title
    cuts = [text[: match.start()] for match in ANY_SEPARATOR.finditer(text)]
    ends = [end for match in SITE_BEFORE.finditer(text) if len(key_of(end := text[match.end() :])) >= _MIN_CUT]
    agreed = next((cut for cut in (text, *reversed(cuts), *ends) if key_of(cut) in known), None)
    for match in SITE_BEFORE.finditer(text) if sites else ():
        left, right = text[: match.start()], text[match.end() :]
        agreed = right if key_of(left) in sites else left if key_of(right) in sites else agreed
    return _vote(agreed or without_publisher(text, names, sections), origin)


def _sections(document: Document) -> frozenset[str]:
    return frozenset(key_of(section) for section in document.meta.get("article:section", ()))


def _headings(document: Document, names: frozenset[str]) -> Iterator[str]:
    for node in document.headings[:MAX_HEADINGS]:
        if is_hidden(node):
            continue
        for text in heading_forms(node):
            if len(text) <= MAX_CHARS and key_of(text) and not is_name(text, names):
                yield without_publisher(text, names)


def _minor_headings(document: Document, said: Mapping[str, float]) -> Iterator[_Vote]:
    """Yield the first ``h2`` that another place agrees with, for pages without an ``h1``."""
    for node in document.tree.css("h2, h3" if said else "h2, h3, h4")[:MAX_MINOR_HEADINGS]:
        text = clean_string(shown_text(node))
        if len(text) <= MAX_CHARS and text and (key_of(text) in said or (not said and may_be_headline(node, text))):
            yield _vote(text, "markup:h2")
            return
    if said and (minor := _confirmed_minor(document, said, set())):
        yield minor


def _below_the_site(document: Document, titles: list[str], names: frozenset[str]) -> list[_Vote]:
    """Return the vote of the first minor heading if all titles name only the site. A site's name is the shorter one."""
    if not titles or not all(is_name(title, names) for title in titles):
        return []
    longest = max(len(key_of(title)) for title in titles)
    return [vote for vote in _minor_headings(document, {}) if len(vote.key) > longest]


def _confirmed_minor(document: Document, said: Mapping[str, float], headings: set[str]) -> _Vote | None:
    """Return the first minor heading that equals a title, or the end of a title after a site's name."""
    for node in document.tree.css("h2, h3")[:MAX_MINOR_HEADINGS]:
        key = key_of(text := clean_string(shown_text(node)))
        if not len(key) >= _MIN_CUT or len(text) > MAX_CHARS:
            continue
        before = {title.removesuffix(key) for title in said if title.endswith(key)}
        if "" in before or (before and not headings) or before & headings:
            return _Vote(text, key, "markup:h2", _CONFIRMED_WEIGHT)
    return None


def _vote(text: str, origin: str) -> _Vote:
    cleaned = text.strip()
    return _Vote(cleaned, key_of(cleaned), origin, _WEIGHTS.get(origin, _OTHER_WEIGHT))
