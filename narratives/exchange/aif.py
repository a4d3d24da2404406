"""Findings as AIF-JSON, the Argument Interchange Format as AIFdb keeps it.

Sources: Chesñevar et al., "Towards an Argument Interchange Format", The Knowledge Engineering Review 2006;
Reed, Wells, Devereux and Rowe, "AIF+: Dialogue in the Argument Interchange Format", COMMA 2008; Budzynska and
Reed, "Whence inference?", 2011, for inference anchoring theory; Bex, Modgil, Prakken and Reed, "On logical
specifications of the Argument Interchange Format", Journal of Logic and Computation 2013; Lawrence, Bex, Reed
and Snaith, "AIFdb: Infrastructure for the Argument Web", COMMA 2012, for the JSON.

Mapping:

- An assertion is a locution (L-node) "Speaker: words as printed", anchored by an illocutionary force
  (YA-node) in a proposition (I-node). The force expresses the stance: Asserting, Disagreeing (denies),
  Challenging (doubts), Demanding, Predicting, Questioning (asks).
- The I-node of a denial of P is P itself; its negation is never written. The conflict is with the speech act.
  So the end of a relation is the I-node of an assertion that is asserted or predicted, and the L-node of one
  that is denied, doubted, demanded or asked. AIF+ allows this: its L-nodes are a subclass of I-nodes.
- Contradictions and framings are symmetric: two CA-nodes, one in each direction, named "Default Conflict" or
  "Framing". An entailment is an RA-node from ``a`` to ``b``, an equivalence an MA-node. The relation
  "distinct" has no node.
- The complete record is stored under the key "narratives", which other tools ignore.
"""

from itertools import pairwise
from typing import Any

from narratives.exchange.aif_read import findings_from_aif
from narratives.exchange.aif_terms import FORCES, SCHEMES
from narratives.exchange.json import dump_json
from narratives.exchange.record import PUT_FORWARD, RECORD, Value, encodable_record, group_of
from narratives.exchange.validation import parse_json
from narratives.findings import Findings


def to_aif(findings: Findings, *, texts: bool = False) -> str:
    """Return findings as AIF-JSON. Ids are derived from the content, times from the dates of the documents.

    Args:
        texts: include the texts of the documents, in the record.
    """
    value = encodable_record(findings, texts=texts)
    return dump_json({**aif_graph(value), RECORD: value})


def from_aif(text: str, *, place: str = "the AIF") -> Findings:
    """Return the findings of an AIF text; they equal those written if the document texts were included.

    With a record, nodes, edges and speakers must agree with the record, and each node must occur once.

    Without a record, the graph is read as handmade accounts. A participant becomes a party, and the
    proposition of a locution an assertion with the stance of its force. A CA-node becomes a contradiction, or
    a framing if its name says so; an MA-node that is a rephrase becomes an equivalence; a proposition that
    one party asserts and another denies becomes a contradiction. Each has probability 1 and the judge
    "given". Propositions without a locution belong to the document's own voice. An RA-node gives no relation:
    it is an inference by one speaker from all its premises together. Other elements of AIF (transitions,
    preferences, conflicts with an inference) are ignored.

    Raises:
        ExchangeError: the text is not AIF, is too large, or its graph differs from its record.
    """
    return findings_from_aif(parse_json(text, place=place), graph_of_record=aif_graph, place=place)


def aif_graph(value: Value) -> Value:
    """Return the AIF graph of a record."""
    dates = {document["id"]: document.get("date", "") for document in value["documents"]}
    names = {
        document["id"]: document.get("title") or document.get("address") or document["id"]
        for document in value["documents"]
    }
    people: dict[tuple[str, str], int] = {}
    graph: Value = {"nodes": [], "edges": [], "locutions": [], "participants": []}
    ends = {}
    for assertion in value["assertions"]:
        key, date = assertion["id"], dates.get(assertion["document"], "")
        time = f"{date} 00:00:00" if date else ""
        party = group_of(assertion)
        speaker = assertion["source"] or party
        person = people.setdefault((party, speaker), len(people) + 1)
        graph["nodes"] += [
            _node(f"I-{key}", assertion["text"], "I", time),
            _node(f"L-{key}", f"{speaker}: {assertion['quote'] or assertion['text']}", "L", time),
            _node(f"YA-{key}", FORCES[assertion["stance"]], "YA", time),
        ]
        _add_edges(graph, f"L-{key}", f"YA-{key}", f"I-{key}")
        graph["locutions"].append(
            {
                "nodeID": f"L-{key}",
                "personID": str(person),
                "timestamp": time,
                "start": None,
                "end": None,
                "source": names.get(assertion["document"], assertion["document"]),
            }
        )
        ends[key] = f"I-{key}" if assertion["stance"] in PUT_FORWARD else f"L-{key}"
    graph["participants"] = [
        {"participantID": number, "firstname": speaker, "surname": "", "party": party}
        for (party, speaker), number in people.items()
    ]
    for number, relation in enumerate(value["relations"]):
        scheme = SCHEMES.get(relation["relation"])
        if scheme is None:
            continue
        pair = relation["a"], relation["b"]
        directions = [pair, pair[::-1]] if scheme.symmetric else [pair]
        for direction, (a, b) in enumerate(directions, start=1):
            node = f"{scheme.type}-{number}-{direction}"
            graph["nodes"].append(_node(node, scheme.name, scheme.type, ""))
            _add_edges(graph, ends[a], node, ends[b])
    return graph


def _node(key: str, text: str, node_type: str, time: str) -> dict[str, Any]:
    return {"nodeID": key, "text": text, "type": node_type, "timestamp": time}


def _add_edges(graph: Value, *path: str) -> None:
    for a, b in pairwise(path):
        number = len(graph["edges"]) + 1
        graph["edges"].append({"edgeID": f"E-{number}", "fromID": a, "toID": b, "formEdgeID": None})
