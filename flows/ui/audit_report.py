"""The report of an audit in the Prefect UI. Text from the archive is escaped."""

from dateline.tasks.core.archive.audit_findings import AuditResult
from dateline.tasks.core.display.escaping import plain


def report_markdown(result: AuditResult) -> str:
    """Return the result of an audit as Markdown."""
    lines = [
        f"# The archive {'is intact' if not result.wrong else 'has faults'}",
        "",
        "| checked | |",
        "|---|---:|",
        *(f"| {what} | {count} |" for what, count in result.checked.items()),
    ]
    if result.faults:
        lines += ["", "| fault | objects |", "|---|---:|"]
        lines += [f"| {plain(fault.value)} | {count} |" for fault, count in result.faults.items()]
        lines += ["", f"Repaired: {result.mended}."]
    if result.unfinished:
        lines += ["", "## Unfinished batches", "", "The next ingest of their source completes them."]
        lines += ["", *(f"- {plain(key)}" for key in result.unfinished)]
    if result.set_aside:
        lines += ["", "## Batches set aside", "", *(f"- {plain(sentence)}" for sentence in result.set_aside)]
    return "\n".join(lines)


def finding_rows(result: AuditResult) -> list[dict[str, str]]:
    """Return a table row for each reported fault."""
    return [
        {
            "fault": finding.fault.value,
            "object": plain(finding.key),
            "detail": plain(finding.detail),
            "mended": "yes" if finding.mended else "no",
            "remedy": plain(finding.remedy),
        }
        for finding in result.findings
    ]
