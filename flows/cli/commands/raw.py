"""``dateline raw``: prints the bytes or headers of the raw page behind a record."""

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.config.schema import FetchSettings
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.text import removed, say, search_hint
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.display.escaping import printable
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import RawPointer
from dateline.tasks.core.web.content_encoding import ContentFailure, content
from dateline.tasks.core.web.fetched import RawPage
from dateline.tasks.whole_file import whole_file


def raw(
    page: Annotated[str, typer.Argument(metavar="ID|URL", help="An article's id, a rejection's key, or a URL.")],
    headers: Annotated[
        bool, typer.Option("--headers", help="Print the status and headers instead of the body.")
    ] = False,
    as_stored: Annotated[bool, typer.Option("--as-stored", help="Do not decode the content encoding.")] = False,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the pointer, status and headers as JSON.")] = False,
) -> None:
    """Print the raw page that a record was made from, after verifying its digest.

    Through a pipe or with --output, the bytes are exact. In a terminal they are shown as text, with control
    characters escaped.
    """
    from dateline.tasks.history import find_raw, raw_page

    config = load()
    settings = config.settings
    pointer = find_raw(page, settings)
    if pointer is None:
        hint = search_hint(page) or f"`dateline trace {shlex.quote(page)}` shows what is known about it"
        say(f"The archive has no raw page of {page}. {hint}.", err=True)
        raise typer.Exit(ExitCode.REJECTED)
    found = raw_page(pointer, settings, config.sources)
    if isinstance(found, Tombstone):
        say(f"The raw page of {page} was deleted deliberately: {removed(found)} Its record is kept.", err=True)
        raise typer.Exit(ExitCode.REJECTED)
    if as_json:
        data = json.dumps(_as_json(found, pointer), indent=2).encode() + b"\n"
    elif headers:
        data = _head(found).encode("utf-8", "replace")
    else:
        data = found.body if as_stored else _decoded(found, pointer, settings.fetch)
    _give(data, output)


def _decoded(page: RawPage, pointer: RawPointer, limits: FetchSettings) -> bytes:
    unpacked = content(page, limits.max_body_bytes)
    if isinstance(unpacked, ContentFailure):
        raise RecordError(f"{pointer.segment}: {unpacked.detail}; --as-stored prints it as it is.", key=pointer.segment)
    if not unpacked.complete:
        say("dateline: the page's content encoding is cut short; this is the part that could be decoded.", err=True)
    return unpacked.body


def _head(page: RawPage) -> str:
    status = "saved file" if page.status is None else f"HTTP {page.status} {page.status_reason}".rstrip()
    return "".join(f"{line}\n" for line in (status, *(f"{name}: {value}" for name, value in page.headers)))


def _as_json(page: RawPage, pointer: RawPointer) -> dict[str, object]:
    return {
        "url": page.url,
        "fetched_at": page.fetched_at.isoformat(),
        "status": page.status,
        "headers": page.headers,
        "raw": pointer.model_dump(),
        "body_bytes": len(page.body),
    }


def _give(data: bytes, output: Path | None) -> None:
    if output:
        with whole_file(output) as part:
            part.write_bytes(data)
    elif sys.stdout.isatty():
        sys.stdout.write(printable(data.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
