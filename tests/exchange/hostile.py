"""Hostile texts (markup, formulas, control characters), and findings with one of them in every field."""

import pytest

from narratives.findings import Examination, Findings
from narratives.harmless import plain
from narratives.model import Account, Assertion, Document, Party, Source, Span, Stance
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict
from tests.attacks.hostile import HOSTILE as SHARED

_FOR_FORMATS = [
    '=HYPERLINK("x","y")',
    "\t=1+1",
    " \u200b+1",
    "\uff1d1+1",
    "@SUM(1)",
    "-2+3;=1",
    'a,b;"c"\r\nd\te',
    "a\x00NUL and \x1b[31m",
    "\u202eoverride\u2066",
    "a lone \ud800 surrogate",
    "line\u2028separator\x85here",
    "\ufffe\uffff not characters",
    "<b>bold</b> ]]> <!-- --> &amp; &#0; <!DOCTYPE x>",
    "</data></node><node id='x'/>",
    '{"@id": "urn:x", "@type": "@json"} @id @context',
    "https://example.org/> <urn:x> .",
    "[Armenia 1]: text\n  >< [Armenia 2]",
    "# heading\n\n<argument>: no #tag #(tag) {a: b} @[x] @<y>",
    "**bold** __bold__ *it* _it_ U.S.A. :smile: .->. // comment /* x */ === y ===",
    "} {x: 1}, \\ \\\\ [link](target) (1) ----",
    "'; DROP TABLE x; --",
    "שלום עולם 🏔 e\u0301",
    "x" * 300,
    "\x07\x08",
]
HOSTILE = [*_FOR_FORMATS, *SHARED]
EACH = [*_FOR_FORMATS, *(pytest.param(text, marks=pytest.mark.slow) for text in SHARED)]
"""The texts of `HOSTILE` as parameters of separate tests; most are marked slow."""
BENIGN = "A plain word"


def hostile_findings(text: str) -> Findings:
    """Return findings of two parties with each relation once and the given text in every field."""
    name = " ".join(text.split()) if plain(text) else "x"  # a party's name must be visible
    document = Document(
        f"{text} and more words.", title=text, outlet=text, address=text, date="2023-09-21", pages=(0, 1)
    )
    span = Span(document=document.id, start=0, end=len(text))
    source = Source(name=name, mention=text, via=(name,))
    first = Account(
        Party(f"1 {name}", [f"{name} alias"]),
        [
            Assertion(
                text=f"{number} {text}", quote=text, source=source, cue=text, spans=(span,), stance=stance
            )
            for number, stance in enumerate(Stance)
        ],
    )
    only = Assertion(text=text, quote=text, cue=text, source=source)
    second = Account(Party(name, [f"{name} other"]), [only])
    reason = Reason(kind=ReasonKind.NEGATION, a=text, b=text, note=text)
    verdicts = tuple(
        Verdict(
            a=a, b=second.assertions[0], relation=relation, probability=0.9, reasons=(reason,), judge=text
        )
        for a, relation in zip(first.assertions, Relation, strict=True)
        if relation is not Relation.NEUTRAL
    )
    own = Verdict(
        a=first.assertions[0], b=first.assertions[1], relation=Relation.CONTRADICTION, probability=0.5
    )
    return Findings(
        accounts=(first, second),
        verdicts=verdicts,
        disputes=(Dispute(label=text, verdicts=verdicts[:2]),),
        documents=(document,),
        own=(Examination(account=first, verdicts=(own,), not_compared=3),),
    )
