"""What a prune removed, as the Prefect UI shows it."""

from dateline.tasks.core.archive.retention import PruneResult
from dateline.tasks.core.display.escaping import plain


def report_markdown(result: PruneResult) -> str:
    """Return the run's figures as Markdown."""
    lines = [
        f"# Raw pages{' (dry run: nothing was removed)' if result.dry_run else ''}",
        "",
        f"They are kept: {result.retention}.",
        "",
        "| segments | |",
        "|---:|---|",
        f"| {result.removed} | {'would be' if result.dry_run else 'were'} removed |",
        f"| {result.unfinished} | stay: their batches are not done |",
        f"| {result.damaged} | stay: an article of theirs is not whole |",
    ]
    if result.kept:
        lines += ["", "## Run `dateline audit`", "", *(f"- {plain(why)}" for why in result.kept)]
    return "\n".join(lines)
