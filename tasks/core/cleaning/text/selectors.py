"""A source's own CSS selectors for text, summary and what to remove: found in the page, or warned about."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode, SelectolaxError

from dateline.config.schema import Selectors
from dateline.tasks.core.cleaning.document import Document


@dataclass(frozen=True, slots=True)
class Told:
    """What a source's selectors select on one page: elements by memory id, and the summary's element."""

    text: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    summary: LexborNode | None = None
    warnings: tuple[str, ...] = ()


def apply_selectors(document: Document, selectors: Selectors) -> Told:
    """Return what the selectors select; one that is invalid, or a text or summary that is not there, is a warning."""
    warnings: list[str] = []

    def found(field: str, selector: str) -> list[LexborNode]:
        try:
            nodes = document.tree.css(selector) if selector.strip() else []
        except (SelectolaxError, ValueError):
            warnings.append(f"selectors.{field} is no valid CSS selector: {selector!r}")
            return []
        if not nodes and field != "remove":
            warnings.append(f"selectors.{field} matches nothing: {selector!r}")
        return nodes

    removed = frozenset(node.mem_id for selector in selectors.remove for node in found("remove", selector))
    texts = found("text", selectors.text) if selectors.text else []
    summaries = found("summary", selectors.summary) if selectors.summary else []
    return Told(
        text=frozenset(node.mem_id for node in texts),
        removed=removed,
        summary=summaries[0] if summaries else None,
        warnings=tuple(warnings),
    )
