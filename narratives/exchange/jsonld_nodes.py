"""The nodes of a JSON-LD graph; what they mean is told in `narratives.exchange.jsonld`."""

from collections.abc import Iterable, Mapping
from typing import Any

from narratives.exchange.record import PUT_FORWARD, Value, group_of
from narratives.model import content_id

_BOTH_WAYS = {
    "contradiction": "cito:disputes",
    "framing": "cito:disagreesWith",
    "equivalence": "cito:agreesWith",
}


def nodes_of(value: Value) -> list[Value]:
    """The nodes of a record."""
    nodes = [
        *(_document(one) for one in value["documents"]),
        *(_party(one) for one in value["parties"]),
        *_speakers(value["assertions"]),
        *_judges(value["relations"]),
    ]
    short = _short_relations(value["relations"])
    for one in value["assertions"]:
        nodes += [_quotation(one, short.get(one["id"], {})), _claim(one)]
    relations = [_relation(number, one) for number, one in enumerate(value["relations"])]
    points = [_dispute(number, one, relations) for number, one in enumerate(value["disputes"])]
    return [*nodes, *relations, *points]


def _urn(kind: str, *parts: str) -> str:
    """An identifier of hexadecimal digits, whatever the parts hold."""
    return f"urn:narratives:{kind}:{content_id(*parts)}"


def _known(node: Mapping[str, Any]) -> Value:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _link(key: str) -> Value:
    return {"@id": key}


def _links(keys: Iterable[str]) -> list[Value]:
    return [_link(key) for key in dict.fromkeys(keys)]


def _document_urn(key: str) -> str:
    return f"urn:narratives:document:{key}"


def _document(one: Value) -> Value:
    date, outlet = one.get("date"), one.get("outlet")
    return _known(
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
    return _known(
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
        _known(
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
    held = one["stance"] in PUT_FORWARD
    time = one["time"] or {}
    interval = f"{time.get('start') or '..'}/{time.get('end') or '..'}" if time else None
    return _known(
        {
            "@id": _claim_urn(one["id"]),
            "@type": ["schema:Claim", "prov:Entity"],
            "schema:text": one["text"],
            "schema:appearance": _link(_quotation_urn(one["id"])),
            "schema:temporalCoverage": interval,
            "prov:wasAttributedTo": _link(_claimant_urn(one)) if held else None,
        }
    )


def _claimant_urn(one: Value) -> str:
    """Who claims it: the party, or a speaker who speaks for none."""
    return _urn("party", one["party"]) if one["party"] else _speaker_urn(one)


def _quotation_urn(key: str) -> str:
    return f"urn:narratives:assertion:{key}"


def _quotation(one: Value, short: Value) -> Value:
    document = _link(_document_urn(one["document"])) if one["document"] else None
    return _known(
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
            **short,
        }
    )


def _selector(start: int, end: int) -> Value:
    whole = "xsd:nonNegativeInteger"
    return {
        "@type": "oa:TextPositionSelector",
        "oa:start": {"@type": whole, "@value": str(start)},
        "oa:end": {"@type": whole, "@value": str(end)},
    }


def _short_relations(relations: Iterable[Value]) -> dict[str, Value]:
    """Id of an assertion → how it stands to others, in the terms of CiTO."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in relations:
        term = _BOTH_WAYS.get(one["relation"])
        ways = [(one["a"], one["b"]), (one["b"], one["a"])] if term else [(one["a"], one["b"])]
        if one["relation"] == "entailment":
            term = "cito:supports"
        for a, b in ways if term else ():
            found.setdefault(a, {}).setdefault(str(term), []).append(_quotation_urn(b))
    return {key: {term: _links(keys) for term, keys in terms.items()} for key, terms in found.items()}


def _relation(number: int, one: Value) -> Value:
    return _known(
        {
            "@id": _urn("relation", str(number), one["a"], one["b"], one["relation"]),
            "@type": ["n:Relation", "prov:Entity"],
            "n:relation": one["relation"],
            "n:a": _link(_quotation_urn(one["a"])),
            "n:b": _link(_quotation_urn(one["b"])),
            "n:probability": {"@type": "xsd:double", "@value": repr(float(one["probability"]))},
            "n:reason": [
                _known(
                    {
                        "@type": "n:Reason",
                        "n:kind": why["kind"],
                        "n:aWords": why["a"],
                        "n:bWords": why["b"],
                        "schema:description": why["note"],
                    }
                )
                for why in one["reasons"]
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
