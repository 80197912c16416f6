"""``dateline browse``: reads the archive in a browser."""

import webbrowser
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.empty_archive import tell_if_empty
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.cli.progress_lines import showing_progress
from dateline.flows.cli.text import say
from dateline.flows.runtime.progress import Progress
from dateline.tasks.core.errors import ConfigError

_HOST = "127.0.0.1"


def browse(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The port; by default 8643 or, if that is in use, a free one."),
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = _HOST,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the start page in the browser.")] = False,
    share: Annotated[
        bool, typer.Option("--share", help="Permit a --host that other machines can reach. There is no password.")
    ] = False,
    name: Annotated[
        list[str] | None, typer.Option(help="With --share, a host name that this machine is called by; repeatable.")
    ] = None,
) -> None:
    """Read the archive in a browser: articles, revisions, sources, coverage, rejections.

    Nothing is changed and nothing is fetched. Only this machine can reach it, unless --share permits another --host.
    Ctrl-C ends it.
    """
    from rich.console import Console

    from dateline.flows.browse.app import reading_room
    from dateline.flows.browse.room import ReadingRoom
    from dateline.flows.browse.server import address_of, is_loopback, listening, serve
    from dateline.tasks.ledger import holding_archive_to_read

    is_local = is_loopback(host)
    if not is_local and not share:
        raise ConfigError(
            f"other machines can reach {host}, and there is no password: add --share if they may read the archive"
        )
    if name and not share:
        raise ConfigError("--name is for other machines: add --share and the --host at which they reach this one")
    config = load()
    with listening(host, port) as listener, holding_archive_to_read(config.settings):
        tell_if_empty(config.settings)
        room = ReadingRoom(config)
        with showing_progress(Console(stderr=True)) as tell:
            room.open(lambda done, total: tell(Progress("adding articles to the search index", done, total)))
        address = address_of(listener)
        if not is_local:
            say("Warning: everyone who can reach this machine can read the archive.", err=True)
        say(f"The reading room is open at {address}\nPress Ctrl-C to close it.")
        INTERRUPTION.sentence, INTERRUPTION.code = "The reading room is closed.", ExitCode.DONE
        if open_browser:
            webbrowser.open(address)
        serve(reading_room(room, [*(name or ()), *(() if is_local else (host,))], is_local=is_local), listener)
