"""What to install for an extra is told for every way of installing dateline."""

import importlib.metadata

import pytest

from dateline.tasks.core.display.extras import how_to_install

EXTRAS = ("dask", "parquet", "postgresql", "query", "xlsx")


def test_the_packages_themselves_are_named() -> None:
    """A wheel, a clone and pipx need the same packages, so nobody is asked how dateline was installed."""
    assert how_to_install("xlsx") == (
        "run pip install 'xlsxwriter>=3.2' in dateline's environment, or, with pipx, "
        "pipx inject dateline 'xlsxwriter>=3.2'"
    )
    assert "'duckdb>=2' 'pyarrow>=21'" in how_to_install("query")
    assert all("pip install '" in how_to_install(extra) for extra in EXTRAS)


def test_the_extra_is_named_if_dateline_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout on the path has no list of its requirements."""

    def missing(_: str) -> list[str]:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr("dateline.tasks.core.display.extras.requires", missing)
    assert how_to_install("xlsx") == "install dateline with its extra xlsx"
