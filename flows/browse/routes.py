"""The table of routes."""

from dateline.flows.browse import feeds
from dateline.flows.browse.openapi import description
from dateline.flows.browse.pages import articles, changes, coverage, lists, raw, rejections, sources, start
from dateline.flows.browse.resources import Document, Resource

_ARTICLE = "/articles/{day:day}/{id:article}"
_REJECTION = "/rejections/{source:source}/{day:day}/{id:hash}"

RESOURCES = (
    Resource("/", start.start, start.StartAnswer, "start.html"),
    Resource("/articles", lists.newest, lists.ListAnswer, "list.html", lists.NewestParameters),
    Resource("/articles/{day:day}", lists.of_day, lists.ListAnswer, "list.html", lists.ListParameters),
    Resource(_ARTICLE, articles.article, articles.ArticleAnswer, "article.html"),
    Resource(f"{_ARTICLE}/revisions", articles.revisions, articles.RevisionsAnswer, "revisions.html"),
    Resource(f"{_ARTICLE}/similar", articles.similar, articles.SimilarAnswer, "similar.html"),
    Resource("/search", lists.search, lists.SearchAnswer, "search.html", lists.SearchParameters),
    Resource("/sources", sources.sources, sources.SourcesAnswer, "sources.html"),
    Resource("/sources/{source:source}", sources.source, sources.SourceAnswer, "source.html"),
    Resource("/coverage", coverage.coverage, coverage.CoverageAnswer, "coverage.html", coverage.CoverageParameters),
    Resource(
        "/rejections",
        rejections.rejections,
        rejections.RejectionsAnswer,
        "rejections.html",
        rejections.RejectionParameters,
    ),
    Resource(_REJECTION, rejections.rejection, rejections.RejectionAnswer, "rejection.html"),
    Resource("/changes", changes.changes, changes.ChangesAnswer, "changes.html"),
)
_FILES = (
    Document("/articles/{id:start}", articles.by_id, "text/html", redirects=True),
    Document(f"{_ARTICLE}/raw", raw.of_article, "text/html"),
    Document(f"{_REJECTION}/raw", raw.of_rejection, "text/html"),
    Document("/feeds/{source:source}.xml", feeds.of_source, "application/atom+xml"),
    Document("/changes.xml", feeds.of_changes, "application/atom+xml"),
)
DOCUMENTS = (*_FILES, description(RESOURCES, _FILES))
