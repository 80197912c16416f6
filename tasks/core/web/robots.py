"""What a host's robots.txt lets us do, as RFC 9309 has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from protego import Protego

from dateline.tasks.core.models import Model, Reason, UtcDatetime

MAX_ROBOTS_BYTES = 500 * 1024
"""RFC 9309 section 2.5: at least this much is read; what comes after is not."""
MAX_ROBOTS_REDIRECTS = 5
"""RFC 9309 section 2.3.1.2."""
MAX_CRAWL_DELAY_S = 60.0
"""A longer Crawl-delay (no part of the RFC) is taken to mean this."""

_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)
_SITE_WIDE_LINE = re.compile(r"\s*(?:site-?maps?|host)\s*[:\s]", re.IGNORECASE)
_PATH_RULE_LINE = re.compile(r"\s*(?:allow|diss?all?[ao]w|diasllow)\s*[:\s]", re.IGNORECASE)
"""Rules of the RFC, and the misspellings of them that are read as such."""
_OTHER_RULE_LINE = re.compile(r"\s*(?:crawl[- ]delay|request[- ]rate|visit-time)\s*[:\s]", re.IGNORECASE)
_PRODUCT_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)


class RobotsVerdict(StrEnum):
    """How robots.txt was come by, and so what it says as a whole."""

    RULES = "rules"
    ALLOW_ALL = "allow_all"
    DISALLOW_ALL = "disallow_all"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one product."""

    verdict: RobotsVerdict
    detail: str
    """A sentence for a person: why it is so."""
    reason: Reason = Reason.ROBOTS
    """What a page is rejected for that these rules do not allow."""
    crawl_delay_s: float | None = None
    """From 0 to `MAX_CRAWL_DELAY_S`."""
    sitemaps: tuple[str, ...] = ()
    text: str = ""
    """The lines that can concern the product, or the whole site."""
    _rules: Protego | None = field(default=None, repr=False, compare=False)
    _product: str = ""

    def allows(self, url: str) -> bool:
        """Return whether the page may be asked for."""
        if self._rules is None:
            return self.verdict is RobotsVerdict.ALLOW_ALL
        return bool(self._rules.can_fetch(url, self._product))


class KeptRobots(Model):
    """What one product's robots.txt of a host said, for others who would ask for it."""

    until: UtcDatetime
    verdict: RobotsVerdict
    detail: str
    reason: Reason
    text: str

    @classmethod
    def of(cls, robots: Robots, until: datetime) -> "KeptRobots":
        """Return what is to be kept of rules until a moment."""
        text = robots.text
        return cls(until=until, verdict=robots.verdict, detail=robots.detail, reason=robots.reason, text=text)

    def robots(self, product: str) -> Robots:
        """Return the rules again."""
        if self.verdict is RobotsVerdict.RULES:
            return _rules(self.text, product)
        return Robots(self.verdict, self.detail, self.reason)


def robots_from_response(status: int, body: bytes, product: str) -> Robots:
    """Return what a response to the request for robots.txt means (RFC 9309 section 2.3.1).

    Args:
        status: The last status, redirects followed; a redirect status here means that there were too many of them.
        body: The decoded body; only its first `MAX_ROBOTS_BYTES` count.
        product: The product token of our User-Agent ("dateline").
    """
    if 200 <= status < 300:  # noqa: PLR2004  the class of successes
        return _parse(body, product)
    if status == 429 or status >= 500 or status < 200:  # noqa: PLR2004  429: a host that wants less gets nothing
        return Robots(RobotsVerdict.DISALLOW_ALL, f"robots.txt answered {status}, so all is taken as disallowed")
    return Robots(RobotsVerdict.ALLOW_ALL, f"robots.txt answered {status}, so there is none")


def robots_unreachable(reason: Reason, why: str) -> Robots:
    """Return what it means that nothing came of asking for robots.txt (RFC 9309 section 2.3.1.4).

    Pages are then rejected for the ``reason`` that robots.txt was not got: a host that is gone forbids nothing.
    """
    detail = f"{why}; so robots.txt could not be read, and all is taken as disallowed"
    return Robots(RobotsVerdict.DISALLOW_ALL, detail, reason)


def _parse(body: bytes, product: str) -> Robots:
    if len(body) > MAX_ROBOTS_BYTES:
        body = body[: body.rfind(b"\n", 0, MAX_ROBOTS_BYTES) + 1]  # a rule cut in two would forbid more than it says
    text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return _rules("\n".join(_lines_for(product, text)), product)


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
    """Yield the groups that can concern a product, and what concerns the whole site.

    The parser keeps every rule once for each agent of its group, so that half a megabyte of agents and rules in one
    group would take minutes and gigabytes; and it takes "date" for the agent "dateline", where RFC 9309 section 2.2.1
    wants the whole token.
    """
    group = _Group()
    for line in text.splitlines():
        content = line.partition("#")[0]
        if heading := _AGENT_LINE.match(content):
            group.named(_agent_of(heading[1].strip(), product))
        elif _SITE_WIDE_LINE.match(content):
            yield line
        elif _PATH_RULE_LINE.match(content):
            yield from group.head()
            yield from group.if_ours(line)
        elif _OTHER_RULE_LINE.match(content):
            yield from group.aside(line)
    yield from group.head()


class _Group:
    """The group that is being read: whom it is for, and what stands in its heading beside the agents."""

    def __init__(self) -> None:
        self._agents: dict[str, None] = {}
        self._waiting: list[str] = []
        self._in_heading = False

    def named(self, agent: str | None) -> None:
        """Take in a User-agent line, and with the first of a heading begin a group; ``agent`` is None for others."""
        if not self._in_heading:
            self._in_heading, self._agents, self._waiting = True, {}, []
        if agent:
            self._agents[f"User-agent: {agent}"] = None

    def head(self) -> Iterator[str]:
        """Yield the heading where it ends, if the group can concern the product."""
        if self._in_heading:
            self._in_heading = False
            if self._agents:
                yield from (*self._agents, *self._waiting)

    def aside(self, line: str) -> Iterator[str]:
        """Yield a line that is no rule of the RFC, or hold it back: it ends no heading (section 2.2.4)."""
        if self._in_heading:
            self._waiting.append(line)
        else:
            yield from self.if_ours(line)

    def if_ours(self, line: str) -> Iterator[str]:
        """Yield a line of the group, if it can concern the product."""
        if self._agents:
            yield line


def _agent_of(value: str, product: str) -> str | None:
    """Return whom a User-agent line names, if it names everybody ("*", which stands alone) or the product."""
    if value == "*":
        return value
    token = _PRODUCT_TOKEN.match(value)
    return token[0] if token and token[0].casefold() == product.casefold() else None
