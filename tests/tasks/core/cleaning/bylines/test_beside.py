"""Several authors of whom the markup or the structured data shows only one at first sight, and lines about them."""

import json

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
PERSON = "<span itemprop='author' itemscope itemtype='https://schema.org/Person'>{}</span>"
NAME, META = "<a href='/x'><span itemprop='name'>{}</span></a>", "<meta itemprop='name' content='{}'>"


def authors(top: str, stated: str = "", end: str = "", above: str = "") -> tuple[str, ...]:
    article = {"@type": "NewsArticle", "author": {"@type": "Person", "name": stated}}
    data = f"<script type='application/ld+json'>{json.dumps(article)[:-1]},}}</script>" if stated else ""
    body = f"<article>{above}<h1>Ferry sails again</h1>{top}{STORY}{end}</article>"
    page = f"<html><head><meta charset='utf-8'><title>Ferry sails again</title>{data}</head><body>{body}</body></html>"
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize("inner", [NAME, META])
@pytest.mark.parametrize("line", ["<p>By <b>{}</b> and <b>{}</b></p>", "<ul><li>{}</li><li>{}</li></ul>"])
def test_authors_in_elements_of_their_own_stand_in_one_line(line: str, inner: str) -> None:
    people = [PERSON.format(inner.format(name)) for name in ("Ida Holm", "Per Ek")]
    assert authors(line.format(*people)) == ("Ida Holm", "Per Ek")


def test_an_author_in_another_line_is_another_articles() -> None:
    one, other = (PERSON.format(NAME.format(name)) for name in ("Ida Holm", "Per Ek"))
    assert authors(f"<p>By {one}</p>", end=f"<div><b>{other}</b></div>") == ("Ida Holm",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ida Holm, Per Ek", ("Ida Holm", "Per Ek")),
        ("By Ida Holm and Per Ek", ("Ida Holm", "Per Ek")),
        ("By Ida Holm, photos by Per Ek", ("Ida Holm",)),
        ("Per Ek, Ida Holm", ("Ida Holm",)),
        ("By Bo Lind", ("Ida Holm",)),
    ],
)
def test_the_page_may_show_more_authors_than_it_tells_machines(byline: str, names: tuple[str, ...]) -> None:
    assert authors(f"<div class='author-list'>{byline}</div>", "Ida Holm") == names


@pytest.mark.parametrize(
    "box",
    [
        "<div class='author-info'><strong>Ida</strong><p>Sails slowly, and eats a lot</p></div>",
        "<div class='author-box'><h4>Ida</h4><div>knits, sails, sleeps</div></div>",
        "<div class='AuthorInfo'><span class='AuthorInfo-name'>Ida</span><div>阳台园丁，不接广告</div></div>",
        "<div class='author'><b>Ida</b><p>작은 부엌에서 글을 씁니다</p></div>",
        "<div class='author'><a href='/i'>Ida</a> <span>Lives in Kiel and sails. Loves boats.</span></div>",
        "<div class='author'><p>Ida</p><p>猫と暮らす。台所の人。</p></div>",
    ],
)
def test_a_line_about_an_author_is_no_second_name(box: str) -> None:
    assert authors("", end=box) == ("Ida",)


def test_a_name_below_one_in_bold_is_an_author_too() -> None:
    assert authors("<div class='author'><b>Ida Holm</b><p>Per Ek</p></div>") == ("Ida Holm", "Per Ek")
    assert authors("<div class='author'><b>Author:</b><p>Per Ek</p></div>") == ("Per Ek",)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='columnist'><img src='i.jpg'><strong>Ida Holm</strong><span>Column</span></div>",
        "<div class='columnista'><p>Ida Holm</p><p>Periodista</p></div>",
        "<div class='kolumnist-kopf'><b>Ida Holm</b><i>Kolumne</i></div>",
        "<div class='firma'>Ida Holm</div>",
    ],
)
def test_the_columnist_stands_above_the_headline(box: str) -> None:
    assert authors("", above=box) == ("Ida Holm",)


def test_links_to_people_in_a_row_are_no_descriptions() -> None:
    links = "<a href='/1'>Ida Holm</a> <a href='/2'>Per Ek</a>"
    assert authors(f"<p class='authors'>{links}</p>") == ("Ida Holm", "Per Ek")


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Column</p><p>Ida Holm</p>",
        "<div><b>Ida Holm</b><br>Chronique</div>",
        "<div><span>Opinion</span> <span>Ida Holm</span></div>",
        "<h3>Ida Holm</h3><p>Kolumnistin</p>",
        "<p>칼럼</p><p>Ida Holm</p>",
    ],
)
def test_a_word_for_a_column_beside_a_name_tells_the_columnist(lines: str) -> None:
    assert authors("", above=lines) == ("Ida Holm",)
    assert authors("", above=lines.replace("Ida Holm", "Climate Change")) == ()
