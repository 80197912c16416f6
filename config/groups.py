"""The groups of a project: the sources of each, and mistakes in the configuration."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.config.known_keys import did_you_mean
from dateline.config.mistakes import ConfigMistakesError, Mistake
from dateline.config.schema import Group, Settings, Source

if TYPE_CHECKING:
    from dateline.config.loader import Config

GROUP_PREFIX = "group:"
"""Marks the name of a group among names of sources."""


def members(config: "Config", name: str) -> tuple[Source, ...]:
    """Return the enabled sources of a group, in order of their names."""
    return tuple(one for _, one in sorted(config.sources.items()) if one.enabled and one.schedule.group == name)


def named_group(config: "Config", name: str) -> Group:
    """Return the group of that name.

    Raises:
        ConfigMistakesError: there is none.
    """
    groups = config.settings.groups
    if name in groups:
        return groups[name]
    known = (
        f"The groups are: {', '.join(groups)}"
        if groups
        else "There are none: add [groups.NAME] with cron or interval_s"
    )
    remedy = f"{did_you_mean(name, groups)}{known}"
    place = str(config.folder / "settings.toml")
    raise ConfigMistakesError([Mistake(place, f"groups.{name}", "", "there is no such group", remedy)])


def alone(config: "Config") -> tuple[str, ...]:
    """Return the names of the enabled sources that belong to no group."""
    return tuple(name for name, one in config.sources.items() if one.enabled and one.schedule.group is None)


def with_members(config: "Config", names: Iterable[str]) -> list[str]:
    """Return names of sources, with the enabled sources of a group for each ``group:NAME``.

    Raises:
        ConfigMistakesError: there is no such group.
    """
    found: list[str] = []
    for name in names:
        prefix, colon, group = name.partition(":")
        if prefix + colon == GROUP_PREFIX:
            named_group(config, group)
            found += (one.name for one in members(config, group))
        else:
            found.append(name)
    return list(dict.fromkeys(found))


def mistakes_of_sources(folder: Path, settings: Settings, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """Yield a mistake for each source whose group the settings do not have."""
    for name, source in sources.items():
        group = source.schedule.group
        if group is not None and group not in settings.groups:
            near = did_you_mean(group, settings.groups)
            remedy = f"{near}Add [groups.{group}] with cron or interval_s to settings.toml, or correct the name"
            place = str(folder / "sources" / f"{name}.toml")
            yield Mistake(place, "source.schedule.group", f'"{group}"', "there is no such group", remedy)


def mistakes_of_groups(folder: Path, settings: Settings, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """Yield a mistake for each group that no source names."""
    named = {source.schedule.group for source in sources.values()}
    for name in settings.groups:
        if name not in named:
            remedy = f'Write group = "{name}" under [source.schedule] in the files of its sources, or remove the group'
            yield Mistake(str(folder / "settings.toml"), f"groups.{name}", "", "no source names this group", remedy)
