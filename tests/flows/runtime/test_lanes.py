"""Jobs in lanes: in order within a lane, otherwise in parallel; a job that does not end blocks no other."""

from collections.abc import Callable
from contextlib import closing
from threading import Event, Lock

from hypothesis import given
from hypothesis import strategies as st

from dateline.flows.runtime.lanes import Deadline, Lanes
from dateline.flows.runtime.stopping import enclosing_stop, stopping_together

LONG = 600.0


def lanes(work: Callable[[str, Deadline], str], threads: int, lost: str = "") -> Lanes[str, str]:
    """Return lanes in which the job ``lost`` has no time."""
    return Lanes(
        work, lambda job: Deadline(0, 0) if job == lost else Deadline(LONG, LONG), lambda _: "given up", threads
    )


@given(st.lists(st.integers(0, 4), max_size=8), st.integers(1, 4))
def test_each_job_is_done_once_and_in_the_order_of_its_lane(lengths: list[int], threads: int) -> None:
    """No two jobs of a lane overlap, for any number of lanes, jobs and threads."""
    jobs = [[f"{lane}.{number}" for number in range(length)] for lane, length in enumerate(lengths)]
    at_work = [Lock() for _ in jobs]

    def work(job: str, _: Deadline) -> str:
        lane = at_work[int(job.partition(".")[0])]
        assert lane.acquire(blocking=False)
        lane.release()
        return f"{job} done"

    done = list(lanes(work, threads).run(jobs))
    assert sorted(done) == sorted((job, f"{job} done") for lane in jobs for job in lane)
    for lane in jobs:
        assert [job for job, _ in done if job in lane] == lane


def test_a_job_that_does_not_end_is_given_up() -> None:
    """Even with one thread, the rest of its lane and other lanes are done; its own result is discarded."""
    end, ended = Event(), Event()

    def work(job: str, deadline: Deadline) -> str:
        if job == "stuck":
            assert deadline.is_past()
            end.wait()
            ended.set()
        return "done"

    found = dict(lanes(work, 1, lost="stuck").run([["first", "stuck", "next"], ["other"]]))
    assert found == {"first": "done", "stuck": "given up", "next": "done", "other": "done"}
    end.set()
    assert ended.wait(LONG)


def test_a_deadline_is_followed_by_a_period_of_grace() -> None:
    """A job whose deadline has passed is not yet abandoned."""
    deadline = Deadline(LONG, 0)
    assert not deadline.is_past()
    over = Deadline(-1, LONG)
    assert over.is_past()
    assert not over.is_long_past


def test_jobs_are_told_to_stop() -> None:
    """When the results are no longer wanted, running jobs are told to stop, and no other starts."""
    begun: list[str] = []

    def work(job: str, _: Deadline) -> str:
        begun.append(job)
        with stopping_together() as stop:
            while job == "endless" and not stop():
                Event().wait(0.01)
        return "done"

    with closing(lanes(work, 2).run([["quick"], ["endless", "never"]])) as results:
        assert next(results) == ("quick", "done")
    assert "never" not in begun


def test_a_job_is_told_to_stop_however_deep_it_is() -> None:
    """A slice of a backfill asks in blocks within blocks."""
    told: list[bool] = []
    begun = Event()

    def work(job: str, _: Deadline) -> str:
        with stopping_together(), stopping_together(), stopping_together() as stop:
            assert enclosing_stop() == stop
            if job == "endless":
                begun.set()
                while not stop():
                    Event().wait(0.01)
            told.append(stop())
        return job

    with closing(lanes(work, 2).run([["quick"], ["endless"]])) as results:
        assert next(results) == ("quick", "quick")
        assert begun.wait(LONG)
    assert told == [False, True]
    assert not enclosing_stop()()
