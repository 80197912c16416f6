"""Cleaning on a Dask cluster: an existing one, or one started on this machine. Dask is an extra."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from dateline.tasks.adapters.cleaning.workers import CleaningCrew
from dateline.tasks.core.display.extras import how_to_install
from dateline.tasks.core.errors import ConfigError

_CONNECT_S = 20.0


@contextmanager
def on_dask(address: str | None, workers: int | None, cores: int) -> Iterator[CleaningCrew]:
    """Yield a crew on the cluster whose scheduler has this address, or on one started for the block if it is None.

    ``workers`` is the number of batches cleaned at the same time; by default, the number of the cluster's threads, or
    ``cores`` for a cluster started here. The workers need this version of dateline, and nothing else.

    Raises:
        ConfigError: Dask is not installed, or no scheduler answers.
    """
    dask, distributed = _dask()
    # Dask warns about arguments as large as a segment.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        if address is None:
            # Any free port, reachable from this machine only.
            cluster = distributed.LocalCluster(
                n_workers=workers or cores, threads_per_worker=1, dashboard_address="127.0.0.1:0"
            )
            with cluster, _connected(distributed, cluster.scheduler_address, workers or cores) as crew:
                yield crew
        else:
            with _connected(distributed, address, workers) as crew:
                yield crew


@contextmanager
def _connected(distributed: ModuleType, address: str, workers: int | None) -> Iterator[CleaningCrew]:
    try:
        client = distributed.Client(address, timeout=_CONNECT_S, set_as_default=False, name="dateline")
    except OSError as error:
        remedy = "start it (dask scheduler), or correct ingest.dask_address"
        raise ConfigError(f"no Dask scheduler answers at {address}; {remedy}") from error
    with client:
        yield CleaningCrew(
            client.get_executor(pure=False),
            (workers or sum(client.nthreads().values())) + 1,
            has_workers=lambda: bool(client.scheduler_info()["workers"]),
            lost=(
                distributed.KilledWorker,
                distributed.client.FutureCancelledError,
                distributed.client.ClosedClientError,
                ValueError,  # distributed's executor raises it if a worker leaves while its result is awaited
            ),
            is_here=False,
        )


def _dask() -> tuple[ModuleType, ModuleType]:
    try:
        import dask  # noqa: PLC0415 - an extra, and slow to import
        import distributed  # noqa: PLC0415 - as above
    except ImportError as error:
        needs = 'ingest.clean_on = "dask" needs Dask, which is not installed'
        raise ConfigError(f"{needs}: {how_to_install('dask')}") from error
    return dask, distributed
