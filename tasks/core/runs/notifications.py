"""What is told of a Prefect block for notifications that is not there."""

from dateline.tasks.core.display.findings import Finding, warning

_REMEDY = (
    "Create it in the Prefect UI under Blocks, then start `dateline serve` again, or run `dateline deploy`. "
    "Until then, automations that exist stay as they are"
)


def missing_block(named: str) -> Finding:
    """Return the finding for a notification block that the settings name (``type/name``) and the server lacks."""
    found = f'there is no Prefect block "{named}" ([watch] notification), so new automations notify nobody'
    return warning("notifications", found, _REMEDY)
