"""Reads what a page's structured data and meta tags declare it to be."""

from dataclasses import dataclass

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.structured import ARTICLE_TYPES, JsonObject, names_page, types_of

_ARTICLE = ARTICLE_TYPES["report"]
_SEVERAL = 3
"""A page that describes so many articles may be an index page."""
_ARTICLE_OG_TYPES = frozenset({"article", "news", "blog", "newsarticle", "video.other"})
_LIST_TYPES = frozenset({"collectionpage", "searchresultspage", "profilepage", "contactpage", "qapage"})
_PRODUCT_TYPES = frozenset(
    {
        *("product", "productgroup", "individualproduct", "productmodel", "offer", "aggregateoffer", "offercatalog"),
        *("course", "educationaloccupationalprogram", "event", "jobposting", "vehicle", "softwareapplication"),
        *("mobileapplication", "service", "professionalservice", "financialproduct", "singlefamilyresidence"),
        *(
            "dataset",
            "datacatalog",
            "definedterm",
            "musicrecording",
            "musicalbum",
            "governmentservice",
            "weatherforecast",
        ),
        *("apartment", "house", "realestatelisting", "hotel", "lodgingbusiness"),
    }
)
_PRODUCT_METAS = ("product:price:amount", "og:price:amount", "product:retailer_item_id", "product:availability")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares itself to be. Several may be true, or none."""

    article: bool
    """JSON-LD describes it as an article or a post (see `describes_article`)."""
    article_in_meta: bool
    """``og:type`` calls it an article. Some systems say so of every page."""
    published: bool
    """It has an ``article:published_time``."""
    product: bool
    """It is a product, offer, course, event, job or service."""
    list: bool
    """It is a collection, a profile, a page of search results or one of questions and answers."""


def describes_article(document: Document) -> bool:
    """Return whether JSON-LD describes the page as an article or a post.

    Index pages describe the articles that they link to. So if there are several, one must have the page's URL.
    """
    main = document.article
    if not _is_article(main):
        return False
    return sum(map(_is_article, document.json_ld)) < _SEVERAL or names_page(main, document.url)


def _is_article(node: JsonObject) -> bool:
    return any(ARTICLE_TYPES.get(name, 0) >= _ARTICLE for name in types_of(node))


def read_declared(document: Document) -> Declared:
    """Return what the page declares itself to be."""
    meta = document.meta
    og_type = next(iter(meta.get("og:type", ())), "").casefold()
    types = {name for node in document.json_ld for name in types_of(node)}
    return Declared(
        article=describes_article(document),
        article_in_meta=og_type in _ARTICLE_OG_TYPES,
        published="article:published_time" in meta,
        product=not _PRODUCT_TYPES.isdisjoint(types)
        or og_type.startswith(("product", "og:product"))
        or document.is_priced
        or any(name in meta for name in _PRODUCT_METAS),
        list=not _LIST_TYPES.isdisjoint(types),
    )
