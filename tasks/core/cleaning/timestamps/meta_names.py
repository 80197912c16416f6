"""The names of ``meta`` elements that state a page's times, with the roles of these and the trust in them."""

from collections.abc import Mapping

from dateline.tasks.core.cleaning.timestamps.labels import Role

_USUAL: Mapping[str, tuple[Role, int]] = {
    "article:published_time": (Role.PUBLISHED, 85),
    "og:article:published_time": (Role.PUBLISHED, 85),
    "http://ogp.me/ns/article#published_time": (Role.PUBLISHED, 80),
    "article:published:time": (Role.PUBLISHED, 80),
    "article:modified:time": (Role.MODIFIED, 80),
    "article:published": (Role.PUBLISHED, 80),
    "og:published_time": (Role.PUBLISHED, 80),
    "datepublished": (Role.PUBLISHED, 80),
    "date_published": (Role.PUBLISHED, 75),
    "published_at": (Role.PUBLISHED, 70),
    "published_time": (Role.PUBLISHED, 75),
    "published-date": (Role.PUBLISHED, 75),
    "publication_date": (Role.PUBLISHED, 75),
    "publication-date": (Role.PUBLISHED, 75),
    "publicationdate": (Role.PUBLISHED, 75),
    "publish_date": (Role.PUBLISHED, 75),
    "publish-date": (Role.PUBLISHED, 75),
    "publishdate": (Role.PUBLISHED, 75),
    "pub_date": (Role.PUBLISHED, 75),
    "pubdate": (Role.PUBLISHED, 75),
    "parsely-pub-date": (Role.PUBLISHED, 75),
    "sailthru.date": (Role.PUBLISHED, 70),
    "cxenseparse:recs:publishtime": (Role.PUBLISHED, 70),
    "cxenseparse:publishtime": (Role.PUBLISHED, 70),
    "citation_publication_date": (Role.PUBLISHED, 60),
    "citation_online_date": (Role.PUBLISHED, 60),
    "date": (Role.PUBLISHED, 60),
    "dc.date": (Role.PUBLISHED, 60),
    "dc.date.issued": (Role.PUBLISHED, 70),
    "dcterms.issued": (Role.PUBLISHED, 70),
    "dcterms.date": (Role.PUBLISHED, 60),
    "dcterms.created": (Role.PUBLISHED, 45),
    "dc.date.created": (Role.PUBLISHED, 45),
    "dc:date": (Role.PUBLISHED, 60),
    "datecreated": (Role.PUBLISHED, 40),
    "article:created": (Role.PUBLISHED, 40),
    "originalpublicationdate": (Role.PUBLISHED, 75),
    "article_date_original": (Role.PUBLISHED, 70),
    "ptime": (Role.PUBLISHED, 60),
    "uploaddate": (Role.PUBLISHED, 30),
    "ya:ovs:upload_date": (Role.PUBLISHED, 30),
    "video:release_date": (Role.PUBLISHED, 30),
    "article:modified_time": (Role.MODIFIED, 85),
    "og:updated_time": (Role.MODIFIED, 75),
    "article:updated_time": (Role.MODIFIED, 75),
    "datemodified": (Role.MODIFIED, 80),
    "last-modified": (Role.MODIFIED, 60),
    "lastmod": (Role.MODIFIED, 60),
    "modified": (Role.MODIFIED, 60),
    "dcterms.modified": (Role.MODIFIED, 60),
    "dc.date.modified": (Role.MODIFIED, 60),
    "revised": (Role.MODIFIED, 60),
}

_FURTHER: tuple[tuple[Role, int, str], ...] = (
    (
        Role.PUBLISHED,
        60,
        """
        article:published_date article:publication_date article:publicationdate article.published
        article-publication-date article_publication_date article:post_date og:article:published
        og:datepublished og:pubdate og:publish_date og:published_date og:question:published_time
        shareaholic:article_published_time mediator_published_time bytedance:published_time
        weibo:article:create_at dateposted date-published publish_time publish-time publishtime
        published published_date published-time publisheddate publishedtime publishedat bt:pubdate
        rnews:datepublished rbpubdate twt-published-at vr:published_time prism.publicationdate
        dc.date.publication dc.date.published dcterms.published pubtime analyticsattributes.articledate
        field-name-post-date
        """,
    ),
    (
        Role.PUBLISHED,
        50,
        """
        og:regdate displaydate display_date display-date displaypubdate
        issued dateissued date.issued date.release article_date article-date articledate
        article.date post_date post-date postdate news_date newsdate page_date pagedate page-date
        doc_date docdate pdate gentime citation_date dcterms.available dc.issued dc.date.available
        firstpublished first_published sort_date sortdate content_date
        """,
    ),
    (
        Role.PUBLISHED,
        35,
        """
        dc.created dc:created created created_at date_created date-created creation_date creation-date
        creationdate content_create_date article.created
        """,
    ),
    (
        Role.MODIFIED,
        80,
        """
        og:article:modified_time og:modified_time article:modified article:modified_date article.updated
        shareaholic:article_modified_time bytedance:updated_time weibo:article:update_at
        article:post_modified bt:moddate
        """,
    ),
    (
        Role.MODIFIED,
        60,
        """
        lastmodified last_modified last_updated last-updated lastupdated last-update lastupdate
        lastreviewed last-reviewed last_reviewed modified_time modificationdate modification_date
        date_modified date-modified moddate updated updated_at updated_time update_date update-date
        revision_date revision-date dc.modified dc:modified dc.date.updated
        """,
    ),
)
"""Names of some content systems and of services for publishers. They are less sure to mean the article's own times."""

META_TIMES: Mapping[str, tuple[Role, int]] = {
    **{name: (role, trust) for role, trust, names in _FURTHER for name in names.split()},
    "weibo: article:create_at": (Role.PUBLISHED, 60),
    "weibo: article:update_at": (Role.MODIFIED, 60),
    **_USUAL,
}
"""The role and the trust by the name, in lower case."""

OF_ANY_PAGE = frozenset(
    (
        "date",
        "dc.date",
        "dc:date",
        "dcterms.date",
        "last-modified",
        "lastmod",
        "modified",
        "revised",
        "dcterms.modified",
    )
)
"""Names that content systems also give to the time at which they made the page for this visit."""
