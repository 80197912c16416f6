"""Refuses names of sources that exist nowhere, so that a misspelt one does not look like one without articles."""

import re
from collections.abc import Iterable

from dateline.config.known_keys import did_you_mean
from dateline.config.loader import Config
from dateline.config.schema.values import NAME_PATTERN
from dateline.tasks.core.errors import ConfigError


def check_known(names: Iterable[str], config: Config) -> None:
    """Check that each name is that of a source in the configuration or in the archive.

    Raises:
        ConfigError: one is neither. The message names the nearest, and all of them.
        StoreError: the archive could not be read.
    """
    from dateline.tasks.listing import archived_sources, is_archived

    for name in names:
        is_valid = re.fullmatch(NAME_PATTERN, name)
        if name in config.sources or (is_valid and is_archived(name, config.settings)):
            continue
        known = sorted({*config.sources, *archived_sources(config.settings)})
        raise ConfigError(
            f"neither the configuration nor the archive has a source {name}. "
            f"{did_you_mean(name, known)}The sources are: {', '.join(known) or 'none'}"
        )
