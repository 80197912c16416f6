"""Rejections: their number by reason, and each with its evidence."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from dateline.config.schema import Source
from dateline.flows.browse import addresses
from dateline.flows.browse.pages.lists import Limit, SourceParameter
from dateline.flows.browse.resources import Answer, Asked, DayParameter, MissingError, Parameters, Shown
from dateline.tasks.core.archive.records import REJECTED
from dateline.tasks.core.cleaning.kind.evidence import Judgement
from dateline.tasks.core.errors import ObjectNotFoundError, RecordError
from dateline.tasks.core.models import RawPointer, Reason, Rejection
from dateline.tasks.core.value_types import UtcDatetime
from dateline.tasks.rejections import Place, find_rejection, judge_again, list_rejections

_PAGE = 30
_MIN_POINTS = 0.05
"""Weaker pieces of evidence are not shown."""


class RejectionParameters(Parameters):
    """Which rejections."""

    source: SourceParameter | None = None
    """Only pages of this source."""
    reason: Reason | None = None
    """Only pages that were rejected for this reason."""
    day: DayParameter | None = None
    """Only pages that were rejected on this day (UTC); by default, those of the last four weeks."""
    after: Annotated[str, Field(pattern=rf"^{addresses.SOURCE}/{addresses.DAY}/{addresses.URL_HASH}$")] | None = None
    """Only rejections after the one with this name: ``source/year/month/day/hash``."""
    limit: Limit = _PAGE
    """How many rejections."""


class RejectionLine(Answer):
    """A page that did not become an article."""

    address: str
    """Its page."""
    source: str
    """Name of the source that lists it."""
    url: str
    """Its address."""
    reason: Reason
    """Why it is not an article."""
    detail: str
    """The reason as a sentence."""
    rejected_at: UtcDatetime
    """When it was fetched, or when that failed."""
    raw: RawPointer | None
    """Where its bytes are, if there are any."""


class ReasonCount(Answer):
    """How many pages of a source were rejected for a reason in the last four weeks."""

    reason: str
    source: str
    pages: int


class RejectionsAnswer(Answer):
    """Rejections, newest day first."""

    counts: tuple[ReasonCount, ...]
    """Those of the last four weeks, the largest first."""
    rejections: tuple[RejectionLine, ...]
    following: str | None
    """Address of the next part. A part may be shorter than `limit` even if there is a next one."""
    notes: tuple[str, ...]
    """Sentences about records that are left out because they are damaged."""


class EvidenceLine(Answer):
    """A piece of evidence for or against a page being an article."""

    name: str
    points: float
    """Evidence for an article if above 0, against one if below."""


class JudgementAnswer(Answer):
    """How the rules of this version of dateline judge a page."""

    is_article: bool
    rule: str | None
    """The rule that decided, if one did."""
    points: float
    """The sum of the evidence; an article has 0 or more."""
    evidence: tuple[EvidenceLine, ...]
    """Strongest first."""


class RejectionAnswer(Answer):
    """A page that did not become an article."""

    rejection: RejectionLine
    judgement: JudgementAnswer | None
    """The judgement, if the page was read far enough for one."""


def rejections(asked: Asked) -> Shown:
    """Return the rejections by reason."""
    p: RejectionParameters = asked.parameters
    counts: Counter[tuple[str, str]] = Counter()
    for day in asked.room.tallies().values():
        for name, found in day.sources.items():
            counts.update({(reason, name): pages for reason, pages in found.reasons.items()})
    after = f"{REJECTED}{p.after}.json" if p.after else None
    listed = list_rejections(asked.room.settings, places(asked, p.source, p.reason, p.day), p.reason, p.limit, after)
    last = addresses.rejection_of(listed.last) if listed.last else None
    same = p.model_dump(mode="json", exclude_defaults=True, exclude={"after"})
    answer = RejectionsAnswer(
        counts=tuple(ReasonCount(reason=r, source=s, pages=pages) for (r, s), pages in counts.most_common()),
        rejections=tuple(_line(key, one) for key, one in listed.rejections),
        following=addresses.with_query("/rejections", **same, after=last) if last else None,
        notes=tuple(f"a rejection is left out: {damaged}" for damaged in listed.damaged),
    )
    reasons: Counter[str] = Counter()
    for count in answer.counts:
        if p.source in {None, count.source}:
            reasons[count.reason] += count.pages
    return Shown(answer, {"reasons": reasons.most_common(), "sources": asked.room.sources_with_pages(), "chosen": p})


def rejection(asked: Asked) -> Shown:
    """Return a rejection with the evidence."""
    key, one = found_at(asked)
    try:
        judgement = judge_again(asked.room.settings, one, asked.room.source(one.source) or Source(name=one.source))
    except (ObjectNotFoundError, RecordError):  # the page of its bytes says what to do
        judgement = None
    return Shown(RejectionAnswer(rejection=_line(key, one), judgement=_told(judgement) if judgement else None))


def found_at(asked: Asked) -> tuple[str, Rejection]:
    """Return the rejection that the address names, after its key.

    Raises:
        MissingError: there is none.
    """
    key = f"{REJECTED}{asked.place['source']}/{asked.place['day']}/{asked.place['id']}.json"
    try:
        return key, find_rejection(asked.room.settings, key)
    except ObjectNotFoundError as error:
        raise MissingError("The archive has no rejection at this address.") from error


def places(asked: Asked, source: str | None, reason: Reason | None, day: date | None) -> Iterator[Place]:
    """Yield the days and sources that may have such rejections, the newest day first."""
    if day:
        names = [source] if source else list(asked.room.extents())
        yield from ((day, name) for name in names)
        return
    found: set[Place] = set()
    for begun, tally in asked.room.tallies().items():
        for name, one in tally.sources.items():
            if one.rejected and source in {None, name} and (reason is None or one.reasons.get(reason.value, 0)):
                # A run that begins before midnight rejects pages after it.
                found |= {(begun, name), (begun + timedelta(days=1), name)}
    yield from sorted(found, key=lambda place: (-place[0].toordinal(), place[1]))


def _told(judgement: Judgement) -> JudgementAnswer:
    pieces = (piece for piece in judgement.evidence if abs(piece.points) >= _MIN_POINTS)
    return JudgementAnswer(
        is_article=judgement.is_article,
        rule=judgement.rule,
        points=judgement.points,
        evidence=tuple(EvidenceLine(name=piece.name, points=piece.points) for piece in pieces),
    )


def _line(key: str, one: Rejection) -> RejectionLine:
    return RejectionLine(
        address=addresses.of_rejection(key),
        source=one.source,
        url=one.url,
        reason=one.reason,
        detail=one.detail,
        rejected_at=one.rejected_at,
        raw=one.raw,
    )
