"""Which source a page belongs to, by its host."""

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.config.schema import Source
from dateline.tasks.core.web.urls import host_of, is_http, registrable_domain


def owner_of(url: str, sources: Iterable[Source]) -> Source | None:
    """Return the source whose file names the page's host, else the only one that names its site, else None.

    If several name the host, enabled ones take precedence, then the order of their names.
    """
    if not is_http(url):
        return None
    host, site = host_of(url), registrable_domain(url)
    ordered = sorted(sources, key=lambda source: (not source.enabled, source.name))
    named = {source.name: set(_addresses(source.model_dump())) for source in ordered}
    for source in ordered:
        if any(host_of(address) == host for address in named[source.name]):
            return source
    of_site = [source for source in ordered if site and site in sites_of(source)]
    return of_site[0] if len(of_site) == 1 else None


def shared_addresses(sources: Iterable[Source]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each address that the files of several sources name, with the names of these sources."""
    users: dict[str, list[str]] = {}
    for source in sources:
        for address in sorted(set(_addresses(source.model_dump()))):
            users.setdefault(address, []).append(source.name)
    return ((address, tuple(names)) for address, names in users.items() if len(names) > 1)


def sites_of(source: Source) -> frozenset[str]:
    """Return the registrable domains that the source's file names, in URLs, hosts or its publisher."""
    file = source.model_dump()
    hosts = [*_hosts(file), *(wayback.url for wayback in source.wayback), source.publisher or ""]
    return frozenset(registrable_domain(place) for place in (*_addresses(file), *hosts) if place)


def _hosts(value: Any) -> Iterator[str]:  # noqa: ANN401 - as below
    """Yield the values of all keys ``hosts`` and ``allowed_hosts``, at any depth."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from part if key in {"hosts", "allowed_hosts"} else _hosts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _hosts(part)


def _addresses(value: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a source file
    """Yield all http(s) URLs in a source file, at any depth."""
    if isinstance(value, str) and is_http(value):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _addresses(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _addresses(part)
