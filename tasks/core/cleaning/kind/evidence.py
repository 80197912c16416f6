"""What speaks for a page being an article, and what against it."""

from dataclasses import dataclass

BASE = "what every page begins with"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was seen of a page.

    ``value`` says how much of it there is: 0 for nothing, 1 for as much as counts. ``weight`` says what that is worth:
    above zero for an article, below against it.
    """

    name: str
    value: float
    weight: float

    @property
    def points(self) -> float:
        """What it adds to the sum."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a page is an article, and by which evidence, the strongest first.

    ``rule`` is a sentence where a rule decided and the sum did not.
    """

    is_article: bool
    evidence: tuple[Evidence, ...] = ()
    rule: str | None = None

    @property
    def points(self) -> float:
        """The sum of the evidence; from 0 up a page is an article."""
        return sum(piece.points for piece in self.evidence)

    @property
    def sentence(self) -> str:
        """Why it was decided so: the rule, or the three strongest pieces of evidence on the side that won."""
        if self.rule:
            return f"the page is {self.rule}" if self.is_article else f"the page is {self.rule}, not an article"
        sign = 1 if self.is_article else -1
        reasons = [piece.name for piece in self.evidence if piece.points * sign > 0 and piece.name != BASE][:3]
        told = ", ".join(reasons) or f"nothing on it shows that it is {'none' if self.is_article else 'one'}"
        return f"the page is {'an' if self.is_article else 'no'} article: {told}"
