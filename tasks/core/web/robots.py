"""Interprets robots.txt (RFC 9309)."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from protego import Protego

from dateline.tasks.core.models import Reason
from dateline.tasks.core.value_types import Model, UtcDatetime

MAX_ROBOTS_BYTES = 500 * 1024
"""How many bytes are read, the minimum required by RFC 9309, section 2.5."""
MAX_ROBOTS_REDIRECTS = 5
"""RFC 9309, section 2.3.1.2."""
MAX_CRAWL_DELAY_S = 60.0
"""The maximum Crawl-delay, which is not part of the RFC. Longer ones are reduced to this."""

_LINE_END = re.compile(r"\r\n?|\n")
"""The line ends of the RFC (section 2.2)."""
_OTHER_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Python, and so the parser, takes for line ends, too: half a comment would become a rule."""
_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)
_SITE_WIDE_LINE = re.compile(r"\s*(?:site-?maps?|host)\s*[:\s]", re.IGNORECASE)
_PATH_RULE_LINE = re.compile(r"\s*(?:allow|diss?all?[ao]w|diasllow)\s*[:\s]", re.IGNORECASE)
"""The rules of the RFC, and accepted misspellings of them."""
_OTHER_RULE_LINE = re.compile(r"\s*(?:crawl[- ]delay|request[- ]rate|visit-time)\s*[:\s]", re.IGNORECASE)
_PRODUCT_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)


class RobotsVerdict(StrEnum):
    """The overall result: obey the rules, or allow or disallow everything."""

    RULES = "rules"
    ALLOW_ALL = "allow_all"
    DISALLOW_ALL = "disallow_all"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one product."""

    verdict: RobotsVerdict
    detail: str
    """The reason, as a sentence."""
    reason: Reason = Reason.ROBOTS
    """The reason for rejecting pages that these rules disallow."""
    crawl_delay_s: float | None = None
    """From 0 to `MAX_CRAWL_DELAY_S`."""
    sitemaps: tuple[str, ...] = ()
    text: str = ""
    """The lines that apply to the product or to the whole site."""
    _rules: Protego | None = field(default=None, repr=False, compare=False)
    _product: str = ""

    def allows(self, url: str) -> bool:
        """Return whether the page may be requested."""
        if self._rules is None:
            return self.verdict is RobotsVerdict.ALLOW_ALL
        return bool(self._rules.can_fetch(url, self._product))


class KeptRobots(Model):
    """The rules of a host for one product, kept for other processes."""

    until: UtcDatetime
    verdict: RobotsVerdict
    detail: str
    reason: Reason
    text: str

    @classmethod
    def of(cls, robots: Robots, until: datetime) -> "KeptRobots":
        """Return the form in which rules are kept until a time."""
        text = robots.text
        return cls(until=until, verdict=robots.verdict, detail=robots.detail, reason=robots.reason, text=text)

    def robots(self, product: str) -> Robots:
        """Return the kept rules."""
        if self.verdict is RobotsVerdict.RULES:
            return _rules(self.text, product)
        return Robots(self.verdict, self.detail, self.reason)


def robots_from_response(status: int, body: bytes, product: str) -> Robots:
    """Return the rules in a response to a request for robots.txt (RFC 9309, section 2.3.1).

    Args:
        status: The status after redirects. A redirect status means that there were too many of them.
        body: The decoded body, of which the first `MAX_ROBOTS_BYTES` count.
        product: The product token of the User-Agent ("dateline").
    """
    if 200 <= status < 300:  # noqa: PLR2004  the class of successes
        return _parse(body, product)
    if status == 429 or status >= 500 or status < 200:  # noqa: PLR2004  429: a host that wants less gets nothing
        return Robots(RobotsVerdict.DISALLOW_ALL, f"robots.txt answered {status}, so everything counts as disallowed")
    return Robots(RobotsVerdict.ALLOW_ALL, f"robots.txt answered {status}, so there is none")


def robots_unreachable(reason: Reason, why: str) -> Robots:
    """Return the rules of a host whose robots.txt could not be fetched (RFC 9309, section 2.3.1.4).

    Pages are then rejected with the ``reason`` of that failure, because an unreachable host disallows nothing.
    """
    detail = f"{why}; so robots.txt could not be read, and everything counts as disallowed"
    return Robots(RobotsVerdict.DISALLOW_ALL, detail, reason)


def _parse(body: bytes, product: str) -> Robots:
    return _rules("\n".join(_lines_for(product, robots_text(body))), product)


def robots_text(body: bytes) -> str:
    """Return the text of a robots.txt, as far as it is read."""
    if len(body) > MAX_ROBOTS_BYTES:  # a rule that is cut in two would forbid too much
        body = body[: 1 + max(body.rfind(end, 0, MAX_ROBOTS_BYTES) for end in (b"\n", b"\r"))]
    return body.removeprefix(codecs.BOM_UTF8).decode(_encoding_of(body), "replace")


def _encoding_of(body: bytes) -> str:
    """Return UTF-8, or the UTF-16 that editors on Windows write, which the RFC does not allow."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    by_zeros = {(False, True): "utf-16-le", (True, False): "utf-16-be"}
    return by_zeros.get((body[:1] == b"\0", body[1:2] == b"\0"), "utf-8")


def _rules(text: str, product: str) -> Robots:
    rules = Protego.parse(text)
    delay_s = rules.crawl_delay(product)
    return Robots(
        RobotsVerdict.RULES,
        "robots.txt disallows it",
        crawl_delay_s=None if delay_s is None else min(delay_s, MAX_CRAWL_DELAY_S),
        sitemaps=tuple(rules.sitemaps),
        text=text,
        _rules=rules,
        _product=product,
    )


def _lines_for(product: str, text: str) -> Iterator[str]:
    """Yield the lines that apply to a product or to the whole site.

    The parser stores every rule once per agent of its group, so that half a megabyte of agents and rules would take
    minutes and gigabytes. It also accepts "date" for the agent "dateline", whereas RFC 9309, section 2.2.1, requires
    the whole token.
    """
    group = _Group()
    for line in _LINE_END.split(text):
        content = _OTHER_LINE_ENDS.sub(lambda end: quote(end[0]), line.partition("#")[0])
        if heading := _AGENT_LINE.match(content):
            group.named(_agent_of(heading[1].strip(), product))
        elif _SITE_WIDE_LINE.match(content):
            yield content
        elif _PATH_RULE_LINE.match(content):
            yield from group.head()
            yield from group.if_ours(content)
        elif _OTHER_RULE_LINE.match(content):
            yield from group.aside(content)
    yield from group.head()


class _Group:
    """The current group: its agents, and other lines in its heading."""

    def __init__(self) -> None:
        self._agents: dict[str, None] = {}
        self._waiting: list[str] = []
        self._in_heading = False

    def named(self, agent: str | None) -> None:
        """Add a User-agent line. The first one of a heading begins a group. ``agent`` is None if it is another's."""
        if not self._in_heading:
            self._in_heading, self._agents, self._waiting = True, {}, []
        if agent:
            self._agents[f"User-agent: {agent}"] = None

    def head(self) -> Iterator[str]:
        """Yield the heading at its end, if the group applies to the product."""
        if self._in_heading:
            self._in_heading = False
            if self._agents:
                yield from (*self._agents, *self._waiting)

    def aside(self, line: str) -> Iterator[str]:
        """Yield a line that is not a rule of the RFC, or hold it back, because it does not end a heading (2.2.4).

        In a heading, it is for the agents above it: "Crawl-delay" is often the only line about an agent.
        """
        if not self._in_heading:
            yield from self.if_ours(line)
        elif self._agents:
            self._waiting.append(line)

    def if_ours(self, line: str) -> Iterator[str]:
        """Yield a line of the group, if the group applies to the product."""
        if self._agents:
            yield line


def _agent_of(value: str, product: str) -> str | None:
    """Return the agent of a User-agent line if it is "*" or the product, else None."""
    if value == "*":
        return value
    token = _PRODUCT_TOKEN.match(value)
    return token[0] if token and token[0].casefold() == product.casefold() else None
