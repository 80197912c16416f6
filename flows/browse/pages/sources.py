"""Sources: where their pages are found, their health, and the results of their last runs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from dateline.config.schema import Source
from dateline.flows.browse import addresses
from dateline.flows.browse.lines import ArticleLine, lines_of
from dateline.flows.browse.pictures import daily_chart
from dateline.flows.browse.prefect_runs import link_of, links_to_runs
from dateline.flows.browse.resources import Answer, Asked, MissingError, Shown
from dateline.flows.browse.room import ReadingRoom
from dateline.tasks.core.display.wording import span
from dateline.tasks.core.models import Window
from dateline.tasks.core.sources.health import SourceHealth
from dateline.tasks.core.sources.tallies import LOOK_BACK_DAYS
from dateline.tasks.core.sources.ways import KINDS
from dateline.tasks.core.value_types import UtcDatetime
from dateline.tasks.listing import count_articles, list_articles
from dateline.tasks.runs import last_runs

_LATEST = 10
CALENDAR_DAYS = 182


class SourceLine(Answer):
    """A source in a list."""

    name: str
    """Its name."""
    address: str
    """Its page."""
    publisher: str | None
    """The publisher that its file names."""
    is_configured: bool
    """Whether there is a source file. Its articles remain without it."""
    is_enabled: bool
    """Whether it is ingested automatically."""
    articles: int
    """How many of its articles are archived."""
    last: date | None
    """The day of publication of the latest one."""
    health: SourceHealth | None
    """Its health, if it is enabled or has run in the last weeks, and there is a ledger."""


class SourcesAnswer(Answer):
    """All sources, configured or archived; those in trouble first."""

    sources: tuple[SourceLine, ...]
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


class SourcePart(Answer):
    """A place where a source's pages are found."""

    kind: str
    """Its kind, such as a feed."""
    value: str
    """Its URL or path."""


class RunLine(Answer):
    """A run that fetched pages of the source."""

    run: str
    """Its name."""
    last_at: UtcDatetime | None
    """When its last page was fetched."""
    outcomes: dict[str, int]
    """The number of its pages by outcome."""
    is_whole: bool
    """False if a batch is unfinished, or there were too many to count."""
    ui: str | None
    """Its page in the Prefect UI, if there is one."""


class SourceAnswer(Answer):
    """A source."""

    source: SourceLine
    """Its line in the list of sources."""
    parts: tuple[SourcePart, ...]
    """Where its pages are found."""
    schedule: str
    """When it is ingested, in words."""
    runs: tuple[RunLine, ...]
    """The last ones that fetched something, the latest first."""
    gaps: tuple[date, ...]
    """Days of the last half year on which it usually has articles and has none."""
    latest: tuple[ArticleLine, ...]
    """Its latest articles."""
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


def source_lines(room: ReadingRoom) -> tuple[SourceLine, ...]:
    """Return all sources, those in trouble first."""
    healths = room.healths()
    lines = []
    for name, extent in room.extents().items():
        source = room.source(name)
        lines.append(
            SourceLine(
                name=name,
                address=addresses.of_source(name),
                publisher=source.publisher if source else None,
                is_configured=source is not None,
                is_enabled=source is not None and source.enabled,
                articles=extent.articles,
                last=extent.last if extent.articles else None,
                health=healths.get(name),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.health is None or line.health.is_well, line.name)))


def sources(asked: Asked) -> Shown:
    """Return all sources."""
    notes = asked.room.catch_up()
    lacking = asked.room.without_ledger("the health of the sources")
    return Shown(SourcesAnswer(sources=source_lines(asked.room), notes=(*notes, *lacking)))


def source(asked: Asked) -> Shown:
    """Return a source."""
    room, name, today = asked.room, str(asked.place["source"]), asked.room.today()
    notes = room.catch_up()
    line = next((one for one in source_lines(room) if one.name == name), None)
    if line is None:
        raise MissingError(f"There is no source {name}, either configured or archived.")
    since = today - timedelta(days=CALENDAR_DAYS - 1)
    window = Window(since=datetime.combine(since - timedelta(days=LOOK_BACK_DAYS), time(), UTC))
    counts = count_articles(room.settings, window).get(name, {})
    latest = list_articles(room.settings, Window(), name, _LATEST)
    configured = room.source(name)
    links = links_to_runs(name)
    answer = SourceAnswer(
        source=line,
        parts=tuple(_parts(configured)) if configured else (),
        schedule=_schedule(configured),
        runs=tuple(
            RunLine(
                run=run.run,
                last_at=run.last_at,
                outcomes=dict(run.outcomes),
                is_whole=run.is_whole,
                ui=link_of(run.run, links),
            )
            for run in last_runs(name, room.settings, today)
        ),
        gaps=tuple(room.gaps({name: counts}, since, today)[name]),
        latest=lines_of(latest.articles),
        notes=(*notes, *latest.notes, *room.without_ledger("the health of the source")),
    )
    chart = daily_chart(counts, since, today, name, set(answer.gaps))
    return Shown(answer, {"chart": chart, "days": (since, today)})


def _parts(configured: Source) -> Iterator[SourcePart]:
    for way, kind in KINDS.items():
        found = getattr(configured, way.value)
        for part in found if isinstance(found, tuple) else (found,) if found else ():
            named = (getattr(part, name, None) for name in ("url", "host", "path"))
            value = part if isinstance(part, str) else next((one for one in named if one), None)
            yield SourcePart(kind=kind.part, value=str(value or part))


def _schedule(configured: Source | None) -> str:
    if configured is None:
        return "not any more, because its source file is gone"
    schedule = configured.schedule
    if not configured.enabled:
        return "only on request, because it is turned off"
    if schedule.cron:
        return f"by cron, {schedule.cron} ({schedule.timezone})"
    if schedule.interval_s:
        return f"every {span(timedelta(seconds=schedule.interval_s))}"
    return "at its own pace" if schedule.adaptive else "only on request"
