"""Seeds of the fuzz targets that are longer than a line, and dictionaries of their formats."""

RSS = (
    b'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Quay</title>'
    b"<item><title>Pier &amp; ferry</title><link>http://quay.example/1</link><dc:creator>Ann Berg</dc:creator>"
    b"<pubDate>Wed, 04 Mar 2026 08:00:00 +0100</pubDate></item></channel></rss>"
)
RSS_OF_MANY = (
    b'<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    b'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    b'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xml:base="http://quay.example/en/"><channel>'
    b"<link>http://quay.example/</link><ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>"
    b"<sy:updateFrequency>2</sy:updateFrequency><item><guid isPermaLink='true'>http://quay.example/2</guid>"
    b"<media:title>Tide</media:title><description><![CDATA[<p>High <b>tide</b></p>]]></description>"
    b"<content:encoded>&lt;p&gt;Low tide&lt;/p&gt;</content:encoded><author>ann@quay.example (Ann)</author>"
    b"<atom:updated>2026-03-04T08:00:00.5Z</atom:updated></item><item><title>Open <link>/3</item></channel></rss>"
)
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="http://quay.example/4"><title>Rope</title>'
    b"<dc:date>2026-03-04</dc:date></item></rdf:RDF>"
)
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">P</title><link href="/a"/></entry></feed>'
ATOM_OF_MANY = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb" xml:base="/no/"><author><name>Ann</name></author><entry>'
    b'<title mode="base64">UGllcg==</title><link rel="alternate" type="text/html" href="5"/><link rel="self" href="6"/>'
    b"<id>tag:quay.example,2026:5</id><published>2026-03-04T08:00:00+01:00</published><updated>yesterday</updated>"
    b'<summary type="xhtml"><div>Sum</div></summary><content src="/c"/><source><author><email>a@b</email></author>'
    b"</source></entry></feed>"
)
JSON_FEED = (
    b'{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"/a","title":"P \\ud83d","date_published":'
    b'"2026-03-04T08:00:00Z","authors":[{"name":"Ann"}],"content_html":"<p>x"},{"id":"http://quay.example/7"}]}'
)
URLSET = b"<urlset><url><loc>http://quay.example/1</loc><lastmod>2026-03-04</lastmod></url></urlset>"
NEWS_URLSET = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/'
    b'sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/'
    b'1999/xhtml"><url><loc>http://quay.example/2</loc><xhtml:link rel="alternate" hreflang="nb" href="http://quay.'
    b'example/nb/2"/><image:image><image:loc>http://quay.example/i</image:loc></image:image><news:news>'
    b"<news:publication><news:name>Quay</news:name><news:language>en</news:language></news:publication>"
    b"<news:publication_date>2026-03-04T08:00:00+01:00</news:publication_date><news:title>Pier</news:title>"
    b"</news:news></url><url><loc>http://else.example/3</loc></url></urlset>"
)
SITEMAP_INDEX = (
    b"<sitemapindex><sitemap><loc>http://quay.example/s.xml</loc></sitemap><sitemap><loc>http://quay.example/"
    b"2026-03.xml.gz</loc><lastmod>2026-03-04T08:00Z</lastmod></sitemap></sitemapindex>"
)
HTML = (
    b'<html><head><link rel="alternate" type="application/rss+xml" href="/f"></head><body>'
    b'<a href="/2026/03/04/pier-opens-again">The pier opens again today</a>'
    b'<a rel="next" href="?p=2">n</a></body></html>'
)
HTML_OF_MANY = (
    b'<!DOCTYPE html><html lang="en"><head><meta charset="windows-1252"><base href="//quay.example/en/"><title>Quay'
    b'</title><link rel="alternate" type="application/atom+xml" title="All" href="atom.xml">'
    b'<link rel=next href="?page=2">'
    b'<link rel="alternate" type="application/feed+json" href="feed.json"></head><body><nav><a href="/news">News</a>'
    b'<a href="/news/page/2">2</a><a href="/news/page/3">3</a></nav><article><h2><a href="pier-12345678.html">The pier '
    b"opens again after the storm</a></h2><time datetime='2026-03-04T08:00'>4 March</time></article><article><a href='"
    b"/2026/03/05/rope'><img alt='Rope'></a><span>5.3.2026</span></article><a href=\"/rss\">RSS</a>"
    b'<a class="pagination older" href="/archive?start=20">Older</a></body></html>'
)
ROBOTS = (
    b"User-agent: *\nCrawl-delay: 2\nDisallow: /x*$\nSitemap: http://quay.example/s\n",
    b"\xef\xbb\xbfuser-agent: dateline\nuser-agent: other\nallow: /a%2fb\ndisallow: /\n\nUser-Agent:*\nRequest-rate: 1",
)

SOURCE = b"""[source]
name = "quay"
publisher = "quay.example"
feeds = ["http://quay.example/f"]
sitemaps = ["http://quay.example/s.xml", { url = "http://quay.example/", robots = true, allowed_hosts = ["b.example"] }]
listings = [{ url = "http://quay.example/{yyyy}/{mm}/{dd}" }]
wayback = ["quay.example"]
warcs = [{ url = "crawls/*.warc.gz" }]
[source.schedule]
cron = "*/15 6-22 * * *"
timezone = "Europe/Oslo"
[source.cleaning]
timezone = "UTC"
date_order = "dmy"
headline_labels = ["LIVE"]
[source.cleaning.selectors]
headline = "h1.title"
remove = [".ad"]
[source.fetch]
min_delay_s = 2.5
private_hosts = ["127.0.0.1"]
proxy = "http://user:pass@proxy.example:3128"
"""
SOURCE_LINES = (
    *(b"[source.ccnews]\n", b"[source.schedule]\n", b"[[source.listings]]\n", b"[source.fetch]\n", b"[settings]\n"),
    *(b"x = -1\n", b"x = 1e400\n", b"x = nan\n", b"x = 2026-03-04T08:00:00Z\n", b"x = []\n", b"x = {}\n"),
    *(b"x = true\n", b"x = 99999999999999999999\n", b"x = 07:32:00\n", b'x = "http://["\n', b'x = "\\u0000"\n'),
    *(b'x = [["a"], {}]\n', b'x = "{yyyy}{n}"\n', b'x = "/dev/zero"\n', b'x = "* * 31 2 *"\n', b'x = "Mars/Base"\n'),
    *(b'x = ">>>"\n', b"interval_s = 60\n", b"adaptive = true\n", b"first_s = 1e300\n", b"enabled = false\n"),
)

XML_WORDS = (
    *(b"<item>", b"</item>", b"<entry>", b"</entry>", b"<link>", b"<link/>", b"<guid>", b"<title>", b"</title>"),
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml", b"?>", b"<!DOCTYPE", b"<!ENTITY x '&x;'>", b"&#0;", b"&#xd800;"),
    *(b' href="', b' xml:base="', b' xmlns:x="', b' type="html"', b' mode="base64"', b" rdf:about='", b"xmlns=''"),
    *(b"http://[", b"//", b"javascript:", b"\xed\xa0\x80", b"\x00", b"\xff\xfe", b"\x1f\x8b\x08", b"encoding='utf-16'"),
    *(b"<pubDate>", b"<dc:date>", b"<updated>", b"<ttl>", b"9999-12-31T23:59:59-14:00", b"0001-01-01", b"<author>"),
)
SITEMAP_WORDS = (
    *(
        b"<url>",
        b"</url>",
        b"<loc>",
        b"</loc>",
        b"<lastmod>",
        b"<sitemap>",
        b"</sitemap>",
        b"<sitemapindex>",
        b"<urlset>",
    ),
    *(b"<news:news>", b"<news:title>", b"<news:publication_date>", b"</news:news>", b"<image:loc>", b"\n", b"# "),
    *XML_WORDS[9:],
)
HTML_WORDS = (
    *(
        b"<a href=",
        b"<a rel=next href=",
        b"</a>",
        b"<base href=",
        b"<link rel=alternate ",
        b"<article>",
        b"<h2>",
        b"<li>",
    ),
    *(b"type=application/rss+xml", b"<time datetime=", b"<template>", b"<noscript>", b"<script>", b"<table>", b"<svg>"),
    *(
        b"?page=",
        b"/page/2",
        b"/2026/03/04/",
        b"http://[",
        b"//",
        b"\xed\xa0\x80",
        b"&#xd800;",
        b"<!--",
        b"<meta charset=",
    ),
    *(b"Sitemap: ", b"Disallow: ", b"User-agent: *\n", b"9999", b"\x00", b"javascript:"),
)
