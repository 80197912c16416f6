"""The flow runs of the soak, as its Prefect server tells them."""

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


class Runs:
    """The runs that a server knows."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def by_state(self) -> dict[str, int]:
        """Return how many there are in each state; {} if the server does not answer."""
        with suppress(requests.RequestException):
            found = {state: self._served.post("flow_runs/count", flow_runs=_in(state)) for state in STATES}
            return {state: count for state, count in found.items() if count}
        return {}

    def bad(self) -> Counter[str]:
        """Return how often runs ended badly, by deployment's name and message."""
        found: Counter[str] = Counter()
        while page := self._page(found.total(), *BAD):
            found.update(f"{run['state_type']} {run['tags'][-1:]}: {run['state']['message']}" for run in page)
        return found

    def unfinished(self) -> list[str]:
        """Return the runs that are under way, or should have been a minute ago."""
        late = f"{datetime.now(UTC) - timedelta(seconds=OVERDUE_S):%Y-%m-%dT%H:%M:%SZ}"
        overdue = _in("SCHEDULED") | {"expected_start_time": {"before_": late}}
        found = self._page(0, *UNDER_WAY) + self._served.post("flow_runs/filter", flow_runs=overdue)
        return [f"{run['name']} is {run['state_name']}" for run in found]

    def start_no_more(self) -> None:
        """Pause all deployments."""
        for deployment in self._served.post("deployments/filter"):
            self._served.patch(f"deployments/{deployment['id']}", paused=True)

    def hanging(self, within_s: float) -> list[str]:
        """Return the runs that have not ended within these seconds."""
        deadline = time.monotonic() + within_s
        while (found := self.unfinished()) and time.monotonic() < deadline:
            time.sleep(1)
        return found

    def _page(self, offset: int, *states: str) -> list[Any]:
        found = self._served.post("flow_runs/filter", flow_runs=_in(*states), offset=offset, sort="ID_DESC")
        assert isinstance(found, list)
        return found


def _in(*states: str) -> dict[str, Any]:
    return {"state": {"type": {"any_": list(states)}}}
