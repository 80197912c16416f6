"""Whether an article goes on at another address: said on the record, for only one page of it is fetched."""

import re
from urllib.parse import urljoin, urlsplit

from dateline.tasks.core.cleaning.document import Document

_PART = re.compile(r"[^\W_]+")
_PAGE_WORDS = frozenset("page pg p seite s pagina página part teil paged strona sida side seq".split())  # noqa: SIM905
_MAX_PAGES = 99
_MAX_URL = 500


def find_next_page(document: Document, url: str | None) -> str | None:
    """Return the address of the article's next page; None where the page is the last or only one.

    Sites say `rel=next` of the next article too: so the address must be this one's with a page's number in it.
    """
    links = document.next_links
    if not links:
        return None
    canonical = document.canonical_links[0].attributes.get("href") if document.canonical_links else None
    own = url or canonical
    if not own:
        return None
    for link in links:
        try:
            target = urljoin(own, (link.attributes.get("href") or "").strip())[:_MAX_URL]
            if any(_goes_on(address, target) for address in (own, canonical) if address):
                return target
        except ValueError:
            continue
    return None


def _goes_on(own: str, target: str) -> bool:
    """Return whether the second address is the first with the number of a later page in it."""
    a, b = _parts(own), _parts(target)
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    old, new = a[start : len(a) - end], b[start : len(b) - end]
    if not new or not new[-1].isdecimal() or not 1 < int(new[-1][:9]) <= _MAX_PAGES:
        return False
    if not old:
        return len(new) == 1 or (len(new) == 2 and new[0] in _PAGE_WORDS)  # noqa: PLR2004 - a word and a number
    counted = b[start - 1] if start and len(new) == 1 else new[0]
    return counted in _PAGE_WORDS and len(old) == len(new) == 1 and old[0] == str(int(new[0][:9]) - 1)


def _parts(url: str) -> list[str]:
    parts = urlsplit(url.casefold())
    host = (parts.hostname or "").removeprefix("www.")
    return [host, *_PART.findall(f"{parts.path} {parts.query}")]
