import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest

import narratives
from narratives.errors import ExchangeError
from narratives.exchange import from_graphml, to_graphml
from narratives.model import ARTICLE, Stance
from narratives.verdict import Relation
from tests.exchange.hostile import BENIGN, EACH, hostile_findings

BY_HAND = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
 <key id="t" for="node" attr.name="text" attr.type="string"/>
 <key id="p" for="node" attr.name="party" attr.type="string"/>
 <key id="s" for="node" attr.name="stance" attr.type="string"/>
 <key id="r" for="edge" attr.name="relation" attr.type="string"/>
 <key id="w" for="edge" attr.name="probability" attr.type="double"/>
 <graph edgedefault="undirected">
  <node id="n0"><data key="t">The bridge is open.</data><data key="p">North</data></node>
  <node id="n1"><data key="t">The bridge is open.</data><data key="p">South</data>
   <data key="s">denies</data></node>
  <node id="n2"><data key="t">Cars cross the bridge.</data><data key="p">North</data></node>
  <node id="n3"><data key="t">It rained.</data><data key="p">(article)</data></node>
  <edge source="n0" target="n1"><data key="r">contradiction</data><data key="w">0.5</data></edge>
  <edge source="n2" target="n1"><data key="r">contradiction</data></edge>
  <edge source="n2" target="n0"><data key="r">entailment</data></edge>
  <edge source="n3" target="n0"><data key="r">neutral</data></edge>
 </graph>
</graphml>"""


def test_networkx_reads_one_node_per_assertion_and_one_edge_per_relation(
    karabakh: narratives.Comparison,
) -> None:
    graph = nx.parse_graphml(to_graphml(karabakh), force_multigraph=True)
    assert list(graph.nodes) == [one.id for one in karabakh.assertions]
    assert len(graph.edges) == len(karabakh.verdicts)
    one = next(one for one in karabakh.assertions if one.source and one.source.name == "Nikol Pashinyan")
    node = graph.nodes[one.id]
    assert (node["party"], node["source"], node["stance"]) == ("Armenia", "Nikol Pashinyan", str(one.stance))
    assert (node["text"], node["quote"], node["cue"]) == (one.text, one.quote, one.cue)
    assert (node["start"], node["end"]) == (one.spans[0].start, one.spans[-1].end)
    assert node["document"] == karabakh.documents[0].title
    framing = next(edge for _, _, edge in graph.edges(data=True) if edge["relation"] == "framing")
    assert framing["reasons"].startswith("framing: “anti-terrorist operation” / “ethnic cleansing”")


def test_igraph_reads_the_same_and_its_output_can_be_read(
    karabakh: narratives.Comparison, tmp_path: Path
) -> None:
    file = tmp_path / "graph.graphml"
    file.write_text(to_graphml(karabakh, texts=True), encoding="utf-8")
    graph = igraph.Graph.Read_GraphML(str(file))
    assert graph.vs["text"] == [one.text for one in karabakh.assertions]
    assert sorted(graph.es["relation"]) == sorted(str(verdict.relation) for verdict in karabakh.verdicts)
    graph.write_graphml(str(file))
    back = from_graphml(file.read_text(encoding="utf-8"))
    assert narratives.Comparison.of(back) == karabakh


@pytest.mark.parametrize("text", EACH)
def test_hostile_text_adds_no_element(text: str, tmp_path: Path) -> None:
    counts = []
    for each in (BENIGN, text):
        root = ET.fromstring(to_graphml(hostile_findings(each)))  # noqa: S314 - our own
        tags = [element.tag.rpartition("}")[2] for element in root.iter()]
        counts.append({tag: tags.count(tag) for tag in {*tags} - {"data", "key"}})
    assert counts[0] == counts[1]
    file = tmp_path / "graph.graphml"
    file.write_text(to_graphml(hostile_findings(text)), encoding="utf-8")
    assert igraph.Graph.Read_GraphML(str(file)).vcount() == 7


def test_parallel_relations_and_relations_within_a_party_are_separate_edges() -> None:
    found = hostile_findings(BENIGN)
    graph = nx.parse_graphml(to_graphml(found), force_multigraph=True)
    assert len(graph.edges) == len(found.verdicts) + 1
    back = from_graphml(to_graphml(found, texts=True))
    assert back.own == found.own


def test_a_handmade_graph_is_read_from_its_attributes() -> None:
    found = from_graphml(BY_HAND)
    assert [account.name for account in found.accounts] == ["North", "South", ARTICLE]
    assert [one.text for one in found.accounts[0]] == ["The bridge is open.", "Cars cross the bridge."]
    assert found.accounts[1].assertions[0].stance is Stance.DENIES
    assert [
        (one.a.party, one.b.party, one.relation, one.probability, one.judge) for one in found.verdicts
    ] == [
        ("North", "South", Relation.CONTRADICTION, 0.5, "given"),
        ("South", "North", Relation.CONTRADICTION, 1.0, "given"),
    ]
    (dispute,) = found.disputes
    assert len(dispute.assertions) == 3
    assert dispute.probability == 1.0
    assert [one.verdicts[0].relation for one in found.own] == [Relation.ENTAILMENT]
    assert found.matrix[0][1][0].camp != found.matrix[0][1][1].camp
    assert from_graphml(to_graphml(found)) == found


def without_record(text: str, node: str) -> str:
    found = re.search(rf'<node id="{node}">.*?</node>', text, re.DOTALL)
    assert found
    kept = re.sub(r"<data key=\"d\d+\">{.*?</data>", "", found.group())
    return text.replace(found.group(), kept)


def test_an_edit_is_refused_with_a_record_and_accepted_without(
    karabakh: narratives.Comparison,
) -> None:
    text = to_graphml(karabakh, texts=True)
    one = karabakh.disputes[1].assertions[0]
    edited = text.replace(f">{one.text}</data>", ">An edited sentence.</data>")
    with pytest.raises(
        ExchangeError, match=r"g: node '[0-9a-f]{12}': '(label|text)' is 'An edited sentence.', its"
    ):
        from_graphml(edited, place="g")
    ids = [each.id for each in karabakh.assertions if each.text == one.text]
    for each in ids:
        edited = without_record(edited, each)
    back = from_graphml(edited)
    assert "An edited sentence." in [each.text for each in back.disputes[1].assertions]
    assert len(back.verdicts) == len(karabakh.verdicts)


def test_a_removed_node_is_removed_from_its_disputes(karabakh: narratives.Comparison) -> None:
    graph = nx.parse_graphml(to_graphml(karabakh, texts=True), force_multigraph=True)
    graph.remove_node(karabakh.disputes[0].assertions[0].id)
    back = from_graphml("\n".join(nx.generate_graphml(graph)))
    assert len(back.assertions) == len(karabakh.assertions) - 1
    assert [one.label for one in back.disputes] == [one.label for one in karabakh.disputes[1:]]


def test_a_duplicate_node_is_refused_even_with_a_record(karabakh: narratives.Comparison) -> None:
    text = to_graphml(karabakh)
    node = re.search(r"<node id=.*?</node>", text, re.DOTALL)
    assert node
    edited = re.sub(r">[^<{]+</data>", ">EDITED</data>", node.group())
    with pytest.raises(ExchangeError, match=f"node '{karabakh.assertions[0].id}' is given twice"):
        from_graphml(text.replace(node.group(), edited + node.group()))


def test_an_invalid_record_is_reported_with_its_node_or_edge(karabakh: narratives.Comparison) -> None:
    graph = nx.parse_graphml(to_graphml(karabakh), force_multigraph=True)
    error = r"g: node '[0-9a-f]{12}': 'narratives': \$\.stance: 'laughs' is not one of"
    for _, node in graph.nodes(data=True):
        node["narratives"] = re.sub('"stance":"[a-z]+"', '"stance":"laughs"', node["narratives"])
    with pytest.raises(ExchangeError, match=error):
        from_graphml("\n".join(nx.generate_graphml(graph)), place="g")
    graph = nx.parse_graphml(to_graphml(karabakh), force_multigraph=True)
    for _, _, edge in graph.edges(data=True):
        edge["narratives"] = edge["narratives"].replace('"number":', '"number":0.0,"numbers":')
    with pytest.raises(ExchangeError, match=r"g: edge from .*: 'narratives': has no number; put it back"):
        from_graphml("\n".join(nx.generate_graphml(graph)), place="g")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda text: text.replace("?>", "?><!DOCTYPE graphml>"), "line 1: has a document type"),
        (lambda text: text.replace('<key id="t"', '<!-- --><key id="u"'), "is no GraphML that networkx"),
        (lambda text: text.replace(">North<", "> <"), "node 'n0': has no text or no party"),
        (lambda text: text.replace(">denies<", ">laughs<"), "stance 'laughs': take one of asserts"),
        (lambda text: text.replace(">entailment<", ">likes<"), "relation 'likes': give the attribute"),
        (lambda text: text.replace(">0.5<", ">1.5<"), "probability 1.5: give a number from 0 to 1"),
        (lambda text: text.replace("graph edge", "grap edge").replace("/graph>", "/grap>"), "is no GraphML"),
        (lambda text: re.sub(r"<(node|edge)[ ].*?</\1>", "", text, flags=re.DOTALL), "holds no statement"),
        (lambda text: text.replace('id="n3"', 'id="n0"'), "line 13: node 'n0' is given twice;"),
        (lambda text: text.replace('target="n0"', 'target="n3"'), "edge from 'n3' to 'n3': joins a"),
        (lambda text: text.replace("<node", "<n>" * 70 + "</n>" * 70 + "<node", 1), "deeper than 64"),
    ],
)  # fmt: skip
def test_an_invalid_graph_is_reported_with_value_and_location(
    edit: Callable[[str], str], message: str
) -> None:
    with pytest.raises(ExchangeError, match=re.escape(message)) as caught:
        from_graphml(edit(BY_HAND), place="g.graphml")
    assert str(caught.value).startswith("g.graphml: ")
    assert "\n" not in str(caught.value)


def test_exponential_entities_are_refused_before_expansion() -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with pytest.raises(ExchangeError, match="has a document type"):
        from_graphml(f"{bomb}]><graphml>&j;</graphml>")
    with pytest.raises(ExchangeError, match="has a document type"):
        from_graphml('<!DOCTYPE b SYSTEM "file:///etc/passwd"><graphml/>')
