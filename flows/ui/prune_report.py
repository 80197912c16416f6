"""The report of a prune in the Prefect UI."""

from dateline.tasks.core.archive.retention import PruneResult
from dateline.tasks.core.display.escaping import plain


def report_markdown(result: PruneResult) -> str:
    """Return the figures of the run as Markdown."""
    lines = [
        f"# Raw pages{' (dry run: nothing was deleted)' if result.dry_run else ''}",
        "",
        f"Raw pages are kept: {result.retention}.",
        "",
        "| segments | |",
        "|---:|---|",
        f"| {result.removed} | {'would be' if result.dry_run else 'were'} deleted |",
        f"| {result.unfinished} | kept: their batches are unfinished |",
        f"| {result.damaged} | kept: one of their articles is missing or damaged |",
    ]
    if result.kept:
        lines += ["", "## Run `dateline audit`", "", *(f"- {plain(why)}" for why in result.kept)]
    return "\n".join(lines)
