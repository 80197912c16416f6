"""`[fetch]` and `[source.fetch]`: how pages are fetched."""

from typing import Annotated

from pydantic import Field

from dateline.config.schema.values import Bytes, Count, Delay, PrivateHost, ProxyUrl, Seconds, Strict


class FetchSettings(Strict):
    """`[fetch]`: how pages are fetched; a source may override it in `[source.fetch]`."""

    contact: str | None = None
    """An address or web page where site operators can reach you; it is part of the User-Agent."""
    user_agent: str = "dateline/{version} (+{contact})"
    """The User-Agent header; `{version}` and `{contact}` are filled in. Rules of robots.txt for the name with which it
    begins apply or, if it begins as a browser's, for the one after `compatible;`."""
    connect_timeout_s: Seconds = 10.0
    """How long connecting to a host may take."""
    read_timeout_s: Seconds = 20.0
    """How long a server may stay silent while it answers."""
    total_timeout_s: Seconds = 60.0
    """The longest that one page may take, redirects and body included."""
    max_transfer_bytes: Bytes = 10_000_000
    """The largest body, as it is transferred."""
    max_body_bytes: Bytes = 20_000_000
    """The largest body, once decompressed."""
    max_redirects: Annotated[Count, Field(ge=0, le=20)] = 5
    """How many redirects are followed for one page."""
    retries: Annotated[Count, Field(ge=0, le=10)] = 2
    """How many times a page is requested again after a 429, a 503 or a broken connection."""
    max_retry_wait_s: Seconds = 60.0
    """The longest Retry-After that a run waits for."""
    min_delay_s: Delay = 1.0
    """Seconds between two requests to one host, from all runs together."""
    hosts_at_once: Annotated[Count, Field(ge=1, le=512)] = 32
    """How many hosts are contacted at the same time; each gets one request at a time."""
    obey_robots: bool = True
    """Whether robots.txt is fetched and obeyed. Turn it off only for sites of your own."""
    private_hosts: tuple[PrivateHost, ...] = ()
    """Hosts with private or loopback addresses that may be fetched nevertheless: `name`, `name:port`, or a network.

    A network, such as `10.1.0.0/16`, allows its addresses, and the names that lead to them.
    """
    proxy: ProxyUrl | None = None
    """The HTTP proxy that pages are fetched through, as `http://user:password@host:port`; `"direct"` for none.

    Without it, HTTP_PROXY, HTTPS_PROXY and ALL_PROXY decide.
    """
    https_proxy: ProxyUrl | None = None
    """The proxy for https pages, if it differs from `proxy`."""
    no_proxy: tuple[str, ...] = ()
    """Hosts that are reached directly: `example.org`, `10.0.0.0/8`. If it is empty, NO_PROXY counts."""


class SourceFetch(Strict):
    """`[source.fetch]`: settings of `[fetch]` that differ for one source."""

    user_agent: str | None = None
    connect_timeout_s: Seconds | None = None
    read_timeout_s: Seconds | None = None
    total_timeout_s: Seconds | None = None
    max_transfer_bytes: Bytes | None = None
    max_body_bytes: Bytes | None = None
    min_delay_s: Delay | None = None
    obey_robots: bool | None = None
    private_hosts: tuple[PrivateHost, ...] | None = None
    proxy: ProxyUrl | None = None
    https_proxy: ProxyUrl | None = None
    no_proxy: tuple[str, ...] | None = None
