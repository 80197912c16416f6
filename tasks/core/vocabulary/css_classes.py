"""Words in the classes, ids and roles of elements, and tags, by what they hint at.

They are used across the web whatever the language of a page, so they are not keyed by language. None is specific to
one site.
"""

from collections.abc import Mapping
from enum import IntFlag

KICKERS = (
    "kicker|trumpet|trompet|over-?line|top-?line|eyebrow|dachzeile|roof-?line|spitzmarke|ante-?titulo|pre-?titulo|sur-?titre|occhiello"
    "|chapeu|cintillo|volanta|super-?title|pre-?title|stikktittel|vinjett|nad-?tytul|nad-?titul|boven-?kop|ust-?baslik|felcim|sobre-?titulo|over-?title"
)
"""Class words of a kicker, as a regular expression to be matched ignoring case."""


class Hint(IntFlag):
    """What an element's tag, role, class, id and item property say about its content."""

    NONE = 0
    BODY = 1 << 0
    """The text of the article."""
    SUMMARY = 1 << 1
    CAPTION = 1 << 2
    RELATED = 1 << 3
    """Links to other pages, teasers, recommendations."""
    SHARE = 1 << 4
    SIGNUP = 1 << 5
    """Newsletters, subscriptions, registration, apps."""
    COMMENT = 1 << 6
    BYLINE = 1 << 7
    META = 1 << 8
    """Dates, tags, sections, reading time."""
    AD = 1 << 9
    CONSENT = 1 << 10
    NAVIGATION = 1 << 11
    WIDGET = 1 << 12
    """Players, galleries, polls, embeds."""
    ASIDE = 1 << 13
    FOOTER = 1 << 14
    HEADER = 1 << 15
    TITLE = 1 << 16
    NOTE = 1 << 17
    """Corrections, disclaimers, copyright, contact."""
    INFOBOX = 1 << 18
    HIDDEN = 1 << 19
    FIGURE = 1 << 20
    LIST = 1 << 21
    TABLE = 1 << 22
    QUOTE = 1 << 23
    ARTICLE = 1 << 24
    FORM = 1 << 25
    LINK = 1 << 26
    EMBED = 1 << 27
    """A post of a social network."""
    CORRECTION = 1 << 28
    """A note about a correction. Such names are also a `NOTE`."""


_CORRECTIONS = """
    correction corrections erratum errata corrigendum corrigenda clarification clarifications retraction rectification
    rectificatif korrekturhinweis richtigstellung rattelse rättelse rettelse rettelser oikaisu sprostowanie erramos
"""

CLASS_WORDS: Mapping[Hint, str] = {
    Hint.BODY: """
        articlebody articlecontent articletext articlemain articlecopy storybody storycontent storytext
        postbody postcontent posttext entrycontent entrybody entrytext newsbody newscontent newstext
        pagecontent maincontent maintext bodytext bodycontent bodycopy contentbody contenttext richtext
        paragraph paragraphs artikeltext artikelinhalt brodtext brødtekst cuerpo corpo texte prose wysiwyg
        articlep articleparagraph textblock textcontent newsdetail viewcontent blogbody
    """,
    Hint.SUMMARY: """
        standfirst subhead subhed subtitle subheadline subheading dek deck summary chapo chapeau sapo intro
        introduction lead lede led vorspann ingress manchet excerpt bajada copete entradilla occhiello
        sommario description desc abstract perex synopsis preamble subtitulo antetitulo underrubrik teasertext
        leadtext introtext shortdesc bigode articlelead articleintro postexcerpt catenaccio
    """,
    Hint.CAPTION: """
        caption captions figcaption credit credits cutline legend bildtext bildunterschrift imagemeta
        imagedesc imageinfo imagetext imagetitle imagesource imageauthor picbox spipdocuments
        photometa photodesc photoinfo
        phototext photoauthor photoby mediainfo mediadesc piefoto didascalia wpcaption photographer
        fotograf bildnachweis gallerycaption leyenda photocredit image images picture photo photos foto img
    """,
    Hint.RELATED: """
        related relateds recommended recommend recommendation recommendations recommender moreon morefrom
        morestories morenews morearticles morein moreto readmore readalso readnext teaser teasers promo promos
        seealso alsoread alsolike popular trending mostread mostviewed mostpopular mostshared latest
        topstories nextarticle nextstory nextpost upnext inlinelink internallink card cards carousel slider
        further furtherreading onward suggest suggested suggestions similar verwandt empfehlung empfehlungen
        artikelbox weitere lireaussi leggianche mehrzum themen dossier linklist relatedposts yarpp crp
        nextprev postnavigation river collection hotnews linkbox readon articlelist newslist onsite
        keepreading backlink package breaking breakingnews ticker newsfeed morelinks storylist postlist
        newsletterteaser interestingarticles otherarticles otherposts
    """,
    Hint.SHARE: """
        share shares sharing sharebar shareit sharetools social socials socialmedia follow followus whatsapp
        facebook twitter addthis addtoany sharedaddy tools tool toolbar teilen partage partager compartir
        compartilhar sns bookmark
    """,
    Hint.SIGNUP: """
        newsletter newsletters subscribe subscription subscriptions subscriber subscriberonly signup signin
        login register paywall paywalled paygate regwall piano membership donate donation donations supportus appbanner
        apppromo appdownload abo abonnement offer upsell inscription registration pushnotification regwall
        meter cta calltoaction
    """,
    Hint.COMMENT: """
        comment comments disqus respond kommentar kommentare comentarios commentaires readerletters discussion
        forum livefyre coral replies reply talkback
    """,
    Hint.BYLINE: """
        byline bylines author authors autor autoren autore autores writer contributor contributors bio
        reporter reporters journalist redaktion redakteur profile signature firma auteur auteurs aboutauthor
        abouttheauthor authorbox authorbio postauthor agency
    """,
    Hint.META: """
        date time meta tag tags topic topics keyword keywords label labels category categories eyebrow kicker
        metryka timestamp datetime breadcrumb breadcrumbs rubric overline dateline updated pubdate published
        publishdate readtime readingtime taglist hashtag hashtags postmeta entrymeta articlemeta articletags
        articleinfo articledate postdate lineno linenos
    """,
    Hint.AD: """
        ad ads adv advert advertisement advertising advertorial sponsor sponsored outbrain taboola dfp adsense
        googlead banner anzeige werbung publicite publicidad partner partners commercial affiliate shop
        shopping product products promotion deal deals adslot adcontainer adwrapper
    """,
    Hint.CONSENT: """
        cookie cookies consent gdpr onetrust didomi privacy modal overlay popup dialog alert notice toast
        tooltip cookiebanner popover flyout
    """,
    Hint.NAVIGATION: """
        nav navbar navi navigation menu submenu megamenu pagination pager skip skiplink skiptocontent masthead
        sitemap sidenav dropdown search siteheader topnav mainnav hamburger pagenav toc tableofcontents
    """,
    Hint.WIDGET: """
        playlist widget widgets embed embedded player video videos gallery galleria galerie poll quiz audio
        podcast chart infographic map slideshow livestream iframe vote rating ratings weather stock stocks
        oembed embedcode lightbox loadinganimation preloader
    """,
    Hint.ASIDE: """
        sidebar aside rail rightrail secondary rightcol colright complementary rightbar sidecol supplement
        marginalia rightcolumn tertiary
    """,
    Hint.FOOTER: """
        foot footer sitefooter pagefooter colophon bottom contentinfo impressum copyright legal copyrights
        footerwrap
    """,
    Hint.HEADER: """
        header masthead topbar hero banner sitehead pagehead articleheader
    """,
    Hint.TITLE: """
        headline title heading hed headlines posttitle entrytitle articletitle
    """,
    Hint.CORRECTION: _CORRECTIONS,
    Hint.NOTE: f"""
        {_CORRECTIONS} footnote footnotes disclaimer editornote editorsnote endnote source sources
        reprint syndication about tipline contact feedback reporterror hinweis note notes trust credits
        aisummary aicontent aigenerated
    """,
    Hint.EMBED: """
        twittertweet tweet tweets instagrammedia tiktokembed fbpost blueskyembed twitterembed socialembed
        embedsocial
    """,
    Hint.QUOTE: """
        quote quotes pullquote pullquotes blockquote blockquotes
    """,
    Hint.INFOBOX: """
        infobox factbox faktabox fakta infokasten zusatz factsbox kasten expandablebox despiece
    """,
}
"""Words of classes, ids and roles, single or two joined, by what they hint at."""

TAGS: Mapping[str, Hint] = {
    "nav": Hint.NAVIGATION,
    "menu": Hint.NAVIGATION,
    "aside": Hint.ASIDE,
    "header": Hint.HEADER,
    "figure": Hint.FIGURE,
    "picture": Hint.FIGURE,
    "figcaption": Hint.CAPTION,
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
"""What an element's tag hints at. Other tags hint at nothing."""
