"""Reads response heads as browsers do, where the standard library would lose a part of them."""

import http.client
import re
from typing import Any, Protocol

_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(.*)", re.DOTALL)
"""A field line (RFC 9112 section 5.1); some servers put a space before the colon."""
_REPEATED_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*([0-9]+)(?:[ \t]*,[ \t]*\1)+\s*", re.IGNORECASE)
"""The same length several times, as some proxies join headers (RFC 9110 section 8.6)."""
_MAX_LINE_BYTES = 65_536
_EMPTY_LINES = (b"\r\n", b"\n")
_MAX_EMPTY_LINES = 4
"""How many empty lines may precede a response. Some servers end the body before it with more than they stated."""


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
            line = self._lines.readline(limit)
            for _ in range(_MAX_EMPTY_LINES):
                line = self._lines.readline(limit) if line in _EMPTY_LINES else line
            return line
        while line := self._lines.readline(limit):
            if line in _EMPTY_LINES:
                self._at_status = True
                return line
            if len(line) > _MAX_LINE_BYTES or (line[:1] in {b" ", b"\t"} and self._has_field):
                return _without_breaks(line)
            if field := _FIELD.fullmatch(line):
                self._has_field = True
                length = _REPEATED_LENGTH.fullmatch(line)
                return _without_breaks(field[1] + b":" + (length[1] if length else field[2]))
        raise http.client.RemoteDisconnected("the head of the response is cut short")

    def close(self) -> None:
        self._lines.close()


def _without_breaks(line: bytes) -> bytes:
    """Replace characters that the standard library would take for line breaks."""
    return re.sub(rb"[\r\0]", b" ", line.rstrip(b"\r\n")) + b"\r\n"
