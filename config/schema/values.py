"""The values that stand in settings and sources, each checked with a remedy, and the base of every table."""

import re
from contextlib import suppress
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)

NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,63}$"
"""What sources and groups may be called."""


class Strict(BaseModel):
    """Base of every table: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WrongValueError(ValueError):
    """A value that cannot be used: what is wrong with it, and what to write instead, each a clause of a sentence."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


_timezones = cache(available_timezones)  # it looks through the file system each time


def _known_timezone(name: str) -> str:
    if name not in _timezones():
        raise WrongValueError(f'no IANA time zone is called "{name}"', 'write one such as "Europe/Moscow" or "UTC"')
    return name


def _http_url(url: str) -> str:
    try:
        AnyHttpUrl(url)
    except ValidationError as error:
        raise WrongValueError("this is not a URL", 'write one that begins with "https://" or "http://"') from error
    return url


def _language(tag: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
        raise WrongValueError("this is not a language tag", 'write one of BCP 47, such as "en" or "pt-BR"')
    return tag


def _host(name: str) -> str:
    """Return a host's name in ASCII, as in the URLs of pages (``bücher.example`` is ``xn--bcher-kva.example``)."""
    ascii_name = _in_ascii(name.strip().rstrip("."))
    if not re.fullmatch(r"[a-z0-9_.-]+", ascii_name):
        raise WrongValueError("this is not a host", 'write its name alone, such as "news.example.org"')
    return ascii_name


def _in_ascii(name: str) -> str:
    bare = name.removeprefix("[").removesuffix("]")
    if ":" in bare:
        with suppress(ValueError):
            return name.replace(bare, str(IPv6Address(bare)))  # in its shortest form, as in the URLs of pages
    if name.isascii():
        return name.lower()
    import idna  # noqa: PLC0415 - few sources need it

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return name


def _private_host(host: str) -> str:
    if network := re.fullmatch(r"([0-9.]+|\[?[0-9a-f.]*:[0-9a-f:.]*\]?)/(.*)", host.strip().lower()):
        return _network(network[1].strip("[]"), network[2])
    name, colon, port = host.strip().rpartition(":")
    if "]" in port or ":" in name.rpartition("]")[2] or not colon:  # an IPv6 address, or a name alone
        name, colon, port = host.strip(), "", ""
    if not name or re.search(r"[/@?#\s]", name) or (colon and not re.fullmatch(r"[0-9]{1,5}", port)):
        remedy = 'write a name or an address alone, or with a port, such as "intranet.example:8080"'
        raise WrongValueError("this is not a host", remedy)
    if "*" in name:
        raise WrongValueError("this is not a host", 'write each name, or a network such as "10.1.0.0/16"')
    return f"{_in_ascii(name)}{colon}{port}"


def _network(address: str, bits: str) -> str:
    """Return a network in its shortest form, as ``10.1.0.0/16``."""
    if ":" in bits:
        raise WrongValueError("a network has no port", "leave the port out")
    try:
        network = ip_network(f"{address}/{bits}", strict=False)
    except ValueError as error:
        raise WrongValueError("this is not a network", 'write one such as "10.1.0.0/16" or "fd00::/8"') from error
    if network.network_address != ip_address(address):
        raise WrongValueError(f"the network of {address} begins elsewhere", f'write "{network}", or "{address}" alone')
    return str(network)


def root_of(info: ValidationInfo) -> Path | None:
    """Return the folder that relative paths count from, which the loader names as ``context["root"]``, or None."""
    root: Path | None = (info.context or {}).get("root")
    return root


def anchored(path: Path, info: ValidationInfo) -> Path:
    """Return the path, joined to the folder that it counts from. Without such a folder it stays as it is written.

    Nobody looks here whether the path exists: see `dateline.config.source_paths`.
    """
    root = root_of(info)
    return root / usable_path(path) if root else usable_path(path)


def usable_path(path: Path) -> Path:
    """Return a path with ``~`` replaced by the home folder, as in a shell."""
    if "\0" in str(path):
        raise WrongValueError("no path has the character U+0000 in it", "remove it")
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise WrongValueError("there is no such user", "write the path in full") from error


def _some_path(path: object, info: ValidationInfo) -> object:
    """Refuse what is no path, before it is taken for one below the project's folder."""
    if path == "":
        raise WrongValueError("this is empty", 'write a path, such as "archive"')
    if isinstance(path, str) and re.match(r"[A-Za-z][A-Za-z0-9+-]*://", path):
        others = {
            "path": '; kind = "s3" keeps an archive in a bucket',
            "url_lists": "; `sitemaps` reads a text file of URLs from the web",
        }
        remedy = f"write one on this machine{others.get(info.field_name or '', '')}"
        raise WrongValueError("this is a URL, not a path", remedy)
    return path


def _no_boolean(value: object) -> object:
    """Refuse true and false, which Python takes for 1 and 0."""
    if isinstance(value, bool):
        raise WrongValueError("this is not a number", "write one such as 5")
    return value


PathOnDisk = Annotated[Path, BeforeValidator(_some_path), AfterValidator(anchored)]


def _proxy(address: str) -> str:
    remedy = "write the address of an HTTP proxy, such as http://proxy.example:3128, or direct"
    if address == "direct":
        return address
    scheme, colon, rest = address.partition("://")
    if colon and scheme.lower() != "http":
        raise WrongValueError(f"{scheme}:// proxies are not supported", remedy)
    if not re.fullmatch(
        r"(?:[^@/\s]*@)?(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?/?", rest if colon else address
    ):
        raise WrongValueError("this is not a proxy", remedy)
    return address if colon else f"http://{address}"


ProxyUrl = Annotated[str, AfterValidator(_proxy)]
TimezoneName = Annotated[str, AfterValidator(_known_timezone)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
LanguageTag = Annotated[str, AfterValidator(_language)]
Host = Annotated[str, AfterValidator(_host)]
PrivateHost = Annotated[str, AfterValidator(_private_host)]
FolderPath = Annotated[Path, BeforeValidator(_some_path), AfterValidator(usable_path)]
"""A folder that may be created."""
Number = Annotated[float, BeforeValidator(_no_boolean), Field(allow_inf_nan=False)]
Count = Annotated[int, BeforeValidator(_no_boolean)]
Seconds = Annotated[Number, Field(gt=0, le=1e10)]
Delay = Annotated[Number, Field(ge=0, le=86_400)]
"""Seconds between two requests: a day at most."""
Interval = Annotated[Number, Field(ge=60, le=1e8)]
"""Seconds between two runs: three years at most, because the calendar ends."""
Growth = Annotated[Number, Field(gt=1, le=1000)]
"""The factor between an interval and the next one."""
Bytes = Annotated[Count, Field(gt=0, le=10**12)]
