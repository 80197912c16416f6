"""Recognizes the pages of bot walls by what the products put into every such page."""

import re
from collections.abc import Iterable

WALL_PAGE_BYTES = 64 * 1024
"""How many bytes of a decoded body are examined. Without a refusing status, a longer page is not a wall."""

_REFUSING_STATUSES = frozenset({401, 403, 405, 406, 429, 503})

_WALL_HEADERS = {
    "cf-mitigated": "challenge",  # Cloudflare
    "x-amzn-waf-action": "",  # AWS WAF: challenge, captcha
    "sg-captcha": "challenge",  # SiteGround
    "x-vercel-mitigated": "",  # Vercel: challenge, deny
}
"""Headers that are only sent with a wall's page, and the beginnings of their values."""

_SURE_MARKS = re.compile(
    rb"""
      \bwindow\._cf_chl_opt\s*= | /cdn-cgi/challenge-platform/h/[a-z]/orchestrate/      # Cloudflare's challenge
    | \bid=["']challenge-(?:form|running|error-title|error-text|stage)["']
    | \b(?:geo|ct)\.captcha-delivery\.com\b                                             # DataDome
    | \bcaptcha\.px-c(?:dn|loud)\.net/ | \bid=["']px-captcha["']                        # HUMAN (PerimeterX)
    | /_Incapsula_Resource\?[^"'<>]{0,300}\b(?:incident_id|CWUDNSAI)=                   # Imperva
    | /_Incapsula_Resource\?[^<>]{0,300}></script>\s{0,9}</head>\s{0,9}<body[^<>]{0,99}>\s{0,9}</body>
    | Request\ unsuccessful\.\ Incapsula\ incident\ ID
    | \bawswaf\.com/[^"'<>]{0,300}/challenge\.js | \bAwsWafIntegration\.forceRefreshToken  # AWS WAF
    | \bid=["']sec-(?:if-)?cpt-(?:if|container)["'] | /_sec/cp_challenge/               # Akamai
    | \bid=["']anubis_(?:version|challenge)["'] | \bKPSDK\.now\s*=                      # Anubis, Kasada
    | The\ requested\ URL\ was\ rejected\.\ Please\ consult\ with\ your\ administrator   # F5
    | \brbzns\s*=\s*\{\s*bereshit                                                       # Reblaze
    | \bsucuri_cloudproxy_js\b | /\.well-known/(?:sgcaptcha|ddos-guard)/ | /__qrator/
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Marks that occur only in pages of walls. They count with any status, including 200."""

_HINTS = (
    *(b"_cf_chl_opt", b"challenge-", b"captcha", b"incapsula", b"awswaf", b"cpt-", b"cp_challenge", b"cloudproxy"),
    *(b"ddos-guard", b"__qrator", b"anubis_", b"kpsdk", b"rbzns", b"url was rejected"),
)
"""Every sure mark contains one of these. Only what stands around them is searched for marks: pages with a captcha in a
form of their own are frequent, and searching all of one takes longer than cleaning it."""
_BEFORE_HINT, _FROM_HINT = 32, 512
"""More bytes than any mark has before its hint, and from there on."""

_TITLE = b"<title>"
_WALL_TITLE = re.compile(
    rb"""
    <title>\s*(?:[^<|:-]{0,40}[|:-]\s*)?(?:Just\ a\ moment\.\.\. | Attention\ Required!\ \|\ Cloudflare | DDoS-Guard
        | Access\ to\ this\ page\ has\ been\ denied\.? | Pardon\ Our\ Interruption(?:\.\.\.)? | Are\ you\ a\ robot\?
        | Human\ Verification | Robot\ Challenge\ Screen | Bot\ Verification | Client\ Challenge
        | Vercel\ Security\ Checkpoint | Please\ Wait\.\.\.\ \|\ Cloudflare | One\ moment,\ please\.\.\.
        | Radware\ (?:Bot\ Manager\ )?Captcha(?:\ Page)? | Challenge\ Validation | Protected\ By\ SafeLine(?:\ WAF)?
        | Establishing\ a\ secure\ connection\ ?\.\.\.
        | Making\ sure\ you(?:'|&\#39;|\xe2\x80\x99)re\ not\ a\ bot!)\s*</title>
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Titles of pages of walls. They count with any status, too."""

_DENIED_MARKS = re.compile(
    rb"""
      captcha | are\ you\ (?:a\ )?(?:human|robot) | unusual\ traffic | automated\ (?:access|requests|queries|traffic)
    | (?:verify|confirm|prove)\ (?:that\ )?you\ are\ (?:a\ )?human | enable\ javascript\ and\ cookies
    | checking\ your\ browser | access\ denied | (?:has|have)\ been\ blocked | you\ are\ blocked
    | request\ blocked\.
    | bot\ (?:detect|protect) | cloudflare | akamai | edgesuite\.net | incapsula | imperva | datadome | perimeterx
    | sucuri | ddos
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Marks that mean a wall only together with a refusing status."""


def looks_like_bot_wall(status: int | None, headers: Iterable[tuple[str, str]], body: bytes) -> bool:
    """Return whether a response is a bot wall instead of the page.

    Args:
        status: The HTTP status, or None for a saved page.
        headers: The names and values of the response's headers.
        body: The decoded body, or at least its first ``WALL_PAGE_BYTES + 1`` bytes.
    """
    if any(_is_wall_header(name, value) for name, value in headers):
        return True
    refused = status in _REFUSING_STATUSES
    if len(body) > WALL_PAGE_BYTES and not refused:
        return False
    head = body[:WALL_PAGE_BYTES]
    return _has_sure_mark(head) or (refused and bool(_DENIED_MARKS.search(head)))


def _has_sure_mark(head: bytes) -> bool:
    lowered = head.lower()
    if _has_mark_around_hint(head, lowered):
        return True
    at = lowered.find(_TITLE)
    while at >= 0:
        if _WALL_TITLE.match(head, at):
            return True
        at = lowered.find(_TITLE, at + 1)
    return False


def _has_mark_around_hint(head: bytes, lowered: bytes) -> bool:
    """Return whether there is a sure mark. Each byte is searched twice at most, however many hints there are."""
    hints = (hint for hint in _HINTS if hint in lowered)
    beyond = 0
    for at in sorted(found.start() for hint in hints for found in re.finditer(hint, lowered)):
        if at >= beyond:
            beyond = at + _FROM_HINT
            if _SURE_MARKS.search(head, max(0, at - _BEFORE_HINT), beyond + _FROM_HINT):
                return True
    return False


def _is_wall_header(name: str, value: str) -> bool:
    begin = _WALL_HEADERS.get(name.lower())
    return begin is not None and value.strip().lower().startswith(begin)
