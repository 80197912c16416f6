"""The catalogue: source files of well-known news sites that come with dateline, to be copied into a project."""

from collections.abc import Mapping
from pathlib import Path

from dateline.config.known_keys import did_you_mean
from dateline.config.loader import SHIPPED, ConfigMistakesError, read_source
from dateline.config.mistakes import Mistake
from dateline.config.schema import Source

_FOLDER = SHIPPED / "sources"
_SAMPLE = "sample"
"""The made-up site of `dateline demo`, which is no entry."""
_OFF = (
    "# Runs by name only; leave this line out to make it part of a plain `dateline ingest`.\n",
    "enabled = false\n",
)


def catalogue() -> Mapping[str, Source]:
    """Return the sources by name, in alphabetical order."""
    read = {path.stem: read_source(path, _FOLDER)[0] for path in _files().values()}
    return {name: source for name, source in read.items() if source is not None}


def entry(name: str) -> str:
    """Return the TOML of a source, turned on.

    Raises:
        ConfigMistakesError: the catalogue has no such source.
    """
    found = _files()
    if name not in found:
        listed = "`dateline sources list --catalogue` shows them; a site of your own is added by its address"
        remedy = f"{did_you_mean(name, found)}{listed}"
        raise ConfigMistakesError([Mistake(name, "", "", "the catalogue has no such source", remedy)])
    text = found[name].read_text(encoding="utf-8")
    for line in _OFF:
        text = text.replace(line, "")
    return text


def _files() -> Mapping[str, Path]:
    return {path.stem: path for path in sorted(_FOLDER.glob("*.toml")) if path.stem != _SAMPLE}
