"""Colours of parties and line styles of relations, the same in every picture.

The colours are darker variants of those of Okabe and Ito, "Color Universal Design" (2008), which colour-blind
readers can distinguish. No information is given by colour alone.
"""

from attrs import frozen

from narratives.harmless import plain
from narratives.model import Assertion, Stance
from narratives.verdict import Relation


@frozen(kw_only=True)
class Line:
    """How a relation is drawn.

    Attributes:
        style: Graphviz's name of the line style.
        width: in points.
        name: label in the legend.
        stroke: the line drawn with characters, for a text legend.
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
"""Number of party colours. After this many parties the colours repeat."""


def text_note(assertion: Assertion) -> str:
    """Return the note shown after a proposition that is no whole sentence or leaves words open, or ""."""
    notes = [] if assertion.whole else ["not a whole sentence"]
    if assertion.unresolved:
        notes.append(f"not resolved: {unresolved_words(assertion)}")
    return f" ({'; '.join(notes)})" if notes else ""


def unresolved_words(assertion: Assertion) -> str:
    """Return the words of a proposition that refer to something outside it: “they”, “this deal”; or ""."""
    return ", ".join(f"“{plain(words)}”" for words in assertion.unresolved)


def stance_prefix(assertion: Assertion) -> str:
    """Return the stance shown before the proposition ("denies", "doubts"), or "" if it is asserted."""
    return "" if assertion.stance is Stance.ASSERTS else assertion.stance.value
