"""Counts the lines and phrases in which a page sells something, or asks its reader to become a customer."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.text.alternatives import alternatives_of
from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.offers import AROUND_LABELS
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.selling import (
    ADVERTISERS,
    ANSWERS,
    BASKETS,
    BOOKINGS,
    CALLS,
    JOB_OFFERS,
    JOB_TERMS,
    SALE_TERMS,
    SMALL_ADS,
)

_CALL, _BASKET = (LatePattern(all_patterns(words)) for words in (CALLS, BASKETS))
_ANSWERS, _BOOKING = (LatePattern(all_patterns(words)) for words in (ANSWERS, BOOKINGS))
_SEVERAL = 2
"""How many phrases tell of what a page is. Reports on trade or homes have one of them."""
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d|[.,]\d)\s?(?:([ap])\.?m\b)?")
_MIN_TIMES = 3
"""How many times of day a live blog has at least. Two may be the beginning and the end of an event."""
_SIGNS = "[€£$¥₽₹₺₩]|zł|kr|руб|円|元|원|euros?|eur|chf|usd|gbp|lei|kč|ft|tl"
_AMOUNT = r"\d{1,3}(?:[.,\s]?\d{3})*(?:[.,]\d{2}|,-)?"
_TERMS = (
    r"(?:\s?[*¹]|\s?(?:vb|vhb|fp|ttc|tvac|ono|o\.n\.o\.|pcm|pvp|/ ?m\w*|trattabil[ei]|negociables?|à débattre)"
    r"|,?\s?\(?(?:inkl?\.?|incl?\.?|zzgl\.?|税込|税抜|iva incl)[^\d\n]{0,30})?"
)
"""What may stand behind a price: that it is to be bargained about, or includes a tax."""
_PRICE = re.compile(
    rf"(?:[^\W\d_]+\s?:\s?|[^\W\d_]{{2,12}}\s)?(?:(?:{_SIGNS})\s?{_AMOUNT}|{_AMOUNT}\s?(?:{_SIGNS})\.?){_TERMS}"
)
_SIGN_MARKS = frozenset("€£$¥₽₹₺₩")
_PRICE_BEGINS = frozenset("€£$¥₽₹₺₩0123456789")
_MAX_PRICES = 3
_SHORT_LINE = 8
"""The maximum number of words of a short line."""


def short_lines(document: Document, blocks: Sequence[Block]) -> list[str]:
    """Return the page's short lines and the texts of its buttons, in lower case."""
    lines = [block.text.lower() for block in blocks if block.words <= _SHORT_LINE]
    lines += [" ".join(button.text().lower().split()) for button in document.tree.css("button")]
    return lines


def has_price_line(lines: Sequence[str]) -> bool:
    """Return whether a line is only a price: "34,00 €", "Price: £320". Guides list many prices, an offer its own."""
    likely = {line for line in lines if line[:1] in _PRICE_BEGINS or ":" in line or not _SIGN_MARKS.isdisjoint(line)}
    return 0 < sum(_PRICE.fullmatch(line) is not None for line in likely) <= _MAX_PRICES


def counts_answers(blocks: Sequence[Block]) -> bool:
    """Return whether one of the blocks only says how many answers there are: "3 Answers"."""
    lines = (block.text.lower() for block in blocks if block.words <= _SHORT_LINE)
    return any(_ANSWERS.fullmatch(line) is not None for line in lines if any(map(str.isdigit, line)))


def counts_down(blocks: Sequence[Block]) -> bool:
    """Return whether several blocks begin with times of day, the latest first, as the entries of a live blog do."""
    lines = [block.text.lower() for block in blocks if block.words <= _SHORT_LINE and block.text[0].isdigit()]
    found = [_CLOCK.match(line) for line in lines] if len(lines) >= _MIN_TIMES else []
    times = [_minutes(*time.groups()) for time in found if time]
    return len(times) >= _MIN_TIMES and times[0] > times[-1] and times == sorted(times, reverse=True)


def _minutes(hour: str, minute: str, half: str | None) -> int:
    """Return the minutes since midnight. ``half`` is "p" for the afternoon, if the clock has twelve hours."""
    return (int(hour) % 12 + 12 * (half == "p") if half else int(hour)) * 60 + int(minute)


def takes_bookings(lines: Sequence[str]) -> bool:
    """Return whether a line only says how to book, buy or apply for something."""
    return any(_BOOKING.fullmatch(line.strip(AROUND_LABELS)) is not None for line in lines)


class _OfferPhrases:
    """The phrases of one kind of offer: the ``telling`` ones, which little else has, and those that other texts have.

    Each alternative of a pattern is one phrase.
    """

    def __init__(self, telling: Mapping[str, str], others: Mapping[str, str] | None = None) -> None:
        self._telling, self._others = telling, others or {}

    @cached_property
    def _alternatives(self) -> tuple[list[str], int]:
        """The alternatives, those of the telling phrases first, and how many these are."""
        telling = list(dict.fromkeys(alternatives_of(all_patterns(self._telling))))
        others = list(dict.fromkeys(alternatives_of(all_patterns(self._others)))) if self._others else []
        return [*telling, *others], len(telling)

    @cached_property
    def _any(self) -> LatePattern:
        return LatePattern(rf"(?<!\w)(?:{'|'.join(self._alternatives[0])})")

    @cached_property
    def _each(self) -> LatePattern:
        """A pattern with a group for each alternative. It is slower, so it is matched only where one was found."""
        return LatePattern("|".join(f"({alternative})" for alternative in self._alternatives[0]))

    def make_up(self, text: str) -> bool:
        """Return whether a text, in lower case, has several of the phrases, at least one of them telling."""
        places = {found[0]: found.start() for found in self._any.finditer(text)}
        if len(places) < _SEVERAL:  # as in most texts
            return False
        matches = (self._each.match(text, at) for at in places.values())
        phrases = {match.lastindex for match in matches if match is not None and match.lastindex}
        return len(phrases) >= _SEVERAL and min(phrases) <= self._alternatives[1]


_SMALL_AD, _JOB_OFFER = _OfferPhrases(SMALL_ADS, SALE_TERMS), _OfferPhrases(JOB_OFFERS, JOB_TERMS)
_TO_ADVERTISERS = _OfferPhrases(ADVERTISERS)


def offers_privately(text: str) -> bool:
    """Return whether a text is a private ad or the offer of a home: it says how to view, collect or haggle."""
    return _SMALL_AD.make_up(text)


def asks_advertisers(text: str) -> bool:
    """Return whether a text tells advertisers what a newspaper has for them."""
    return _TO_ADVERTISERS.make_up(text)


def offers_job(text: str) -> bool:
    """Return whether a text offers a job: it says who may apply or how, and what the work is or brings."""
    return _JOB_OFFER.make_up(text)


def count_calls_to_action(lines: Sequence[str]) -> int:
    """Return how many lines ask the reader to become a customer."""
    return sum(_CALL.match(line) is not None for line in lines)


def count_shop_lines(lines: Sequence[str]) -> int:
    """Return how many lines are typical of shops: baskets, stock, delivery."""
    return sum(_BASKET.match(line) is not None for line in lines)
