"""The record of an article that continues at another URL says so."""

import pytest

from dateline.tasks.core.cleaning import Page, clean_page
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.text.read import read_text

STORY = "<p>The lock at Aldern was opened on Monday for the first time in a decade, and eleven boats went up.</p>"


def warnings(link: str, url: str = "https://lakes.example/2026/lock-reopens") -> tuple[str, ...]:
    html = f"<h1>Lock reopens</h1><article>{STORY * 2}{link}</article>".encode()
    return read_text(Document(html), Page(html, url), "Lock reopens").warnings


@pytest.mark.parametrize(
    ("url", "href", "told"),
    [
        ("https://lakes.example/2026/lock-reopens", "?page=2", "https://lakes.example/2026/lock-reopens?page=2"),
        ("https://lakes.example/lock/", "/lock/2/", "https://lakes.example/lock/2/"),
        ("https://lakes.example/lock/", "page/2", "https://lakes.example/lock/page/2"),
        ("https://lakes.example/lock-81.html", "lock-81-2.html", "https://lakes.example/lock-81-2.html"),
        ("https://lakes.example/lock", "?page=1", "https://lakes.example/lock?page=1"),
        ("https://lakes.example/lock-81.html?seite=2", "?seite=3", "https://lakes.example/lock-81.html?seite=3"),
    ],
)
def test_the_next_page_of_an_article_is_told(url: str, href: str, told: str) -> None:
    """The warning names the URL, since only this page is fetched."""
    assert warnings(f"<a rel='next' href='{href}'>Next page</a>", url) == (
        f'the text continues on another page, which is not fetched: "{told}"',
    )
    assert len(warnings(f'<link rel="next" href="{href}">', url)) == 1


def test_a_numbered_page_need_not_say_that_it_is_the_next() -> None:
    """Unless it is a far one, as comments link first, or another article with a number."""
    assert len(warnings("<p>Page 1 of 2</p><a href='/2026/lock-reopens/2'>On to page 2</a>")) == 1
    assert len(warnings("<b>1</b> <a href='?pagina=2'>2</a>")) == 1
    assert len(warnings("<a href='/2026/lock-reopens/seite-2'>2</a>")) == 1
    assert len(warnings("<a href='/v/8?m=a&amp;page=2'>2</a>", "https://lakes.example/v/8?m=a")) == 1
    assert warnings("<a href='?page=1'>1</a>") == ()
    assert warnings("<a href='/2026/lock-reopens?page=9'>Newest comments</a>") == ()
    assert warnings("<a href='/2026/lock-reopens-2'>The other lock</a>") == ()


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://lakes.example/2026/lock.htm", "lock2.htm"),
        ("https://lakes.example/2026/lock/index.html", "index2.html"),
        ("https://lakes.example/2026/lock/", "index2.html"),
        ("https://lakes.example/2026/lock.php", "/2026/lock2.php"),
    ],
)
def test_the_number_of_a_second_page_may_follow_its_name_at_once(url: str, href: str) -> None:
    """Its link must say that it leads on. Another article may have such a name, too."""
    for words in ("2", "Next page »", "On to part 2", "Weiter", "Page suivante"):
        assert len(warnings(f"<a href='{href}'>{words}</a>", url)) == 1
    assert len(warnings(f"<link rel='next' href='{href}'>", url)) == 1
    assert warnings(f"<a href='{href}'>The other lock</a>", url) == ()
    assert warnings(f"<a href='{href.replace('2.', '3.')}'>3</a>", url) == ()


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://lakes.example/2026/lock-reopens", "/2026/storks-return"),
        ("https://lakes.example/news/1041", "/news/1042"),
        ("https://lakes.example/chapter-1", "/chapter-2"),
        ("https://lakes.example/2026/lock-reopens", "https://other.example/2026/lock-reopens?page=2"),
        ("https://lakes.example/2026/lock-reopens", "/2026/lock-reopens"),
        ("https://lakes.example/2026/lock-reopens", "http://[:::1/"),
        ("https://lakes.example/2026/lock-reopens-\ud83d", "/2026/storks-return"),
    ],
)
def test_the_next_article_is_no_next_page(url: str, href: str) -> None:
    """Links of blogs to the next article cause no warning."""
    assert warnings(f"<a rel='next' href='{href}'>Next</a>", url) == ()


def test_the_record_bears_the_warning() -> None:
    """The warning is in the record."""
    html = (
        f"<html><head><title>Lock reopens</title></head><body><article><h1>Lock reopens</h1>"
        f"<time datetime='2026-03-02T10:00:00Z'>2 March</time>{STORY}"
        "<a rel=next href='?page=2'>2</a></article></body></html>"
    ).encode()
    cleaned = clean_page(Page(html, "https://lakes.example/2026/lock-reopens"))
    assert any("continues on another page" in warning for warning in getattr(cleaned, "warnings", ()))
