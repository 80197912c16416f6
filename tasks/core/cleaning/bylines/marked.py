"""Finds the bylines of the markup, and the list of authors in one that completes the name that a page states."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.tasks.core.cleaning.author_lines import Authors, found_names
from dateline.tasks.core.cleaning.author_names import MAX_BYLINE
from dateline.tasks.core.cleaning.byline_places import are_beside, belongs_elsewhere, containers_of
from dateline.tasks.core.cleaning.byline_text import is_credited, stated_or_shown
from dateline.tasks.core.cleaning.credits import without_loose_lead
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import each_once, spaced_text
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.person_names import looks_like_person

_CALLED_AUTHOR = "[rel~=author],[itemprop~=author],:not(meta)[property$=author],[class*=byline i],[class*=aut i]"
"""A superset of bylines. Testing classes takes time, so `_BYLINE_CLASS` is applied only to these elements."""
_BYLINE_CLASS = re.compile("byline|author(?!i[szt]|-?(?:stories|posts|articles))|autor|auteur")
_PREFIX = re.compile(r"\b(?:schema|sioc|og):")
"""What stands before a property in RDFa."""
_BOX_CLASS = re.compile(r"author[-_]?b|about-author|author-info")
"""Class words of boxes about the author, which stand after an article."""
_MAX_BYLINES = 40
_NEAR = 4
"""How many elements around the headline are passed to come to the one that has its byline, too."""
_MAX_HEADER = 1000
"""How many characters a header may have that is called a byline, and contains the headline."""
_MAX_SHOWN = 4
_TWO_WORDS = re.compile(r"[^\W\d_a-z]\D*?\s\S*?[^\W\d_a-z]|[\u3040-\u9fff\uac00-\ud7af]")
"""Two words with capitals and no number between them, or an East Asian letter: what every name of a person has."""

_Called = tuple[LexborNode, Mapping[str, str | None]]


class MarkedBylines:
    """The bylines of a page's markup. The whole page is searched for them at most once, and only if need be."""

    def __init__(self, document: Document, heading: LexborNode | None, language: str | None) -> None:
        """``heading`` contains the headline. ``language`` is the page's (BCP 47): some words introduce names in it."""
        self._tree, self._heading, self._language = document.tree, heading, language
        self._around = containers_of(heading)

    @cached_property
    def _called_author(self) -> list[_Called]:
        return _find_called(self._tree)

    @cached_property
    def boxes(self) -> list[LexborNode]:
        """The boxes about the author, by their class."""
        return [node for node, attributes in self._called_author if _BOX_CLASS.search(_class_of(attributes))]

    def of_article(self) -> Iterator[Authors]:
        """Yield the bylines that belong to the article, each with those beside it."""
        yield from self._named(_bylines_among(self._called_author))

    def with_others(self, stated: Authors) -> Authors:
        """Return the one author whom a page states, or its first byline if that names other people besides.

        Some systems tell machines only the first author. The byline is sought near the headline.
        """
        if len(stated.value) > 1:
            return stated
        nodes = _bylines_among(_find_called(_element_near(self._heading) or self._tree))
        if not any(may_name_another(node, stated.value[0]) for node in nodes):
            return stated
        shown = next(self._named(nodes), None)
        if shown is None or not 1 < len(shown.value) <= _MAX_SHOWN or not all(map(looks_like_person, shown.value)):
            return stated
        return shown if key_of(stated.value[0]) == key_of(shown.value[0]) else stated

    def _named(self, nodes: Sequence[LexborNode]) -> Iterator[Authors]:
        """Yield the names in those of the bylines that belong to the article, each with those beside it."""
        for node in nodes:
            is_other = self._is_whole_article(node) or is_credited(node) or belongs_elsewhere(node, self._around)
            text = "" if is_other else stated_or_shown(node)
            if text and len(text) <= MAX_BYLINE:
                beside = (stated_or_shown(other) for other in nodes if other is not node and are_beside(node, other))
                texts = [text, *(other for other in beside if len(other) <= MAX_BYLINE)]
                yield from found_names((without_loose_lead(text, self._language) for text in texts), "markup:byline")

    def _is_whole_article(self, node: LexborNode) -> bool:
        """Return whether an element with a byline's name is all of the article: content systems list its tags there."""
        return node.mem_id in self._around and len(node.text() or "") > _MAX_HEADER


def _find_called(within: LexborNode | LexborHTMLParser) -> list[_Called]:
    """Return the elements that may be bylines or boxes about the author by their names, with their attributes."""
    return [(node, node.attributes) for node in each_once(within.css(_CALLED_AUTHOR))]


def _bylines_among(called: Iterable[_Called]) -> list[LexborNode]:
    return [node for node, _ in islice(filter(_is_byline, called), _MAX_BYLINES)]


def _class_of(attributes: Mapping[str, str | None]) -> str:
    return (attributes.get("class") or "").lower()


def _is_byline(called: _Called) -> bool:
    """Return whether an element is a byline by its class, or by what it states in microdata, RDFa or a link."""
    _, attributes = called
    if _BYLINE_CLASS.search(_class_of(attributes)):
        return True
    stated = f"{attributes.get('rel') or ''} {attributes.get('itemprop') or ''} {attributes.get('property') or ''}"
    return "author" in _PREFIX.sub("", stated.lower()).split()


def _element_near(heading: LexborNode | None) -> LexborNode | None:
    """Return the element around the headline in which its byline most likely stands. Pages are searched faster so."""
    for _ in range(_NEAR):
        if heading is not None and heading.parent is not None:
            heading = heading.parent
    return heading


def may_name_another(byline: LexborNode, name: str) -> bool:
    """Return whether a byline may name somebody besides ``name``. That is told sooner than whom it names."""
    text = spaced_text(byline)
    rest = text.partition(name)[2] if name in text else text
    return len(rest) > MAX_BYLINE or _TWO_WORDS.search(rest) is not None or byline.css_first("[content]") is not None
