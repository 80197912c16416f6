"""Finds the times in the data of a page's scripts, for pages that are built by them."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.agreement import same_day
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role, role_of
from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints

_STATED = LatePattern(r""""\s*:\s*\\?"?(?P<value>[12]\d{3}[-./年]\d[^"\\,}]{4,30}|1\d{9}(?:\d{3})?(?!\d))""")
"""What follows a property's name where its value may be a time. Few are: so names are looked at after that."""
_ASSIGNED = LatePattern(r"""[:=]\s?(?P<quote>["'])(?P<value>[12]\d{3}[-./年]\d[^"'\\,}<>]{4,30})(?P=quote)""")
"""The same in a program: "{pubDate: '2021-05-04 10:00'}", "var published = '2021-05-04'"."""
_OWN_NAME = LatePattern(r"(?<![\w.-])(?P<quote>['\"]?)(?P<name>\w+)(?P=quote)\s?$", re.ASCII)
_NAME = LatePattern(
    r"\w{0,30}(?:publi|pub_?date|issue|deploy|release|posted|regist|regdt|reg_?date|modified|updated)\w{0,20}",
    re.IGNORECASE,
)
_MAX_NAME = 64
"""Characters before a value among which its name stands, with its quotation marks."""
_AGAIN = LatePattern(r"re[-_]?(?:deploy|publi|issue)|lat?est[-_]?publi", re.IGNORECASE)
_MAX_STATE = 2_000_000
"""How many characters of a page are searched for embedded state."""
_MAX_MATCHES = 100
_TRUST = 15
_AROUND, _HEADLINE_START = 3000, 30
"""Within how many characters of its time an article's data has its headline, and how much of that is compared."""

Stated = tuple[int, str, str]
"""The position of a value, the name of the property, and the value."""


def state_clues(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the first times of publication and modification in JSON or in programs inside scripts.

    Where the first has those of other articles beside it, it counts only if the headline is stated with one of them.
    """
    source = document.html
    found: dict[Role, list[tuple[int, Clue]]] = {}
    for at, name, value in islice(chain(_in_json(source), _in_programs(source)), _MAX_MATCHES):
        role = Role.MODIFIED if _AGAIN.search(name) else role_of(name)
        if role is Role.UNKNOWN:
            role = Role.PUBLISHED
        if reading := parse_moment(value, hints):
            found.setdefault(role, []).append((at, Clue(role, reading, f"state:{name}", value, _TRUST)))
    headline = heading.text(deep=True).strip()[:_HEADLINE_START] if heading is not None else ""
    for clues in found.values():
        if clue := _own(clues, source, headline):
            yield clue


def _own(clues: Sequence[tuple[int, Clue]], source: str, headline: str) -> Clue | None:
    """Return the article's own time: the first, or the one beside the headline if there are lists of articles."""
    first = clues[0][1]
    if all(same_day(clue.reading, first.reading) for _, clue in clues if clue.origin == first.origin):
        return first
    apart = [(distance, clue) for at, clue in clues if (distance := _distance(headline, source, at)) is not None]
    return min(apart, key=itemgetter(0))[1] if apart else None


def _distance(headline: str, source: str, at: int) -> tuple[int, int] | None:
    """Return how far a headline is from a position in the same script, or None if it is not near.

    What stands in the same object is nearer than what does not, then what has fewer characters in between.
    """
    if not headline:
        return None
    before = source[max(0, at - _AROUND) : at].rpartition("<script")[2]
    after = source[at : at + _AROUND].partition("</script")[0]
    found: list[str] = []
    for form in dict.fromkeys((headline, json.dumps(headline)[1:-1])):
        found += [before[before.rfind(form) :]] if form in before else []
        found += [after[: after.find(form)]] if form in after else []
    return min(((between.count("{"), len(between)) for between in found), default=None)


def _in_json(source: str) -> Iterator[Stated]:
    """Yield the properties in JSON that may say when something was published or changed."""
    for match in _STATED.finditer(source, 0, _MAX_STATE):
        before = source[max(0, match.start() - _MAX_NAME) : match.start()]
        _, quote, name = before.removesuffix("\\").rpartition('"')
        if quote and _NAME.fullmatch(name):
            yield match.start(), name, match["value"]


def _in_programs(source: str) -> Iterator[Stated]:
    """Yield such variables and properties in programs, of which names have no quotation marks or single ones."""
    for match in _ASSIGNED.finditer(source, 0, _MAX_STATE):
        before = _OWN_NAME.search(source, max(0, match.start() - _MAX_NAME), match.start())
        if before and before["quote"] != '"' and _NAME.fullmatch(before["name"]):
            yield match.start(), before["name"], match["value"]
