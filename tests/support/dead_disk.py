"""A disk that is mounted and never answers, as that of a network whose server is gone. It needs root and FUSE."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DETACH = 2


@contextmanager
def dead_disk(place: Path) -> Iterator[Path]:
    """Mount one at a place. Whoever looks at what is in it waits until the block ends, and then gets an error."""
    libc = ctypes.CDLL(None, use_errno=True)
    place.mkdir(exist_ok=True)
    try:
        server = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        pytest.skip("there is no FUSE, or it may not be used")
    try:
        options = f"fd={server},rootmode=40000,user_id=0,group_id=0"
        if libc.mount(b"dead", os.fsencode(place), b"fuse", 0, options.encode()):
            pytest.skip(f"nothing can be mounted: {os.strerror(ctypes.get_errno())}")
        try:
            yield place
        finally:
            libc.umount2(os.fsencode(place), _DETACH)
    finally:
        os.close(server)
