"""Words that publishers' markup and boilerplate share: classes of elements, and lines that are no part of a story.

Vocabularies that recur on the web in many languages, never the names of one site.
"""

import re
from enum import IntFlag
from functools import lru_cache


class Hint(IntFlag):
    """What an element's tag, role, class, id and item property say about its content."""

    NONE = 0
    BODY = 1
    """The text of the article."""
    SUMMARY = 2
    CAPTION = 4
    RELATED = 8
    """Links to other pages, teasers, recommendations."""
    SHARE = 16
    SIGNUP = 32
    """Newsletters, subscriptions, registration, apps."""
    COMMENT = 64
    BYLINE = 128
    META = 256
    """Dates, tags, sections, reading time."""
    AD = 512
    CONSENT = 1024
    NAVIGATION = 2048
    WIDGET = 4096
    """Players, galleries, polls, embeds."""
    ASIDE = 8192
    FOOTER = 16384
    HEADER = 32768
    HIDDEN = 65536
    FIGURE = 131072
    LIST = 262144
    TABLE = 524288
    QUOTE = 1048576
    ARTICLE = 2097152
    FORM = 4194304
    LINK = 8388608
    TITLE = 16777216
    NOTE = 33554432
    """Corrections, disclaimers, copyright, contact."""
    INFOBOX = 67108864


_VOCABULARY: dict[Hint, str] = {
    Hint.BODY: (
        r"article[-_]*(?:body|content|text|main|copy)|articlebody|(?:story|post|entry|news|page|main|body|content|text)[-_]*"
        r"(?:body|content|text|copy)(?![a-z])|body[-_]?text|richtext|rich-text|paragraph|artikel(?:text|inhalt|body)|"
        r"article__(?:p|text|paragraph)|storytext|maintext|brodtext|brødtekst|brodtekst|corpo|cuerpo|texte|nota-cuerpo|prose|wysiwyg|td-post-content"
    ),
    Hint.SUMMARY: (
        r"stand[-_]?first|sub[-_]?(?:head|title|headline|heading)|(?<![a-z])dek(?![a-z])|deck(?![a-z])|summary|chapo|chapeau|"
        r"sapo(?![a-z])|intro(?![a-z]*(?:vert|spec))|lead(?!er|ing|s?board|[-_]?gen)|teaser[-_]?text|vorspann|ingress|manchet|"
        r"(?<![a-z])lede?(?![a-z])|excerpt|bajada|copete|entradilla|occhiello|sommario|description|abstract|perex|underrubrik|"
        r"synopsis|preamble|kicker-text|article[-_]{1,2}sub|subtitulo|antetitulo"
    ),
    Hint.CAPTION: (
        r"caption|credit|cutline|legend|bildtext|bildunterschrift|bild[-_]?text|image[-_]{0,2}(?:meta|desc|info|text|title|source|author)|"
        r"photo[-_]{0,2}(?:meta|desc|info|text|author|by)|(?:img|media|picture|foto)[-_]{0,2}(?:desc|text|info|meta)|pie-?foto|didascalia|wp-caption|copyright"
    ),
    Hint.RELATED: (
        r"relat|recommend|more[-_]?(?:on|from|stor|news|articles|in|like|to|about|top)|read[-_]?(?:more|also|next)|teaser(?![-_]?text)|promo|"
        r"see[-_]?also|also[-_]?(?:read|like)|popular|trending|most[-_]?(?:read|view|pop|shared)|latest|"
        r"top[-_]?stor|next[-_]?(?:article|story|post|up)|(?:in|inline|internal)[-_]?(?:article)?[-_]?link|card(?![a-z])|carousel|slider|"
        r"further|onward|suggest|similar|verwandt|empfehl|artikelbox|weitere|lire[-_]?aussi|leggi[-_]?anche|mehr[-_]?zum|themen|"
        r"dossier|linklist|link-?list|jp-relatedposts|yarpp|crp_|nextprev|post-navigation|feed(?!back)|river|collection|"
        r"hot[-_]?news|linkbox|read-?on|article-?list|news-?list|list-?news|onsite|keep-?reading|backlink|(?:story|article)[-_]?package"
    ),
    Hint.SHARE: r"shar(?:e|ing)(?![a-z]*(?:d|holder))|social|follow|whatsapp|facebook|twitter|addthis|sharedaddy|tools?(?![a-z])|toolbar|teilen|partag|compart",
    Hint.SIGNUP: (
        r"newsletter|news-letter|subscri|sign-?up|signup|sign-in|login|register|paywall|pay-wall|piano|membership|donat|support-us|"
        r"app-?(?:banner|promo|download)|abo(?:[-_]|$)|offer|upsell|inscri|registr|push-?notif|regwall|meter"
    ),
    Hint.COMMENT: r"comment(?!ary|ator)|disqus|respond|kommentar|coment|reader-?(?:letter|reaction)|discussion|forum|livefyre|coral|replies",
    Hint.BYLINE: r"by[-_]?line|author|autor(?!i[sz])|writer|contributor|(?<![a-z])bio(?![a-z])|reporter|journalist|redakt|profile|signature|firma(?![a-z])|auteur|about-?the",
    Hint.META: (
        r"(?<![a-z])(?:date|time|meta|tags?|topics?|keywords?|labels?|category|categories|eyebrow|kicker|timestamp|datetime|breadcrumbs?|"
        r"byline-date|rubric|overline|dateline|updated|pubdate)(?![a-z])|post-?meta|entry-?meta|article-?(?:meta|tags|info|date|details|header-meta)|"
        r"publish|read(?:ing)?[-_]?time|tag-?list|taglist|hashtag|post-?(?:date|tags)"
    ),
    Hint.AD: r"(?<![a-z])ads?(?![a-z])|advert|sponsor|outbrain|taboola|(?<![a-z])dfp|google-?ad|adsense|banner|anzeige|werbung|publicite|publicidad|partner|commercial|affiliate|shop|product",
    Hint.CONSENT: r"cookie|consent|gdpr|onetrust|didomi|privacy|cmp(?![a-z])|modal|overlay|popup|pop-up|dialog|alert(?![a-z])|notice|toast|lightbox|tooltip",
    Hint.NAVIGATION: r"(?<![a-z])nav|menu|bread-?crumb|pagination|pager|skip-?(?:to|link)|masthead|navigation|sitemap|sidenav|dropdown|search|language-?sw|site-?header",
    Hint.WIDGET: r"widget|embed|player|video|gallery|galleria|poll(?![a-z])|quiz|audio|podcast|chart|infographic|map(?![a-z])|slideshow|livestream|tweet|instagram|iframe|vote|rating|weather",
    Hint.ASIDE: r"sidebar|side-bar|aside|rail(?![a-z])|secondary|right-?col|col-?right|complementary|rightbar|side-?col|supplement|margin(?:alia)",
    Hint.FOOTER: r"foot(?:er)?(?![a-z]|note)|colophon|bottom|contentinfo|footer|impressum|copyright|legal|disclaimer",
    Hint.HEADER: r"header|masthead|topbar|top-?bar|hero",
    Hint.TITLE: r"headline|(?<!sub)(?<!sub[-_])title|heading",
    Hint.NOTE: r"correction|footnote|disclaimer|editor-?note|endnote|source(?:s)?(?![a-z])|reprint|syndicat|about|tip-?line|contact|feedback|report-?(?:error|typo)|hinweis",
    Hint.INFOBOX: r"info-?box|fact-?box|factbox|faktabox|fakta|infokasten|box(?![a-z])|(?<![a-z])zusatz|highlights?(?![a-z])|key-?points?|keypoints|at-?a-?glance|toc(?![a-z])|table-?of-?contents|bullets?",
}
_PATTERNS: tuple[tuple[Hint, re.Pattern[str]], ...] = tuple((hint, re.compile(words)) for hint, words in _VOCABULARY.items())

_TAGS: dict[str, Hint] = {
    "nav": Hint.NAVIGATION,
    "menu": Hint.NAVIGATION,
    "aside": Hint.ASIDE,
    "footer": Hint.FOOTER,
    "header": Hint.HEADER,
    "figure": Hint.FIGURE,
    "picture": Hint.FIGURE,
    "figcaption": Hint.CAPTION,
    "caption": Hint.CAPTION,
    "form": Hint.FORM,
    "fieldset": Hint.FORM,
    "dialog": Hint.CONSENT,
    "ul": Hint.LIST,
    "ol": Hint.LIST,
    "dl": Hint.LIST,
    "table": Hint.TABLE,
    "blockquote": Hint.QUOTE,
    "article": Hint.ARTICLE,
    "main": Hint.ARTICLE,
    "a": Hint.LINK,
    "time": Hint.META,
    "address": Hint.BYLINE,
}


@lru_cache(maxsize=20_000)
def hints_of(tokens: str) -> Hint:
    """Return what an element's lower-case class, id, role and property words hint at."""
    found = 0
    for hint, pattern in _PATTERNS:
        if pattern.search(tokens):
            found |= hint
    return Hint(found)


def hints_of_tag(tag: str) -> Hint:
    """Return what an element's name hints at."""
    return _TAGS.get(tag, Hint.NONE)
