"""Colours and lines that parties and relations are told apart by, the same in every picture.

The colours are darkened ones of Okabe and Ito, "Color Universal Design" (2008), which the colour-blind can
tell apart; nothing rests on colour alone.
"""

from attrs import frozen

from narratives.model import Assertion, Stance
from narratives.verdict import Relation


@frozen(kw_only=True)
class Line:
    """How a relation is drawn.

    Attributes:
        style: Graphviz's word for it.
        name: what the two sides do, for the legend.
        stroke: the line in characters, for a legend of text.
    """

    colour: str
    style: str
    width: float
    name: str
    stroke: str


_AGREE = Line(colour="#00785A", style="bold", width=3.4, name="agree", stroke="▬▬▬")
LINES = {
    Relation.CONTRADICTION: Line(
        colour="#C44B00", style="solid", width=2.4, name="contradict", stroke="━━━━"
    ),
    Relation.FRAMING: Line(
        colour="#A0517F", style="dashed", width=2.2, name="frame against each other", stroke="╍╍╍╍"
    ),
    Relation.ENTAILMENT: _AGREE,
    Relation.EQUIVALENCE: _AGREE,
    Relation.DISTINCT: Line(
        colour="#6B6B6B", style="dotted", width=1.4, name="only look opposed", stroke="┈┈┈┈"
    ),
}

FILLS = ("#E8F1FA", "#FBF1DF", "#E6F4EE", "#F6EAF2", "#F1F1F1", "#FFF9D9")
BORDERS = ("#0072B2", "#9A6700", "#00785A", "#A0517F", "#5A5A5A", "#746B00")
COLOURS = len(FILLS)
"""Parties beyond so many begin again with the first colour."""


def cut_mark(assertion: Assertion) -> str:
    """Return what is put after a proposition that is no whole sentence, else ""."""
    return "" if assertion.whole else " (not a whole sentence)"


def says(assertion: Assertion) -> str:
    """What is put before the proposition: "denies", "doubts" ..., or "" where it is asserted."""
    return "" if assertion.stance is Stance.ASSERTS else assertion.stance.value
