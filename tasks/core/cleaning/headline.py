"""Reads the headline from all places that state it, and decides which one to believe."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import is_site_heading, may_be_headline, shown_text, title_below_site
from dateline.tasks.core.cleaning.headline_votes import (
    MAX_STRAY_WORDS,
    MIN_CUT,
    TITLE_ORIGINS,
    TitleCutter,
    Vote,
    firm_votes,
    headings_of,
    is_in_url,
    is_stray,
    is_summary,
    is_telling,
    is_varied,
    line_in_bold,
    merged_cuts,
    sections_of,
    titles_of,
    vote_for,
)
from dateline.tasks.core.cleaning.names import is_name, key_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import clean_string, types_of
from dateline.tasks.core.cleaning.titles import (
    MAX_CHARS,
    MAX_MINOR_HEADINGS,
    MAX_SITE_WORDS,
    SITE_BEFORE,
    before_bars,
    before_site,
    ends_of,
    is_no_headline,
    is_title_of_kind,
    shown_part,
    sites_above,
    sites_in_titles,
    without_publisher,
    without_site,
)

_CONFIRMED_WEIGHT = 2.0
_VARIED_WEIGHT, _VARIED_NEWS_WEIGHT = 12.0, 3.6
"""The weight of a heading that a title varies: more than that of all other places, which are written together for
search engines, so that the headlines of a site come from the same place on all pages. If the structured data is a news
article's, and a title has its headline, it is only more than that of the page's two titles: the editors wrote both."""
_NEWS_TYPES = ("newsarticle", "liveblogposting")
_STRAY_WEIGHT = 1.0
"""The weight of a heading that shares no word with any title: less than that of any title."""
_TITLE_MARKS = (
    "[role=heading],h5,[class~=headline],[class~=title],[class*=article-title i],[class*=entry-title i]"
    ",[class*=post-title i],[class*=news-title i],[class*=itemTitle i]"
)
_MAX_MARKED_TITLE = 200
_MIN_REPEATED = 3
"""How many words a URL must have that repeats the headline of a page whose other places name the site."""
_OF_SITE = frozenset(("markup:h1", "markup:title", "meta:og:title"))
"""The places that name the site or a section on pages whose headline is a minor heading."""

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
    votes = merged_cuts([vote for vote in _votes(document, page, names) if vote.key])
    if not votes:
        marked = _marked_as_title(document)
        return Candidate(marked.text, marked.origin, marked.text) if marked else None
    totals = _totals(votes)
    best = max(totals, key=lambda key: totals[key])
    found = _form([vote for vote in votes if vote.key == best])
    if found.origin == "markup:title" and all(vote.origin in TITLE_ORIGINS for vote in votes):
        found = replace(found, value=shown_part(document, found.value) or before_site(before_bars(found.value), names))
    return _told_by_url(document, page.url, found) or _told_by_class(document, found) or found


def _told_by_url(document: Document, url: str | None, found: Candidate[str]) -> Candidate[str] | None:
    """Return the minor heading or the part of a title that the page's URL repeats, or None.

    What was found must be the title or a part of it, short, and not in the URL: the name of the site or of a section.
    """
    if found.origin not in _OF_SITE or len(found.value.split()) > MAX_STRAY_WORDS or is_in_url(found.value, url):
        return None
    if key_of(found.value) not in ends_of(document.title):
        return None
    for node in document.tree.css("h2, h3")[:MAX_MINOR_HEADINGS]:
        text = clean_string(shown_text(node))
        if may_be_headline(node, text) and _replaces(text, found.value, url):
            return Candidate(text, "markup:h2", text)
    parts = (part.strip() for part in SITE_BEFORE.split(document.title))
    part = next((part for part in parts if _replaces(part, found.value, url)), None)
    return Candidate(part, "markup:title", document.title) if part else None


def _told_by_class(document: Document, found: Candidate[str]) -> Candidate[str] | None:
    """Return the text of an element whose class calls it a title, or the line in bold on a page of tables, or None.

    What was found must be the part of a title beside the site's name, a slogan, or for the line the whole title.
    """
    if document.headings or len(found.value.split()) > MAX_STRAY_WORDS:
        return None
    is_part = found.origin in _OF_SITE and key_of(found.value) != key_of(document.title)
    if (marked := _marked_as_title(document) if is_part else None) is None:
        return line_in_bold(document, found.value)
    return Candidate(marked.text, marked.origin, marked.text) if is_stray(found.value, [marked.text], None) else None


def _replaces(text: str, found: str, url: str | None) -> bool:
    """Return whether a page's URL repeats a text, and what was found says nothing of it."""
    return len(text) <= MAX_CHARS and is_in_url(text, url, _MIN_REPEATED) and is_stray(found, [text], url)


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
    if not firm and (entry := _entry_below_site(document, texts, headings)):
        return [entry]
    sites = sites_in_titles(texts) & {key_of(text) for text in headings}
    sites |= sites_above(document, texts, {key_of(text) for text in headings} - sites, names)
    headings = [text for text in headings if key_of(text) not in sites]
    cutter = TitleCutter(
        frozenset(known - sites), frozenset(sites | marked), names, sections_of(document), tuple(headings)
    )
    titles = cutter.votes(stated)
    titles = [vote for vote in titles if not is_no_headline(vote.text)] or titles
    said = _totals([*firm, *titles])
    varied = _VARIED_NEWS_WEIGHT if _has_editors_headline(document, firm, titles) else _VARIED_WEIGHT
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


def _has_editors_headline(document: Document, firm: list[Vote], titles: list[Vote]) -> bool:
    """Return whether a news article's structured data has a headline that a title confirms."""
    stated = {vote.key for vote in firm if vote.origin == "json-ld:headline"}
    if not any(vote.key in stated for vote in titles):
        return False
    return any(kind.endswith(_NEWS_TYPES) for kind in types_of(document.article))


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
    titles = list(dict.fromkeys(title.text for title in votes if title.origin in TITLE_ORIGINS))
    if any(is_varied(heading, title) for title in titles) and not is_summary(heading, titles):
        vote = replace(vote, weight=varied)
    elif not said[vote.key] and is_stray(heading, titles, url):
        vote = replace(vote, weight=_STRAY_WEIGHT)
    return _without_kickers([*votes, vote], headings)


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
    """Return the first ``h2`` or ``h3`` that titles confirm, or without titles one of several words. No ``h1`` is.

    ``said`` are the totals of the titles' votes.
    """
    minor = [
        (text, key_of(text), node)
        for node in document.tree.css("h2, h3" if titles else "h2, h3, h4")[:MAX_MINOR_HEADINGS]
        if not (titles and is_site_heading(node)) and len(text := clean_string(shown_text(node))) <= MAX_CHARS
    ]
    if not headings:
        for text, key, node in minor:
            if key and (key in said or (not titles and may_be_headline(node, text))):
                return vote_for(text, "markup:h2")
    varied = any(
        len(text.split()) > MAX_STRAY_WORDS and is_varied(text, title) for text in headings for title in titles
    )
    ends = set(map(key_of, titles)) if varied else set[str]().union(*map(ends_of, titles))
    keys = {key_of(text) for text in headings}
    for text, key, node in minor:
        before = {title.removesuffix(key) for title in said if title.endswith(key)}
        if is_telling(key) and (key in ends or (before and not headings) or before & keys):
            return Vote(text, key, "markup:h2", _CONFIRMED_WEIGHT)
        if key in said and not varied and may_be_headline(node, text):
            return Vote(text, key, "markup:h2", _CONFIRMED_WEIGHT)
    return None


def _below_the_site(document: Document, titles: list[str], names: frozenset[str]) -> list[Vote]:
    """Return the vote of the first minor heading if all titles name only the site. A site's name is the shorter one."""
    if not titles or not all(_names_no_article(title, names) for title in titles):
        return []
    longest = max(len(key_of(without_site(title, names))) for title in titles)
    minor = _minor_heading(document, [], {}, []) or _marked_as_title(document)
    return [minor] if minor is not None and len(minor.key) > longest else []


def _entry_below_site(document: Document, titles: list[str], headings: list[str]) -> Vote | None:
    """Return the vote of an entry's title, if all titles and the ``h1`` say the same: the name of the site."""
    keys = {key_of(text) for text in (*titles, *headings)}
    is_short = bool(titles and headings) and len(headings[0].split()) <= MAX_SITE_WORDS
    title = title_below_site(document, *keys) if len(keys) == 1 and is_short else None
    return vote_for(title, "markup:h2") if title else None


def _names_no_article(title: str, names: frozenset[str]) -> bool:
    rest = without_site(title, names)
    return is_name(rest, names) or is_title_of_kind(title) or is_no_headline(rest)


def _marked_as_title(document: Document) -> Vote | None:
    """Return the vote of the first element that is a title by its class or role, for pages without headings."""
    for node in document.tree.css(_TITLE_MARKS)[:MAX_MINOR_HEADINGS]:
        text = clean_string(shown_text(node))
        if MIN_CUT <= len(text) <= _MAX_MARKED_TITLE and may_be_headline(node, text):
            return vote_for(text, "markup:title-class")
    return None
