"""Tells whether the disk of the Prefect server that was started here is full, whatever error that caused."""

import tempfile
from contextlib import suppress
from pathlib import Path

from dateline.flows.runtime import environment
from dateline.tasks.core.errors import ServerDiskError
from dateline.tasks.whole_file import has_no_room


def full_disk(log_folder: Path | None = None) -> ServerDiskError | None:
    """Return the error that names the disk that is full, or None if the server has room.

    These are looked at: the folder of its log, Prefect's home and the folder for temporary files.
    """
    places = [log_folder, environment.home()]
    with suppress(FileNotFoundError):  # no such folder can be written
        places.append(Path(tempfile.gettempdir()))
    for place in filter(None, places):
        there = next(one for one in (place.absolute(), *place.absolute().parents) if one.is_dir())
        if has_no_room(there):
            return ServerDiskError(
                f"the disk of the Prefect server is full ({place}): free some space there and run again"
            )
    return None
