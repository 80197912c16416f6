"""Where a page names its authors: the markup of systems in use, boxes about the author, and signatures."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
DE = "<p>Die Fähre fährt ab Montag wieder, sagte das Amt am Hafen, und die Karten werden am Kai verkauft.</p>" * 4
RO = "<p>Feribotul va pleca din nou luni, a spus biroul portului, iar biletele se vând pe chei și la gară.</p>" * 4
IT = "<p>Il traghetto partirà di nuovo lunedì, ha detto la capitaneria, e i biglietti sono in vendita sul molo.</p>" * 4


def authors(top: str = "", end: str = "", *, story: str = STORY, before: str = "", head: str = "") -> tuple[str, ...]:
    article = f"<article>{before}<h1>Ferry sails again</h1>{top}{story}{end}</article>"
    page = f"<html><head><meta charset=utf-8>{head}</head><body><main>{article}</main></body></html>"
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize(
    "byline",
    [
        '<div><a data-testid="authorName" href="/@ida">Ida Holm</a><span>·</span><a>Follow</a></div>',
        '<div class="post_by"><a class="post_by_a" href="/staff/1/ida-holm/">Ida Holm</a><div>Quay Post</div></div>',
        '<div data-component="byline-block"><span>Ida Holm</span><div><span>Harbour correspondent</span></div></div>',
        '<div class="contributor"><span>Ida Holm</span></div>',
        '<div class="writer"><a href="/writers/ida">Ida Holm</a></div>',
        '<div class="reporter-name">Ida Holm</div>',
        '<span class="journalist">Ida Holm</span>',
        '<p class="signature">Ida Holm</p>',
        "<address>Ida Holm</address>",
        '<div property="schema:author" typeof="Person"><span property="name">Ida Holm</span></div>',
        '<div itemprop="author" itemscope><meta itemprop="name" content="Ida Holm"><b>Quay Post</b></div>',
        '<p class="meta">3 March 2024 • <span class="p-author h-card">Ida Holm</span></p>',
        "<p>March 3, 2024 · 2 min · Ida Holm</p>",
        "<p><span>March 3, 2024</span> · 2 min · Ida Holm</p>",
        '<p>3-03-2024, 09:15 Author: <a href="/u/1">Ida Holm</a> Views: 341</p>',
        "<p>Ida Holm</p><p>Harbour correspondent</p><p>3 March 2024</p>",
        "<p><span>Ida Holm</span> <span>4 min read</span> <span>3 March 2024</span></p>",
        "<p>Ida Holm<br>iholm@quay.example</p>",
        '<div class="author-card"><img><strong>Ida Holm</strong><span>Harbour correspondent</span></div>',
        '<div itemprop="image" itemscope><b itemprop="author">Bo Ek</b></div><div itemprop="author">Ida Holm</div>',
        '<div class="author-list"><div>Ida Holm</div><div>Partner</div></div>',
        '<div class="credits"><span class="author">By Ida Holm</span><span class="editor">Edited by Bo Ek</span></div>',
        '<p class="byline">Ida Holm is the chief correspondent of the Quay Post and has written two books on boats</p>',
        '<div class="byline-field"><div>Byline</div><div>Ida Holm, political reporter</div></div>',
        '<div class="submitted">Submitted by <span class="username">Ida Holm</span> on Sun, 03/03/2024</div>',
        '<div class="byline"><span>Ida Holm</span> <span>Content Marketing Coordinator</span></div>',
        '<p class="author"><b>Ida Holm</b><i>She has sailed far and wide, all of her life, on seas and lakes.</i></p>',
        '<div class="author-box"><h4>About Ida Holm</h4><p>She has sailed boats since she was four.</p></div>',
    ],
)
def test_an_author_is_found_in_the_markup_of_many_systems(byline: str) -> None:
    assert authors(byline) == ("Ida Holm",)


@pytest.mark.parametrize(
    "name", ["article_author", "vr:author", "news_authors", "share:article_author_name", "creator"]
)
def test_the_author_is_found_in_meta_elements_of_any_system(name: str) -> None:
    assert authors(head=f'<meta name="{name}" content="Ida Holm">') == ("Ida Holm",)
    assert authors(head=f'<meta name="{name}" content="National Desk">') == ()


@pytest.mark.parametrize("name", ["smartbanner:author", "twitter:creator", "copyright_author"])
def test_who_made_an_app_is_no_author(name: str) -> None:
    assert authors(head=f'<meta name="{name}" content="Ida Holm">') == ()


def test_the_sites_own_name_is_no_byline() -> None:
    assert authors(before='<a class="site-title" rel="author" href="/">Ida Holm</a>') == ()


def test_a_list_of_names_may_go_on_in_the_next_line() -> None:
    assert authors("<p>By Ida Holm</p><p>and Bo Ek</p>") == ("Ida Holm", "Bo Ek")
    assert authors("<p>By Ida Holm</p><p>Photos by Bo Ek</p>") == ("Ida Holm",)


@pytest.mark.parametrize("name", ["{{author.name}}", "undefined undefined", "%author%"])
def test_a_name_that_a_program_failed_to_fill_in_is_nobodys(name: str) -> None:
    assert authors("<p>By Ida Holm</p>", head=f'<meta name="author" content="{name}">') == ("Ida Holm",)


def test_the_owner_of_an_account_is_named_where_the_page_names_both() -> None:
    """Another person is not taken for the owner."""
    assert authors("<p>By Ida Holm</p>", head='<meta name="author" content="iholm">') == ("Ida Holm",)
    assert authors("<p>By Ída Hólm</p>", head='<meta name="author" content="holm_ida">') == ("Ída Hólm",)
    assert authors("<p>By Bo Ekdal</p>", head='<meta name="author" content="iholm">') == ("iholm",)
    assert authors(head='<meta name="author" content="iholm">') == ("iholm",)


def test_a_person_whose_name_begins_like_the_sites_is_no_outlet() -> None:
    """Only whole words of a name tell that it is the outlet's."""
    assert authors('<div class="byline">By Ida Quayle and Bo Ek</div>') == ("Ida Quayle", "Bo Ek")
    assert authors('<div class="byline">By Quay Staff and Bo Ek</div>') == ("Bo Ek",)


def test_a_link_to_an_authors_page_behind_by_names_whoever_it_is() -> None:
    """Also if the name is one word, and though the text names another person in the same way."""
    line = '<p>by <a href="/author/ida/">Ida</a> · 3 March</p>'
    review = "<p>By Bo Ekdal</p>"
    assert authors(line + review) == ("Ida",)
    assert authors(line.replace("/author/", "/boats/") + review) == ("Bo Ekdal",)


def test_an_office_is_named_only_if_no_person_is() -> None:
    data = '<script type="application/ld+json">{{"@type": "NewsArticle", "author": [{}]}}</script>'
    assert authors(head=data.format('"Redaktion"')) == ("Redaktion",)
    assert authors(head=data.format('"Redaktion", "Ida Holm"')) == ("Ida Holm",)
    assert authors("<p>By Ida Holm</p>", head=data.format('"Redaktion"')) == ("Ida Holm",)


@pytest.mark.parametrize(
    "end",
    [
        '<div class="post-footer"><span>By <a rel="author"><b itemprop="name">Ida Holm</b></a></span></div>',
        '<span class="posted">Posted by Ida Holm at March 3, 2024 11:15 AM</span>',
        "<p><em>Ida Holm</em></p>",
        '<p style="text-align: right">Ida Holm</p>',
        '<p class="has-text-align-right">Ida Holm</p>',
        "<p>— Ida Holm</p>",
        "<p>The last ferry sails at ten.</p><p>（Ida Holm）</p>",
        "<p>The last ferry sails at ten.</p><p align=right>Ida Holm</p>",
        "<p><em>Ida Holm is a reporter at the Quay Post.</em></p>",
        "<p><em>Ida Holm can be reached at iholm@quay.example.</em></p>",
        "<p><em><strong>Ida Holm</strong> writes about boats for the Quay Post.</em></p>",
        "<h3>About the author</h3><p>Ida Holm is a reporter at the Quay Post.</p>",
        "<h4>About the Author</h4><p><strong>Ida Holm</strong> sails boats.</p>",
        "<h3>Meet the author</h3><h4>Ida Holm</h4><p>She sails boats far.</p>",
    ],
)
def test_an_author_is_found_behind_the_story(end: str) -> None:
    assert authors(end=end) == ("Ida Holm",)


def test_a_box_about_the_author_has_a_heading_in_the_language_of_the_page() -> None:
    box = "<h3>Über die Autorin</h3><p><b>Ida Holm</b> arbeitet für das Hafenblatt.</p>"
    assert authors(end=box, story=DE) == ("Ida Holm",)


def test_the_footer_of_an_entry_is_not_the_sites() -> None:
    footer = "<footer class='{}'><span><a rel='author'>Ida Holm</a></span></footer>"
    page = f"<html><body><div id=content><h1>Ferry sails again</h1>{STORY}<div>Tags</div>{{}}</div></body></html>"
    assert extract(page.format(footer.format("entry-footer")).encode()).authors == ("Ida Holm",)
    assert extract(page.format(footer.format("site-footer")).encode()).authors == ()


@pytest.mark.parametrize("lead", ["De", "de", "DE"])
def test_a_word_for_by_that_is_part_of_names_elsewhere_counts_on_pages_of_its_language(lead: str) -> None:
    assert authors(f"<p>{lead} Ida Holm</p>", story=RO) == ("Ida Holm",)
    assert authors(f'<div class="byline">{lead} Ida Holm</div>', story=RO) == ("Ida Holm",)
    assert authors(f"<p>{lead} Ida Holm</p>") == ()


def test_the_italian_da_introduces_an_author() -> None:
    assert authors("<p>da Ida Holm</p>", story=IT) == ("Ida Holm",)


@pytest.mark.parametrize(
    "line", ["박지민 기자", "박지민 기자 jimin@quay.example", "佐藤花子 記者", "Ida Holm berichtet"]
)
def test_a_name_with_a_role_behind_it_is_a_byline(line: str) -> None:
    (name,) = authors(f"<p>{line}</p>")
    assert line.startswith(name)
    assert len(name) < len(line)


def test_all_people_in_a_byline_are_named_if_only_one_is_linked() -> None:
    byline = '<div class="byline">By <a href="/author/ida">IDA HOLM</a> and <span>BEN RASK</span></div>'
    assert authors(byline) == ("IDA HOLM", "BEN RASK")


@pytest.mark.parametrize(
    "top",
    [
        "<p>Ana Ruiz, 1931–2026</p>",
        "<p><strong>Ana Ruiz, 1931–2026</strong></p>",
        "<p><b>Ana Ruiz</b>, 1931–2026</p>",
        "<p><b>Ana Ruiz</b></p><p>1931 - 2026</p>",
        "<h2>Ana Ruiz</h2><p>1931–2026</p>",
        '<div class="byline"><span>July 22, 2017</span></div>',
        '<div class="authorWrapper"><span>Stand: </span><span>20. April 2020, </span><span>14:57 Uhr</span></div>',
        '<div class="poster">Two Boats, One Harbour: the film of the year</div>',
        '<div class="posted">Latest Boats</div>',
    ],
)
def test_people_who_died_dates_and_labels_are_no_authors(top: str) -> None:
    assert authors(top) == ()


@pytest.mark.parametrize(
    "end",
    [
        '<div class="comments"><span class="comments-post">Posted by: <a>Bo Ek</a> at March 4, 2024</span></div>',
        '<section class="related-posts"><article><h3>More</h3><span class="author">Bo Ek</span></article></section>',
        "<p>By Ann Cole</p><p>A book.</p><p>By Bo Ek</p><p>A book.</p><p>By Cy Day</p><p>Another book.</p>",
        (
            "<p>Later, the mayor spoke of it to <a href='/profile/bo-ek'>Bo Ek</a>, who had come with the first boat "
            "to see the old quay, and to ask when the new one would be built at last.</p>"
        ),
        '<div id="disqus"><div class="author">Bo Ek</div></div>',
        '<div class="more-stories"><div><h3>More</h3><span class="byline">By Bo Ek</span></div></div>',
        '<div class="photo-gallery"><p>The old quay</p><p>Bo Ek</p><p>bek@quay.example</p></div>',
        "<figure><figcaption><span>Bo Ek</span> <span>bek@quay.example</span></figcaption></figure>",
        "<p><em>Reach Bo Ek at bek@quay.example</em></p>",
        "<p>— Bo Ek</p><p>The boats left at noon, and the harbour was quiet until the evening of that long day.</p>",
        "<p><em>Boats</em></p>",
    ],
)
def test_people_in_comments_teasers_lists_and_sentences_are_no_authors(end: str) -> None:
    assert authors(end=end) == ()
