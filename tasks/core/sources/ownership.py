"""Which source a page belongs to, by its host."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dateline.config.schema import Source
from dateline.tasks.core.web.urls import host_of, is_http, registrable_domain

_ARCHIVES: dict[str, set[str]] = {"__all__": {"cdx_url", "replay_url"}}


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


def shared_sites(sources: Iterable[Source]) -> Mapping[str, str]:
    """Return the sites that the files of several sources name, each with a sentence about it."""
    users: dict[str, list[str]] = {}
    for source in sources:
        for site in sorted(sites_of(source)):
            users.setdefault(site, []).append(source.name if source.enabled else f"{source.name} (turned off)")
    return {site: _in_words(site, names) for site, names in users.items() if len(names) > 1}


def _in_words(site: str, names: Sequence[str]) -> str:
    files = f"{', '.join(names[:-1])} and {names[-1]}"
    shared = "What more than one of them lists is archived once, but the site is asked for it by each."
    return f"{site} is in the files of {files}. {shared}"


def sites_of(source: Source) -> frozenset[str]:
    """Return the registrable domains that the source's file names, in URLs, hosts or its publisher.

    Without those of archives of the web, which hold pages of many sites.
    """
    file = source.model_dump(exclude={"warcs": {"__all__": {"url"}}, "ccnews": {"base_url"}, "wayback": _ARCHIVES})
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
