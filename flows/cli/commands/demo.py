"""``dateline demo``: archives the bundled sample site, in a project of its own."""

import re
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import is_of_installation, use_alone
from dateline.flows.cli.commands.ingest import Asked, run_all
from dateline.flows.cli.options import AsJson
from dateline.flows.cli.text import say
from dateline.flows.sample_site import DEMO_PLACE, PORT, SAMPLE, sample_source, serving_sample
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.whole_file import not_written, whole_file

_SETTINGS = "# A project of `dateline demo`, which archives the bundled sample in it. It can be deleted at any time.\n"
_IGNORED = ".gitignore"


def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="The folder for the sample's project; by default, dateline-demo."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Archive the bundled sample site, which is served on this machine during the run.

    The sample gets a project of its own. Other projects and their archives are never touched, whatever --config and the
    environment say.
    """
    place = folder or (Path() if _is_place(Path()) else Path(DEMO_PLACE))
    port = _port_before(place)
    with serving_sample(port) as address:
        if not address.endswith(f":{port}"):
            say(f"Port {port} is in use, so the sample site is at {address}.", err=True)
        _prepare(place, address)
        code = run_all(use_alone(place / "config"), Asked([SAMPLE], as_json=as_json))
    raise typer.Exit(code)


def _is_place(folder: Path) -> bool:
    """Return whether the folder is a project that the demo has written."""
    settings = folder / "config" / "settings.toml"
    return settings.is_file() and settings.read_bytes().startswith(_SETTINGS.encode())


def _is_begun(folder: Path) -> bool:
    """Return whether a folder is missing, empty, or the beginning of a project, as on a disk that was full."""
    found = folder.rglob("*")
    return all(path == folder / _IGNORED or (path.is_dir() and not path.is_symlink()) for path in found)


def _write(path: Path, text: str) -> None:
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8")


def _port_before(place: Path) -> int:
    """Return the port that the sample site had last, because pages are recognised by their URL."""
    source = place / "config" / "sources" / f"{SAMPLE}.toml"
    named = (
        re.search(rb"127\.0\.0\.1:(\d{1,5})\b", source.read_bytes()) if _is_place(place) and source.is_file() else None
    )
    return int(named[1]) if named else PORT


def _prepare(place: Path, address: str) -> None:
    """Write the sample's project, unless it is there. The sample site's address is written each time.

    Raises:
        ConfigError: the folder holds something else, or cannot be written.
    """
    sources = place / "config" / "sources"
    try:
        if not _is_place(place):
            if is_of_installation(place) or place.is_file() or not _is_begun(place):
                remedy = "name a new folder: `dateline demo DIR`"
                raise ConfigError(f"{place} contains something other than the sample's project: {remedy}")
            sources.mkdir(parents=True, exist_ok=True)
            (place / _IGNORED).write_text("*\n", encoding="utf-8")
            _write(place / "config" / "settings.toml", _SETTINGS)  # last, because it marks the place as the sample's
        _write(sources / f"{SAMPLE}.toml", sample_source(address))
    except OSError as error:
        raise not_written(place, error) from error
