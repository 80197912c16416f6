"""Finds the next page of an article that is split into several pages, for a warning: only one page is fetched."""

import re
from urllib.parse import urljoin, urlsplit

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.late_pattern import LatePattern

_PART = re.compile(r"[^\W_]+")
_PAGE_WORDS = frozenset("page pg p seite s pagina página part teil paged strona sida side seq".split())  # noqa: SIM905
_MAX_PAGES = 99
_SECOND = 2
"""The page to which a link must lead if it does not say that it is the next. Of comments, the last is linked first."""
_SECOND_FROM_ZERO = ["page", "1"]
"""The end of the URL of the second page in systems that count from 0, if the link says that it is the next."""
_MAX_URL, _MIN_NAME = 500, 4
"""The maximum length of a link's URL, and the minimum length of a page's name, both in characters."""
_LEADS_ON = LatePattern(
    r"^\W*2\W*$|[»›→]|\b(?:next|continued?|on to|page|part|more|weiter|seite|teil|suite|suivante?|página|siguiente|"
    r"pagina|volgende|avanti|segue|nästa|neste|næste|sida|side|dalej|strona)\b",
    re.IGNORECASE,
)
"""Words of a link to the next page."""


def find_next_page(document: Document, url: str | None) -> str | None:
    """Return the URL of the article's next page, or None if this is the last or only page.

    Sites use `rel=next` for the next article, too. So the URL must be this page's with a page number in it. Links to
    numbered pages need not say that they are the next.
    """
    canonical = document.canonical_links[0].attributes.get("href") if document.canonical_links else None
    own = url or canonical
    if not own:
        return None
    declared = len(document.next_links)
    names = _names(own)
    second = (link for link in document.second_links if _may_be_of(link.attributes.get("href") or "", names))
    links = [*document.next_links, *second]
    for place, link in enumerate(links):
        limit = _MAX_PAGES if place < declared else _SECOND
        try:
            target = urljoin(own, (link.attributes.get("href") or "").strip())[:_MAX_URL]
            addresses = [address for address in (own, canonical) if address]
            if any(_is_next(address, target, limit) for address in addresses):
                return target
            is_told = place < declared or _LEADS_ON.search(link.text()) is not None
            if is_told and any(_is_glued(address, target) for address in addresses):
                return target
        except ValueError:
            continue
    return None


def _names(url: str) -> tuple[str, ...]:
    """Return the last part of a URL's path, without a suffix such as ``.html``, and ``index`` if it is a folder."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ()
    name = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return (name, "index") if path.endswith("/") else (name,)


def _may_be_of(href: str, names: tuple[str, ...]) -> bool:
    """Return whether a link to a second page may be to this page's: it has one of its names, or only a query."""
    return href.endswith("=2") or any(len(name) >= _MIN_NAME and name in href for name in names)


def _is_next(own: str, target: str, limit: int) -> bool:
    """Return whether ``target`` is the URL ``own`` with the number of a later page in it.

    If ``own`` has no number, that of ``target`` is at most ``limit``.
    """
    a, b = _parts(own), _parts(target)
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    old, new = a[start : len(a) - end], b[start : len(b) - end]
    if limit > _SECOND and not old and new == _SECOND_FROM_ZERO:
        return True
    if not new or not new[-1].isdecimal() or not 1 < int(new[-1][:9]) <= _MAX_PAGES:
        return False
    if not old:
        if int(new[-1]) > limit:
            return False
        return len(new) == 1 or (len(new) == 2 and new[0] in _PAGE_WORDS)  # noqa: PLR2004 - a word and a number
    counted = b[start - 1] if start and len(new) == 1 else new[0]
    return counted in _PAGE_WORDS and len(old) == len(new) == 1 and old[0] == str(int(new[0][:9]) - 1)


def _is_glued(own: str, target: str) -> bool:
    """Return whether ``target`` is the URL ``own`` with a 2 after the page's name: ``ferry2.htm``, ``index2.html``.

    Another article may have such a name, too. So the link must tell that it leads on.
    """
    a, b = urlsplit(own.casefold()), urlsplit(target.casefold())
    name, dot, suffix = (a.path.rpartition("/")[2] or "index.html").rpartition(".")
    folder = a.path.rpartition("/")[0]
    is_same_site = (a.hostname or "").removeprefix("www.") == (b.hostname or "").removeprefix("www.")
    return is_same_site and bool(dot) and b.path == f"{folder}/{name}2.{suffix}"


def _parts(url: str) -> list[str]:
    parts = urlsplit(url.casefold())
    host = (parts.hostname or "").removeprefix("www.")
    return [host, *_PART.findall(f"{parts.path} {parts.query}")]
