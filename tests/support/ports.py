"""Finds free ports for servers that tests start."""

import contextlib
import random
import socket


def free_ports(count: int) -> list[int]:
    """Return ports that are free. They are below 32768, so that no outgoing connection takes one meanwhile."""
    found: list[int] = []
    # In random order, because other processes look for ports at the same time.
    for candidate in random.sample(range(20000, 32000), 200):
        if len(found) == count:
            break
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", candidate))
            found.append(candidate)
    return found


def free_port() -> int:
    """Return a port that is free."""
    return free_ports(1)[0]
