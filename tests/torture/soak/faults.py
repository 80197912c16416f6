"""The faults of the soak's sites, and the times when each site has which."""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from tests.support.bot_wall import WALL
from tests.support.local_site import Handler, Site

SHARE = 0.5
"""The share of requests that a site in trouble answers wrongly."""
DRIPS, DRIP_S = 40, 0.5
"""How often a site that drips sends a byte, and how often it waits before it does; together longer than a timeout."""
_TORN = b"<?xml version='1.0'?><rss><channel><item><title>Torn \x00 &nope; <link>http://[</item><pubDate>now</channel>"


def _answer(handler: Handler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in ({"Content-Length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def _error(handler: Handler) -> None:
    _answer(handler, 500, b"<h1>Internal Server Error</h1>")


def _too_many(handler: Handler) -> None:
    _answer(handler, 429, Retry_After="5")


def _unavailable(handler: Handler) -> None:
    _answer(handler, 503, b"<h1>Back soon</h1>")


def _drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(DRIPS):
        handler.wfile.write(b"<")
        time.sleep(DRIP_S)
    handler.close_connection = True


def _drop(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<html>")
    handler.close_connection = True


def _hang_up(handler: Handler) -> None:
    handler.close_connection = True


def _wall(handler: Handler) -> None:
    _answer(handler, 403, WALL, Content_Type="text/html")


def _torn(handler: Handler) -> None:
    _answer(handler, 200, _TORN, Content_Type="application/rss+xml")


def _circle(handler: Handler) -> None:
    _answer(handler, 302, Location=handler.path)


Fault = Callable[[Handler], None]
FAULTS: tuple[Fault, ...] = (_error, _too_many, _unavailable, _drip, _drop, _hang_up, _wall, _torn, _circle)


class Weather:
    """Which fault a site has at which moment: calm and trouble alternate until all is calm."""

    def __init__(self, chance: random.Random, until_s: float) -> None:
        self._chance, self._began = chance, time.monotonic()
        turns = [0.0]
        while turns[-1] < until_s:
            turns += [turns[-1] + chance.uniform(0.05, 0.2) * until_s]
        self._spans = [(span, chance.choice(FAULTS)) for span in pairwise(turns)][chance.randrange(2) :: 2]
        self._until_s = until_s

    def fault(self) -> Fault | None:
        """Return the faulty answer to a request at this moment, or None for a good one."""
        now = time.monotonic() - self._began
        for (start, end), fault in self._spans:
            if start <= now < min(end, self._until_s) and self._chance.random() < SHARE:
                return fault
        return None


@dataclass(frozen=True)
class Place:
    """A site, and its weather."""

    site: Site
    weather: Weather


def handler_of(places: Mapping[str, Place]) -> type[Handler]:
    """Return a handler for these sites, each of which has its own loopback address."""

    class Troubled(Handler):
        def do_GET(self) -> None:  # noqa: N802 - http.server's name
            place = places[self.headers["Host"].partition(":")[0]]
            self.site = place.site
            if fault := place.weather.fault():
                with suppress(ConnectionError):  # who is kept waiting hangs up
                    fault(self)
            else:
                super().do_GET()

    return Troubled
