"""``dateline audit``: checks the integrity of the archive."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.interruption import UNCHANGED
from dateline.flows.cli.options import AsJson, Since, Until, window_of
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
from dateline.tasks.core.archive.audit_findings import AuditResult
from dateline.tasks.core.display.wording import count

_PARTLY = "Interrupted. What was repaired so far stays repaired; run the same command again to check everything."


def audit(
    since: Since = None,
    until: Until = None,
    deep: Annotated[bool, typer.Option("--deep/--quick", help="Read and verify every raw page, or skip them.")] = True,
    mend: Annotated[bool, typer.Option("--mend", help="Repair what can be repaired.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the archive for missing, damaged and unexplained files, and say how to repair each."""
    config = load()
    window = window_of(since, until)
    with running_flows(config, beside_output=as_json, interrupted=_PARTLY if mend else UNCHANGED):
        from dateline.flows.audit import audit as audit_flow

        result = audit_flow(window.since, window.until, deep, mend)
    if as_json:
        typer.echo(json.dumps(result.model_dump(mode="json") | {"wrong": result.wrong}, indent=2))
    else:
        say("\n".join(_in_words(result)))
    if result.wrong:
        raise typer.Exit(ExitCode.STORAGE)


def _in_words(result: AuditResult) -> Iterator[str]:
    for finding in result.findings:
        yield f"{finding.fault.value}{' (repaired)' if finding.mended else ''}  {finding.key}"
        yield f"    {finding.detail}."
        yield f"    {finding.remedy}"
    if more := sum(result.faults.values()) - len(result.findings):
        yield f"and {count(more, 'more fault')}"
    for key in result.unfinished:
        yield f"unfinished  {key}"
    if result.unfinished:
        yield "    The next ingest of the source completes this batch."
    yield from (f"set aside  {sentence}." for sentence in result.set_aside)
    checked = ", ".join(count(number, what.removesuffix("s")) for what, number in result.checked.items())
    yield f"Checked: {checked}." if checked else "The archive is empty."
    if result.faults:
        yield f"{count(sum(result.faults.values()), 'fault')}, {result.mended} repaired."
    else:
        yield "No faults found."
