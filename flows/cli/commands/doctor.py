"""``dateline doctor``: examines an installation, and says what to do."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

import typer

from dateline.config.loader import examine as examine_configuration
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import AsJson
from dateline.flows.cli.text import say
from dateline.flows.runtime import environment
from dateline.flows.serving.one_serve import running_api
from dateline.tasks.core.display.findings import Finding, Verdict, fault
from dateline.tasks.core.runs.groups import crowding

_CODES = {
    "settings": ExitCode.USAGE,
    "sources": ExitCode.SOURCE,
    "proxy": ExitCode.SOURCE,
    "Prefect server": ExitCode.SERVER,
}
"""By part. A fault of any other part has the code of storage."""


def doctor(as_json: AsJson = False) -> None:
    """Examine this installation: versions, settings, sources, archive, ledger, disk, clock, proxy, Prefect server.

    Nothing is changed, and no site is contacted.
    """
    findings = []
    for finding in _examined():
        findings.append(finding)
        if not as_json:
            say(f"{finding.verdict.value:<8} {finding.part}: {finding.sentence}")
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    faults = [finding.part for finding in findings if finding.verdict is Verdict.FAULT]
    if faults:
        raise typer.Exit(_CODES.get(faults[0], ExitCode.STORAGE))


def _examined() -> Iterator[Finding]:
    from dateline.config.source_paths import mistakes_of_paths
    from dateline.tasks.doctor import examine

    config, mistakes = examine_configuration()
    for mistake in mistakes:
        yield fault("settings", mistake.found, mistake.remedy)
    for mistake in mistakes_of_paths(config.folder, config.sources.values()):
        yield fault("sources", mistake.found, mistake.remedy)
    environment.prepare(config.root)
    api = environment.configured_api() or running_api(config.root)
    yield from examine(config.settings, config.sources, api, datetime.now(UTC))
    if environment.keeps_prefect_in_sqlite() and (found := crowding(config.settings, config.sources.values())):
        yield found
