"""Reads the visible text of headings, without kickers and hidden parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import class_and_id, element_after, element_before
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.structured import clean_string
from dateline.tasks.core.vocabulary.css_classes import KICKERS
from dateline.tasks.core.web.urls import absolute, url_key

JOINTS = " -–—:|/·"
_MIN_HEADLINE_WORDS = 3
_MIN_LETTERS = 8
"""The minimum number of letters that a heading and the headline must share."""
_MAX_HEADINGS = 8
_MAX_MINOR_HEADINGS = 40
_MAX_DEPTH = 20
_PLAIN = ":is(div, p, span, b, strong, font, td, center)"
"""Elements that are headings on pages without any."""
_MAX_APART = 8
"""By how many characters a headline may differ from the text of its element, for blanks and marks."""
_MENUS = frozenset({"nav", "aside", "footer", "form", "header"})
_UNSEEN = frozenset({"style", "script", "svg", "template", "noscript", "rt", "rp", "button"})
_BESIDE_HEADLINE = re.compile(
    r"edit-?section|read(?:ing)?-?time|comments?-?(?:count|link|number)"
    r"|(?:^|[-_ ])(?:share|social|header-?link|permalink)",
    re.IGNORECASE,
)  # class words of what stands in a heading beside the headline
_LISTS = frozenset({"nav", "ul", "ol", "table", "hr"})
_BOXES = frozenset({"nav", "aside", "dialog", "form"})
_BOX = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|modal|popup|related(?:-?(?:posts|articles))?|most-?read|newsletter)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_MAX_AROUND = 6
_SEPARATORS = frozenset("|｜–—·»•")
"""What stands before the site's name in small letters behind a headline."""
_PERMALINKS = frozenset("#¶§🔗")
_APART = frozenset({"span", "div", "p", "br"})
_BORDER = "\ue000"
"""Marks where a ``span`` or a block begins or ends, until the following text is known."""
_NO_BLANK = re.compile(
    rf"{_BORDER}+(?=[.,:;!?)\]»”’%：；，。、！？（）「」『』【】〈〉《》・])|(?<=[（「『【〈《・：）」』】〉》]){_BORDER}+"
)
"""Borders where no blank is shown: before punctuation, and beside the full-width kind."""
_INITIAL = re.compile(rf"(?:(?<=[\s{_BORDER}])|^)([^\W\d_]){_BORDER}+(?=([^\W\d_]))")
"""A letter in an element of its own before the rest of its word."""
_CONTAINERS = frozenset({"body", "main", "article", "section", "html"})
_SITE = re.compile(r"(?:^|[-_ ])(?:site[-_]?(?:title|name|branding)|logo|branding)(?:$|[-_ ])", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|[-_ ])(?:post|entry|article|story|blog|news)[-_]?(?:title|head(?:ing|line))(?:$|[-_ ])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MAX_DATE, _MAX_TITLE, _PARAGRAPH = 60, 300, 80
_FRONT = re.compile(r"(?:https?:)?//[^/?#]+/?|/")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|left\s*:\s*-\d{3,}")
_UNSHOWN = re.compile(
    r"(?:^|[-_ ])(?:visually-?hidden|sr-only|screen-?reader\S*|a11y-hidden)(?:$|[-_ ])", re.IGNORECASE
)
_KICKER = re.compile(
    rf"{KICKERS}|(?:^|[-_ ])(?:roof|flag|badge|label|tag|hidden|sr-only|screen-?reader\S*|visually-?hidden)(?:$|[-_ ])",
    re.IGNORECASE,
)  # class words of texts above a headline inside its element, or for screen readers only


def heading_forms(node: LexborNode) -> Iterator[str]:
    """Yield the forms in which a heading may be the headline, the likeliest first.

    They are its text without marked kickers, if it has any; its whole text; and, if it has several parts, its text
    without the first and without the last of them. What ends the heading and is longer than the rest is no kicker.
    """
    parts = list(heading_parts(node))
    whole = clean_string(shown_text(node))
    kept = clean_string(" ".join(part.text for part in parts if not part.kicker))
    if kept and any(part.kicker for part in parts) and not (parts[-1].kicker and len(whole) > 2 * len(kept)):
        yield kept.strip(JOINTS)
    is_marked = len(parts) > 1 and parts[0].kicker and parts[0].text.rstrip()[-1:].isalnum()
    yield f"{parts[0].text.strip()}: {_without_first(parts)}" if is_marked else whole
    if len(parts) > 1:
        yield _without_first(parts)
        yield clean_string(" ".join(part.text for part in parts[:-1])).rstrip(JOINTS)


@dataclass(frozen=True, slots=True)
class HeadingPart:
    """The text of one child of a heading, whether its class names a kicker, and whether it is visible."""

    text: str
    kicker: bool
    shown: bool


def _without_first(parts: Sequence[HeadingPart]) -> str:
    return clean_string(" ".join(part.text for part in parts[1:])).lstrip(JOINTS)


def heading_parts(node: LexborNode) -> Iterator[HeadingPart]:
    """Yield the parts of a heading: its children or, if it has only one, the children of that one."""
    while True:
        children = [
            child
            for child in node.iter(include_text=True)
            if child.tag not in _UNSEEN and (child.text() or "").strip() and not _is_beside_headline(child)
        ]
        if len(children) != 1 or children[0].is_text_node:
            break
        node = children[0]
    for child in children:
        css_class = "" if child.is_text_node else child.attributes.get("class") or ""
        text = child.text() if child.is_text_node else shown_text(child)
        shown = child.is_text_node or not is_hidden(child)
        yield HeadingPart(text or "", kicker=bool(_KICKER.search(css_class)), shown=shown)


def find_heading(document: Document, headline: str | None) -> LexborNode | None:
    """Return the heading that bears the page's headline, else the longest of the first ``h1``, or None without any.

    The ``h1`` of many sites is their own name; the headline is then a heading of lower rank.
    """
    keys = [(key_of(clean_string(shown_text(node))), node) for node in document.headings[:_MAX_HEADINGS]]
    if headline and (wanted := key_of(headline)):
        same = next((node for key, node in keys if key == wanted), None)
        if same is None and len(wanted) >= _MIN_LETTERS:
            same = next((node for key, node in keys if wanted in key), None)
        if same is None and len(wanted) >= _MIN_LETTERS:
            minor = document.tree.css(":is(h2, h3, h4, h5)")[:_MAX_MINOR_HEADINGS]
            same = next((node for node in minor if key_of(clean_string(shown_text(node))) == wanted), None)
        if same is None and not keys:
            same = next((node for node in document.tree.css(_PLAIN) if _has_own_text(node, headline, wanted)), None)
        if same is not None:
            return same
    return max(keys, key=lambda found: len(found[0]), default=("", None))[1]


def _has_own_text(node: LexborNode, headline: str, wanted: str) -> bool:
    """Return whether the text that is directly in an element is the headline, whose key is ``wanted``."""
    own = (node.text(deep=False) or "").strip()
    return abs(len(own) - len(headline)) <= _MAX_APART and key_of(own) == wanted


def may_be_headline(node: LexborNode, text: str) -> bool:
    """Return whether a minor heading can be a page's headline: it has several words, and is not part of a menu."""
    if len(text.split()) < _MIN_HEADLINE_WORDS and text.isascii():
        return False
    at: LexborNode | None = node
    while at is not None and at.tag != "body":
        if at.tag in _MENUS:
            return False
        at = at.parent
    return True


def is_site_heading(node: LexborNode) -> bool:
    """Return whether a heading is the site's, by its class or id, or because it links to the front page."""
    if any(
        at is not None and at.tag not in _CONTAINERS and _SITE.search(class_and_id(at)) for at in (node, node.parent)
    ):
        return True
    link = node.css_first("a[href]")
    address = (link.attributes.get("href") or "") if link is not None else ""
    return bool(_FRONT.fullmatch(address))


def title_below_site(document: Document, site: str) -> str | None:
    """Return the minor heading that is the title of the page's only entry, or None. ``site`` is the key of the ``h1``.

    For pages whose title and ``h1`` say the same, which may be the site's name. The minor heading must link to the page
    itself, be called an entry's title, stand beside a date in another element than the ``h1``, or stand below an ``h1``
    that links to the front page.
    """
    top = next((node for node in document.headings if key_of(clean_string(shown_text(node))) == site), None)
    if top is None:
        return None
    in_order = document.tree.css(":is(h2, h3, p)")
    minor = [node for node in takewhile(lambda node: not _is_paragraph(node), in_order) if node.tag != "p"]
    nodes = [(node, clean_string(shown_text(node))) for node in minor if not is_in_box(node) and not is_hidden(node)]
    nodes = [(node, text) for node, text in nodes if key_of(text) not in {"", site} and len(text) <= _MAX_TITLE]
    for node, text in nodes:
        if _links_to_itself(node, document.url) or _ENTRY.search(class_and_id(node)):
            return text
        if len(key_of(text)) > len(site) and not _are_together(node, top) and _is_beside_date(node):
            return text
    below = (text for node, text in nodes if may_be_headline(node, text) and not _directly_follows(node, top))
    return next(below, None) if is_site_heading(top) else None


def _is_paragraph(node: LexborNode) -> bool:
    return node.tag == "p" and len(node.text() or "") > _PARAGRAPH


def _links_to_itself(node: LexborNode, url: str | None) -> bool:
    """Return whether a heading links to the page that it is on, as the titles of blogs' entries do."""
    link = node.css_first("a[href]")
    address = absolute(url or "", link.attributes.get("href") or "") if link is not None else None
    return bool(url and address) and url_key(address or "") == url_key(url or "")


def _are_together(node: LexborNode, top: LexborNode) -> bool:
    """Return whether a minor heading is beside the ``h1``, as a standfirst is, and no menu between them."""
    before = element_before(node)
    while before is not None and before.mem_id != top.mem_id and before.tag not in _LISTS:
        before = element_before(before)
    return before is not None and before.mem_id == top.mem_id


def _directly_follows(node: LexborNode, top: LexborNode) -> bool:
    before = element_before(node)
    return before is not None and before.mem_id == top.mem_id


def _is_beside_date(node: LexborNode) -> bool:
    """Return whether the element before or after a heading is a date."""
    beside = (" ".join((near.text() or "").split()) for near in (element_after(node), element_before(node)) if near)
    return any(len(text) <= _MAX_DATE and _YEAR.search(text) for text in beside)


def is_in_box(node: LexborNode) -> bool:
    """Return whether a heading stands in a menu, in a form, or in a box about cookies or of other articles."""
    at = node.parent
    for _ in range(_MAX_AROUND):
        if at is None or at.tag in _CONTAINERS:
            return False
        if at.tag in _BOXES or _BOX.search(class_and_id(at)):
            return True
        at = at.parent
    return False


def is_hidden(node: LexborNode) -> bool:
    """Return whether a heading is hidden or only for screen readers. Such headings name parts of the page."""
    attributes = node.attributes
    css_class = attributes.get("class") or ""
    return (
        "hidden" in attributes
        or bool(_UNSHOWN.search(css_class))
        or bool(_HIDING_STYLE.search(attributes.get("style") or ""))
    )


def shown_text(node: LexborNode) -> str:
    """Return an element's visible text, without styles, scripts, titles in SVG, permalinks and ruby annotations.

    Adjacent blocks and ``span`` elements are separated by a space, but not before punctuation.
    """
    pieces: list[str] = []
    _gather(node, pieces, 0)
    text = "".join(pieces)
    if _BORDER in text:
        text = _INITIAL.sub(lambda found: found[1] if found[2].islower() else found[0], _NO_BLANK.sub("", text))
    return text.replace(_BORDER, " ")


def _is_permalink(node: LexborNode) -> bool:
    """Return whether an element is the sign beside a heading that links to the heading itself."""
    return node.tag == "a" and (node.text() or "").strip() in _PERMALINKS


def _is_beside_headline(node: LexborNode) -> bool:
    """Return whether an element within a heading is no part of its text, such as a reading time or "| Site"."""
    css_class = None if node.is_text_node else node.attributes.get("class")
    if node.tag == "small" and (node.text() or "").strip()[:1] in _SEPARATORS:
        return True
    return bool(css_class) and _BESIDE_HEADLINE.search(css_class or "") is not None


def _gather(node: LexborNode, pieces: list[str], depth: int) -> None:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            pieces.append(child.text() or "")
        elif child.tag in _UNSEEN or depth > _MAX_DEPTH or _is_permalink(child) or _is_beside_headline(child):
            continue
        elif child.tag in _APART:
            pieces.append(_BORDER)
            _gather(child, pieces, depth + 1)
            pieces.append(_BORDER)
        else:
            _gather(child, pieces, depth + 1)
