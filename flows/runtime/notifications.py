"""Looks for the notification block that the settings name."""

from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import ObjectNotFound

from dateline.config.schema import WatchSettings
from dateline.tasks.core.runs.notifications import missing_block


async def block_id(client: PrefectClient, named: str) -> UUID | None:
    """Return the id of a Prefect block, named as ``type/name``, or None if the server has none."""
    kind, _, name = named.partition("/")
    try:
        return (await client.read_block_document_by_name(name, kind, include_secrets=False)).id
    except ObjectNotFound:
        return None


async def notification_trouble(watch: WatchSettings) -> str | None:
    """Return what to do about the notification block that the settings name, or None if the server has it."""
    if watch.notification is None:
        return None
    async with get_client() as client:
        found = await block_id(client, watch.notification)
    return None if found else missing_block(watch.notification).sentence
