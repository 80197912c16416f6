"""Automations: Prefect's reactions when a run crashes, a source falls silent, or a backfill ends."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ActionTypes, ChangeFlowRunState, SendNotification
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from dateline.config.schema import WatchSettings
from dateline.flows.runtime.end_states import EndName
from dateline.flows.runtime.events import (
    BACKFILL_FINISHED,
    FAILING,
    PUBLISHED,
    REJECTIONS,
    SILENT,
    SOURCE_RESOURCE,
    TAG,
)
from dateline.flows.runtime.notifications import block_id
from dateline.tasks.core.display.wording import span

_HEARTBEAT = "prefect.flow-run.heartbeat"
_CRASHED = "prefect.flow-run.Crashed"
_ENDS = frozenset({_CRASHED, *(f"prefect.flow-run.{name}" for name in ("Completed", "Failed", "Cancelled", *EndName))})
_PREFIX = "dateline: "
_RUNS = ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"})
_TAGGED = {"prefect.resource.id": f"prefect.tag.{TAG}"}
_DEPLOYED = {"prefect.resource.id": "prefect.deployment.*"}
_OF_SOURCES = ResourceSpecification({"prefect.resource.id": f"{SOURCE_RESOURCE}*"})
_EACH = frozenset({"prefect.resource.id"})

# Jinja templates of Prefect. `event` is the last event that the trigger saw; see `dateline.flows.runtime.events`.
_MESSAGE = "{{ event.payload.message }}. {{ event.payload.run }}"
_NOTHING_NEW = "{{ event.resource.name }}: no new articles since {{ event.occurred.strftime('%Y-%m-%d %H:%M') }} UTC."
_CRASH = (
    "{{ deployment.name }}: the run {{ flow_run.name }} crashed. {{ event.resource['prefect.state-message'] }} "
    "Nothing is lost: the next run completes what it left unfinished. {{ flow_run|ui_url or '' }}"
)


def automations(watch: WatchSettings, notification: UUID | None) -> Iterator[AutomationCore]:
    """Yield the automations. Each leaves an event in Prefect, and calls the notification block if there is one.

    Their descriptions say what they do, because the UI calls most of their triggers "a custom trigger".
    """
    sent = "sends the notification" if notification else "notifies nobody until [watch] notification names a block"

    def told(subject: str, body: str) -> Sequence[ActionTypes]:
        if notification is None:
            return []
        return [SendNotification(block_document_id=notification, subject=f"{_PREFIX}{subject}", body=body)]

    yield _crashing_dead_runs(watch)
    yield _automation(
        "a run crashed",
        f"When a run crashed, because its process was killed or its machine failed: {sent}.",
        # For a killed backfill, only the run of the deployment itself is reported, not each slice.
        EventTrigger(
            expect={_CRASHED},
            match=_RUNS,
            match_related=[ResourceSpecification(_TAGGED), ResourceSpecification(_DEPLOYED)],
            for_each=set(_EACH),
            posture=Posture.Reactive,
            threshold=1,
        ),
        told("a run crashed", _CRASH),
    )
    yield _automation(
        "no new articles",
        f"When a source that had new articles has had none for {_in_words(watch.silent_after_s)}: {sent}.",
        EventTrigger(
            after={PUBLISHED},
            expect={PUBLISHED},
            match=_OF_SOURCES,
            for_each=set(_EACH),
            posture=Posture.Proactive,
            within=timedelta(seconds=watch.silent_after_s),
        ),
        told("no new articles", _NOTHING_NEW),
    )
    for name, event, when in (
        ("a source fails", FAILING, f"the last {watch.failed_runs} runs of a source failed"),
        ("a source is silent", SILENT, "a source has been silent for longer than is usual for it"),
        ("many rejections", REJECTIONS, f"a run rejected more than {watch.rejected_share:.0%} of its pages"),
        ("a backfill is finished", BACKFILL_FINISHED, "all slices of a backfill have been tried"),
    ):
        trigger = EventTrigger(expect={event}, posture=Posture.Reactive, threshold=1, for_each=set(_EACH))
        yield _automation(name, f"When {when}: {sent}.", trigger, told(name, _MESSAGE))


def _in_words(seconds: float) -> str:
    return span(timedelta(seconds=seconds))


def _crashing_dead_runs(watch: WatchSettings) -> AutomationCore:
    """Return the automation that watches heartbeats. It sends no notification.

    It also fires after a run that ended by itself, if the last heartbeat reaches the server after the end: there
    Prefect refuses the change of state, so that `_CRASHED` tells the two apart.
    """
    return _automation(
        "a run died",
        "When a run sends no heartbeats, it was killed: marks it as Crashed, which frees its concurrency slot.",
        # `after` is required: a trigger without it never fires.
        EventTrigger(
            after={_HEARTBEAT},
            expect={_HEARTBEAT, *_ENDS},
            match=_RUNS,
            match_related=ResourceSpecification(_TAGGED),
            for_each=set(_EACH),
            posture=Posture.Proactive,
            within=timedelta(seconds=watch.heartbeats_lost_s),
        ),
        [ChangeFlowRunState(state=StateType.CRASHED, message="The heartbeats stopped: the run was killed.")],
    )


async def install(client: PrefectClient, watch: WatchSettings) -> None:
    """Create the automations, or update existing ones. Idempotent.

    Without the notification block that the settings name, existing ones stay as they are: they may still notify.
    """
    notification = await block_id(client, watch.notification) if watch.notification else None
    keeps = bool(watch.notification) and notification is None
    for wanted in automations(watch, notification):
        there = await client.read_automations_by_name(wanted.name)
        if there and keeps:
            continue
        if there:
            await client.update_automation(there[0].id, wanted)
        else:
            await client.create_automation(wanted)
        for double in there[1:]:
            await client.delete_automation(double.id)


def _automation(name: str, description: str, trigger: EventTrigger, actions: Sequence[ActionTypes]) -> AutomationCore:
    return AutomationCore(name=f"{_PREFIX}{name}", description=description, trigger=trigger, actions=list(actions))
