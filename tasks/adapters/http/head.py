"""Reads and writes the status line and headers of an HTTP response (RFC 9112), for the block of a WARC record."""

import re
from typing import NamedTuple

Headers = tuple[tuple[str, str], ...]


class Response(NamedTuple):
    """A parsed HTTP response."""

    status: int
    reason: str
    headers: Headers
    body: bytes


_UNFIT = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_END = re.compile(rb"\r?\n\r?\n")
_INFORMATIONAL = (b"100", b"102", b"103")
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{1,9})(?: +([^\r\n]*))?\r?(?:\n|$)")


def write_head(status: int, reason: str, headers: Headers) -> bytes:
    """Return the head, including the empty line at its end. Characters that would break a line become spaces."""
    lines = [f"HTTP/1.1 {status} {_line(reason)}", *(f"{_line(name)}: {_line(value)}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1", "replace")


def _line(text: str) -> str:
    return _UNFIT.sub(" ", text)


def read_head(block: bytes) -> Response | None:
    """Parse a response. Returns None if the block does not begin like a response.

    Informational responses before the final one, which some crawlers record with it, are skipped. Non-ASCII bytes are
    read as Latin-1, as the HTTP library does. A folded header line continues the one above.
    """
    status_line = _STATUS_LINE.match(block)
    if status_line is None:
        return None
    end = _END.search(block, status_line.end() - 2)
    while end and status_line[1] in _INFORMATIONAL and (final := _STATUS_LINE.match(block, end.end())):
        status_line, end = final, _END.search(block, final.end() - 2)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: list[tuple[str, list[str]]] = []
    for line in head[status_line.end() :].decode("latin-1").split("\n"):
        name, colon, value = line.partition(":")
        if line[:1] in {" ", "\t"} and headers:
            headers[-1][1].append(line.strip())
        elif colon:
            headers.append((name.strip(), [value.strip()]))
    reason = (status_line[2] or b"").decode("latin-1").strip()
    return Response(int(status_line[1]), reason, tuple((name, " ".join(parts)) for name, parts in headers), body)
