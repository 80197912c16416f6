"""Reads the headline from all places that state it, and decides which one to believe."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import may_be_headline, shown_text
from dateline.tasks.core.cleaning.headline_votes import (
    MIN_CUT,
    TITLE_ORIGINS,
    TitleCutter,
    Vote,
    firm_votes,
    headings_of,
    sections_of,
    titles_of,
    vote_for,
)
from dateline.tasks.core.cleaning.kind.address import read_address
from dateline.tasks.core.cleaning.names import is_name, key_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import clean_string, types_of
from dateline.tasks.core.cleaning.titles import (
    MAX_CHARS,
    MAX_MINOR_HEADINGS,
    ends_of,
    is_no_headline,
    sites_above,
    sites_in_titles,
    without_publisher,
    without_site,
)

_CONFIRMED_WEIGHT = 2.0
_VARIED_WEIGHT, _VARIED_NEWS_WEIGHT = 12.0, 3.6
"""The weight of a heading that a title varies: more than that of all other places, which are written together for
search engines, so that the headlines of a site come from the same place on all pages. If the structured data is a news
article's, it is only more than that of the page's two titles: that headline is the editors', too."""
_SUMMARY, _SUMMARY_TIMES = 120, 2
"""A heading with more characters than this that is so many times as long as each title sums the article up."""
_NEWS_TYPES = ("newsarticle", "liveblogposting")
_VARIED_SHARE = 0.3
"""The share of the words of a heading or a title that the other must have to vary it."""
_STRAY_WEIGHT, _MAX_STRAY_WORDS = 1.0, 3
"""The weight of a heading that shares no word with any title: less than that of any title. It has at most so many
words, unless the page's URL confirms a title."""
_IN_URL_SHARE, _MIN_IN_URL = 0.7, 2
"""The share and number of the words of a URL that a title must have to be confirmed by it."""
_TITLE_MARKS = (
    "[role=heading],h5,[class~=headline],[class~=title],[class*=article-title i],[class*=entry-title i]"
    ",[class*=post-title i],[class*=news-title i],[class*=itemTitle i]"
)
_MAX_MARKED_TITLE = 200
_MIN_SHARED = 4
"""The minimum length of a word that a heading and a title share, also as a part of another: "Chorgeschichte"."""
_WORD = re.compile(r"\w+")

_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_QUOTES = "\"'“”„‟«»‘’‚‹›"
_AT_LIMIT = range(109, 112)
"""The length of headlines that were cut to the 110 characters that search engines once required."""

_FORM_ORDER = ("json-ld:headline", "meta:og:title", "microdata:headline", "markup:h1", "feed:title")
"""Of equally frequent forms that differ only in punctuation, the one from the first of these places is kept."""
_FORM_PLACES = {origin: place for place, origin in enumerate(_FORM_ORDER)}


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


def _form(votes: list[Vote]) -> Candidate[str]:
    """Return the most frequent form among votes for the same headline."""
    forms = {text: _folded(text) for text in {vote.text for vote in votes}}
    frequency = Counter(forms[vote.text] for vote in votes)

    def rank(vote: Vote) -> tuple[int, int]:
        return -frequency[forms[vote.text]], _FORM_PLACES.get(vote.origin, len(_FORM_PLACES))

    chosen = min(votes, key=rank)
    return Candidate(chosen.text, chosen.origin, chosen.text)


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _merged_cuts(votes: list[Vote]) -> list[Vote]:
    """Return the votes, each for a cut headline (with an ellipsis, or cut at a quotation mark) given to the whole."""
    if len({vote.key for vote in votes}) <= 1:  # as on most pages
        return votes
    merged = []
    for vote in votes:
        whole = next((other for other in votes if _is_cut_of(vote, other)), None)
        merged.append(Vote(whole.text, whole.key, whole.origin, vote.weight) if whole else vote)
    return merged


def _is_cut_of(vote: Vote, other: Vote) -> bool:
    if len(vote.key) < MIN_CUT or len(other.key) <= len(vote.key) or not other.key.startswith(vote.key):
        return False
    rest = other.text[len(vote.text.rstrip(_QUOTES + " ")) :].lstrip()
    at_quote = bool(rest) and rest[0] in _QUOTES
    return bool(_ELLIPSIS.search(vote.text)) or at_quote or len(vote.text) in _AT_LIMIT


def _votes(document: Document, page: Page, names: frozenset[str]) -> list[Vote]:
    firm = [vote for vote in firm_votes(document, names) if not is_no_headline(vote.text)]
    shown = list(headings_of(document, names))
    marked = _of_site(document, page, names, firm, shown)
    headings = [text for text, _ in shown if key_of(text) not in marked and not is_no_headline(text)]
    known = {vote.key for vote in firm} | {key_of(text) for text in headings}
    stated = [(text, origin) for text, origin in titles_of(document, page) if len(text) <= MAX_CHARS]
    texts = [text for text, _ in stated]
    if not firm and not headings and (below := _below_the_site(document, texts, names)):
        return below
    sites = sites_in_titles(texts) & {key_of(text) for text in headings}
    sites |= sites_above(document, texts, {key_of(text) for text in headings} - sites, names)
    headings = [text for text in headings if key_of(text) not in sites]
    cutter = TitleCutter(
        frozenset(known - sites), frozenset(sites | marked), names, sections_of(document), tuple(headings)
    )
    titles = cutter.votes(stated)
    titles = [vote for vote in titles if not is_no_headline(vote.text)] or titles
    said = _totals([*firm, *titles])
    is_news = any(kind.endswith(_NEWS_TYPES) for kind in types_of(document.article))
    varied = _VARIED_NEWS_WEIGHT if is_news else _VARIED_WEIGHT
    if headings and any(said[key_of(text)] for text in headings):
        return _with_heading([*firm, *titles], headings, page.url, varied=varied)
    minor = _minor_heading(document, texts, _totals(titles), headings)
    if minor is not None and minor.key not in said:
        titles = replace(cutter, known=frozenset((minor.key,))).votes(stated)
    if minor is not None:
        return [*firm, *titles, minor]
    if not headings:
        return [*firm, *titles] or [vote_for(text, "markup:h1") for text, _ in shown[:1]]
    return _with_heading([*firm, *titles], headings, page.url, varied=varied)


def _of_site(
    document: Document, page: Page, names: frozenset[str], firm: list[Vote], shown: list[tuple[str, bool]]
) -> set[str]:
    """Return the keys of headings that are marked as the site's name, unless another place has one as the headline."""
    marked = {key_of(text) for text, is_site in shown if is_site}
    if not marked:
        return marked
    alone = all(is_site for _, is_site in shown)
    titles = [(text, without_publisher(text, names)) for text, _ in titles_of(document, page)]
    return marked - {vote.key for vote in firm} - {key_of(cut) for text, cut in titles if alone or cut != text}


def _with_heading(votes: list[Vote], headings: list[str], url: str | None, *, varied: float) -> list[Vote]:
    """Return the votes with that of the best heading. ``votes`` are those of titles and structured data.

    ``varied`` is the weight of a heading that a title says in other words.
    """
    said = _totals(votes)
    heading = max(headings, key=lambda text: said[key_of(text)])
    vote = vote_for(heading, "markup:h1")
    titles = [title.text for title in votes if title.origin in TITLE_ORIGINS]
    if any(_is_varied(heading, title) for title in titles) and not _is_summary(heading, titles):
        vote = replace(vote, weight=varied)
    elif not said[vote.key] and _is_stray(heading, titles, url):
        vote = replace(vote, weight=_STRAY_WEIGHT)
    return _without_kickers([*votes, vote], headings)


def _is_summary(heading: str, titles: list[str]) -> bool:
    return len(heading) > _SUMMARY and len(heading) > _SUMMARY_TIMES * max(map(len, titles), default=0)


def _is_stray(heading: str, titles: list[str], url: str | None) -> bool:
    """Return whether a heading has no word of any title: a section's, or a widget's.

    It must be much shorter than a title, or the page's URL must say what a title says.
    """
    longest = max(map(len, map(key_of, titles)), default=0)
    is_short = len(heading.split()) <= _MAX_STRAY_WORDS and len(key_of(heading)) <= MIN_CUT < longest
    if not is_short and not any(_is_in_url(title, url) for title in titles):
        return False
    words = [word for word in _WORD.findall(heading.casefold()) if len(word) >= _MIN_SHARED] or [heading.casefold()]
    whole = " ".join(titles).casefold()
    return not any(word in whole for word in words) and not any(
        len(word) >= _MIN_SHARED and word in heading.casefold() for word in _WORD.findall(whole)
    )


def _is_in_url(title: str, url: str | None) -> bool:
    """Return whether the last part of a URL has words, and most of them are the title's."""
    address = read_address(url)
    name = address.name.replace("_", " ") if address else ""
    said = [word for word in _WORD.findall(name) if len(word) >= _MIN_SHARED and not word.isdigit()]
    words = set(_WORD.findall(title.casefold()))
    return len(said) >= _MIN_IN_URL and sum(word in words for word in said) >= _IN_URL_SHARE * len(said)


def _is_varied(heading: str, title: str) -> bool:
    """Return whether a title says in other words what a heading says, as titles written for search engines do."""
    one, other = (set(_WORD.findall(text.casefold())) for text in (heading, title))
    return one != other and len(one & other) >= _VARIED_SHARE * min(len(one), len(other)) > 0


def _totals(votes: list[Vote]) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for vote in votes:
        totals[vote.key] += vote.weight
    return totals


def _without_kickers(votes: list[Vote], headings: list[str]) -> list[Vote]:
    """Return the votes, all for the heading's last part if titles have another kicker before the same part."""
    said = {vote.key for vote in votes if vote.origin != "markup:h1"}
    for tail in headings:
        key = key_of(tail)
        wholes = {whole for heading in headings if (whole := key_of(heading)) != key and whole.endswith(key)}
        agree = any(title.endswith(key) for title in said - {key})
        is_firm = any(vote.key == key and vote.origin == "json-ld:headline" for vote in votes)
        if len(key) >= MIN_CUT and wholes and (is_firm or (agree and not wholes & said)):
            return [vote_for(tail, vote.origin) if vote.key.endswith(key) else vote for vote in votes]
    return votes


def _minor_heading(
    document: Document, titles: list[str], said: Mapping[str, float], headings: list[str]
) -> Vote | None:
    """Return the first ``h2`` or ``h3`` that titles confirm, for pages without a confirmed ``h1``.

    ``said`` are the totals of the titles' votes. Without any title, a heading of several words is taken.
    """
    minor = [
        (text, key_of(text), node)
        for node in document.tree.css("h2, h3" if titles else "h2, h3, h4")[:MAX_MINOR_HEADINGS]
        if len(text := clean_string(shown_text(node))) <= MAX_CHARS
    ]
    if not headings:
        for text, key, node in minor:
            if key and (key in said or (not titles and may_be_headline(node, text))):
                return vote_for(text, "markup:h2")
    varied = any(
        len(text.split()) > _MAX_STRAY_WORDS and _is_varied(text, title) for text in headings for title in titles
    )
    ends = set(map(key_of, titles)) if varied else set[str]().union(*map(ends_of, titles))
    keys = {key_of(text) for text in headings}
    for text, key, node in minor:
        before = {title.removesuffix(key) for title in said if title.endswith(key)}
        if len(key) >= MIN_CUT and (key in ends or (before and not headings) or before & keys):
            return Vote(text, key, "markup:h2", _CONFIRMED_WEIGHT)
        if key in said and not varied and may_be_headline(node, text):
            return Vote(text, key, "markup:h2", _CONFIRMED_WEIGHT)
    return None


def _below_the_site(document: Document, titles: list[str], names: frozenset[str]) -> list[Vote]:
    """Return the vote of the first minor heading if all titles name only the site. A site's name is the shorter one."""
    if not titles or not all(is_name(title, names) or is_no_headline(without_site(title, names)) for title in titles):
        return []
    longest = max(len(key_of(without_site(title, names))) for title in titles)
    minor = _minor_heading(document, [], {}, []) or _marked_as_title(document)
    return [minor] if minor is not None and len(minor.key) > longest else []


def _marked_as_title(document: Document) -> Vote | None:
    """Return the vote of the first element that is a title by its class or role, for pages without headings."""
    for node in document.tree.css(_TITLE_MARKS)[:MAX_MINOR_HEADINGS]:
        text = clean_string(shown_text(node))
        if MIN_CUT <= len(text) <= _MAX_MARKED_TITLE and may_be_headline(node, text):
            return vote_for(text, "markup:title-class")
    return None
