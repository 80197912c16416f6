"""A bot wall is recognized by its page, at any status."""

import pytest

from dateline.tasks.core.web.bot_wall import WALL_PAGE_BYTES, looks_like_bot_wall

ARTICLE = b"<title>Harbour reopens</title><article>" + b"<p>The ferry sails again at noon.</p>" * 40 + b"</article>"
WALLS = {
    "cloudflare": b"<title>Just a moment...</title><script>window._cf_chl_opt = {cType: 'managed'}</script>",
    "cloudflare block": b"<title>Attention Required! | Cloudflare</title>",
    "datadome": b"<script data-cfasync=false src='https://ct.captcha-delivery.com/c.js'></script>",
    "human": b"<title>Access to this page has been denied.</title><div id='px-captcha'></div>",
    "imperva": b"<iframe src='/_Incapsula_Resource?SWUDNSAI=31&xinfo=1&incident_id=77-1&edet=12'></iframe>",
    "aws": b"<script src='https://x.token.awswaf.com/x/y/challenge.js'></script>",
    "akamai": b"<div id='sec-if-cpt-container'></div>",
    "human, by its script": b"<script src='https://captcha.px-cloud.net/a.js'></script>",
    "imperva, in words": b"Request unsuccessful. Incapsula incident ID: 123-456",
    "aws, by its call": b"<script>AwsWafIntegration.forceRefreshToken()</script>",
    "akamai, by its path": b"<form action='/_sec/cp_challenge/verify'>",
    "sucuri": b"<script>sucuri_cloudproxy_js='';</script>",
    "siteground": b"<meta http-equiv='refresh' content='0;/.well-known/sgcaptcha/?r=%2F'>",
    "ddos-guard": b"<script src='/.well-known/ddos-guard/check'></script>",
    "qrator": b"<script src='/__qrator/qauth.js'></script>",
    "cloudflare, by its form": b"<form id='challenge-form' action='/?x'>",
    "in capitals, after a picture's title": b"<svg><title>Logo</title></svg><TITLE>DDOS-GUARD</TITLE>",
    "datadome, as data": b"<script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script>",
    "imperva, without a body": (
        b"<head><script src='/_Incapsula_Resource?SWJIYLWA=5074a7'></script>\n</head>\n<body></body>"
    ),
    "anubis": b"<script id='anubis_version' type='application/json'>1</script>",
    "kasada": b"<script>window.KPSDK={};KPSDK.now=typeof performance</script>",
    "reblaze": b"<script>window.rbzns = {bereshit: '1'};</script>",
    "imunify360": b"<title>One moment, please...</title>",
    "f5": b"<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.<br>",
    "named site": b"<title>The Paper - Are you a robot?</title>",
}


@pytest.mark.parametrize("status", [200, 403, 503])
@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_told_at_any_status(name: str, status: int) -> None:
    """The page of a known product is a wall, also with status 200."""
    assert looks_like_bot_wall(status, (), WALLS[name])


@pytest.mark.parametrize(
    "header", [("CF-Mitigated", "challenge"), ("x-amzn-waf-action", "captcha"), ("X-Vercel-Mitigated", "deny")]
)
def test_a_wall_that_says_so_in_a_header(header: tuple[str, str]) -> None:
    """A header that only walls send is sufficient, whatever the body."""
    assert looks_like_bot_wall(202, [header], b"")


@pytest.mark.parametrize(
    "body", [b"Access Denied", b"Please verify you are human", b"solve the CAPTCHA", b"cloudflare", b"Request blocked."]
)
def test_a_refusal_with_a_walls_words(body: bytes) -> None:
    """Words that may occur in an article mean a wall only with a status that refuses."""
    assert looks_like_bot_wall(403, (), body)
    assert not looks_like_bot_wall(200, (), ARTICLE + body)


def test_a_plain_refusal_is_no_wall() -> None:
    """A plain 403, 429 or 503 is not a wall."""
    for status in (403, 429, 503):
        assert not looks_like_bot_wall(status, [("Server", "nginx")], b"<h1>Not for you</h1>")


def test_an_article_about_walls_is_no_wall() -> None:
    """An article about walls, or one that is served through such a product, is not a wall."""
    about = b"<title>Just a moment: how Cloudflare decides who is human</title><p>A captcha asks: are you a robot?</p>"
    beacon = b"<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    assert not looks_like_bot_wall(200, [("Server", "cloudflare"), ("CF-RAY", "8f")], about + ARTICLE + beacon)
    assert not looks_like_bot_wall(None, (), ARTICLE)
    assert not looks_like_bot_wall(200, (), b"<title>Second pier: request rejected</title>" + ARTICLE)


def test_a_long_success_is_no_wall() -> None:
    """The mark of a wall in a long page with status 200 is a quotation."""
    assert not looks_like_bot_wall(200, (), WALLS["cloudflare"] + b"x" * WALL_PAGE_BYTES)


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_behind_a_form_with_a_captcha(name: str) -> None:
    """A mark is found at any distance from words that pages without a wall have, too."""
    for distance in (0, 31, 400, 500, 512, 530, 1023, 1100, 5000):
        form = b"<div class='g-recaptcha'></div>" + b" " * distance
        assert looks_like_bot_wall(200, (), ARTICLE + form + WALLS[name]), distance


def test_a_long_mark_of_a_wall() -> None:
    """A mark may have a long address in it, and stand anywhere around a captcha."""
    mark = b"<iframe src='/_Incapsula_Resource?" + b"a=1&" * 74 + b"incident_id=7'>"
    for distance in range(0, 1200, 25):
        assert looks_like_bot_wall(200, (), b"captcha" + b" " * distance + mark), distance
