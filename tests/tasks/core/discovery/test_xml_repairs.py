"""Mistakes of XML that would cost entries, or whole feeds."""

import pytest

from dateline.tasks.core.discovery.feed_entry import FeedReading
from dateline.tasks.core.discovery.feeds import read_feed

VIA = "https://quay.example/feed"


def read(xml: str) -> FeedReading:
    return read_feed(xml.encode(), source="quay", via=VIA)


@pytest.mark.parametrize(
    "feed",
    [
        "<rss version=2.0><channel><item><link>/tide</link></item></channel></rss>",
        "<rss><channel><item><guid isPermaLink=false>7</guid><link>/tide</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel=alternate href=/tide/></entry></feed>",
        "<feed xmlns=http://www.w3.org/2005/Atom><entry><link href = /tide title='a=b c=d' /></entry></feed>",
    ],
)
def test_attributes_without_quotes(feed: str) -> None:
    """Without the repair, the parser drops what follows such an attribute."""
    reading = read(feed)
    assert [ref.url for ref in reading.refs] == ["https://quay.example/tide"]
    assert reading.warnings == ("not well formed (an attribute without quotes)",)


def test_quotes_are_only_added_to_values_in_tags() -> None:
    """Values with quotes, and text in CDATA sections, are left alone."""
    reading = read(
        '<rss><channel><item x="a b=c"><title><![CDATA[when <tide x=y> turns]]></title><link>/a</link>'
        "</item></channel></rss>"
    )
    assert reading.refs[0].title == "when <tide x=y> turns"
    assert not reading.warnings


@pytest.mark.parametrize("title", ["<![cdata[Tide & pier]]>", "&lt;![CDATA[Tide &amp; pier]]&gt;"])
def test_a_section_in_lower_case_or_escaped(title: str) -> None:
    """Its marks are no part of the text, and its entry is read."""
    (ref,) = read(f"<rss><channel><item><title>{title}</title><link>/a</link></item></channel></rss>").refs
    assert (ref.url, ref.title) == ("https://quay.example/a", "Tide & pier")


def test_a_channel_without_rss_around_it() -> None:
    """RSS 1.1 has such a root, and so have feeds of which a template lost the first line."""
    for namespace in (' xmlns="http://purl.org/net/rss1.1#"', ""):
        reading = read(f"<Channel{namespace}><title>Quay</title><ttl>5</ttl><item><link>/a</link></item></Channel>")
        assert [ref.url for ref in reading.refs] == ["https://quay.example/a"]
        assert (reading.kind, reading.poll_hint_s) == ("rss", 300.0)


def test_authors_in_an_rdf_list() -> None:
    """Each element of the list is an author."""
    names = "".join(f"<rdf:li>{name}</rdf:li>" for name in ("Ann Reed", "Bo Lind"))
    creator = f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>"
    (ref,) = read(f"<rss><channel><item>{creator}<link>/a</link></item></channel></rss>").refs
    assert ref.authors == ("Ann Reed", "Bo Lind")


def test_a_list_of_feeds_is_named() -> None:
    """An OPML file has a body, as a page of HTML has."""
    assert read('<opml version="2.0"><head/><body><outline/></body></opml>').warnings == (
        "not a feed: it looks like an OPML list of feeds",
    )
