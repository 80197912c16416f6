"""Says how to install the packages of an extra, in a way that works for a clone, a wheel, pip and pipx alike."""

import re
from importlib.metadata import PackageNotFoundError, requires


def how_to_install(extra: str) -> str:
    """Return how to install the packages of an extra of dateline, as the end of a sentence, for pip and for pipx."""
    packages = " ".join(f"'{one}'" for one in packages_of(extra))
    if not packages:  # dateline itself is not installed, as in a checkout on the path
        return f"install dateline with its extra {extra}"
    return f"run pip install {packages} in dateline's environment, or, with pipx, pipx inject dateline {packages}"


def packages_of(extra: str) -> list[str]:
    """Return the requirements that an extra of the installed dateline adds, such as ``pyarrow>=21``."""
    try:
        required = requires("dateline") or []
    except PackageNotFoundError:
        return []
    parted = [one.partition(";") for one in required]
    return [name.strip() for name, _, marker in parted if re.search(rf"extra == ['\"]{extra}['\"]", marker)]
