"""The only reader of configuration files and of the environment.

The configuration folder holds ``settings.toml`` and ``sources/*.toml``. It is the one named by ``--config``, else by
``DATELINE_CONFIG``, else the first ``config`` with a ``settings.toml`` in the working folder or a folder above it.
Relative paths in it count from the folder that holds it.

Any setting can be overridden by the environment: ``DATELINE_FETCH__MIN_DELAY_S=2`` stands for ``min_delay_s`` in
``[fetch]``.
"""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dateline.config.groups import mistakes_of_groups, mistakes_of_sources
from dateline.config.known_keys import did_you_mean
from dateline.config.mistakes import ConfigMistakesError, Mistake, NoConfigurationError, mistakes_of
from dateline.config.one_source import mistakes_of_source
from dateline.config.proxies import blamed_on_variables, with_proxies
from dateline.config.schema import LocalArchive, S3Archive, Settings, Source, SourceFile
from dateline.config.schema.values import NAME_PATTERN
from dateline.config.toml_files import read_toml

__all__ = ["Config", "ConfigMistakesError", "examine", "find_folder", "load", "read_source"]

CONFIG_VARIABLE = "DATELINE_CONFIG"
SHIPPED = Path(__file__).parent
_PREFIX = "DATELINE_"
_DEFAULTS = {"archive": {"kind": "local"}}
_KINDS: dict[str, type[LocalArchive | S3Archive]] = {"local": LocalArchive, "s3": S3Archive}


@dataclass(frozen=True)
class Config:
    """Settings and sources, with every relative path made absolute."""

    folder: Path
    settings: Settings
    sources: Mapping[str, Source] = field(default_factory=dict)

    def source(self, name: str) -> Source:
        """Return the source of that name; `ConfigMistakesError` where there is none."""
        if name in self.sources:
            return self.sources[name]
        from dateline.config.unread_files import unread_files  # noqa: PLC0415 - few commands need it

        folder = self.folder / "sources"
        hint = "".join(f"{told} " for told in unread_files(folder, name)) or did_you_mean(name, self.sources)
        place, problem = str(folder / f"{name}.toml"), "there is no such source"
        if not re.fullmatch(NAME_PATTERN, name):
            place, problem = f'"{name}"', "this is no name of a source"
        if "://" in name:
            commands = "`dateline sources add URL` adds a site, and `dateline ingest NAME --again URL` fetches one page"
            hint = f"{commands} of a source. "
        remedy = f"{hint}The sources are: {', '.join(self.sources) or 'none'}"
        raise ConfigMistakesError([Mistake(place, "", "", problem, remedy)])

    @cached_property
    def root(self) -> Path:
        """The folder that relative paths count from."""
        return self.folder.parent


def use_alone(folder: Path) -> Config:
    """Let a configuration be that of this process and of those it starts, whatever the environment says; return it."""
    for variable in [name for name in os.environ if name.upper().startswith(_PREFIX)]:
        del os.environ[variable]
    os.environ[CONFIG_VARIABLE] = str(folder.absolute())
    return load()


def load(folder: Path | None = None) -> Config:
    """Return the configuration; `ConfigMistakesError` names every mistake in it at once."""
    config, mistakes = examine(folder)
    if mistakes:
        raise ConfigMistakesError(mistakes)
    return config


def examine(folder: Path | None = None) -> tuple[Config, list[Mistake]]:
    """Return what can be read of the configuration, and every mistake in the rest."""
    folder = find_folder(folder)
    root = folder.parent
    settings, mistakes = _read_settings(folder / "settings.toml", root)
    well = not mistakes
    sources: dict[str, Source] = {}
    files, wrong = _source_files(folder / "sources")
    mistakes += wrong
    for path in files:
        source, wrong = read_source(path, root)
        mistakes += wrong
        if source:
            sources[source.name] = source
    if well:  # otherwise the groups were not read
        mistakes += mistakes_of_sources(folder, settings, sources)
    if not mistakes:  # otherwise the file that names a group may be the one that could not be read
        mistakes += mistakes_of_groups(folder, settings, sources)
    return Config(folder, settings, sources), mistakes


def _source_files(folder: Path) -> tuple[list[Path], list[Mistake]]:
    """Return the source files of a project, and a mistake if their folder is there, but cannot be read.

    Without that mistake, `dateline serve` would remove the deployments of all sources.
    """
    try:
        found = sorted(folder.iterdir()) if os.path.lexists(folder) else []
    except OSError as error:
        remedy = "Make it a readable folder, or mount the disk that it is on"
        return [], [Mistake(str(folder), "", "", f"cannot be read: {error.strerror}", remedy)]
    # Those that begin with a dot are an editor's or the file manager's own.
    return [path for path in found if path.name.endswith(".toml") and not path.name.startswith(".")], []


def find_folder(folder: Path | None = None) -> Path:
    """Return the configuration folder, absolute.

    Raises:
        ConfigMistakesError: there is none, or it belongs to the installation, where nothing may be written.
    """
    if folder is None and (named := os.environ.get(CONFIG_VARIABLE)):
        folder = Path(named).expanduser() if named.startswith("~/") else Path(named)  # no shell has done it, in systemd
    if folder is None:
        folder = _found_upwards(Path.cwd())
    if folder.is_file():
        problem, remedy = "this is a file", f"Name the folder that contains it: {folder.parent}"
        raise ConfigMistakesError([Mistake(str(folder), "", "", problem, remedy)])
    if not folder.is_dir():
        remedy = f"Create it, or name another one with --config or {CONFIG_VARIABLE}; `dateline init` starts a project"
        place = str(folder.absolute())
        raise NoConfigurationError([Mistake(place, "", "", "there is no such configuration folder", remedy)])
    if not (folder / "settings.toml").exists() and (folder / "config" / "settings.toml").exists():
        problem, remedy = "this is the folder of a project", f"Name its configuration: {folder / 'config'}"
        raise ConfigMistakesError([Mistake(str(folder), "", "", problem, remedy)])
    if is_of_installation(folder):
        raise _without_project(folder, "this is part of the installation of dateline")
    return folder.absolute()


def _found_upwards(here: Path) -> Path:
    """Return the first folder ``config`` with settings, in ``here`` or in a folder above it."""
    for folder in (here, *here.parents):
        found = folder / "config"
        if (found / "settings.toml").is_file() and not is_of_installation(found):
            return found
    problem = "there is no config/settings.toml in this folder or a parent of it"
    raise NoConfigurationError(_without_project(here, problem).mistakes)


def _without_project(place: Path, problem: str) -> ConfigMistakesError:
    remedy = f"`dateline init` starts a project; --config or {CONFIG_VARIABLE} names the configuration of another one"
    return ConfigMistakesError([Mistake(str(place), "", "", problem, remedy)])


def is_of_installation(folder: Path) -> bool:
    """Return whether a folder lies within the package as it is installed; a checkout of the repository is none."""
    package = SHIPPED.resolve().parent
    return not (package / "pyproject.toml").is_file() and folder.resolve().is_relative_to(package)


def _read_settings(path: Path, root: Path) -> tuple[Settings, list[Mistake]]:
    table, mistakes = read_toml(path) if os.path.lexists(path) else ({}, [])
    overrides, wrong = _environment()
    mistakes += wrong
    try:
        return _anchored(
            Settings.model_validate(
                with_proxies(_merged(_merged(_DEFAULTS, _of_kind(table, overrides)), overrides), os.environ)
            ),
            root,
        ), mistakes
    except ValidationError as error:
        found = mistakes_of(error, str(path), Settings)
        named = _merged(table, overrides).get("fetch", {})
        found = [_blamed(blamed_on_variables(mistake, named), overrides) for mistake in found]
        return Settings(), mistakes + list(dict.fromkeys(found))


def _environment() -> tuple[dict[str, Any], list[Mistake]]:
    tables = ", ".join(f"{_PREFIX}{table.upper()}__…" for table in Settings.model_fields)
    ours = sorted(variable for variable in os.environ if variable.startswith(_PREFIX) and variable != CONFIG_VARIABLE)
    mistakes = [
        Mistake(variable, "", "", "there is no such setting", f"Settings begin with {tables}")
        for variable in ours
        if _table_of(variable) not in Settings.model_fields
    ]
    mistakes += [
        Mistake(variable, "", ascii(os.environ[variable]), "this is not UTF-8", "Write it in UTF-8")
        for variable in ours
        if any("\ud800" <= character <= "\udfff" for character in os.environ[variable])
    ]
    whole = [
        variable
        for variable in map(str.upper, os.environ)
        if variable.removeprefix(_PREFIX).lower() in Settings.model_fields
    ]
    if not any(variable.upper().startswith(_PREFIX) for variable in os.environ.keys() - {CONFIG_VARIABLE}):
        return {}, []
    from dateline.config.overrides import read_overrides  # noqa: PLC0415 - slow to import

    try:
        return _decoded(read_overrides(_PREFIX)), mistakes
    except ValueError:
        remedy = f"Set single keys, such as {_PREFIX}FETCH__MIN_DELAY_S=2"
        return {}, [
            *mistakes,
            *(
                Mistake(variable, "", os.environ[variable], "this is a table, not a value", remedy)
                for variable in whole
            ),
        ]


def _decoded(value: object) -> Any:  # noqa: ANN401 - JSON
    """Open JSON lists and tables, the only way to write them in a variable."""
    if isinstance(value, dict):
        return {key: _decoded(inner) for key, inner in value.items()}
    if isinstance(value, str) and value.startswith(("[", "{")):
        with suppress(ValueError, RecursionError):
            return json.loads(value)
    return value


def _table_of(variable: str) -> str:
    return variable.removeprefix(_PREFIX).partition("__")[0].lower()


def _merged(table: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(table)
    for key, value in over.items():
        inner = merged.get(key)
        merged[key] = _merged(inner if isinstance(inner, dict) else {}, value) if isinstance(value, dict) else value
    return merged


def _of_kind(table: dict[str, Any], overrides: dict[str, Any]) -> dict[str, Any]:
    """Return the file's tables without the keys that belong to a kind of archive which the environment replaces."""
    archive, over = table.get("archive", {}), overrides.get("archive")
    if not isinstance(archive, dict) or not isinstance(over, dict) or "kind" not in over:
        return table
    chosen, replaced = (_KINDS.get(str(kind)) for kind in (over["kind"], archive.get("kind", "local")))
    if chosen is None or replaced is None:
        return table
    lost = replaced.model_fields.keys() - chosen.model_fields.keys()
    return table | {"archive": {key: value for key, value in archive.items() if key not in lost}}


def _blamed(mistake: Mistake, overrides: dict[str, Any]) -> Mistake:
    """Name the environment variable where the wrong value came from one."""
    inner: Any = overrides
    keys = mistake.key.split(".")
    named = 0
    while isinstance(inner, dict) and named < len(keys):
        inner = inner.get(keys[named])
        named += 1
    if inner is None:
        return mistake
    variable = _PREFIX + "__".join(keys[:named]).upper()
    return Mistake(variable, ".".join(keys[named:]), mistake.value, mistake.problem, mistake.remedy)


def read_source(path: Path, root: Path) -> tuple[Source | None, list[Mistake]]:
    """Return a source file's source, or None, and its mistakes. Its paths count from the folder ``root``."""
    table, mistakes = read_toml(path)
    if mistakes:
        return None, mistakes
    try:
        source = SourceFile.model_validate({"source": {}} | table, context={"root": root}).source
    except ValidationError as error:
        return None, mistakes_of(error, str(path), SourceFile)
    return source, list(mistakes_of_source(path, source))


def _anchored(settings: Settings, root: Path) -> Settings:
    update: dict[str, Any] = {"search": settings.search.model_copy(update={"path": root / settings.search.path})}
    if isinstance(settings.archive, LocalArchive):
        update["archive"] = settings.archive.model_copy(update={"path": root / settings.archive.path})
    prefix = "sqlite:///"
    if settings.ledger.url.startswith(prefix):
        path = root / settings.ledger.url.removeprefix(prefix)
        update["ledger"] = settings.ledger.model_copy(update={"url": f"{prefix}{path}"})
    return settings.model_copy(update=update)
