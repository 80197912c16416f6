"""The flow runs of the soak, according to its Prefect server."""

import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from tests.support.served import Served

STATES = ("SCHEDULED", "PENDING", "RUNNING", "CANCELLING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED")
UNDER_WAY = ("PENDING", "RUNNING", "CANCELLING")
BAD = ("FAILED", "CRASHED")
OVERDUE_S = 60
BETWEEN_S = 5


class Runs:
    """The runs that a server knows."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def by_state(self) -> dict[str, int]:
        """Return how many there are in each state, or {} if the server does not answer."""
        with suppress(requests.RequestException):
            found = {state: self._served.post("flow_runs/count", flow_runs=_in(state)) for state in STATES}
            return {state: count for state, count in found.items() if count}
        return {}

    def bad(self) -> Counter[str]:
        """Return how often runs ended badly, by deployment name and message."""
        found: Counter[str] = Counter()
        while page := self._page(found.total(), *BAD):
            found.update(f"{run['state_type']} {run['tags'][-1:]}: {run['state']['message']}" for run in page)
        return found

    def hanging(self, within_s: float) -> list[str]:
        """Return the runs that have not ended within these seconds since they should have begun."""
        late = f"{datetime.now(UTC) - timedelta(seconds=OVERDUE_S):%Y-%m-%dT%H:%M:%SZ}"
        overdue = self._page(0, "SCHEDULED", expected_start_time={"before_": late})
        waiting = [run["id"] for run in self._page(0, *UNDER_WAY) + overdue]
        deadline = time.monotonic() + within_s
        while waiting:
            of_these = {"id": {"any_": waiting}}
            left = self._page(0, *UNDER_WAY, **of_these) + self._page(0, "SCHEDULED", **of_these)
            waiting = [run["id"] for run in left]
            if time.monotonic() > deadline:
                return [f"{run['name']} is {run['state_name']}" for run in left]
            time.sleep(BETWEEN_S)
        return []

    def _page(self, offset: int, *states: str, **more: object) -> list[Any]:
        wanted = _in(*states) | more
        found = self._served.post("flow_runs/filter", flow_runs=wanted, offset=offset, sort="ID_DESC")
        assert isinstance(found, list)
        return found


def _in(*states: str) -> dict[str, Any]:
    return {"state": {"type": {"any_": list(states)}}}
