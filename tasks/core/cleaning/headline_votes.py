"""Collects what the places of a page state as its headline, as votes with weights."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import heading_forms, is_hidden, is_in_box, is_site_heading
from dateline.tasks.core.cleaning.kind.address import read_address
from dateline.tasks.core.cleaning.names import is_name, key_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import clean_string, first_text, plain_string
from dateline.tasks.core.cleaning.text.calls import speaks_for_site
from dateline.tasks.core.cleaning.titles import (
    ANY_SEPARATOR,
    BRACKET,
    MAX_CHARS,
    SITE_BEFORE,
    ends_of,
    without_bracketed,
    without_publisher,
    without_site,
)

MAX_HEADINGS = 8
MIN_CUT = 15
"""The minimum number of letters for a cut title to count as the beginning of another."""

_WEIGHTS = {
    "markup:h1": 3.0, "json-ld:headline": 2.5, "meta:og:title": 2.0, "feed:title": 2.0, "microdata:headline": 2.0,
    "markup:title": 1.5, "json-ld:name": 1.0, "markup:h2": 0.2,
}  # fmt: skip
_OTHER_WEIGHT = 0.7
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title")
TITLE_ORIGINS = frozenset(("markup:title", "feed:title", *(f"meta:{name}" for name in _TITLE_METAS)))
_FIRM_METAS = ("headline", "parsely-title", "sailthru.title", "cxenseparse:title")

_EAST_ASIAN, _MIN_EAST_ASIAN = "\u3040", 6
"""The first Chinese, Japanese or Korean letter, and the minimum number of such letters instead of `MIN_CUT`."""
_SUMMARY, _SUMMARY_TIMES = 120, 2
"""A heading with more characters than this that is so many times as long as each title sums the article up."""
_VARIED_SHARE = 0.3
"""The share of the words of a heading or a title that the other must have to vary it."""
_IN_URL_SHARE = 0.7
"""The share of the words of a URL that a title must have to be confirmed by it."""
MAX_STRAY_WORDS = 3
"""The maximum number of words of a heading that shares no word with any title, unless the page's URL confirms one."""
_MIN_SHARED = 4
"""The minimum length of a word that a heading and a title share, also as a part of another: "Chorgeschichte"."""
_WORD = re.compile(r"\w+")
_BOLD_IN_TABLES, _MAX_BOLD = "td b, td strong, td font[size], td big", 20
_INLINE = frozenset(("b", "strong", "font", "big", "center", "span", "i", "em"))
_BREAKS = frozenset(("br", "p", "div", "table", "hr", "ul"))

_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_QUOTES = "\"'“”„‟«»‘’‚‹›"
_AT_LIMIT = range(109, 112)
"""The length of headlines that were cut to the 110 characters that search engines once required."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A headline that one place states: as written, its key (see `key_of`), the place, and the weight of its word."""

    text: str
    key: str
    origin: str
    weight: float


def vote_for(text: str, origin: str) -> Vote:
    """Return the vote of a place, with the weight of its kind."""
    cleaned = text.strip()
    return Vote(cleaned, key_of(cleaned), origin, _WEIGHTS.get(origin, _OTHER_WEIGHT))


def merged_cuts(votes: list[Vote]) -> list[Vote]:
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


def firm_votes(document: Document, names: frozenset[str]) -> Iterator[Vote]:
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
            yield from _firm_vote(plain_string(text), f"meta:{name}", names)


def _firm_vote(text: str, origin: str, names: frozenset[str]) -> Iterator[Vote]:
    if len(text) <= MAX_CHARS and not is_name(text, names):
        yield vote_for(without_publisher(text, names), origin)


def titles_of(document: Document, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the titles that may contain the publisher's name, with their origins."""
    for name in _TITLE_METAS:
        for text in document.meta.get(name, ())[:1]:
            yield plain_string(text), f"meta:{name}"
    if document.title:
        yield document.title, "markup:title"
    elif not document.meta.get("og:title"):
        for text in document.meta.get("title", ())[:1]:
            yield plain_string(text), "meta:title"
    if page.ref and page.ref.title:
        yield plain_string(page.ref.title), "feed:title"


@dataclass(frozen=True, slots=True)
class TitleCutter:
    """Cuts the publisher's name off titles, if another place has the rest or the name is known.

    ``known`` are the keys of what other places state, ``sites`` those of headings that name the site.
    """

    known: frozenset[str]
    sites: frozenset[str]
    names: frozenset[str]
    sections: frozenset[str]
    headings: tuple[str, ...]

    def votes(self, titles: Sequence[tuple[str, str]]) -> list[Vote]:
        """Return the votes of titles, each given with its origin. A title in several places is cut only once."""
        texts = dict.fromkeys(text for text, _ in titles)
        wholes = frozenset(key for text in texts if is_telling(key := key_of(text)))
        cuts = {text: self._cut(text, wholes) for text in texts}
        return [vote_for(cuts[text], origin) for text, origin in titles]

    def _cut(self, text: str, wholes: frozenset[str]) -> str:
        """Return a title without the site. ``wholes`` are the keys of all titles, which may confirm each other."""
        return self._agreed(text) or _beginning(text, wholes) or without_site(text, self.names, self.sections)

    def _agreed(self, text: str) -> str | None:
        cuts = [text[: match.start()] for match in (*ANY_SEPARATOR.finditer(text), *BRACKET.finditer(text))]
        ends = [end for match in SITE_BEFORE.finditer(text) if len(key_of(end := text[match.end() :])) >= MIN_CUT]
        agreed = next((cut for cut in (text, *reversed(cuts), *ends) if key_of(cut) in self.known), None)
        for match in SITE_BEFORE.finditer(text) if self.sites else ():
            left, right = text[: match.start()], text[match.end() :]
            agreed = right if key_of(left) in self.sites else left if key_of(right) in self.sites else agreed
        return self._unglued(agreed or text) or agreed

    def _unglued(self, text: str) -> str | None:
        """Return the heading that a title has without any separator before or after the site's name, or None."""
        whole = key_of(text)
        for heading in self.headings if self.sites else ():
            key = key_of(heading)
            if whole != key and (whole.removeprefix(key) in self.sites or whole.removesuffix(key) in self.sites):
                return heading
        return None


def _beginning(text: str, wholes: frozenset[str]) -> str | None:
    """Return the beginning of a title, up to a separator, that is the whole of another title and most of this one."""
    length = len(key_of(text))
    cuts = (text[: match.start()] for match in ANY_SEPARATOR.finditer(text))
    return next((cut for cut in cuts if 2 * len(key := key_of(cut)) > length > len(key) and key in wholes), None)


def sections_of(document: Document) -> frozenset[str]:
    """Return the keys of the sections that the page is filed under."""
    return frozenset(key_of(section) for section in document.meta.get("article:section", ()))


def headings_of(document: Document, names: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield the forms of the first ``h1`` elements, and whether each is marked as the site's name."""
    nodes = [node for node in document.headings[:MAX_HEADINGS] if not is_hidden(node)]
    if len(nodes) > 1:
        nodes = [node for node in nodes if not is_in_box(node)] or nodes
    for node in nodes:
        is_site = is_site_heading(node)
        for text in heading_forms(node):
            if len(text) <= MAX_CHARS and key_of(text) and not is_name(text, names):
                yield without_bracketed(without_publisher(text, names), names), is_site


def is_telling(key: str) -> bool:
    """Return whether a text (its key) is too long to stand in another by chance. East Asian texts are shorter."""
    return len(key) >= (MIN_CUT if key < _EAST_ASIAN else _MIN_EAST_ASIAN)


def is_summary(heading: str, titles: list[str]) -> bool:
    """Return whether a heading is so long that it sums the article up."""
    return len(heading) > _SUMMARY and len(heading) > _SUMMARY_TIMES * max(map(len, titles), default=0)


def is_stray(heading: str, titles: list[str], url: str | None) -> bool:
    """Return whether a heading has no word of any title: a section's, or a widget's.

    It must be much shorter than a title, or the page's URL must say what a title says.
    """
    longest = max(map(len, map(key_of, titles)), default=0)
    is_short = len(heading.split()) <= MAX_STRAY_WORDS and len(key_of(heading)) <= MIN_CUT < longest
    if not is_short and not any(is_in_url(title, url) for title in titles):
        return False
    words = [word for word in _WORD.findall(heading.casefold()) if len(word) >= _MIN_SHARED] or [heading.casefold()]
    whole = " ".join(titles).casefold()
    return not any(word in whole for word in words) and not any(
        len(word) >= _MIN_SHARED and word in heading.casefold() for word in _WORD.findall(whole)
    )


def is_in_url(title: str, url: str | None, at_least: int = 2) -> bool:
    """Return whether the last part of a URL has ``at_least`` so many words, and most of them are the title's."""
    address = read_address(url)
    name = address.name.replace("_", " ") if address else ""
    said = [word for word in _WORD.findall(name) if len(word) >= _MIN_SHARED and not word.isdigit()]
    words = set(_WORD.findall(title.casefold()))
    return len(said) >= at_least and sum(word in words for word in said) >= _IN_URL_SHARE * len(said)


def is_varied(heading: str, title: str) -> bool:
    """Return whether a title says in other words what a heading says, as titles written for search engines do."""
    one, other = (set(_WORD.findall(text.casefold())) for text in (heading, title))
    return one != other and len(one & other) >= _VARIED_SHARE * min(len(one), len(other)) > 0


def line_in_bold(document: Document, found: str) -> Candidate[str] | None:
    """Return the first line in bold or in a larger font, if a table lays out the page, or None.

    It must have several words, none of the page's title, and no link. What was ``found`` must be the title or a part.
    """
    if key_of(found) not in ends_of(document.title):
        return None
    title = set(_long_words(document.title))
    for node in document.tree.css(_BOLD_IN_TABLES)[:_MAX_BOLD]:
        text = clean_string(node.text(separator=" "))
        is_long = len(text) >= MIN_CUT and len(text.split()) > MAX_STRAY_WORDS
        if is_long and title.isdisjoint(_long_words(text)) and _is_line(node):
            is_headline = len(text) <= MAX_CHARS and text[-1] not in ".:;," and not speaks_for_site(text)
            return Candidate(text, "markup:b", text) if is_headline else None
    return None


def _long_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) >= _MIN_SHARED]


def _is_line(node: LexborNode) -> bool:
    """Return whether an element without links is all of a cell or a paragraph, or of what stands between breaks."""
    if node.css_first("a") is not None:
        return False
    while _is_break(node, lambda beside: beside.prev) and _is_break(node, lambda beside: beside.next):
        if node.parent is None or node.parent.tag not in _INLINE:
            return True
        node = node.parent
    return False


def _is_break(node: LexborNode, step: Callable[[LexborNode], LexborNode | None]) -> bool:
    """Return whether a line begins or ends beside an element, towards the sibling to which ``step`` leads."""
    beside = step(node)
    while beside is not None and beside.is_text_node and not (beside.text_content or "").strip():
        beside = step(beside)
    return beside is None or beside.tag in _BREAKS
