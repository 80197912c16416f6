"""Reads the authors from all places that state them, and decides which place to believe."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_boxes import (
    are_people,
    lines_above_text,
    marked_elements,
    name_in_boxes,
    signatures,
)
from dateline.tasks.core.cleaning.author_lines import (
    BESIDE_DATE,
    Authors,
    found_names,
    labelled_names,
    lines_of_authors,
    unmarked_names,
)
from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.byline_places import are_beside, belongs_elsewhere, containers_of
from dateline.tasks.core.cleaning.byline_text import stated_or_shown, without_split_outlet
from dateline.tasks.core.cleaning.bylines.author_links import author_links, led_links, links_to_authors
from dateline.tasks.core.cleaning.bylines.capitals import in_small_letters
from dateline.tasks.core.cleaning.bylines.common_words import may_name_people
from dateline.tasks.core.cleaning.bylines.east_asian import apart
from dateline.tasks.core.cleaning.bylines.marked import MarkedBylines
from dateline.tasks.core.cleaning.bylines.nearby import texts_after
from dateline.tasks.core.cleaning.bylines.sections import Sections
from dateline.tasks.core.cleaning.bylines.self_named import account_beside, owner_in_profile, writers_of_letters
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.credits import is_lead, is_led
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.names import is_name, is_outlet, key_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.person_names import is_agency, is_call, is_office, is_sentence, looks_like_person
from dateline.tasks.core.cleaning.structured import clean_string, texts, types_of

_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator",
    "dcterms.creator", "byl", "article.author", "og:article:author",
)  # fmt: skip
_FURTHER_META = re.compile(r"(?:^|[:._-])(?:authors?|author[-_]?names?|byline|creator)$")
"""The end of a ``meta`` element's name, of which systems make up many."""
_OTHER_AUTHOR = re.compile(r"smartbanner|twitter|copyright|app\b")
"""Names of elements that state who made an app, or who may be linked."""
_WORD, _TELLING_LETTERS = re.compile(r"[a-z]+"), 4
_LOGIN = re.compile(r"[a-z0-9._-]+")
"""The name of a user's account, of which the page may have the full name elsewhere."""
_LOOSE_ORIGINS = ("markup:byline", "text:")


def read_authors(
    document: Document, page: Page, names: frozenset[str], heading: LexborNode | None, language: str | None = None
) -> Authors | None:
    """Return the authors' names without roles, or None.

    The first place that names a person wins, or else the first that names an outlet, an agency or an account. The name
    of an account is given instead of a person that it cannot be. ``names`` are the publisher's (see `publisher_names`).
    Visible bylines are sought beside ``heading``, which contains the headline. ``language`` is the page's (BCP 47), in
    which some words introduce names.
    """
    fallback: Authors | None = None
    if offices := list(_structured(document, document.article.get("author"), only="organization")):
        names |= frozenset(key_of(name) for office in offices for name in (office, *names_in(office)))
    sections = Sections(document)
    for place in _places(document, page, heading, language):
        if place.origin.startswith(_LOOSE_ORIGINS) and _names_sections(place, sections):
            continue
        found = without_split_outlet(place, names)
        found = Candidate(tuple(apart(found.value, language)), found.origin, found.raw)
        if any(_is_person(name, found.origin, names) for name in found.value):
            if fallback and _is_of_another(fallback.value, found.value, names):
                return fallback
            kept = _kept(found, names)
            return Candidate(tuple(in_small_letters(document, kept)), found.origin, found.raw)
        if not (found.origin == BESIDE_DATE and any(is_name(name, names) for name in found.value)):
            fallback = fallback or _without_calls(found)
    return fallback


def _names_sections(place: Authors, sections: Sections) -> bool:
    """Return whether a place names only sections of the article or, in plain text, entries of the page's menus."""
    keys = frozenset(map(key_of, place.value))
    return keys <= sections.of_article or (place.origin.startswith("text:") and keys <= sections.in_menus)


def _is_of_another(accounts: tuple[str, ...], people: tuple[str, ...], names: frozenset[str]) -> bool:
    """Return whether all names are those of accounts ("iholm"), and none has the beginning of a person's name in it."""
    if not all(_LOGIN.fullmatch(account) and not is_outlet(account, names) for account in accounts):
        return False
    words = [word[:_TELLING_LETTERS] for name in people for word in _WORD.findall(_plain(name))]
    return not any(len(word) == _TELLING_LETTERS and word in account for word in words for account in accounts)


def _plain(name: str) -> str:
    """Return a name in lower case, with letters without their accents."""
    return "".join(mark for mark in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(mark))


def _without_calls(found: Authors) -> Authors | None:
    """Return what a place names but persons, without calls to action and pieces of sentences."""
    if not found.origin.startswith(_LOOSE_ORIGINS):
        return found
    sentence = any(":" in name for name in found.value)
    names = () if sentence else tuple(name for name in found.value if not is_call(name) and not is_sentence(name))
    return Candidate(names, found.origin, found.raw) if names else None


def _is_person(name: str, origin: str, names: frozenset[str]) -> bool:
    """Return whether a place names a person. Names from the visible page must look like a person's."""
    if is_outlet(name, names) or is_agency(name) or is_office(name):
        return False
    return looks_like_person(name) if origin.startswith(_LOOSE_ORIGINS) else not _LOGIN.fullmatch(name)


def _kept(found: Authors, names: frozenset[str]) -> tuple[str, ...]:
    """Return the names of a place that names a person, without the publisher's and without what is not a name."""
    if found.origin.startswith(_LOOSE_ORIGINS):
        return tuple(name for name in found.value if _is_person(name, found.origin, names))
    kept = tuple(name for name in found.value if not is_name(name, names))
    people = any(map(looks_like_person, kept))
    return tuple(name for name in kept if not (is_agency(name) or is_office(name))) if people else kept


def _places(document: Document, page: Page, heading: LexborNode | None, language: str | None) -> Iterator[Authors]:
    """Yield the authors that each place states, the most reliable place first. Places are read lazily."""
    if selector := page.rules.selectors.authors:
        yield from found_names(
            (node.text(separator=" ") for node in document.select(selector)), "source:selectors.authors"
        )
    bylines = MarkedBylines(document, heading, language)
    yield from map(
        bylines.with_others, found_names(_structured(document, document.article.get("author")), "json-ld:author")
    )
    yield from found_names(document.meta.get("citation_author", ()), "meta:citation_author")
    yield from bylines.of_article()
    yield from _metas(document)
    yield from found_names(_by_label(document), "meta:twitter:data1")
    if page.ref:
        yield from found_names(page.ref.authors, "feed:authors")
    if not document.article.get("author"):  # the creator is often whoever entered the text into the system
        yield from found_names(_structured(document, document.article.get("creator")), "json-ld:creator")
    around = containers_of(heading)
    links = links_to_authors(document, around)
    yield from led_links(links)
    marked = marked_elements(document, heading)
    yield from _rows_of_people(marked, around)
    texts = texts_after(heading) if heading is not None else None
    yield from lines_of_authors(document, heading, texts, language)
    if heading is None:
        yield from found_names(islice(lines_above_text(document), 1), "text:byline")
    yield from author_links(links)
    yield from _far_places(document, marked, bylines.boxes, around, language)
    yield from _self_named(document, heading, around)
    if heading is not None and texts is not None:
        yield from unmarked_names(document, heading, texts, language)


def _self_named(document: Document, heading: LexborNode | None, around: frozenset[int]) -> Iterator[Authors]:
    """Yield who signs a letter, the account beside the headline, and the owner of the blog."""
    for line, name in writers_of_letters(document):
        if not belongs_elsewhere(line, around):
            yield Candidate((name,), "text:sign-off", name)
    if account := account_beside(heading, around):
        yield Candidate((account,), "markup:account", account)
    if owner := owner_in_profile(document):
        yield Candidate((owner,), "markup:profile", owner)


def _far_places(
    document: Document,
    marked: list[LexborNode],
    boxes: list[LexborNode],
    around: frozenset[int],
    language: str | None,
) -> Iterator[Authors]:
    """Yield the authors in elements that may be something else, and far from the headline."""
    for node in marked:
        text = stated_or_shown(node)
        if (is_led(text) or are_people(text)) and not belongs_elsewhere(node, around):
            yield from found_names([text], "markup:byline")
    signed = ((node, text) for node, text in signatures(document) if may_name_people(text, document, language))
    for found in (labelled_names(document), signed):
        for node, text in found:
            if not belongs_elsewhere(node, around):
                yield from found_names([text], "text:byline")
    for text in islice(name_in_boxes(boxes), 1):
        yield from found_names([text], "markup:byline")


def _structured(document: Document, value: object, depth: int = 0, *, only: str = "") -> Iterator[str]:
    """Yield the names in an ``author`` of any shape: a string, an object, a reference, lists of these.

    ``only`` is the end of the types (in lower case) of objects whose names are wanted.
    """
    if isinstance(value, list):
        if depth < 3:  # noqa: PLR2004 - deeper nesting does not occur
            for item in value:
                yield from _structured(document, item, depth + 1, only=only)
    elif isinstance(value, str | dict):
        node = document.resolve(value)
        if not only or _is_only(only, types_of(node)):
            named = node.get("name") or " ".join(texts([node.get("givenName"), node.get("familyName")]))
            yield from texts(named) if named or isinstance(value, dict) else [value]


def _is_only(kind: str, kinds: tuple[str, ...]) -> bool:
    """Return whether an object is of that type. One that is a person as well, as on sites of one person, is not."""
    return "person" not in kinds and any(found.endswith(kind) for found in kinds)


def _metas(document: Document) -> Iterator[Authors]:
    """Yield the authors that ``meta`` elements state, those in elements of unknown names only if they are people."""
    for meta in _METAS:
        yield from found_names(document.meta.get(meta, ()), f"meta:{meta}")
    for meta, values in document.meta.items():
        if _FURTHER_META.search(meta) and meta not in _METAS and not _OTHER_AUTHOR.search(meta):
            for found in found_names(values, f"meta:{meta}"):
                if any(map(looks_like_person, found.value)):
                    yield found


def _by_label(document: Document) -> Iterator[str]:
    """Yield what a page has its card on a social network show beside "Written by"."""
    for number in "12":
        for label in document.meta.get(f"twitter:label{number}", ())[:1]:
            if is_lead(clean_string(label)):
                yield from document.meta.get(f"twitter:data{number}", ())[:1]


def _rows_of_people(marked: list[LexborNode], around: frozenset[int]) -> Iterator[Authors]:
    """Yield the people whom several marked elements of the same kind name that stand beside each other."""
    for node in marked:
        row = [node, *(other for other in marked if other is not node and are_beside(node, other))]
        names = [stated_or_shown(each) for each in row] if len(row) > 1 else []
        if names and all(map(are_people, names)) and not belongs_elsewhere(node, around):
            yield from found_names(names, "markup:byline")
