"""The nodes of a JSON-LD graph; `narratives.exchange.jsonld` describes the mapping."""

from collections.abc import Iterable, Mapping
from typing import Any

from narratives.exchange.record import PUT_FORWARD, Value, group_of
from narratives.model import content_id

_SYMMETRIC_TERMS = {
    "contradiction": "cito:disputes",
    "framing": "cito:disagreesWith",
    "equivalence": "cito:agreesWith",
}


def jsonld_nodes(value: Value) -> list[Value]:
    """Return the nodes of a record."""
    nodes = [
        *(_document(document) for document in value["documents"]),
        *(_party(party) for party in value["parties"]),
        *_speakers(value["assertions"]),
        *_judges(value["relations"]),
    ]
    links = _cito_links(value["relations"])
    for assertion in value["assertions"]:
        nodes += [_quotation(assertion, links.get(assertion["id"], {})), _claim(assertion)]
    relations = [_relation(number, relation) for number, relation in enumerate(value["relations"])]
    disputes = [_dispute(number, dispute, relations) for number, dispute in enumerate(value["disputes"])]
    return [*nodes, *relations, *disputes]


def _urn(kind: str, *parts: str) -> str:
    """Return a URN that ends in hexadecimal digits, a hash of the parts."""
    return f"urn:narratives:{kind}:{content_id(*parts)}"


def _without_missing(node: Mapping[str, Any]) -> Value:
    """Return the node without properties that are None or empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _link(key: str) -> Value:
    return {"@id": key}


def _links(keys: Iterable[str]) -> list[Value]:
    return [_link(key) for key in dict.fromkeys(keys)]


def _document_urn(key: str) -> str:
    return f"urn:narratives:document:{key}"


def _document(one: Value) -> Value:
    date, outlet = one.get("date"), one.get("outlet")
    return _without_missing(
        {
            "@id": _document_urn(one["id"]),
            "@type": ["schema:NewsArticle", "prov:Entity"],
            "schema:headline": one.get("title"),
            "schema:datePublished": {"@type": "xsd:date", "@value": date} if date else None,
            "schema:publisher": {"@type": "schema:Organization", "schema:name": outlet} if outlet else None,
            "schema:url": one.get("address"),
            "schema:articleBody": one.get("text"),
            "n:sha256": one["sha256"],
        }
    )


def _party(one: Value) -> Value:
    return _without_missing(
        {
            "@id": _urn("party", one["name"]),
            "@type": "prov:Agent",
            "schema:name": one["name"],
            "schema:alternateName": one["aliases"],
        }
    )


def _speaker_urn(one: Value) -> str:
    party = group_of(one)
    return _urn("speaker", party, one["source"]) if one["source"] else _urn("party", party)


def _speakers(assertions: Iterable[Value]) -> list[Value]:
    named = {_speaker_urn(one): one for one in assertions if one["source"]}
    return [
        _without_missing(
            {
                "@id": key,
                "@type": "prov:Agent",
                "schema:name": one["source"],
                "prov:actedOnBehalfOf": _link(_urn("party", one["party"])) if one["party"] else None,
            }
        )
        for key, one in named.items()
    ]


def _judges(relations: Iterable[Value]) -> list[Value]:
    names = dict.fromkeys(one["judge"] for one in relations if one["judge"])
    return [
        {"@id": _urn("judge", name), "@type": "prov:SoftwareAgent", "schema:name": name} for name in names
    ]


def _claim_urn(key: str) -> str:
    return f"urn:narratives:claim:{key}"


def _claim(one: Value) -> Value:
    put_forward = one["stance"] in PUT_FORWARD
    time = one["time"] or {}
    interval = f"{time.get('start') or '..'}/{time.get('end') or '..'}" if time else None
    return _without_missing(
        {
            "@id": _claim_urn(one["id"]),
            "@type": ["schema:Claim", "prov:Entity"],
            "schema:text": one["text"],
            "schema:appearance": _link(_quotation_urn(one["id"])),
            "schema:temporalCoverage": interval,
            "prov:wasAttributedTo": _link(_claimant_urn(one)) if put_forward else None,
        }
    )


def _claimant_urn(one: Value) -> str:
    """Return the urn of the party that claims it, or of a speaker who speaks for none."""
    return _urn("party", one["party"]) if one["party"] else _speaker_urn(one)


def _quotation_urn(key: str) -> str:
    return f"urn:narratives:assertion:{key}"


def _quotation(one: Value, links: Value) -> Value:
    document = _link(_document_urn(one["document"])) if one["document"] else None
    return _without_missing(
        {
            "@id": _quotation_urn(one["id"]),
            "@type": ["schema:Quotation", "prov:Entity"],
            "schema:text": one["quote"],
            "schema:spokenByCharacter": _link(_speaker_urn(one)),
            "prov:wasAttributedTo": _link(_speaker_urn(one)),
            "prov:wasQuotedFrom": document,
            "schema:pageStart": one.get("page"),
            "n:cue": one["cue"],
            "n:stance": one["stance"],
            f"n:{one['stance']}": _link(_claim_urn(one["id"])),
            "n:answers": _link(_quotation_urn(one["answers"])) if one.get("answers") else None,
            "n:standsAt": [
                {
                    "@type": "oa:SpecificResource",
                    "oa:hasSource": document,
                    "oa:hasSelector": _selector(start, end),
                }
                for start, end in one["spans"]
            ],
            **links,
        }
    )


def _selector(start: int, end: int) -> Value:
    integer = "xsd:nonNegativeInteger"
    return {
        "@type": "oa:TextPositionSelector",
        "oa:start": {"@type": integer, "@value": str(start)},
        "oa:end": {"@type": integer, "@value": str(end)},
    }


def _cito_links(relations: Iterable[Value]) -> dict[str, Value]:
    """Return a map: id of an assertion → links of its quotation to other quotations, by CiTO term."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in relations:
        term = _SYMMETRIC_TERMS.get(one["relation"])
        pair = one["a"], one["b"]
        directions = [pair, pair[::-1]] if term else [pair]
        if one["relation"] == "entailment":
            term = "cito:supports"
        for a, b in directions if term else ():
            found.setdefault(a, {}).setdefault(str(term), []).append(_quotation_urn(b))
    return {key: {term: _links(keys) for term, keys in terms.items()} for key, terms in found.items()}


def _relation(number: int, one: Value) -> Value:
    return _without_missing(
        {
            "@id": _urn("relation", str(number), one["a"], one["b"], one["relation"]),
            "@type": ["n:Relation", "prov:Entity"],
            "n:relation": one["relation"],
            "n:a": _link(_quotation_urn(one["a"])),
            "n:b": _link(_quotation_urn(one["b"])),
            "n:probability": {"@type": "xsd:double", "@value": repr(float(one["probability"]))},
            "n:reason": [
                _without_missing(
                    {
                        "@type": "n:Reason",
                        "n:kind": reason["kind"],
                        "n:aWords": reason["a"],
                        "n:bWords": reason["b"],
                        "schema:description": reason["note"],
                    }
                )
                for reason in one["reasons"]
            ],
            "prov:wasAttributedTo": _link(_urn("judge", one["judge"])) if one["judge"] else None,
        }
    )


def _dispute(number: int, one: Value, relations: list[Value]) -> Value:
    return {
        "@id": _urn("dispute", str(number), one["label"]),
        "@type": "n:Dispute",
        "schema:name": one["label"],
        "n:relationInDispute": _links(relations[relation]["@id"] for relation in one["relations"]),
    }
