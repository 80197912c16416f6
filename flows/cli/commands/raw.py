"""``dateline raw``: the bytes and headers of the raw page behind a record."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.config.schema import FetchSettings
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.text import removed, say
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.display.escaping import printable
from dateline.tasks.core.errors import ConfigError, RecordError
from dateline.tasks.core.models import RawPointer
from dateline.tasks.core.web.content_encoding import ContentFailure, content
from dateline.tasks.core.web.fetched import RawPage


def raw(
    page: Annotated[str, typer.Argument(metavar="ID|URL", help="An article's id, a rejection's key, or a URL.")],
    headers: Annotated[bool, typer.Option("--headers", help="Print status and headers instead of the body.")] = False,
    as_stored: Annotated[bool, typer.Option("--as-stored", help="Leave content codings as they are.")] = False,
    output: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print pointer, status and headers as JSON.")] = False,
) -> None:
    """Give back the raw page that a record was made from, its digest verified.

    Piped or with --output the bytes are exact; in a terminal they are shown as text that cannot command it.
    """
    from dateline.tasks.history import find_raw, raw_page

    settings = load().settings
    pointer = find_raw(page, settings)
    if pointer is None:
        say(f"The archive has no raw page of {page}. `dateline trace {page}` tells what is known of it.", err=True)
        raise typer.Exit(ExitCode.REJECTED)
    found = raw_page(pointer, settings)
    if isinstance(found, Tombstone):
        say(f"The raw page of {page} is gone by choice: {removed(found)} Its record stays.", err=True)
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
        raise RecordError(f"{pointer.segment}: {unpacked.detail}; --as-stored gives it as it is.", key=pointer.segment)
    if not unpacked.complete:
        say("dateline: the page's content coding breaks off; this is what comes before.", err=True)
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
        try:
            output.write_bytes(data)
        except OSError as error:
            raise ConfigError(f"{output} could not be written: {error.strerror}") from error
    elif sys.stdout.isatty():
        sys.stdout.write(printable(data.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
