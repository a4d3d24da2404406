"""Findings as JSON-LD 1.1, in terms of public vocabularies; the context is embedded, nothing is fetched.

Sources: schema.org (Claim, Quotation, NewsArticle); PROV-O of the W3C; the Web Annotation Vocabulary of the
W3C for text positions; CiTO, the Citation Typing Ontology (Peroni and Shotton, "FaBiO and CiTO", Journal of
Web Semantics 2012). Terms that none of these defines are under ``urn:narratives:`` (prefix ``n:``).

Mapping:

- An assertion becomes two nodes. The quotation (``urn:narratives:assertion:…``) is the speech act: the words
  as printed, their speaker and their position. The claim (``urn:narratives:claim:…``) is the proposition. The
  stance connects them: n:asserts, n:denies, n:doubts, n:demands, n:predicts, n:asks.
- A quotation is always attributed (prov:wasAttributedTo) to its speaker. A claim is attributed to a party
  only if the party asserts or predicts it, so a denied claim is attributed to nobody.
- A relation is a node with its probability and reasons, attributed to its judge, a prov:SoftwareAgent. In
  addition, the two quotations are linked directly: cito:disputes in both directions (contradiction),
  cito:disagreesWith in both directions (framing), cito:supports from ``a`` to ``b`` (entailment),
  cito:agreesWith in both directions (equivalence). These links do not imply that the speakers know of each
  other. The relation "distinct" has no such link.
- Parties and speakers are prov:Agent, because it is not known whether they are persons or organisations.
- There is no rating and no ClaimReview, because the package does not decide who is right.
- The node n:Findings contains the complete record as a JSON literal, n:record.
"""

from typing import Any

from narratives.errors import ExchangeError
from narratives.exchange.json import dump_json
from narratives.exchange.jsonld_nodes import jsonld_nodes
from narratives.exchange.record import Value, encodable_record
from narratives.exchange.restored import findings_of
from narratives.exchange.restored_documents import once
from narratives.exchange.validation import parse_json, validate_record
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
"""The complete context, which is written into every file."""

FINDINGS = "urn:narratives:findings"


def to_jsonld(findings: Findings, *, texts: bool = False) -> str:
    """Return findings as JSON-LD. Ids are derived from the content; names and texts are always literals.

    Args:
        texts: include the texts of the documents.
    """
    value = encodable_record(findings, texts=texts)
    root = {"@id": FINDINGS, "@type": ["n:Findings", "prov:Entity"], "record": value}
    return dump_json({"@context": CONTEXT, "@graph": [root, *jsonld_nodes(value)]})


def from_jsonld(text: str, *, place: str = "the JSON-LD") -> Findings:
    """Return the findings of a JSON-LD text; they equal those written if the document texts were included.

    The graph must agree with the record. JSON-LD without a record of this package is refused.

    Raises:
        ExchangeError: the text is not JSON-LD written by `to_jsonld`, is too large, or its graph differs from
            its record.
    """
    value = parse_json(text, place=place)
    nodes = _by_id(value.get("@graph") if isinstance(value, dict) else None, place=place)
    root = nodes.pop(FINDINGS, None)
    if not isinstance(root, dict) or "record" not in root:
        raise ExchangeError(
            f"{place}: holds no node {FINDINGS!r} with a 'record'; give JSON-LD as to_jsonld writes it"
        )
    record = validate_record(root["record"], place=f"{place}: 'record'")
    findings = findings_of(record, place=f"{place}: 'record'")
    expected = _by_id(jsonld_nodes(record), place=place)
    for key in sorted(nodes.keys() | expected.keys()):
        if nodes.get(key) != expected.get(key):
            raise ExchangeError(
                f"{place}: {key!r:.80}: is not what the record says; undo the edit, or make it in the record"
            )
    return findings


def _by_id(graph: Any, *, place: str) -> dict[str, Any]:
    nodes = graph if isinstance(graph, list) else []
    ids = [str(node.get("@id")) if isinstance(node, dict) else str(node) for node in nodes]
    once(ids, place=f"{place}: $['@graph']")
    return dict(zip(ids, nodes, strict=True))
