"""What a page's structured data and meta tags declare it to be."""

from dataclasses import dataclass

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.structured import ARTICLE_TYPES, JsonObject, names_page, types_of

_ARTICLE = ARTICLE_TYPES["report"]
_SEVERAL = 3
"""How many articles an index page describes at least."""
_ARTICLE_OG_TYPES = frozenset({"article", "news", "blog", "newsarticle", "video.other"})
_LIST_TYPES = frozenset({"collectionpage", "searchresultspage", "profilepage", "contactpage"})
_GOODS_TYPES = frozenset(
    {
        *("product", "productgroup", "individualproduct", "productmodel", "offer", "aggregateoffer", "offercatalog"),
        *("course", "educationaloccupationalprogram", "event", "jobposting", "vehicle", "softwareapplication"),
        *("mobileapplication", "service", "professionalservice", "financialproduct", "singlefamilyresidence"),
        *("apartment", "house", "realestatelisting", "hotel", "lodgingbusiness"),
    }
)
_GOODS_META = ("product:price:amount", "og:price:amount", "product:retailer_item_id", "product:availability")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page's head says that it is; all may be false."""

    article: bool
    """JSON-LD describes it as an article, or a post."""
    article_in_meta: bool
    """``og:type`` calls it an article, as some systems do of every page."""
    published: bool
    """``article:published_time`` stands in its head."""
    nothing: bool
    """It has no ``og:type``."""
    goods: bool
    """A product, an offer, a course, an event, a service."""
    list: bool
    """A collection, a profile, what a search finds."""


def describes_article(document: Document) -> bool:
    """Return whether JSON-LD describes the page as an article, or a post.

    Index pages describe each of the articles that they lead to: of several, one must name the page.
    """
    main = document.article
    if not _is_article(main):
        return False
    return sum(map(_is_article, document.json_ld)) < _SEVERAL or names_page(main, document.url)


def _is_article(node: JsonObject) -> bool:
    return any(ARTICLE_TYPES.get(name, 0) >= _ARTICLE for name in types_of(node))


def read_declared(document: Document) -> Declared:
    """Return what the page's head says that it is."""
    meta = document.meta
    og_type = next(iter(meta.get("og:type", ())), "").casefold()
    types = {name for node in document.json_ld for name in types_of(node)}
    return Declared(
        article=describes_article(document),
        article_in_meta=og_type in _ARTICLE_OG_TYPES,
        published="article:published_time" in meta,
        nothing=not og_type,
        goods=not _GOODS_TYPES.isdisjoint(types)
        or og_type.startswith(("product", "og:product"))
        or any(name in meta for name in _GOODS_META),
        list=not _LIST_TYPES.isdisjoint(types),
    )
