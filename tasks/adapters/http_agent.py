"""How dateline introduces itself."""

import logging
import re

from config.schema import FetchSettings
from tasks.core.content_encoding import ACCEPT_ENCODING
from tasks.core.version import __version__

_log = logging.getLogger(__name__)
_NO_CONTACT = "no contact given"
_warned: set[str] = set()
"""Which warnings this process has given; each is given once."""


def request_headers(settings: FetchSettings) -> dict[str, str]:
    """Return the headers that every request bears; warns once where no contact is set."""
    if settings.contact is None and "{contact}" in settings.user_agent and _NO_CONTACT not in _warned:
        _warned.add(_NO_CONTACT)
        _log.warning(
            "no contact is set: the operators of the sites that you ask cannot reach you, and may block you instead; "
            "set contact under [fetch] to a page or an address of yours"
        )
    return {
        "User-Agent": _user_agent(settings),
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": ACCEPT_ENCODING,
    }


def product_token(settings: FetchSettings) -> str:
    """Return the name by which robots.txt speaks of us: the first product of the User-Agent (RFC 9309 2.2.1)."""
    token = re.match(r"[A-Za-z_-]+", settings.user_agent)
    return token[0] if token else "dateline"


def _user_agent(settings: FetchSettings) -> str:
    contact = settings.contact or _NO_CONTACT
    text = settings.user_agent.replace("{version}", __version__).replace("{contact}", contact)
    return " ".join(text.encode("ascii", "replace").decode().split())
