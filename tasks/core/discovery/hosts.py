"""Whether an address belongs to a site."""

from collections.abc import Iterable

from dateline.tasks.core.web.urls import host_of, registrable_domain


def belongs_to(url: str, site: str, allowed_hosts: Iterable[str]) -> bool:
    """Return whether a URL lies under the site's registrable domain, or on an allowed host or one of its subdomains."""
    if registrable_domain(url) == registrable_domain(site):
        return True
    host = host_of(url)
    return any(host == allowed or host.endswith(f".{allowed}") for allowed in map(str.lower, allowed_hosts))
