"""Feeds in every format, broken in every usual way."""

import gzip
import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.tasks.core.discovery.feed_entry import FeedReading
from dateline.tasks.core.discovery.feeds import read_feed
from dateline.tasks.core.discovery.xml_stream import HEAD_CHARACTERS
from dateline.tasks.core.models import Precision
from dateline.tasks.core.web.urls import url_key

VIA = "https://news.example/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Example</title><link>https://news.example/</link><language>en-gb</language><ttl>30</ttl>
<atom:link rel="self" href="https://news.example/feeds/all.xml"/><atom:link rel="hub" href="https://hub.example/"/>
<item><title>Harbour reopens &amp;amp; ferries sail</title><link>https://news.example/harbour?id=7</link>
<description>&lt;p&gt;After &lt;b&gt;two&lt;/b&gt; weeks.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>
<dc:creator>Ann Reporter</dc:creator><dc:creator>Bo Writer</dc:creator>
<pubDate>Mon, 06 May 2024 10:30:00 +0200</pubDate></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://news.example/de/">
<title type="html">Das &lt;i&gt;Beispiel&lt;/i&gt;</title><link rel="next" href="seite2.xml"/>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Hafen <b>wieder</b> offen</div></title>
<link rel="enclosure" type="audio/mpeg" href="/ton.mp3"/><link rel="alternate" type="text/html" href="hafen"/>
<id>tag:news.example,2024:1</id><author><name>Ann Reporter</name><email>ann@news.example</email></author>
<published>2024-05-06T08:30:00Z</published><updated>2024-05-06T09:00:00Z</updated>
<content type="html">&lt;p&gt;Nach zwei Wochen.&lt;/p&gt;</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://news.example/"><title>Example RDF</title><sy:updatePeriod>hourly</sy:updatePeriod>
<sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="https://news.example/harbour"><title>Harbour reopens</title><dc:date>2024-05-06</dc:date></item>
</rdf:RDF>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example JSON",
        "language": "en",
        "next_url": "/feeds/2.json",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {
                "id": "7",
                "url": "/harbour",
                "title": "Harbour reopens",
                "content_html": "<p>After two weeks.</p>",
                "authors": [{"name": "Ann Reporter"}],
                "date_published": "2024-05-06T10:30:00+02:00",
                "date_modified": "2024-05-06T09:00:00Z",
            },
            "no item",
        ],
    }
)


def read(body: str | bytes, content_type: str | None = None, via: str = VIA) -> FeedReading:
    data = body.encode() if isinstance(body, str) else body
    return read_feed(data, source="example", via=via, content_type=content_type)


def rss(*items: str) -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>T</title>{inside}</channel></rss>'


def test_rss() -> None:
    """Entries of RSS 2.0 are read as plain text, with its hints."""
    reading = read(RSS)
    (ref,) = reading.refs
    assert (ref.url, ref.source, ref.via) == ("https://news.example/harbour?id=7", "example", VIA)
    assert ref.title == "Harbour reopens & ferries sail"
    assert ref.summary == "After two weeks."
    assert ref.authors == ("Ann Reporter", "Bo Writer")
    assert ref.published_at == datetime(2024, 5, 6, 8, 30, tzinfo=UTC)
    assert (ref.published_raw, ref.published_precision) == ("Mon, 06 May 2024 10:30:00 +0200", Precision.MINUTE)
    assert (reading.kind, reading.poll_hint_s, reading.warnings) == ("rss", 1800.0, ())


def test_atom() -> None:
    """Atom entries have their alternate link, resolved against the base, and both dates."""
    reading = read(ATOM)
    (ref,) = reading.refs
    assert ref.url == "https://news.example/de/hafen"
    assert (ref.title, ref.summary, ref.authors) == ("Hafen wieder offen", "Nach zwei Wochen.", ("Ann Reporter",))
    assert ref.published_at == datetime(2024, 5, 6, 8, 30, tzinfo=UTC)
    assert ref.modified_at == datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
    assert reading.kind == "atom"


@pytest.mark.parametrize(
    "entry",
    [
        '<?xml version="1.0"?>\n<!-- one -->\n<entry xmlns="http://www.w3.org/2005/Atom">{}</entry>',
        "<entry>{}</entry>",
        '<a:entry xmlns:a="http://www.w3.org/2005/Atom" xmlns="http://www.w3.org/2005/Atom">{}</a:entry>',
        '<entry xmlns="http://atom.quay.example/">{}</entry>',
    ],
    ids=["declared", "bare", "prefix", "namespace"],
)
def test_an_entry_alone(entry: str) -> None:
    """RFC 4287 permits a document with one entry and no feed (section 4.1.2)."""
    inside = (
        "<title>Tide</title><id>tag:quay.example,2026:1</id><updated>2026-03-01T08:00:00Z</updated>"
        '<link href="https://quay.example/tide"/><author><name>Ida Rohde</name></author>'
    )
    reading = read_feed(entry.format(inside).encode(), source="quay", via="https://quay.example/entries/1")
    assert reading.kind == "atom"
    assert reading.warnings == ()
    (ref,) = reading.refs
    assert (ref.url, ref.title, ref.authors) == ("https://quay.example/tide", "Tide", ("Ida Rohde",))


def test_an_entry_of_another_vocabulary_is_no_feed() -> None:
    """Dictionaries and directories have entries, too."""
    words = b"<lexicon><entry><link>https://quay.example/tide</link></entry></lexicon>"
    assert read_feed(words, source="quay", via="https://quay.example/words.xml").kind is None


def test_rdf() -> None:
    """RSS 1.0 has its items beside the channel; a date without a time is marked as a day."""
    reading = read(RDF)
    (ref,) = reading.refs
    assert (ref.url, ref.title) == ("https://news.example/harbour", "Harbour reopens")
    assert (ref.published_at, ref.published_precision) == (datetime(2024, 5, 6, tzinfo=UTC), Precision.DAY)
    assert (reading.kind, reading.poll_hint_s) == ("rdf", 1800.0)


def test_json_feed() -> None:
    """JSON Feed yields the same as the other formats."""
    reading = read(JSON_FEED)
    (ref,) = reading.refs
    assert (ref.url, ref.title, ref.summary) == ("https://news.example/harbour", "Harbour reopens", "After two weeks.")
    assert ref.authors == ("Ann Reporter",)
    assert ref.published_at == datetime(2024, 5, 6, 8, 30, tzinfo=UTC)
    assert (reading.kind, reading.warnings) == ("json", ())


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("Mo, 25 Jun 2018 11:41:36 +0200", datetime(2018, 6, 25, 9, 41, 36, tzinfo=UTC)),
        ("mié., 25 Jun 2018 11:41:36 GMT", datetime(2018, 6, 25, 11, 41, 36, tzinfo=UTC)),
        ("Mon, 25 Jun 2018 11:41:36 EST", datetime(2018, 6, 25, 16, 41, 36, tzinfo=UTC)),
        ("Mon, 25 Jun 2018 11:41:36 EDT", datetime(2018, 6, 25, 15, 41, 36, tzinfo=UTC)),
        ("Mon, 25 Jun 2018 11:41:36 CEST", datetime(2018, 6, 25, 9, 41, 36, tzinfo=UTC)),
        ("Mon, 25 Jun 2018 11:41:36 MSK", datetime(2018, 6, 25, 8, 41, 36, tzinfo=UTC)),
        ("25 Jun 2018 11:41 Z", datetime(2018, 6, 25, 11, 41, tzinfo=UTC)),
        ("2018-06-25T11:41:36.123+05:30", datetime(2018, 6, 25, 6, 11, 36, tzinfo=UTC)),
        ("2018-06-25 11:41:36 +0200", datetime(2018, 6, 25, 9, 41, 36, tzinfo=UTC)),
        ("월, 25 6월 2018 11:41:36 +0900", datetime(2018, 6, 25, 2, 41, 36, tzinfo=UTC)),
        ("周一, 25 6月 2018 11:41:36 +0800", datetime(2018, 6, 25, 3, 41, 36, tzinfo=UTC)),
        ("yesterday-ish", None),
        ("Mon, 99 Jun 2018 11:41:36 GMT", None),
    ],
)
def test_dates_of_feeds(raw: str, at: datetime | None) -> None:
    """RFC 822 and W3C dates are read in any language of weekdays and with any zone name; the raw date is kept."""
    (ref,) = read(rss(f"<link>/a</link><pubDate>{raw}</pubDate>")).refs
    found = ref.published_at.replace(microsecond=0) if ref.published_at else None
    assert (found, ref.published_raw) == (at, raw)


def test_date_without_zone_is_the_sources() -> None:
    """A date without a zone is in the zone of the source."""
    body = rss("<link>/a</link><pubDate>25 Jun 2018 11:41:36</pubDate>").encode()
    (ref,) = read_feed(body, source="s", via=VIA, timezone="Europe/Berlin").refs
    assert ref.published_at == datetime(2018, 6, 25, 9, 41, 36, tzinfo=UTC)


def test_entries_of_several_feeds_are_few_pages() -> None:
    """205 entries that link to 36 pages in different forms have 36 keys."""
    dress = ("", "?utm_source=rss", "?utm_medium=feed&fbclid=1", "#comments", "/", "?ref=rss")
    links = [f"https://news.example/story-{number % 36}{dress[number % len(dress)]}" for number in range(205)]
    feeds = [
        read(rss(*(f"<link>{link.replace('&', '&amp;')}</link>" for link in links[start::5]))) for start in range(5)
    ]
    assert len({url_key(ref.url) for feed in feeds for ref in feed.refs}) == 36
    assert all(len({url_key(ref.url) for ref in feed.refs}) == len(feed.refs) for feed in feeds)


def test_first_entry_of_a_page_counts() -> None:
    """A page that is listed twice is one reference, with the title of its first entry."""
    reading = read(rss("<title>One</title><link>/a</link>", "<title>Two</title><link>/a?utm_source=x</link>"))
    assert [ref.title for ref in reading.refs] == ["One"]


def test_ids_do_not_identify() -> None:
    """Entry ids that change their format do not change the references."""
    before = read(rss('<link>/a</link><guid isPermaLink="false">a-1</guid>'))
    after = read(rss('<link>/a</link><guid isPermaLink="false">urn:story:000001</guid>'))
    assert before.refs == after.refs


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<guid>https://news.example/a</guid>", "https://news.example/a"),
        ('<guid isPermaLink="false">https://news.example/a</guid>', "https://news.example/a"),
        ("<link></link><guid>https://news.example/a</guid>", "https://news.example/a"),
        ("<link>javascript:x()</link><guid>https://news.example/a</guid>", "https://news.example/a"),
        ("<link>a</link>", "https://news.example/feeds/a"),
        ("<link>\n  https://news.example/a\n</link>", "https://news.example/a"),
        ("<link>https://news.example/\n    2026/\n    a</link>", "https://news.example/2026/a"),
        ("<link><a href='https://news.example/a'>Read more</a></link>", "https://news.example/a"),
        ('<link><![CDATA[<a href="https://news.example/a">Read more</a>]]></link>', "https://news.example/a"),
        ("<link>&lt;a href=https://news.example/a?x=1&amp;amp;y&gt;a&lt;/a&gt;</link>", "https://news.example/a?x=1&y"),
        ("<link><![CDATA[<a href=https://news.example/a>a</a>]]></link>", "https://news.example/a"),
        ("<link>/a?x=1&amp;lt=2</link>", "https://news.example/a?x=1&lt=2"),
        ("<link type='image/png'>/a.png</link><link>/a</link>", "https://news.example/a"),
        ('<link href="/a"/>', "https://news.example/a"),
        ("<link>/a?x=1&amp;amp;y=2</link>", "https://news.example/a?x=1&y=2"),
        ("<link><![CDATA[/a?x=1&y=2]]></link>", "https://news.example/a?x=1&y=2"),
        (
            "<link>https://proxy.example/1</link><feedburner:origLink>https://news.example/a</feedburner:origLink>",
            "https://news.example/a",
        ),
    ],
)
def test_links(item: str, url: str) -> None:
    """The URL of the page is found wherever an entry has it."""
    assert [ref.url for ref in read(rss(item)).refs] == [url]


def test_markup_in_cdata_is_no_mistake() -> None:
    """Most feeds have some. It is warned of outside of CDATA only, wherever the text is cut into pieces."""
    for length in (10, *range(HEAD_CHARACTERS - 300, HEAD_CHARACTERS - 150)):
        text = f"<![CDATA[{'x' * length}<p>Tea & scones&nbsp;&mdash;</p>{'y' * 99}]]>"
        item = f"<link>/a</link><description>{text}</description>"
        assert read(rss(item)).warnings == ()
        (warning,) = read(rss(f"{item}<title>Tea & scones</title>")).warnings
        assert "a bare ampersand" in warning


@pytest.mark.parametrize("link", ["file:///etc/passwd", "ftp://a.example/x", "", "javascript:x()", "http:"])
def test_links_to_no_page_are_left_out(link: str) -> None:
    """Links that are not http URLs yield a warning and no reference."""
    reading = read(rss(f"<link>{link}</link><guid>17</guid>", "<link>/b</link>"))
    assert [ref.url for ref in reading.refs] == ["https://news.example/b"]
    assert any("without a usable link" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    "link", ["http://[::", " http://[:21]/quay ", "https://[7:8]/é", "http://news.example:99999/c"]
)
def test_a_page_that_cannot_be_requested_is_listed(link: str) -> None:
    """Its outcome says that it was refused. A link of the entry that can be requested comes first."""
    (ref,) = read(rss(f"<link>{link}</link>")).refs
    assert ref.url == link.strip().replace("é", "%C3%A9")
    (better,) = read(rss(f"<link>{link}</link><guid>https://news.example/b</guid>")).refs
    assert better.url == "https://news.example/b"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@news.example (Ann Reporter)", ("Ann Reporter",)),
        ("Ann Reporter &lt;ann@news.example&gt;", ("Ann Reporter",)),
        ("ann@news.example", ()),
        ("Ann Reporter", ("Ann Reporter",)),
        ("<![CDATA[<a href='/ann'>Ann Reporter</a>]]>", ("Ann Reporter",)),
    ],
)
def test_authors(author: str, names: tuple[str, ...]) -> None:
    """Authors are names, not email addresses."""
    assert read(rss(f"<link>/a</link><author>{author}</author>")).refs[0].authors == names


@pytest.mark.parametrize(
    "body",
    [
        rss("<title>Fish & chips</title><link>/a?x=1&y=2</link>", "<title>Two</title><link>/b</link>").encode(),
        rss(
            "<title>Fish &amp; chips</title><link>/a?x=1&amp;y=2</link>",
            "<title>&eacute;t&eacute;&nbsp;</title><link>/b</link>",
        ).encode(),
        b"\n\n<?xml version='1.0'?>\n"
        + rss("<title>Fish & chips</title><link>/a?x=1&y=2</link>", "<link>/b</link>").encode(),
        b"<br />\n<b>Warning</b>: cache\n"
        + rss("<title>Fish & chips</title><link>/a?x=1&y=2</link>", "<link>/b</link>").encode(),
        rss(
            "<title>Fish & chips</title><link>/a?x=1&y=2</link><description><p>One<br>two</description>",
            "<link>/b</link>",
        ).encode(),
        rss("<title>Fish & chips</title><link>/a?x=1&y=2</link><x>5 < 6</x>", "<link>/b</link>").encode(),
        rss("<title>Fish & chips<link>/a?x=1&y=2</link>", "<link>/b</link>").encode(),
        rss(
            "<title>Fish \x01& chips</title><link>/a?x=1&y=2</link>", "<title>&#0;&#xD800;</title><link>/b</link>"
        ).encode(),
        rss("<title>Fish & chips</title><link>/a?x=1&y=2</link>", "<link>/b</link>").encode()[:-20],
        rss("<dc:creator>A</dc:creator><title>Fish & chips</title><link>/a?x=1&y=2</link>", "<link>/b</link>").encode(),
    ],
    ids=[
        "ampersand",
        "html entity",
        "blank lines",
        "text before",
        "html tags",
        "bracket",
        "end tag",
        "control",
        "cut",
        "prefix",
    ],
)
def test_malformed_feeds_give_their_entries(body: bytes) -> None:
    """Feeds that are not well formed are read, with a warning."""
    reading = read(body)
    assert {ref.url for ref in reading.refs} == {"https://news.example/a?x=1&y=2", "https://news.example/b"}
    assert any(ref.title == "Fish & chips" for ref in reading.refs)
    assert any("not well formed" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("label", "header", "codec"),
    [
        ("iso-8859-1", None, "utf-8"),
        ("utf-8", None, "windows-1252"),
        ("utf-8", "text/xml; charset=iso-8859-1", "windows-1252"),
        ("windows-1251", None, "windows-1252"),
        (None, None, "utf-16"),
        (None, None, "utf-16-le"),
        ("utf-8", None, "utf-8-sig"),
    ],
)
def test_wrong_encoding_labels(label: str | None, header: str | None, codec: str) -> None:
    """The bytes decide about the encoding before the label."""
    declaration = f'<?xml version="1.0" encoding="{label}"?>' if label else ""
    reading = read((declaration + rss("<title>Müller été</title><link>/a</link>")).encode(codec), header)
    expected = "Mьller йtй" if label == "windows-1251" else "Müller été"
    assert [ref.title for ref in reading.refs] == [expected]


def test_stateful_encoding_is_believed() -> None:
    """ISO-2022-JP looks like ASCII, so its label is believed."""
    body = '<?xml version="1.0" encoding="iso-2022-jp"?>' + rss("<title>港が再開</title><link>/a</link>")
    assert [ref.title for ref in read(body.encode("iso-2022-jp")).refs] == ["港が再開"]


def test_label_that_names_no_text_encoding() -> None:
    """Names of Python's other codecs are not accepted as encodings."""
    for label in ("zlib", "hex", "punycode", "unicode_escape", "nothing-known"):
        body = f'<?xml version="1.0" encoding="{label}"?>' + rss("<title>é\\u0041</title><link>/a</link>")
        assert [ref.title for ref in read(body.encode("cp1252")).refs] == ["é\\u0041"]


def test_gzip_under_any_name() -> None:
    """A gzipped feed is decompressed; a truncated one yields what can be read."""
    items = [f"<title>{hashlib.sha256(b'%d' % n).hexdigest()}</title><link>/{n}</link>" for n in range(300)]
    packed = gzip.compress(rss(*items).encode())
    assert len(read(packed).refs) == 300
    cut = read(packed[: len(packed) // 2])
    assert 50 < len(cut.refs) < 300
    assert any("is cut short" in warning for warning in cut.warnings)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html><head><title>Gone</title></head></html>", "an HTML page"),
        (b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "a sitemap"),
        (b'{"error": "gone"}', "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"{" + b'"a":{' * 100_000, "JSON"),
        (b"%PDF-1.7", "a binary file"),
        (b"Service unavailable", "plain text"),
        (b'<?xml version="1.0"?><opml></opml>', "OPML"),
        (b"<svg/>", "other XML"),
    ],
)
def test_no_feed_at_all(body: bytes, words: str) -> None:
    """Other bytes yield no references, and a warning that says what they look like."""
    reading = read(body)
    assert (reading.refs, reading.kind) == ((), None)
    assert words in reading.warnings[-1]


def test_empty_feed_is_a_feed() -> None:
    """A feed without entries causes no warning."""
    reading = read(rss())
    assert (reading.refs, reading.kind, reading.warnings) == ((), "rss", ())


def test_entities_are_not_expanded() -> None:
    """Declared entities, nested or from a file, expand to nothing."""
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "lol" * 20}">' for n in range(12))
    doctype = f'<!DOCTYPE rss [{bomb}<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY root "<rss><channel>">]>'
    reading = read(doctype + rss("<title>x&e11;y&file;z</title><link>/a</link>"))
    assert [ref.title for ref in reading.refs] == ["x&e11;y&file;z"]


def test_saved_feed_stands_on_its_site() -> None:
    """Links of a saved feed are resolved against the site that it names."""
    body = "<rss><channel><link>https://news.example/uk/</link><item><link>a</link></item></channel></rss>"
    assert [ref.url for ref in read(body, via="saved.xml").refs] == ["https://news.example/uk/a"]


def test_deep_nesting_ends_the_reading() -> None:
    """Endless nesting yields the entries before it and a warning."""
    reading = read(rss("<link>/a</link>", "<x>" * 100_000, "<link>/b</link>"))
    assert [ref.url for ref in reading.refs] == ["https://news.example/a"]
    assert reading.warnings


FRAGMENTS = st.sampled_from(
    [
        *(
            "<rss>",
            "<channel>",
            "<item>",
            "</item>",
            "<link>",
            "</link>",
            "/a",
            "<title>",
            "</title>",
            "&",
            "&amp;",
            "&nbsp;",
        ),
        *(
            "&#0;",
            "&#x110000;",
            "<",
            ">",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?xml",
            "?>",
            "<!DOCTYPE",
            "[",
            "]",
            "\x00",
            "\ud800",
        ),
        *(
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "<link href='",
            "'/>",
            "<published>",
            "2024-05-06",
            "<b>",
            "é",
        ),
        *(
            "xml:base='//['",
            "<rdf:RDF>",
            "<dc:date>",
            "99999-99-99",
            "Mon, 0 x",
            '{"items":[{"url":"',
            '"}]}',
            "\x1f\x8b",
            "<ttl>",
        ),
    ]
)


@given(
    st.one_of(
        st.lists(FRAGMENTS, max_size=25).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")), st.binary()
    )
)
@example(b"\x1f\x8b\x08\x00")
@example(b"\x1f")
@example(b"<rss><ttl>\xd9\xa3</ttl><item/>")
@settings(max_examples=300)
def test_any_bytes_are_answered(body: bytes) -> None:
    """No bytes raise."""
    reading = read(body)
    assert reading.refs or reading.warnings or reading.kind


@given(st.data())
@settings(max_examples=100)
def test_mutated_feeds_are_answered(data: st.DataObject) -> None:
    """A feed with bytes changed, cut or repeated does not raise."""
    body = bytearray(data.draw(st.sampled_from([RSS, ATOM, RDF, JSON_FEED])).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(body) - 1))
        body[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    assert isinstance(read(bytes(body)), FeedReading)


@pytest.mark.parametrize("label", ["utf-16", "utf-32", "UTF-16LE", "utf-7", "punycode"])
def test_a_label_of_wide_characters_over_narrow_ones(label: str) -> None:
    """Bytes that are clearly not UTF-16 are read without their label, with a warning."""
    body = rss("<title>Caf\xe9 at the quay</title><link>https://news.example/cafe</link>").encode("cp1252")
    for reading in (
        read(f'<?xml version="1.0" encoding="{label}"?>'.encode() + body),
        read(body, content_type=f"application/rss+xml; charset={label}"),
    ):
        assert [ref.title for ref in reading.refs] == ["Caf\xe9 at the quay"]
        assert any("cp1252" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("shift_jis", "新しい桟橋ができました。町長はよろこんでいます"),
        ("euc_jp", "新しい桟橋ができました。町長はよろこんでいます"),
        ("iso2022_jp", "新しい桟橋ができました。"),
        ("koi8_r", "Мэр сказал, что это было не так и что все уже знали об этом"),
        ("koi8_r", "Полиция нашла паром: полиция нашла паром. Полиция нашла паром"),
        ("gb2312", "这个新的码头不是在城里的，人们是这样说的"),
        ("utf-16-le", "Pier reopens"),
        ("utf-32-be", "Pier reopens"),
    ],
)
def test_undeclared_encodings(encoding: str, title: str) -> None:
    """Without a declaration the encoding is detected as for pages."""
    reading = read(rss(f"<title>{title}</title><link>https://news.example/pier</link>").encode(encoding))
    assert [ref.title for ref in reading.refs] == [title]


def test_an_endless_number_in_json_costs_nothing() -> None:
    feed = f'{{"version":"https://jsonfeed.org/version/1.1","items":[{{"url":"/a","id":{"7" * 5000}}},{{"url":"/b"}}]}}'
    assert [ref.url for ref in read(feed).refs] == ["https://news.example/a", "https://news.example/b"]


def test_half_a_character_in_json() -> None:
    """An unpaired surrogate becomes U+FFFD, so that the entry can be stored."""
    feed = '{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/a","title":"Quay \\ud83d",\
        "authors":[{"name":"B\\ud800"}],"date_published":"\\ud800"}]}'
    reading = read(feed)
    assert [(ref.title, ref.authors) for ref in reading.refs] == [("Quay \ufffd", ("B\ufffd",))]
    assert reading.refs[0].model_dump_json()


@pytest.mark.parametrize(
    "cut", ["<pubDate>2026-04-1", "<pubDate>2026-04-1</pubDa", "<author>Ann Re", "<link>https://n"]
)
def test_a_feed_that_is_cut_off(cut: str) -> None:
    """The truncated entry is read with those elements that were closed."""
    whole = rss("<title>A</title><link>https://news.example/a</link>").removesuffix("</channel></rss>")
    reading = read(f"{whole}<item><title>B</title><guid>https://news.example/b</guid>{cut}")
    assert [(ref.url, ref.title, ref.published_raw, ref.authors) for ref in reading.refs] == [
        ("https://news.example/a", "A", None, ()),
        ("https://news.example/b", "B", None, ()),
    ]


def test_rel_counts_for_a_link_in_the_text() -> None:
    """The URL of an enclosure is not that of the page, even between the tags."""
    entry = '<link rel="enclosure" type="image/png">https://news.example/pier.png</link><link href="/pier"/>'
    reading = read(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>P</title>{entry}</entry></feed>')
    assert [ref.url for ref in reading.refs] == ["https://news.example/pier"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="Alternate" href="/pier"/>',
        '<link rel=" alternate " href="/pier"/>',
        '<link rel="bookmark alternate" href="/pier"/>',
        '<link rel="" href="/pier"/>',
        '<link rel="alternate" type="image/jpeg">/pier.jpg</link><link href="/pier"/>',
        '<link type="audio/mpeg" href="/pier.mp3"/><link href="/pier" type="text/html"/>',
        '<content type="image/png" src="/pier.png"/><id>https://news.example/pier</id>',
    ],
)
def test_relation_and_type_say_which_link_is_the_pages(link: str) -> None:
    """Relations are read in any case and number; what is a picture or a sound by its type is not the page."""
    reading = read(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>P</title>{link}</entry></feed>')
    assert [ref.url for ref in reading.refs] == ["https://news.example/pier"]


def test_an_entry_with_pictures_only_has_no_page() -> None:
    """It is skipped, with the warning that its link is no page's."""
    picture = '<link rel="alternate" type="image/jpeg" href="/pier.jpg"/><content type="image/jpeg" src="/pier.jpg"/>'
    reading = read(f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>P</title>{picture}</entry></feed>')
    assert reading.refs == ()
    assert any("without a usable link" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        ("21-05-11T06:00:00+00:00", 2021),
        ("21-5-11T06:00", 2021),
        ("21-05-11 06:00", None),
        ("21-05-11", None),
        ("21/5/11 06:00", None),
        ("97-05-11", 1997),
        ("11.05.21 06:00", 2021),
    ],
)
def test_a_year_without_its_century(raw: str, year: int | None) -> None:
    """ISO 8601 years with two digits are in this century; dates that may be day first are not read."""
    (ref,) = read(rss(f"<link>https://news.example/a</link><pubDate>{raw}</pubDate>")).refs
    assert (ref.published_at and ref.published_at.year) == year


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("<pubDate>Fri, 10 May 2024 21:15:00 pdt</pubDate>", "2024-05-11T04:15"),
        ("<pubDate>10 May 2024 21:15 mesz</pubDate>", "2024-05-10T19:15"),
        ("<pubDate>2024-05-10+02:00</pubDate>", "2024-05-10T00:00"),
        ("<pubDate>next week</pubDate><dc:date>2024-05-10T21:15Z</dc:date>", "2024-05-10T21:15"),
        ("<pubDate>0000-00-00 00:00:00</pubDate><pubDate>2024-05-10T21:15Z</pubDate>", "2024-05-10T21:15"),
        ("<pubDate> </pubDate><dc:date>never</dc:date>", None),
    ],
)
def test_the_first_time_that_can_be_read_counts(stated: str, at: str | None) -> None:
    """Zones may be in lower case, a day may have an offset, and what states no time hides none that does."""
    (ref,) = read(rss(f"<link>https://news.example/a</link>{stated}")).refs
    assert (ref.published_at and f"{ref.published_at:%Y-%m-%dT%H:%M}") == at


@pytest.mark.parametrize(
    "body",
    [
        '<a:feed><a:entry><a:title>Pier</a:title><a:link href="/pier"/></a:entry></a:feed>',
        "<r:rss><r:channel><r:item><r:title>Pier</r:title><r:link>/pier</r:link></r:item></r:channel></r:rss>",
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Pier</title>'
            '<link xml:base="https://news.example/x/" href="../pier"/></entry></feed>'
        ),
    ],
    ids=["Atom's prefix", "a prefix of RSS", "a base of the link"],
)
def test_prefixes_without_a_namespace_and_bases_of_links(body: str) -> None:
    """A prefix of the root that is not declared is the format's; a link may have a base of its own."""
    assert [(ref.url, ref.title) for ref in read(body).refs] == [("https://news.example/pier", "Pier")]


@pytest.mark.parametrize("uri", ["http://shop.example/rss/2.0", "urn:rss", "http://other.example/www.w3.org/2005/Atom"])
def test_strange_namespaces_are_not_taken_for_rss(uri: str) -> None:
    """Elements of an extension whose URI contains "rss" are ignored."""
    strange = "<x:title>No</x:title><x:link>https://news.example/no</x:link><x:pubDate>2020-01-01</x:pubDate>"
    own = "<title>Yes</title><link>https://news.example/yes</link><pubDate>2024-05-06</pubDate>"
    (ref,) = read(rss(strange + own).replace("<rss ", f'<rss xmlns:x="{uri}" ')).refs
    assert (ref.url, ref.title) == ("https://news.example/yes", "Yes")
    assert ref.published_at == datetime(2024, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize("uri", ["http://search.yahoo.com/mrss/", "https://www.rssboard.org/media-rss"])
def test_media_rss_has_two_namespaces(uri: str) -> None:
    """The title of a picture is used only if the entry has none."""
    body = rss("<m:title>Picture</m:title><title>Story</title><link>https://news.example/a</link>")
    (ref,) = read(body.replace("<rss ", f'<rss xmlns:m="{uri}" ')).refs
    assert ref.title == "Story"


def test_authors_are_names_and_are_inherited() -> None:
    """An entry without an author has that of its feed, in Atom (RFC 4287 4.1.1) and JSON Feed."""
    nameless = "<author><name/><uri>https://news.example/ann</uri></author>"
    own = "<author><name>Bo Writer</name><uri>https://news.example/bo</uri></author>"
    atom = "".join(
        f'<entry><link href="/{number}"/>{author}</entry>' for number, author in enumerate((nameless, own, ""))
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><author><name>City Desk</name></author>{atom}</feed>'
    assert [ref.authors for ref in read(feed).refs] == [("City Desk",), ("Bo Writer",), ("City Desk",)]
    items = [{"url": "/a"}, {"url": "/b", "authors": [{"name": "Bo Writer"}]}]
    version = "https://jsonfeed.org/version/1.1"
    json_feed = json.dumps({"version": version, "authors": [{"name": "City Desk"}], "items": items})
    assert [ref.authors for ref in read(json_feed).refs] == [("City Desk",), ("Bo Writer",)]


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("The quay&#146;s end", "The quay\u2019s end"),
        ("Pier &#X42;", "Pier B"),
        ("&lt;Leviathan&gt; sails again", "<Leviathan> sails again"),
        ("&lt;b&gt;Pier&lt;/b&gt; opens", "Pier opens"),
        ("&#xD800;Pier", "\ufffdPier"),
    ],
)
def test_characters_in_titles(title: str, plain: str) -> None:
    """References to control characters are read as Windows-1252, and unknown elements are text."""
    (ref,) = read(rss(f"<title>{title}</title><link>https://news.example/a</link>")).refs
    assert ref.title == plain


def test_base64_of_atom_0_3() -> None:
    """A title in base64 is decoded."""
    feed = (
        '<feed xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">UGllciBvcGVucw==</title><link href="/a"/>'
    )
    assert [ref.title for ref in read(f"{feed}</entry></feed>").refs] == ["Pier opens"]


@pytest.mark.parametrize("space", ["http://purl.org/rss/1.0/modules/rss091#", "urn:tidewater:feed", " http://[/ "])
@pytest.mark.parametrize("root", ["rss", "feed"])
def test_an_unknown_namespace_of_the_root_is_the_formats_own(space: str, root: str) -> None:
    """A feed is read even if its publisher invented a namespace for it, and another for an extension."""
    link = "<link>https://news.example/ebb</link>" if root == "rss" else '<link href="https://news.example/ebb"/>'
    entry = f"<t:title>Advertisement</t:title><title>Ebb</title>{link}"
    item = f"<channel><item>{entry}</item></channel>" if root == "rss" else f"<entry>{entry}</entry>"
    (ref,) = read(f'<{root} version="2.0" xmlns="{space}" xmlns:t="urn:tidewater:ads">{item}</{root}>').refs
    assert (ref.url, ref.title) == ("https://news.example/ebb", "Ebb")


def test_a_json_feed_that_is_cut_off_keeps_the_entries_before() -> None:
    """Only complete entries count: no partial address is used, and nothing is made up."""
    whole = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": f"/{n}", "title": "T"} for n in range(3)]}
    text = json.dumps(whole)
    assert len(read(text).refs) == 3
    reading = read(text[: text.index('"/2"') + 2])
    assert [ref.url for ref in reading.refs] == [f"https://news.example/{n}" for n in range(2)]
    assert any("cut off or damaged" in warning for warning in reading.warnings)
    assert read(text[: text.index('"/0"')]).refs == ()
