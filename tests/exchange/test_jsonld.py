import json
import re
from typing import Any

import pytest
import rdflib

import narratives
from narratives.errors import ExchangeError
from narratives.exchange import from_jsonld, to_jsonld
from narratives.exchange.jsonld_nodes import jsonld_nodes
from narratives.findings import Findings
from narratives.model import Stance
from narratives.verdict import Relation
from tests.exchange.hostile import BENIGN, EACH, hostile_findings

# The JSON-LD reader of rdflib uses deprecated classes of rdflib.
pytestmark = pytest.mark.filterwarnings("ignore:.*(ConjunctiveGraph|Dataset).*:DeprecationWarning")

PREFIXES = """
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX n: <urn:narratives:>
"""


def rdf_graph(found: Findings) -> rdflib.Graph:
    return rdflib.Graph().parse(data=to_jsonld(found), format="json-ld")


def query_results(graph: rdflib.Graph, query: str) -> list[tuple[str, ...]]:
    rows: Any = graph.query(PREFIXES + query)
    return sorted(tuple(str(value) for value in row) for row in rows)


def test_rdflib_finds_one_claim_and_one_quotation_per_assertion(karabakh: narratives.Comparison) -> None:
    graph = rdf_graph(karabakh)
    claims = query_results(graph, "SELECT ?text WHERE { ?claim a schema:Claim ; schema:text ?text }")
    assert [text for (text,) in claims] == sorted(one.text for one in karabakh.assertions)
    quotations = query_results(graph, "SELECT ?text WHERE { ?act a schema:Quotation ; schema:text ?text }")
    assert [text for (text,) in quotations] == sorted(one.quote for one in karabakh.assertions)
    assert len(query_results(graph, "SELECT ?x WHERE { ?x a n:Relation }")) == len(karabakh.verdicts)
    disputes = query_results(graph, "SELECT ?name WHERE { ?x a n:Dispute ; schema:name ?name }")
    assert [name for (name,) in disputes] == sorted(dispute.label for dispute in karabakh.disputes)


def test_a_sparql_query_finds_who_disputes_whom(karabakh: narratives.Comparison) -> None:
    query = """SELECT ?who ?what ?whom WHERE {
        ?act cito:disputes ?other ; prov:wasAttributedTo ?agent ; n:denies / schema:text ?what .
        ?agent schema:name ?who .
        ?other prov:wasAttributedTo / schema:name ?whom }"""
    rows = query_results(rdf_graph(karabakh), query)
    assert ("Hikmet Hajiyev", "The assault is an act of ethnic cleansing.", "Nikol Pashinyan") in rows
    expected = {
        (a.source.name, a.text, b.source.name)
        for one in karabakh.verdicts
        for a, b in ((one.a, one.b), (one.b, one.a))
        if one.relation is Relation.CONTRADICTION and a.stance is Stance.DENIES and a.source and b.source
    }
    assert {*rows} == expected


def test_a_denied_claim_is_attributed_to_nobody(karabakh: narratives.Comparison) -> None:
    query = "SELECT ?text WHERE { ?claim a schema:Claim ; schema:text ?text ; prov:wasAttributedTo ?party }"
    held = [one.text for one in karabakh.assertions if one.stance in (Stance.ASSERTS, Stance.PREDICTS)]
    assert [text for (text,) in query_results(rdf_graph(karabakh), query)] == sorted(held)


def test_spans_are_web_annotation_selectors(karabakh: narratives.Comparison) -> None:
    query = """SELECT ?words ?start ?end ?title WHERE {
        ?act schema:text ?words ; n:standsAt ?place . ?place oa:hasSource / schema:headline ?title ;
        oa:hasSelector ?selector . ?selector a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end }"""
    rows = query_results(rdf_graph(karabakh), query)
    assert len(rows) == sum(len(one.spans) for one in karabakh.assertions)
    text = karabakh.documents[0].text
    assert all(text[int(start) : int(end)] in words for words, start, end, _ in rows)
    assert {title for *_, title in rows} == {karabakh.documents[0].title}


def test_a_relation_has_its_judge_probability_and_reasons(karabakh: narratives.Comparison) -> None:
    query = """SELECT ?a ?b ?probability ?judge WHERE {
        ?x n:relation "framing" ; n:probability ?probability ; prov:wasAttributedTo ?agent ; n:reason ?why .
        ?agent a prov:SoftwareAgent ; schema:name ?judge . ?why n:aWords ?a ; n:bWords ?b }"""
    (row,) = query_results(rdf_graph(karabakh), query)
    one = next(one for one in karabakh.verdicts if one.relation is Relation.FRAMING)
    assert row == ("anti-terrorist operation", "ethnic cleansing", repr(one.probability), one.judge)


@pytest.mark.parametrize("text", EACH)
def test_hostile_text_adds_no_triple_and_no_identifier(text: str) -> None:
    plain, hostile = rdf_graph(hostile_findings(BENIGN)), rdf_graph(hostile_findings(text))
    assert len(hostile) == len(plain)
    known = ("urn:narratives:", "https://schema.org/", "http://www.w3.org/", "http://purl.org/spar/cito/")
    for triple in hostile:
        assert all(str(term).startswith(known) for term in triple if isinstance(term, rdflib.URIRef))
    assert not re.search(r"ClaimReview|[Rr]ating", to_jsonld(hostile_findings(BENIGN)))


def test_no_context_is_fetched(karabakh: narratives.Comparison) -> None:
    value = json.loads(to_jsonld(karabakh))
    assert all(
        not isinstance(each, str) or each.endswith(("/", "#", ":")) for each in value["@context"].values()
    )


def test_a_difference_from_the_record_is_reported_with_its_location(karabakh: narratives.Comparison) -> None:
    value = json.loads(to_jsonld(karabakh))
    claim = next(node for node in value["@graph"] if "schema:Claim" in node["@type"])
    claim["schema:text"] = "Edited."
    with pytest.raises(ExchangeError, match=f"j: '{claim['@id']}': is not what the record says"):
        from_jsonld(json.dumps(value), place="j")
    value["@graph"].append(
        next(node for node in jsonld_nodes(value["@graph"][0]["record"]) if node["@id"] == claim["@id"])
    )
    with pytest.raises(ExchangeError, match=rf"j: \$\['@graph'\]\[\d+\]: '{claim['@id']}' is given twice"):
        from_jsonld(json.dumps(value), place="j")
    with pytest.raises(ExchangeError, match="holds no node 'urn:narratives:findings'"):
        from_jsonld('{"@graph": [{"@id": "urn:x"}]}')
