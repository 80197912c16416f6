"""Reads what a page's structured data and meta tags declare it to be."""

from dataclasses import dataclass

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.structured import ARTICLE_TYPES, JsonObject, first_text, names_page, types_of

_ARTICLE = ARTICLE_TYPES["report"]
_SEVERAL = 3
"""A page that describes so many articles may be an index page."""
_ARTICLE_OG_TYPES = frozenset({"article", "news", "blog", "newsarticle", "video.other"})
_LIST_TYPES = frozenset({"collectionpage", "searchresultspage", "profilepage", "contactpage", "qapage"})
_DISCUSSION_TYPES = frozenset({"discussionforumposting", "qapage"})
_DISCUSSION_MARKS = '[itemtype$="/DiscussionForumPosting" i], [itemtype$="/QAPage" i]'
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
    discussion: bool
    """It is a thread of a forum, or one of questions and answers among readers."""


def describes_article(document: Document) -> bool:
    """Return whether JSON-LD describes the page as an article or a post.

    Index pages describe the articles that they link to. So if there are several, one must have the page's URL.
    """
    main = document.article
    if not _is_article(main):
        return False
    return sum(map(_is_article, document.json_ld)) < _SEVERAL or names_page(main, document.url)


def describes_this_page(document: Document) -> bool:
    """Return whether the described article has the page's URL, or its headline stands in the page's own."""
    main = document.article
    if document.url and names_page(main, document.url):
        return True
    headline = _letters(first_text(main.get("headline")) or first_text(main.get("name")) or "")
    shown = [document.title, *(heading.text() for heading in document.headings)]
    return bool(headline) and any(headline in _letters(title) for title in shown)


def _marks_discussion(document: Document) -> bool:
    """Return whether microdata calls the page a thread, or one of questions and answers."""
    if not any(map(document.mentions, (b"/DiscussionForumPosting", b"/QAPage"))):
        return False
    return document.select_first(_DISCUSSION_MARKS) is not None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _reviews_product(node: JsonObject) -> bool:
    """Return whether a node for a product stands for somebody's review of it. An offer has several, or a price."""
    review = node.get("review")
    return isinstance(review, dict) and "author" in review and "offers" not in node


def _is_article(node: JsonObject) -> bool:
    return any(ARTICLE_TYPES.get(name, 0) >= _ARTICLE for name in types_of(node))


def read_declared(document: Document) -> Declared:
    """Return what the page declares itself to be."""
    meta = document.meta
    og_type = next(iter(meta.get("og:type", ())), "").casefold()
    types = {name for node in document.json_ld if not _reviews_product(node) for name in types_of(node)}
    is_article = describes_article(document)
    return Declared(
        article=is_article,
        article_in_meta=og_type in _ARTICLE_OG_TYPES,
        published="article:published_time" in meta,
        product=not _PRODUCT_TYPES.isdisjoint(types)
        or og_type.startswith(("product", "og:product"))
        or document.is_priced
        or any(name in meta for name in _PRODUCT_METAS),
        list=not _LIST_TYPES.isdisjoint(types),
        discussion=not is_article and (not _DISCUSSION_TYPES.isdisjoint(types) or _marks_discussion(document)),
    )
