"""`[fetch]` and `[source.fetch]`: how pages are asked for."""

from typing import Annotated

from pydantic import Field

from dateline.config.schema.values import Bytes, Seconds, Strict


class FetchSettings(Strict):
    """`[fetch]`: how pages are asked for; a source may set any of it in `[source.fetch]`."""

    contact: str | None = None
    """An address or page where the operator of a site reaches you; it goes into the User-Agent."""
    user_agent: str = "dateline/{version} (+{contact})"
    connect_timeout_s: Seconds = 10.0
    read_timeout_s: Seconds = 20.0
    total_timeout_s: Seconds = 60.0
    """The longest that one page may take, redirects and body included."""
    max_transfer_bytes: Bytes = 10_000_000
    """The largest body, as it is transferred."""
    max_body_bytes: Bytes = 20_000_000
    """The largest body, once decompressed."""
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    """How many more times a page is asked for after 429, 503 or a broken connection."""
    max_retry_wait_s: Seconds = 60.0
    """A Retry-After longer than this is not waited for in the run."""
    min_delay_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 1.0
    """Seconds between two requests to one host, whoever makes them."""
    hosts_at_once: Annotated[int, Field(ge=1, le=512)] = 32
    """How many hosts are asked at the same time; each gets one request at a time."""
    obey_robots: bool = True
    private_hosts: tuple[str, ...] = ()
    """Hosts with private or loopback addresses that may be asked all the same, as `name` or `name:port`."""


class SourceFetch(Strict):
    """`[source.fetch]`: what a source sets otherwise than `[fetch]`; see `FetchSettings` for each."""

    user_agent: str | None = None
    connect_timeout_s: Seconds | None = None
    read_timeout_s: Seconds | None = None
    total_timeout_s: Seconds | None = None
    max_transfer_bytes: Bytes | None = None
    max_body_bytes: Bytes | None = None
    min_delay_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    obey_robots: bool | None = None
    private_hosts: tuple[str, ...] | None = None
