"""What a run is given: texts of a run form become values, and wrong ones become a sentence."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dateline.tasks.core.errors import ConfigError

pytestmark = pytest.mark.usefixtures("prefect_home")


@pytest.fixture
def given() -> Callable[..., tuple[object, ...]]:
    """A function whose parameters are checked, and which returns their values."""
    from dateline.flows.runtime.parameters import (  # noqa: PLC0415 - Prefect reads the environment at import
        Day,
        Moment,
        checking_parameters,
    )

    @checking_parameters
    def flow(since: Moment | None = None, first: Day | None = None, parallel: int = 2) -> tuple[object, ...]:
        return since, first, parallel

    return flow


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T06:30", datetime(2026, 3, 1, 6, 30, tzinfo=UTC)),
        ("2026-03-01T06:30:00.000Z", datetime(2026, 3, 1, 6, 30, tzinfo=UTC)),
        ("2026-03-01T06:30+02:00", datetime(2026, 3, 1, 6, 30, tzinfo=timezone(timedelta(hours=2)))),
        (datetime(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC)),  # noqa: DTZ001 - without an offset
    ],
)
def test_a_time_may_be_a_text(given: Callable[..., tuple[object, ...]], text: object, moment: datetime) -> None:
    """Without an offset it is in UTC, as at the command line."""
    assert given(text)[0] == moment


def test_a_day_may_be_a_text(given: Callable[..., tuple[object, ...]]) -> None:
    assert given(None, "2026-03-01")[1] == date(2026, 3, 1)
    assert given(first="2026-03-01T00:00:00Z")[1] == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"since": "yesterday"}, "since: write a day or a time as in 2026-03-01, 2026-03-01T06:30 or 2026-"),
        ({"since": "0001-01-01"}, "since: choose a year from 0002 to 9998, not '0001-01-01'"),
        ({"first": "März"}, "first: write a day as in 2026-03-01, not 'März'"),
        ({"first": "2026-03-01T06:30"}, "first: write a day without a time, as in 2026-03-01, not '2026-03-01T06:30'"),
        ({"parallel": "many"}, "parallel: it should be a whole number, not 'many'"),
        ({"since": "x" * 500}, "not '" + "x" * 59 + "…"),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence(
    given: Callable[..., tuple[object, ...]], parameters: dict[str, object], sentence: str
) -> None:
    """It names the parameter, what to write, and the value; there is no word of pydantic's."""
    with pytest.raises(ConfigError) as raised:
        given(**parameters)
    assert sentence in str(raised.value)
    assert "validation error" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_an_empty_window_is_told_in_a_sentence() -> None:
    from dateline.flows.runtime.parameters import window_between  # noqa: PLC0415 - as above

    later = datetime(2026, 3, 2, tzinfo=UTC)
    with pytest.raises(ConfigError, match=r"since \(2026-03-02 00:00\) must be before until \(2026-03-01 00:00\)"):
        window_between(later, later - timedelta(days=1))
