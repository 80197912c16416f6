"""The proxies that the environment names, as settings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dateline.config.mistakes import Mistake

NO_PROXY_OF_PAGES = "_DATELINE_NO_PROXY"
"""The variable with the user's NO_PROXY, once the one that Prefect's client reads exempts this machine as well."""


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
    named = environment.get(NO_PROXY_OF_PAGES, told("no_proxy"))
    if "no_proxy" not in fetch and (exempt := [host for part in named.split(",") if (host := part.strip())]):
        found["no_proxy"] = exempt
    return table | {"fetch": found | fetch} if found else table


def blamed_on_variables(mistake: Mistake, fetch: object) -> Mistake:
    """Return the mistake with the variables as its place, if it is in a proxy that ``fetch`` does not name."""
    key = mistake.key.removeprefix("fetch.")
    if key not in {"proxy", "https_proxy"} or not isinstance(fetch, dict) or key in fetch:
        return mistake
    return replace(mistake, place="HTTP_PROXY, HTTPS_PROXY or ALL_PROXY", key="")
