"""Values that are looked up in the background."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dateline.flows.browse.kept import Kept
from dateline.tasks.core.errors import StoreError


class Looked:
    """Counts how often it is looked up. It waits for `gate`, and raises while `fault` is set."""

    def __init__(self) -> None:
        self.times = 0
        self.gate = threading.Event()
        self.gate.set()
        self.fault: Exception | None = None

    def __call__(self) -> int:
        assert self.gate.wait(60)
        if self.fault:
            raise self.fault
        self.times += 1
        return self.times


def kept(looked: Looked, *, age_s: float, wait_s: float) -> Kept[int]:
    return Kept(looked, ThreadPoolExecutor(2), age_s=age_s, wait_s=wait_s)


def test_a_value_is_looked_up_once_until_it_is_old() -> None:
    looked = Looked()
    value = kept(looked, age_s=3600, wait_s=60)
    assert [value.get(), value.get()] == [1, 1]
    always_old = kept(Looked(), age_s=0, wait_s=60)
    assert [always_old.get(), always_old.get()] == [1, 2]


def test_nobody_waits_for_a_newer_value_for_long() -> None:
    """While one look-up is going on, everybody gets the older value, and no second one begins."""
    looked = Looked()
    value = kept(looked, age_s=0, wait_s=0)
    assert value.get() == 1
    looked.gate.clear()
    assert [value.get() for _ in range(5)] == [1] * 5
    looked.gate.set()
    value._wait_s = 60
    assert value.get() == 2


def test_a_failure_keeps_the_value_and_the_first_one_is_told() -> None:
    looked = Looked()
    value = kept(looked, age_s=0, wait_s=60)
    looked.fault = StoreError("the bucket is away", key="")
    with pytest.raises(StoreError):
        value.get()
    looked.fault = None
    assert value.get() == 1
    looked.fault = StoreError("the bucket is away", key="")
    assert value.get() == 1
