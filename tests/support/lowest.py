"""The tests that `make lowest` runs with the lowest permitted versions: those that use each dependency directly.

``python -m tests.support.lowest`` prints their files. Code that uses a dependency only through these is the same with
any version, and is tested with the locked ones.
"""

_HTTP = "tests/tasks/adapters/http"
_WEB = "tests/tasks/core/web"

BORDERS = {
    "boto3": ("tests/tasks/adapters/stores/s3/test_store.py",),
    "brotli": (f"{_WEB}/test_content_encoding.py",),
    "deflate": ("tests/tasks/adapters/warc/test_segments.py",),
    "idna": (f"{_WEB}/test_urls.py",),
    "jinja2": ("tests/flows/browse/test_pages.py",),
    "lxml": ("tests/tasks/core/discovery/test_feeds.py",),
    "markupsafe": ("tests/flows/browse/test_pages.py",),
    "prefect": ("tests/flows/test_ingest_flow.py", "tests/flows/test_plan.py"),
    "prometheus-client": ("tests/flows/cli/test_health.py",),
    "protego": (f"{_WEB}/test_robots.py",),
    "publicsuffixlist": (f"{_WEB}/test_urls.py",),
    "pydantic": ("tests/config/test_loader.py", "tests/tasks/core/archive/test_records.py"),
    "pydantic-settings": ("tests/config/test_loader.py", "tests/config/test_proxies.py"),
    "requests": (f"{_HTTP}/test_fetcher.py", f"{_HTTP}/test_faults.py", f"{_HTTP}/test_proxy.py"),
    "rich": ("tests/flows/cli/test_commands.py",),
    "selectolax": ("tests/tasks/core/cleaning/test_pages.py", "tests/tasks/core/discovery/test_listings.py"),
    "sqlalchemy": ("tests/tasks/adapters/ledger/test_upgrade.py", "tests/tasks/adapters/ledger/test_files.py"),
    "pyyaml": ("tests/docs/test_deployment.py", "tests/flows/serving/test_prefect_file.py"),
    "typer": ("tests/flows/cli/test_commands.py", "tests/flows/cli/test_help.py"),
    "starlette": ("tests/flows/browse/test_guard.py", "tests/flows/browse/test_pages.py"),
    "tzdata": ("tests/tasks/core/cleaning/timestamps/test_forms.py",),
    "urllib3": (f"{_HTTP}/test_fetcher.py", f"{_HTTP}/test_faults.py"),
    "uvicorn": ("tests/flows/browse/test_guard.py", "tests/flows/cli/test_browse.py"),
    "w3lib": ("tests/tasks/core/cleaning/encoding/test_decode.py",),
    "zstandard": ("tests/tasks/adapters/warc/test_members.py", f"{_WEB}/test_content_encoding.py"),
}
"""The test files of each dependency."""

if __name__ == "__main__":
    print(*sorted({file for files in BORDERS.values() for file in files}))  # noqa: T201 - what it is for
