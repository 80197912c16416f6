"""The proxies that the environment names, as settings."""

from collections.abc import Mapping
from typing import Any


def with_proxies(table: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Return settings with the usual variables' proxies in ``[fetch]``, where it names none itself.

    HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY are read in lower case first, as curl and requests do. Upper-case
    HTTP_PROXY is left out where REQUEST_METHOD is set: a CGI program would take a visitor's header for it.
    """
    fetch = table.get("fetch", {})
    if not isinstance(fetch, dict):
        return table

    def told(name: str) -> str:
        upper = "" if name == "http_proxy" and "REQUEST_METHOD" in environment else environment.get(name.upper(), "")
        return (environment.get(name) or upper).strip()

    found: dict[str, Any] = {}
    if "proxy" not in fetch:
        http, https = (told(f"{scheme}_proxy") or told("all_proxy") for scheme in ("http", "https"))
        if http or https:
            found = {"proxy": http or "direct"} | ({} if "https_proxy" in fetch else {"https_proxy": https or "direct"})
    if "no_proxy" not in fetch and (exempt := [host for part in told("no_proxy").split(",") if (host := part.strip())]):
        found["no_proxy"] = exempt
    return table | {"fetch": found | fetch} if found else table
