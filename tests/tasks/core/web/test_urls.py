"""URLs: resolved, compared and named."""

import string
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.tasks.core.web.urls import (
    MAX_URL_CHARACTERS,
    absolute,
    is_http,
    registrable_domain,
    unrequestable,
    url_key,
)

PIECES = st.sampled_from(
    [
        *"/?#&=;:@%\\.+ \t",
        *(
            "http",
            "https",
            "file",
            "://",
            "www.",
            "m.",
            "amp",
            "mobile",
            ".amp",
            ".html",
            "..",
            "%2e",
            "%2F",
            "%",
            "%zz",
        ),
        *("example.com", "bbc.co.uk", "google.com", "x-y.cdn.ampproject.org", "/c/s/", "/amp/s/", "amp;", "&amp;"),
        *("utm_source=a", "id=7", "ref=rss", ";jsessionid=1", "ж", "ß", "\ud800", "\x00", "[::1]", "127.0.0.1", ":80"),
    ]
)
NASTY = st.lists(PIECES, max_size=14).map("".join)
URLS = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "HTTPS", "file"]),
    st.sampled_from(["example.com", "amp.example.com:443", "www.google.com", "a-b.cdn.ampproject.org", "ПРИМЕР.рф"]),
    NASTY,
)
NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=6)


@pytest.mark.parametrize(
    "variant",
    [
        "http://example.com/world/story-7?id=3&page=2",
        "HTTPS://EXAMPLE.com:443/world/story-7?page=2&id=3",
        "https://example.com./world/./x/../story-7?id=3&page=2#comments",
        "https://www.example.com/world/story-7/?id=3&page=2",
        "https://m.example.com/world/story-7?id=3&page=2",
        "https://amp.example.com/world/story-7?id=3&page=2",
        "https://example.com/amp/world/story-7?id=3&page=2",
        "https://example.com/world/story-7/amp/?id=3&page=2",
        "https://example.com/mobile/world/story-7?id=3&page=2",
        "https://example.com/world/story-7.amp?id=3&page=2&outputType=amp",
        "https://example-com.cdn.ampproject.org/c/s/example.com/world/story-7/amp?id=3&page=2&usqp=mq331",
        "https://www.google.com/amp/s/www.example.com/world/story-7?id=3&page=2",
        "https://example.com/world/story-7?id=3&page=2&utm_source=feed&UTM_Campaign=x&fbclid=q&ref=rss&source=twitter",
        "https://example.com/world/story-7?id=3&page=2&gad_source=1&matomo_kwd=b&itm_medium=c&__twitter_impression=true",
        "https://example.com/world/story-7?id=3&page=2&partner=rss&emc=rss&sfnsn=mo&gaa_at=eafs&gaa_n=x",
        "https://example.com/w%6Frld/story%2D7?%69d=3&page=2",
        "https://example.com/world/story-7?id=3&amp;page=2",
        "https://example.com/world/story-7;jsessionid=8A1?id=3&&page=2&",
        " https:\\\\example.com\\world/story-7?id=3&page=2\n",
        "https://reader:secret@example.com/world/story-7?id=3&page=2",
    ],
)
def test_variants_of_one_page_share_a_key(variant: str) -> None:
    """All URLs that lead to the same page have one key."""
    assert url_key(variant) == "https://example.com/world/story-7?id=3&page=2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/a?ref=1001", "https://example.com/a?ref=1002"),
        ("https://example.com/a?source=4", "https://example.com/a?source=5"),
        ("https://example.com/A", "https://example.com/a"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/a?q=1%262", "https://example.com/a?q=1&2"),
        ("https://example.com:8080/a", "https://example.com/a"),
        ("https://news.example.com/a", "https://example.com/a"),
        ("https://example.com/samples/campus", "https://example.com/samples"),
        ("https://m.com/a", "https://com/a"),
        ("https://a.example.blog/x", "https://b.example.blog/x"),
    ],
)
def test_other_pages_keep_other_keys(one: str, other: str) -> None:
    """URLs that may be different pages have different keys."""
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("http://Пример.РФ/а", "https://xn--e1afmkfd.xn--p1ai/%D0%B0"),
        ("http://example.com", "https://example.com/"),
        ("http://example.com/%e4%ZZ", "https://example.com/%E4%25ZZ"),
        ("http://example.com/?b&a=&b=1", "https://example.com/?a=&b&b=1"),
        ("http://www.gov.uk/x", "https://www.gov.uk/x"),
        ("http://[2001:DB8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("FILE://localhost/tmp/./amp/a%2db c.html", "file:///tmp/amp/a-b%20c.html"),
        ("file:///tmp/x.html?utm_source=1", "file:///tmp/x.html?utm_source=1"),
        (" urn:uuid:1 ", "urn:uuid:1"),
        ("http://exa mple/", "http://exa mple/"),
        ("http://example.com:99999/", "http://example.com:99999/"),
        ("http://example.com:00/", "http://example.com:00/"),
        ("", ""),
    ],
)
def test_normal_form(url: str, key: str) -> None:
    """Hosts, escapes and odd schemes are normalized."""
    assert url_key(url) == key


@given(st.one_of(NASTY, URLS, st.text()))
@example("http://example.com/..;jsessionid=1/amp")
@example("https://example.com/x.amp.html.amp/..amp")
@example("https://x.cdn.ampproject.org/amp/c/s/www.google.com/amp/s/m.example.com/amp")
@example("http://example.com/?%61mp;amp;utm_id=1")
@settings(max_examples=400)
def test_key_is_idempotent(url: str) -> None:
    """The key of a key is the key itself, and no string raises."""
    key = url_key(url)
    assert url_key(key) == key


@given(
    st.lists(st.tuples(NAMES, NAMES), max_size=6).flatmap(
        lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))
    )
)
@settings(max_examples=100)
def test_order_of_parameters_is_irrelevant(pairs: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
    """Parameters in any order yield one key."""
    one, other = ("https://example.com/?" + "&".join(f"{name}={value}" for name, value in each) for each in pairs)
    assert url_key(one) == url_key(other)


@given(
    st.sampled_from(
        ["id", "ID", "p", "story", "article_id", "articleId", "nid", "aid", "pk_id", "sid", "uuid", "page", "v", "q"]
    ),
    st.text(string.ascii_letters + string.digits, min_size=1, max_size=8),
)
@settings(max_examples=100)
def test_parameters_that_name_a_page_stay(name: str, value: str) -> None:
    """Parameters that look like ids are part of the key, whatever their value."""
    assert url_key(f"https://example.com/x?{name}={value}").endswith(f"?{name}={value}")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("News.Example.COM.:8080/path", "example.com"),
        ("https://user@a.b.example.com.au:99/", "example.com.au"),
        ("https://first.blogspot.com/", "first.blogspot.com"),
        ("http://Новости.Пример.РФ/", "xn--e1afmkfd.xn--p1ai"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]/", "[::1]"),
        ("site.internal-name", "site.internal-name"),
        ("file:///tmp/x", ""),
        ("", ""),
    ],
)
def test_registrable_domain(url: str, domain: str) -> None:
    """The domain of a publisher is found by the Public Suffix List."""
    assert registrable_domain(url) == domain


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("story-8", "https://example.com/world/story-8"),
        ("/a b/é?q=ж#top", "https://example.com/a%20b/%C3%A9?q=%D0%B6"),
        ("//cdn.example.net", "https://cdn.example.net/"),
        ("?page=2", "https://example.com/world/list?page=2"),
        ("  http://EXAMPLE.com:80/\n x ", "http://example.com/%20x"),
        ("http://example.com:443/x", "http://example.com:443/x"),
        ("https://example.com:80/x", "https://example.com:80/x"),
        ("https://example.com/x?a=1&amp;b=%41+c", "https://example.com/x?a=1&b=%41+c"),
        ("\\\\example.org\\x", "https://example.org/x"),
        ("https://user:secret@example.org/x", "https://example.org/x"),
        ("https://example.com/news/../private/x?a=/../b", "https://example.com/private/x?a=/../b"),
        ("https://example.com/news/%2E%2e/x/./", "https://example.com/x/"),
        ("/news/.%2e/x/..", "https://example.com/"),
        ("https://example.com/../../.well-known//x", "https://example.com/.well-known//x"),
        ("http://[2001:DB8:0:0::01]/x", "http://[2001:db8::1]/x"),
        ("https://пример.рф/x", "https://xn--e1afmkfd.xn--p1ai/x"),
        ("javascript:void(0)", None),
        ("mailto:desk@example.com", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("http://[broken/", None),
        ("http://example.com:port/", None),
        ("http:///x", None),
        ("", None),
        ("/" + "a" * MAX_URL_CHARACTERS, None),
    ],
)
def test_absolute(link: str, expected: str | None) -> None:
    """A link becomes an http URL that can be requested, or None."""
    assert absolute("https://example.com/world/list?x=1", link) == expected


@given(st.one_of(NASTY, URLS, st.text()), st.one_of(NASTY, URLS, st.text()))
@settings(max_examples=200)
def test_any_strings_are_answered(base: str, link: str) -> None:
    """No string raises, and resolved URLs are http and ASCII."""
    joined = absolute(base, link)
    assert joined is None or (is_http(joined) and joined.isascii() and " " not in joined)
    assert registrable_domain(link) == registrable_domain(registrable_domain(link))
    listed = unrequestable(link)
    assert listed is None or (absolute("", link) is None and listed.isascii() and listed.isprintable())


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        ("http://a.example/", True),
        ("HTTPS://a.example", True),
        ("https:", False),
        ("/a", False),
        ("ftp://a.example/", False),
    ],
)
def test_is_http(url: str, answer: bool) -> None:
    """Only absolute http and https URLs are pages of the web."""
    assert is_http(url) is answer


@pytest.mark.parametrize(
    "address",
    [
        "http://[:7]/harbour",
        "http://[3:4]/",
        "//[3:4]/ferry",
        "http://%5B:7%5D/harbour",
        "http://[fe80::1%25eth0]/",
        "http://[v1.quay]/",
        "http://[::1]quay/",
        "http://qu[a]y.example/",
        "http://]/",
        "http://reader@[/",
        f"http://{'q' * 64}.example/",
        "http://quay..example/",
    ],
)
def test_hosts_that_are_none_are_refused(address: str) -> None:
    """Brackets contain an IPv6 address, and labels of a name have a valid length."""
    assert absolute("http://quay.example/", address) is None
    assert not is_http(address)


@given(st.text(st.sampled_from("[]:%5BbDd@.1aé\\/?#"), max_size=20))
def test_what_is_accepted_can_be_split(tail: str) -> None:
    """The standard library, which refuses some hosts, accepts every URL that results."""
    url = absolute("http://quay.example/", f"http://{tail}")
    if url:
        assert urlsplit(url).hostname
        assert urlsplit(url).port != 0
