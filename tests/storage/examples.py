"""Documents with their attributions and verdicts for the tests of the store."""

from functools import cache

from narratives.attribution import Attribution, attribute
from narratives.model import Document, Party
from narratives.storage import StoredVerdict
from narratives.verdict import Reason, ReasonKind, Relation

PARTIES = (Party("Norland", ["Norlandic"]), Party("Sudmark", ["Sudmarkian"]))
KEY = "parties: Norland, Sudmark"
JUDGE = "judge/1"

REPORT = Document(
    "The Norlandic foreign minister, Ana Perić, said that Sudmark had shelled the bridge at Tîrgu in 2021. "
    "“Our army never shelled the bridge,” the Sudmarkian government said. "
    "A farmer said that the road was closed.",
    title="Bridge destroyed",
    outlet="The Courier",
    date="2021-08-05",
    address="https://example.org/bridge",
)
REPLY = Document(
    "Sudmark’s government said that the dam had been repaired by its engineers.",
    outlet="The Herald",
    date="2021-08-04",
)


@cache
def said(document: Document) -> Attribution:
    """Return who says what in a document."""
    return attribute(document, PARTIES)


def verdict(a: int = 0, b: int = 1, relation: Relation = Relation.CONTRADICTION) -> StoredVerdict:
    """Return a verdict on two assertions of the report, with a reason unless it is neutral."""
    first, second = said(REPORT).assertions[a], said(REPORT).assertions[b]
    reason = Reason(
        kind=ReasonKind.NEGATION,
        a="had shelled",
        b="never shelled",
        note="One affirms what the other negates.",
        a_spans=first.spans,
        b_spans=second.spans,
    )
    return StoredVerdict(
        a=first.id,
        b=second.id,
        relation=relation,
        probability=0.9,
        reasons=() if relation is Relation.NEUTRAL else (reason,),
        contradiction=0.95 if relation is Relation.CONTRADICTION else None,
    )
