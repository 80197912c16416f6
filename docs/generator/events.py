"""The reference of events and automations, from the constants and functions that make them."""

from dateline.config.schema import WatchSettings
from dateline.flows.runtime import events as emitted
from dateline.flows.serving.automations import automations as installed
from docs.generator.descriptions import describe
from docs.generator.markdown import code, table

_PREFIX = "dateline."


def event_names() -> list[str]:
    """Return the names of the constants that are names of events."""
    return [
        name
        for name, value in vars(emitted).items()
        if name.isupper() and isinstance(value, str) and value.startswith(_PREFIX) and not value.endswith(".")
    ]


def events() -> str:
    """Return the events that dateline emits."""
    rows = [(code(getattr(emitted, name)), describe(emitted, name)) for name in event_names()]
    return table(["event", "emitted when"], rows)


def automations() -> str:
    """Return the automations that ``serve`` and ``deploy`` install."""
    rows = [(code(one.name), one.description) for one in installed(WatchSettings(), None)]
    return table(["automation", "what it does"], rows)
