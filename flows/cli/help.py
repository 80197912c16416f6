"""The help of the command line: examples for each command, and where options may stand."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

UsageError: Any = typer.BadParameter.__mro__[1]
"""Its base: the error of any wrong command line, which typer does not export."""
_FLAGS = frozenset({"--json", "--help"})
"""The options of a search that have no value."""
_EXCLUSION = re.compile(r"-[^-\s].", re.DOTALL)

EXAMPLES: dict[str, tuple[str, ...]] = {
    "init": ("dateline init news-archive",),
    "demo": ("dateline demo", "dateline demo /tmp/newspaper"),
    "ingest": (
        "dateline ingest",
        "dateline ingest --group hourly",
        "dateline ingest guardian --since 2026-03-01",
        'dateline ingest guardian --again "https://www.theguardian.com/world/2026/mar/01/a-story"',
    ),
    "backfill": (
        "dateline backfill guardian --since 2026-01-01 --until 2026-02-01 --dry-run",
        "dateline backfill guardian --since 2026-01-01 --until 2026-02-01 --parallel 4",
    ),
    "preview": ("dateline preview page.html", 'dateline preview "https://news.example/story?id=7" --json'),
    "reprocess": ("dateline reprocess guardian --dry-run", "dateline reprocess --since 2026-03-01"),
    "audit": ("dateline audit --quick", "dateline audit --mend"),
    "health": ("dateline health", "dateline health guardian --json", "dateline health --prometheus dateline.prom"),
    "batches": ("dateline batches", "dateline batches --json"),
    "prune": ("dateline prune --dry-run",),
    "export": (
        "dateline export --source guardian --since 2026-03-01 > march.jsonl",
        "dateline export --output headlines.xlsx --columns published_at,source,headline,url",
    ),
    "trace": ('dateline trace "https://news.example/story?id=7"',),
    "search": (
        "dateline search 'harbour \"old pier\" -ferry'",
        "dateline search harbour --source guardian --since 2026-03-01 --json",
    ),
    "query": (
        'dateline query "select source, count(*) from articles group by source"',
        'dateline query "select url from articles where paywalled" --since 2026-03-01 --format csv',
    ),
    "show": ("dateline show 3f9c", "dateline show 3f9c --revisions --diff", "dateline show 3f9c --similar"),
    "browse": ("dateline browse", "dateline browse --port 9000 --open"),
    "raw": ("dateline raw 3f9c > page.html",),
    "sources list": ("dateline sources list", "dateline sources list --catalogue"),
    "sources check": ("dateline sources check", "dateline sources check guardian --stale-days 3"),
    "sources add": (
        "dateline sources add guardian",
        "dateline sources add https://news.example",
        "dateline sources add news.example --name courier",
    ),
    "sources remove": ("dateline sources remove guardian", "dateline sources remove guardian --articles --dry-run"),
}
"""Command lines by command. URLs are quoted, because `?` and `&` have a meaning in shells."""


def examples(command: str) -> str | None:
    """Return the end of a command's help, or None if it has no examples.

    The first character keeps click from joining the lines:
    https://click.palletsprojects.com/en/stable/documentation/#escaping-click-s-wrapping
    """
    lines = EXAMPLES.get(command)
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines))) if lines else None


class WithWholeSentences(TyperGroup):
    """A group of commands whose help shows the first sentence about each one, however long it is."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, D102 - typer does not export these types
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(command.help or "")) for name, command in named if command])

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401, D102 - as above
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            # pydantic puts this in front of typer's sentences
            error.message = (
                _wrong_number(error)
                or error.message.removeprefix("Value error, ")
                or _about(getattr(error, "param", None))
            )
            raise
        except UsageError as error:
            if "unexpected extra argument" in error.message and error.ctx is not None:
                error.message += _where_else(error.ctx.command)
            raise


def _wrong_number(error: typer.BadParameter) -> str | None:
    """Return what to write, if the value of a parameter is no number or out of its bounds. pydantic's words differ."""
    parameter, cause = getattr(error, "param", None), error.__context__
    if parameter is None or not isinstance(cause, ValueError) or not error.message.startswith("Input should be"):
        return None
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if least is None:
        return None
    kind = "number" if parameter.type_descriptor.annotation is float else "whole number"
    bounds = f"from {least} to {most}" if most is not None else f"of {least} or more"
    return f"write a {kind} {bounds}, not {_input_of(cause)!r}"


def _input_of(error: Any) -> object:  # noqa: ANN401 - pydantic's error, which is slow to import
    return error.errors()[0]["input"]


def _about(parameter: Any) -> str:  # noqa: ANN401 - as above
    """Return the help of a parameter that is missing, which says what to write."""
    return getattr(parameter, "help", None) or ""


def _where_else(command: Any) -> str:  # noqa: ANN401 - as above
    """Return what to do with a word that the command does not take, if it has an option for names of sources."""
    options = {option for parameter in command.params for option in parameter.opts}
    return ". Name a source with --source" if "--source" in options else ""


def config_first(args: Sequence[str]) -> list[str]:
    """Return the arguments with `--config PATH` moved to the front, where click expects a group's option.

    Nothing is moved from behind ``--``, nor a `--config` that has no value.
    """
    end = args.index("--") if "--" in args else len(args)
    moved: list[str] = []
    kept: list[str] = []
    at = 0
    while at < end:
        is_config = args[at].startswith("--config=") or (args[at] == "--config" and at + 1 < end)
        width = 2 if is_config and args[at] == "--config" else 1
        (moved if is_config else kept).extend(args[at : at + width])
        at += width
    return [*moved, *kept, *args[end:]]


class WithExclusions(TyperCommand):
    """A command whose query may have words such as ``-ferry``, though words with a dash are options elsewhere."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401, D102 - as above
        return super().parse_args(ctx, exclusions_last(args))


def exclusions_last(args: Sequence[str]) -> list[str]:
    """Return the arguments with those that exclude a word or a phrase from a search moved behind ``--``.

    The only option with one dash is ``-h``, so a dash and more than a letter are none. The value of an option stays.
    """
    end = args.index("--") if "--" in args else len(args)
    kept: list[str] = []
    excluded: list[str] = []
    for before, arg in pairwise(["", *args[:end]]):
        is_value = before.startswith("--") and before not in _FLAGS and "=" not in before
        (excluded if _EXCLUSION.match(arg) and not is_value else kept).append(arg)
    return [*kept, "--", *args[end + 1 :], *excluded] if excluded else list(args)


def _first_sentence(text: str) -> str:
    paragraph = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    return paragraph.partition(". ")[0].rstrip(".") + "."
