"""Finds a volume that should be mounted at or above a folder, but is not.

An archive that is started in the empty folder of a mount point is hidden as soon as its volume is mounted.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FSTAB = Path("/etc/fstab")
"""The mount points of the system, fstab(5)."""
UNITS = Path("/etc/systemd/system")
"""The folder of systemd's units; those of mount points are ``*.mount``, systemd.mount(5)."""

_OCTAL = re.compile(r"\\([0-7]{3})")
_WHERE = re.compile(r"^\s*Where\s*=\s*(\S.*?)\s*$", re.MULTILINE)


def unmounted_above(folder: Path) -> Path | None:
    """Return the innermost mount point that holds ``folder`` and has no volume mounted, or None.

    Only mount points that the system's tables name are known. If one that lies deeper is mounted, none is missing.
    """
    place = os.path.realpath(folder)
    known = {os.path.realpath(point) for point in (*_in_fstab(), *_in_units())}
    around = [point for point in known if point != "/" and (place == point or place.startswith(f"{point}/"))]
    innermost = max(around, key=len, default=None)
    return Path(innermost) if innermost and not os.path.ismount(innermost) else None


def _in_fstab() -> Iterator[str]:
    for line in _text(FSTAB).splitlines():
        fields = line.split()
        if len(fields) >= 3 and fields[1].startswith("/") and not line.lstrip().startswith("#"):  # noqa: PLR2004 - device, point, type
            yield _OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[1])


def _in_units() -> Iterator[str]:
    with suppress(OSError):
        for unit in UNITS.glob("*.mount"):
            yield from (where for where in _WHERE.findall(_text(unit)) if where.startswith("/"))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
