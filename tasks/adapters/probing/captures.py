"""Finds out whether the Wayback Machine has pages of a site."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dateline.config.schema import FetchSettings, Source, Wayback
from dateline.tasks.adapters.discovery.context import open_context
from dateline.tasks.adapters.discovery.parts import parts_of
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.probing.probe import try_part
from dateline.tasks.core.models import Window
from dateline.tasks.core.sources.probe import ProbeResult
from dateline.tasks.core.web.urls import registrable_domain

_ENDED, _LASTS = timedelta(days=60), timedelta(days=30)
"""The end and the length of the requested time. Pages are captured some time after publication."""
_ANY_AGE = timedelta(days=365_000)
_ADDRESS = re.compile(r"[\d.:\[\]a-fA-F]*[\d:\]]")


def captures_of(url: str) -> Wayback | None:
    """Return the Wayback Machine's captures of a URL's site, or None for a host that is not public."""
    domain = registrable_domain(url)
    return Wayback(url=domain) if "." in domain and not _ADDRESS.fullmatch(domain) else None


def try_captures(wayback: Wayback, common: FetchSettings, clock: Clock, tell: Callable[[str], None]) -> ProbeResult:
    """Return the result of trying one month of captures: the first response of the index, and one of its pages."""
    tell(f"asking the Wayback Machine for captures of {wayback.url}")
    until = clock.now() - _ENDED
    source = Source(name="captures", wayback=(wayback,))
    with open_context(source, Window(since=until - _LASTS, until=until), common, clock) as context:
        return try_part(next(parts_of(source)), replace(context, tell=tell), stale_after=_ANY_AGE)
