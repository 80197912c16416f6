"""What the names of a page's template say about its kind."""

import pytest

from dateline.tasks.core.cleaning import Document, Extraction, Page, clean_page
from dateline.tasks.core.cleaning.kind.template import Template, read_template

STORY = (
    "The keeper of the lock has moved its gates by hand for thirty-four years. On Friday the county bolted a motor to "
    "the frame, and by noon the wheel that he had turned some ninety thousand times stood still."
)


def template(body: str = "", html: str = "", head: str = "") -> Template | None:
    """Return what the classes of ``body`` and ``html`` and the elements of the head say."""
    page = f"<html class='{html}'><head>{head}<title>Lock</title></head><body class='{body}'><p>{STORY}</p></body>"
    return read_template(Document(page.encode()))


@pytest.mark.parametrize(
    "body",
    [
        "wp-singular post-template-default single single-post postid-12 category-4",
        *("post-template tag-harbour", "path-node page-node-type-news-article", "node-type-pressrelease"),
        *("item-view version-1-3-3", "com_content view-article", "template-article", "Page-body ArticlePage-body"),
        *("single single-noticia", "page page-posttype-post", "page-template blog-post-page"),
    ],
)
def test_a_template_of_an_article(body: str) -> None:
    """Whatever other classes a theme adds."""
    assert template(body) is Template.STORY


@pytest.mark.parametrize(
    "body",
    [
        *("archive category category-harbour", "search search-results", "error404", "com_content view-category"),
        *("label-view", "tag-template tag-harbour", "path-node page-node-type-event", "single single-product"),
        *(
            "single single-job_listing",
            "single single-attachment",
            "catalog-product-view page-layout-1column",
            "single-sfwd-courses",
        ),
    ],
)
def test_a_template_of_something_else(body: str) -> None:
    assert template(body) is Template.OTHER


@pytest.mark.parametrize("body", ["page-template-default page page-id-7", "path-node page-node-type-page"])
def test_a_template_of_a_lasting_page(body: str) -> None:
    assert template(body) is Template.LASTING


@pytest.mark.parametrize(
    "body", ["", "theme-dark no-js", "single-author", "news harbour", "post", "page-layout-1column"]
)
def test_classes_that_say_nothing(body: str) -> None:
    """A blog by one author has the class ``single-author`` on all pages; a word alone may name a section or a theme."""
    assert template(body) is None


@pytest.mark.parametrize(
    "name", ["MediaWiki 1.41.0", "DokuWiki", "Docutils 0.20: https://d.example", "Discourse 3.3.0"]
)
def test_a_system_for_references(name: str) -> None:
    """It names itself in the head. Its blog is one nevertheless."""
    head = f'<meta name="generator" content="{name}">'
    assert template(head=head) is Template.REFERENCE
    assert template(head=head, html="blog-wrapper blog-post-page") is Template.STORY
    assert template(head='<meta name="generator" content="WordPress 6.9">') is None


DECLARED = (
    '<script type="application/ld+json">{"@type":"Article","headline":"Lock","datePublished":"2026-03-05"}</script>'
)


@pytest.mark.parametrize(
    ("body", "head", "path", "article"),
    [
        ("mediawiki ns-0", DECLARED, "/wiki/Lock", False),
        ("", DECLARED, "/lock", True),
        ("node-type-event", "", "/content/a-party-at-the-lock", False),
        ("node-type-news", "", "/content/a-party-at-the-lock", True),
    ],
    ids=["wiki", "declared", "event", "news"],
)
def test_the_template_counts(body: str, head: str, path: str, *, article: bool) -> None:
    """Wikis call each page an article; events and posts of one system differ in nothing else."""
    page = (
        f"<html><head><title>The lock</title>{head}</head><body class='{body}'><h1>Lock</h1><p>5 March 2026</p>"
        f"<p>{STORY}</p><p>{STORY}</p></body></html>"
    )
    cleaned = clean_page(Page(page.encode(), f"https://www.harbour-post.example{path}"))
    assert isinstance(cleaned, Extraction) is article


@pytest.mark.parametrize(
    "name", ["mw-parser-output", "rst-content", "theme-doc-markdown", "vp-doc", "wiki-content", "md-content__inner"]
)
def test_a_wikis_or_manuals_text_is_told_by_the_element_around_it(name: str) -> None:
    """It may name itself nowhere else, and declare each page an article."""
    text = f"<h1>Lock</h1><p>5 March 2026</p><p>{STORY}</p><p>{STORY[::-1]}</p>"
    for head in ("", DECLARED):
        page = f"<html><head><title>The lock</title>{head}</head><body><div class='name'>{text}</div></body></html>"
        url = "https://www.harbour-post.example/pages/lock"
        assert not isinstance(clean_page(Page(page.replace("'name'", f"'{name}'").encode(), url)), Extraction)
        assert isinstance(clean_page(Page(page.encode(), url)), Extraction)
