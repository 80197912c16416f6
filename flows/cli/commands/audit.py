"""``dateline audit``: is the archive whole?"""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import AsJson, Since, Until, window_of
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
from dateline.tasks.core.archive.audit_findings import AuditResult
from dateline.tasks.core.display.wording import count


def audit(
    since: Since = None,
    until: Until = None,
    deep: Annotated[bool, typer.Option("--deep/--quick", help="Read every raw page, or none.")] = True,
    mend: Annotated[bool, typer.Option("--mend", help="Make again what can be made again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check that nothing in the archive is missing, damaged or unexplained, and say how to mend what is."""
    config = load()
    window = window_of(since, until)
    with running_flows(config.root, beside_output=as_json):
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
        yield f"{finding.fault.value}{' (mended)' if finding.mended else ''}  {finding.key}"
        yield f"    {finding.detail}."
        yield f"    {finding.remedy}"
    if more := sum(result.faults.values()) - len(result.findings):
        yield f"and {count(more, 'more fault')}"
    for key in result.unfinished:
        yield f"unfinished  {key}"
    if result.unfinished:
        yield "    The next ingest of the source completes these."
    yield from (f"set aside  {sentence}." for sentence in result.set_aside)
    yield (
        "Checked: " + ", ".join(count(number, what.removesuffix("s")) for what, number in result.checked.items()) + "."
    )
    if result.faults:
        yield f"{count(sum(result.faults.values()), 'fault')}, {result.mended} mended."
    else:
        yield "Nothing is wrong."
