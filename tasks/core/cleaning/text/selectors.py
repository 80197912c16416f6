"""Applies a source's CSS selectors for the text, the summary and the elements to remove."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode, SelectolaxError

from dateline.config.schema import Selectors
from dateline.tasks.core.cleaning.document import Document


@dataclass(frozen=True, slots=True)
class Selected:
    """The elements that a source's selectors match on one page: text and removed ones by ``mem_id``."""

    text: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    summary: LexborNode | None = None
    warnings: tuple[str, ...] = ()


def apply_selectors(document: Document, selectors: Selectors) -> Selected:
    """Return the elements that the selectors match, with a warning for each that is invalid.

    A selector for text or summary that matches nothing gives a warning, too.
    """
    warnings: list[str] = []

    def found(field: str, selector: str) -> list[LexborNode]:
        try:
            nodes = document.tree.css(selector) if selector.strip() else []
        except (SelectolaxError, ValueError):
            warnings.append(f"selectors.{field} is not a valid CSS selector: {selector!r}")
            return []
        if not nodes and field != "remove":
            warnings.append(f"selectors.{field} matches nothing: {selector!r}")
        return nodes

    removed = frozenset(node.mem_id for selector in selectors.remove for node in found("remove", selector))
    texts = found("text", selectors.text) if selectors.text else []
    summaries = found("summary", selectors.summary) if selectors.summary else []
    return Selected(
        text=frozenset(node.mem_id for node in texts),
        removed=removed,
        summary=summaries[0] if summaries else None,
        warnings=tuple(warnings),
    )
