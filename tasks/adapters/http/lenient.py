"""Reads response heads as browsers do, where the standard library would lose a part of them."""

import http.client
import re
from typing import Any, Protocol

_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(.*)", re.DOTALL)
"""A field line (RFC 9112 section 5.1); some servers put a space before the colon."""
_MAX_LINE_BYTES = 65_536


class _Lines(Protocol):
    def readline(self, limit: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


class LenientResponse(http.client.HTTPResponse):
    """A response whose head may contain invalid lines, or follow informational responses (1xx).

    The standard library takes the first invalid line for the end of the head, and so loses the headers that say how
    the body is encoded. It also accepts a head that is cut short.
    """

    def begin(self) -> None:
        """Read the head."""
        if self.headers is not None:
            return
        lines: Any = self.fp
        self.fp = _HeadLines(lines)
        try:
            super().begin()
        finally:
            if self.fp is not None:
                self.fp = lines

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc]  # not in the stubs
        while http.client.SWITCHING_PROTOCOLS < status < http.client.OK:
            while self.fp.readline(_MAX_LINE_BYTES + 1).strip():
                pass
            version, status, reason = super()._read_status()  # type: ignore[misc]  # as above
        return version, status, reason


class _HeadLines:
    """The lines of a head, without those that are not header fields."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._at_status = True
        self._has_field = False

    def readline(self, limit: int = -1) -> bytes:
        if self._at_status:
            self._at_status = self._has_field = False
            return self._lines.readline(limit)
        while line := self._lines.readline(limit):
            if line in {b"\r\n", b"\n"}:
                self._at_status = True
                return line
            if len(line) > _MAX_LINE_BYTES or (line[:1] in {b" ", b"\t"} and self._has_field):
                return _without_breaks(line)
            if field := _FIELD.fullmatch(line):
                self._has_field = True
                return _without_breaks(field[1] + b":" + field[2])
        raise http.client.RemoteDisconnected("the head of the response is cut short")

    def close(self) -> None:
        self._lines.close()


def _without_breaks(line: bytes) -> bytes:
    """Replace characters that the standard library would take for line breaks."""
    return re.sub(rb"[\r\0]", b" ", line.rstrip(b"\r\n")) + b"\r\n"
