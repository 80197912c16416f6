"""The evidence for and against a page being an article, and the judgement that follows from it."""

from dataclasses import dataclass

BASE = "starting value of every page"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence.

    ``value`` is how much of it the page has, from 0 to 1. ``weight`` is what it counts: above zero it speaks for an
    article, below zero against one.
    """

    name: str
    value: float
    weight: float

    @property
    def points(self) -> float:
        """What it adds to the sum: value times weight."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a page is an article, and the evidence, strongest first.

    ``rule`` says what the page is if a rule decided, such as "a list of articles". None if the evidence decided.
    """

    is_article: bool
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None

    @property
    def points(self) -> float:
        """The sum of the evidence. If no rule decided, a page with a sum of 0 or more is an article."""
        return sum(piece.points for piece in self.evidence)

    @property
    def sentence(self) -> str:
        """The reason: the rule, or the three strongest pieces of evidence on the winning side."""
        if self.rule:
            return f"the page is {self.rule}" if self.is_article else f"the page is {self.rule}, not an article"
        sign = 1 if self.is_article else -1
        reasons = [piece.name for piece in self.evidence if piece.points * sign > 0 and piece.name != BASE][:3]
        listed = ", ".join(reasons) or f"nothing shows that it is {'not ' if self.is_article else ''}one"
        return f"the page is {'an' if self.is_article else 'not an'} article: {listed}"
