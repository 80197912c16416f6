"""The line that a run of a deployment prints when it ends, which `dateline serve` passes on to its terminal."""

import re

import pytest

from dateline.tasks.core.errors import DiscoveryError

pytestmark = pytest.mark.usefixtures("prefect_home")


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a run of a deployment."""
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "7b1c")
    monkeypatch.setenv("PREFECT__RUNTIME__FLOW_RUN__NAME", "all sources")


@pytest.mark.usefixtures("deployed")
def test_each_end_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A failure is told as a sentence, without the name of an exception; a state with its message."""
    from prefect.states import Completed  # noqa: PLC0415 - Prefect reads the environment at import

    from dateline.flows.runtime.run_log import telling_end  # noqa: PLC0415 - as above

    @telling_end
    def fails() -> None:
        raise DiscoveryError("the feed could not be read", url="x")

    with pytest.raises(DiscoveryError):
        fails()
    assert telling_end(lambda: 3)() == 3
    telling_end(lambda: Completed(message="2 slices, 40 pages"))()
    lines = capsys.readouterr().out.splitlines()
    assert [re.sub(r"^20.* UTC  ", "", line) for line in lines] == [
        "all sources: Failed; the feed could not be read",
        "all sources: Completed",
        "all sources: Completed; 2 slices, 40 pages",
    ]


def test_a_run_that_is_started_by_hand_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The command that started it reports on it."""
    from dateline.flows.runtime.run_log import telling_end  # noqa: PLC0415 - Prefect reads the environment at import

    telling_end(lambda: 3)()
    assert not capsys.readouterr().out
