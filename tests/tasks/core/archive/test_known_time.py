"""A reading that has only the day takes the known minute of the same story."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.archive.known_time import as_known, has_known_time
from dateline.tasks.core.models import Precision
from tests.support.records import an_article

KNOWN = an_article(
    published_at=datetime(2024, 5, 6, 17, 8, tzinfo=UTC), published_precision=Precision.MINUTE, dedupe_key="k" * 64
)


@given(st.integers(-3000, 3000), st.booleans(), st.sampled_from(Precision), st.sampled_from(Precision))
def test_a_day_takes_the_known_minute_under_the_same_headline(
    minutes: int, same: bool, known: Precision, told: Precision
) -> None:
    """The reading takes minute and key only; its own text and raw date stay."""
    earlier = KNOWN.model_copy(update={"published_precision": known})
    later = earlier.model_copy(
        update={
            "id": "l" * 64,
            "dedupe_key": "l" * 64,
            "published_at": KNOWN.published_at + timedelta(minutes=minutes),
            "published_precision": told,
            "headline": KNOWN.headline if same else "Another",
            "text": "Other words.",
        }
    )
    found = as_known(later, earlier)
    agrees = -24 * 60 < minutes <= 0 and same and (known, told) == (Precision.MINUTE, Precision.DAY)
    assert has_known_time(found) == agrees
    if agrees:
        assert (found.dedupe_key, found.published_at) == (KNOWN.dedupe_key, KNOWN.published_at)
        assert (found.text, found.published_raw) == (later.text, later.published_raw)
    else:
        assert found == later
