"""Findings as AIF-JSON, the Argument Interchange Format as AIFdb keeps it.

Sources: Chesñevar et al., "Towards an Argument Interchange Format", The Knowledge Engineering Review 2006;
Reed, Wells, Devereux and Rowe, "AIF+: Dialogue in the Argument Interchange Format", COMMA 2008; Budzynska and
Reed, "Whence inference?", 2011, for inference anchoring theory; Bex, Modgil, Prakken and Reed, "On logical
specifications of the Argument Interchange Format", Journal of Logic and Computation 2013; Lawrence, Bex, Reed
and Snaith, "AIFdb: Infrastructure for the Argument Web", COMMA 2012, for the JSON.

How it is told:

- An assertion is a locution (L) "Speaker: words as printed", anchored by its illocutionary force (YA) in a
  proposition (I). The force is the stance: Asserting, Disagreeing (denies), Challenging (doubts), Demanding,
  Predicting, Questioning (asks).
- Who denies P has said nothing but that P is not so, and no negation of P is made up: the I-node is P, and
  what conflicts is the act. So a relation ends at the I-node of what is asserted or predicted, and at the
  L-node of what is denied, doubted, demanded or asked; AIF+ has L-nodes as a kind of I-nodes for that.
- Contradictions and rival framings are symmetric: two CA-nodes, one each way, called "Default Conflict" or
  "Framing". Entailment is an RA-node from ``a`` to ``b``, equivalence an MA-node. Pairs that only look
  opposed have no node.
- The whole record stands under "narratives", which no other tool reads.
"""

from itertools import pairwise
from typing import Any

from narratives.exchange.aif_read import findings_of_aif
from narratives.exchange.aif_terms import FORCES, SCHEMES
from narratives.exchange.intake import parsed
from narratives.exchange.json import dumped
from narratives.exchange.record import PUT_FORWARD, RECORD, Value, encodable_record, group_of
from narratives.findings import Findings


def to_aif(findings: Findings, *, texts: bool = False) -> str:
    """Write findings as AIF-JSON; ids come from the content, times from the dates of the documents.

    Args:
        texts: whether the documents' texts are written too, in the record.
    """
    value = encodable_record(findings, texts=texts)
    return dumped({**aif_graph(value), RECORD: value})


def from_aif(text: str, *, place: str = "the AIF") -> Findings:
    """Read findings back: equal to those written, where the texts were written too.

    Nodes, edges and speakers must say what the record says, each node given once. AIF without a record is
    read as accounts by hand: a participant is a party, the proposition of a locution an assertion, with the
    stance of its force; CA is contradiction (framing where the node is called so), an MA that is called a
    rephrase equivalence, and a proposition that one asserts and another denies is a contradiction, each with
    probability 1; the judge is "given". Propositions that nobody is shown to say are the text's own. An RA
    gives no relation: it is an inference that somebody draws, from all its premises together, and nothing
    that the parties share. What AIF has beside that (transitions, preferences, conflicts with an inference)
    is left out.

    Raises:
        ExchangeError: no AIF, too large, or edited beside its record.
    """
    return findings_of_aif(parsed(text, place=place), rewritten=aif_graph, place=place)


def aif_graph(value: Value) -> Value:
    """The AIF graph of a record."""
    dates = {one["id"]: one.get("date", "") for one in value["documents"]}
    names = {one["id"]: one.get("title") or one.get("address") or one["id"] for one in value["documents"]}
    people: dict[tuple[str, str], int] = {}
    graph: Value = {"nodes": [], "edges": [], "locutions": [], "participants": []}
    ends = {}
    for one in value["assertions"]:
        key, date = one["id"], dates.get(one["document"], "")
        time = f"{date} 00:00:00" if date else ""
        party = group_of(one)
        speaker = one["source"] or party
        person = people.setdefault((party, speaker), len(people) + 1)
        graph["nodes"] += [
            _node(f"I-{key}", one["text"], "I", time),
            _node(f"L-{key}", f"{speaker}: {one['quote'] or one['text']}", "L", time),
            _node(f"YA-{key}", FORCES[one["stance"]], "YA", time),
        ]
        _link(graph, f"L-{key}", f"YA-{key}", f"I-{key}")
        graph["locutions"].append(
            {
                "nodeID": f"L-{key}",
                "personID": str(person),
                "timestamp": time,
                "start": None,
                "end": None,
                "source": names.get(one["document"], one["document"]),
            }
        )
        ends[key] = f"I-{key}" if one["stance"] in PUT_FORWARD else f"L-{key}"
    graph["participants"] = [
        {"participantID": number, "firstname": speaker, "surname": "", "party": party}
        for (party, speaker), number in people.items()
    ]
    for number, one in enumerate(value["relations"]):
        scheme = SCHEMES.get(one["relation"])
        if scheme is None:
            continue
        ways = [(one["a"], one["b"]), (one["b"], one["a"])] if scheme.both_ways else [(one["a"], one["b"])]
        for way, (a, b) in enumerate(ways, start=1):
            node = f"{scheme.type}-{number}-{way}"
            graph["nodes"].append(_node(node, scheme.name, scheme.type, ""))
            _link(graph, ends[a], node, ends[b])
    return graph


def _node(key: str, text: str, kind: str, time: str) -> dict[str, Any]:
    return {"nodeID": key, "text": text, "type": kind, "timestamp": time}


def _link(graph: Value, *path: str) -> None:
    for a, b in pairwise(path):
        number = len(graph["edges"]) + 1
        graph["edges"].append({"edgeID": f"E-{number}", "fromID": a, "toID": b, "formEdgeID": None})
