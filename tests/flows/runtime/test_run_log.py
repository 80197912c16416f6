"""The line that a run of a deployment prints when it ends, which `dateline serve` passes on to its terminal."""

import logging
import re
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.config.mistakes import NoConfigurationError
from dateline.tasks.core.errors import DiscoveryError, StoreError

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


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize("named", [None, "gone"])
def test_a_run_without_a_configuration_says_what_a_worker_needs(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not what a command says: in the temporary folder of a worker, `dateline init` is no remedy."""
    from dateline.flows.runtime.run_log import telling_end  # noqa: PLC0415 - Prefect reads the environment at import

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_CONFIG", raising=False)
    if named:
        monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / named))
    with pytest.raises(NoConfigurationError):
        telling_end(load)()
    line = capsys.readouterr().out
    assert "the run has no configuration: set DATELINE_CONFIG to the configuration folder, which must be on the" in line
    assert str(tmp_path) not in line
    assert "init" not in line


def test_an_expected_error_is_logged_once_without_a_traceback() -> None:
    """Prefect's engine logs it twice. Of a bug, all is kept."""
    from dateline.flows.runtime import run_log  # noqa: F401, PLC0415 - Prefect reads the environment at import

    logger, kept = logging.getLogger("prefect.flow_runs"), []
    for error in (DiscoveryError("the feed could not be read", url="x"), ValueError("a bug")):
        for told in ("Encountered exception during execution: %r", "Engine execution exited"):
            args = (error,) if "%r" in told else ()
            record = logger.makeRecord("x", logging.ERROR, "x", 1, told, args, (type(error), error, None))
            kept += [record] if logger.filter(record) else []
    assert [(record.getMessage(), record.exc_info is None) for record in kept] == [
        ("The run failed: the feed could not be read", True),
        ("Encountered exception during execution: ValueError('a bug')", False),
        ("Engine execution exited", False),
    ]


def test_a_run_that_is_started_by_hand_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The command that started it reports on it."""
    from dateline.flows.runtime.run_log import telling_end  # noqa: PLC0415 - Prefect reads the environment at import

    telling_end(lambda: 3)()
    assert not capsys.readouterr().out


def test_an_expected_error_of_a_step_is_logged_without_a_traceback() -> None:
    """That a step was told to stop is no error at all. Of a bug, all is kept."""
    from dateline.flows.runtime import run_log  # noqa: F401, PLC0415 - Prefect reads the environment at import

    logger, kept = logging.getLogger("prefect.task_runs"), []
    stopped = "Finished in state Cancelled('stopped between two pages')"
    record = logger.makeRecord("x", logging.ERROR, "x", 1, stopped, (), None)
    kept += [record] if logger.filter(record) else []
    for error in (StoreError("the disk is full", key="x"), ValueError("bug")):
        ends = f"Finished in state Failed('Task run encountered an exception {type(error).__name__}: {error}')"
        for told, info in ((f"Task run failed with exception: {error!r}", (type(error), error, None)), (ends, None)):
            record = logger.makeRecord("x", logging.ERROR, "x", 1, told, (), info)
            kept += [record] if logger.filter(record) else []
    assert [(record.levelname, record.getMessage(), record.exc_info is None) for record in kept] == [
        ("INFO", "stopped between two pages", True),
        ("ERROR", "The step failed: the disk is full", True),
        ("ERROR", "Task run failed with exception: ValueError('bug')", False),
        ("ERROR", "Finished in state Failed('Task run encountered an exception ValueError: bug')", True),
    ]
