"""Findings as JSON-LD 1.1, in terms that others know, with no context to be fetched.

Sources: schema.org (Claim, Quotation, NewsArticle); the W3C's PROV-O; the W3C's Web Annotation Vocabulary for
places in a text; CiTO, the Citation Typing Ontology (Peroni and Shotton, "FaBiO and CiTO", Journal of Web
Semantics 2012). What none of them has is under ``urn:narratives:``.

How it is told:

- What a party says is two things. The quotation (``urn:narratives:assertion:…``) is the act: the words as
  printed, who spoke them, where they stand. The claim (``urn:narratives:claim:…``) is the proposition. The
  stance joins them: n:asserts, n:denies, n:doubts, n:demands, n:predicts, n:asks.
- A claim is attributed (prov:wasAttributedTo) to a party only where it asserts or predicts it; a quotation is
  always attributed to its speaker. So nobody is shown to claim what he denies.
- A relation is a thing of its own, with its probability and reasons, attributed to its judge, a
  prov:SoftwareAgent. Between the quotations it is said shortly too: cito:disputes both ways (contradiction),
  cito:disagreesWith both ways (framing), cito:supports (entailment, from ``a`` to ``b``), cito:agreesWith
  both ways (equivalence). The speakers need not know of each other; pairs that only look opposed have no
  such short form.
- Whether a party or speaker is a person or an organisation is not known: they are prov:Agent.
- No rating and no ClaimReview: nothing here says who is right.
- The whole is n:Findings; its n:record, a JSON literal, holds everything.
"""

from typing import Any

from narratives.errors import ExchangeError
from narratives.exchange.intake import parsed, valid
from narratives.exchange.json import dumped
from narratives.exchange.jsonld_nodes import nodes_of
from narratives.exchange.record import Value, encodable_record
from narratives.exchange.restored import findings_of, once
from narratives.findings import Findings

CONTEXT: Value = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "cito": "http://purl.org/spar/cito/",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "n": "urn:narratives:",
    "record": {"@id": "n:record", "@type": "@json"},
}
"""The whole context; it is written into every file."""

FINDINGS = "urn:narratives:findings"


def to_jsonld(findings: Findings, *, texts: bool = False) -> str:
    """Write findings as JSON-LD; ids come from the content, names and texts are literals whatever they hold.

    Args:
        texts: whether the documents' texts are written too.
    """
    value = encodable_record(findings, texts=texts)
    whole = {"@id": FINDINGS, "@type": ["n:Findings", "prov:Entity"], "record": value}
    return dumped({"@context": CONTEXT, "@graph": [whole, *nodes_of(value)]})


def from_jsonld(text: str, *, place: str = "the JSON-LD") -> Findings:
    """Read findings back: equal to those written, where the texts were written too.

    The graph must say what the record says; JSON-LD without our record is not read.

    Raises:
        ExchangeError: no JSON-LD of ours, too large, or edited beside its record.
    """
    value = parsed(text, place=place)
    there = _by_id(value.get("@graph") if isinstance(value, dict) else None, place=place)
    whole = there.pop(FINDINGS, None)
    if not isinstance(whole, dict) or "record" not in whole:
        raise ExchangeError(
            f"{place}: holds no node {FINDINGS!r} with a 'record'; give JSON-LD as to_jsonld writes it"
        )
    told = valid(whole["record"], place=f"{place}: 'record'")
    found = findings_of(told, place=f"{place}: 'record'")
    expected = _by_id(nodes_of(told), place=place)
    for key in sorted(there.keys() | expected.keys()):
        if there.get(key) != expected.get(key):
            raise ExchangeError(
                f"{place}: {key!r:.80}: is not what the record says; undo the edit, or make it in the record"
            )
    return found


def _by_id(graph: Any, *, place: str) -> dict[str, Any]:
    nodes = graph if isinstance(graph, list) else []
    ids = [str(node.get("@id")) if isinstance(node, dict) else str(node) for node in nodes]
    once(ids, place=f"{place}: $['@graph']")
    return dict(zip(ids, nodes, strict=True))
