import re
import shutil
import subprocess
from xml.etree import ElementTree as ET

import pytest

import narratives
from benchmarks.page.large import large_findings
from narratives import Account, Reason, Relation, Verdict
from narratives.graph import ContradictionGraph
from narratives.harmless import plain
from tests.attacks.hostile import HOSTILE as HOSTILE_EVERYWHERE

needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")

HOSTILE = [
    'a "quoted" word',
    "a back\\slash and \\N \\G \\L \\E",
    "two\nlines",
    "<b>bold</b> <script>alert(1)</script>",
    "{record|field} [x=1];",
    "&amp; &#60; & and",
    "🏔 emoji",
    "שלום עולם",
    "a\x00NUL",
    "line\u2028separator",
    "\u202eoverride",
    "a lone \ud800 surrogate",
    '"]; evil [label="',
    "--> comment /* */ // #",
    "x" * 300,
]


def graph(name: str, text: str) -> str:
    a, b = Account(name, [text]), Account("Other side", ["Nothing of the kind."])
    verdict = Verdict(
        a=a.assertions[0], b=b.assertions[0], relation=Relation.CONTRADICTION, probability=0.9,
        reasons=(narratives.Reason(kind=narratives.ReasonKind.MODEL, a=text, b=text, note="Both."),),
    )  # fmt: skip
    return ContradictionGraph(accounts=[a, b], verdicts=[verdict]).to_dot()


def svg(dot: str) -> ET.Element:
    drawn = subprocess.run(["dot", "-Tsvg"], input=dot.encode(), check=True, capture_output=True)
    return ET.fromstring(drawn.stdout)  # noqa: S314 - our own drawing


def shown(root: ET.Element) -> str:
    """Return all text of the picture without white space."""
    return re.sub(
        r"\s", "", "".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    )


@needs_graphviz
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_literally_and_adds_no_node(text: str) -> None:
    plain, hostile = svg(graph("Party", "A plain word.")), svg(graph(text, text))
    nodes = [len(list(root.iter("{http://www.w3.org/2000/svg}g"))) for root in (plain, hostile)]
    assert nodes[0] == nodes[1]
    visible = re.sub(r"[\s\x00\u2028\u202e\ud800]", "", text)
    assert visible in shown(hostile)


@needs_graphviz
def test_the_seed_is_drawn_with_a_cluster_per_party_and_an_edge_per_relation(
    karabakh: narratives.Comparison,
) -> None:
    root = svg(karabakh.graph.to_dot())
    classes = [group.get("class") for group in root.iter("{http://www.w3.org/2000/svg}g")]
    assert classes.count("cluster") == 3
    assert classes.count("edge") == len(karabakh.verdicts)
    assert "Azerbaijan" in shown(root)


def test_relations_differ_in_colour_and_in_line_style() -> None:
    kinds = [Relation.CONTRADICTION, Relation.FRAMING, Relation.ENTAILMENT, Relation.DISTINCT]
    a, b = Account("A", ["One."]), Account("B", [f"Number {kind}." for kind in kinds])
    verdicts = [
        Verdict(a=a.assertions[0], b=other, relation=kind, probability=0.9)
        for kind, other in zip(kinds, b, strict=True)
    ]
    drawn = ContradictionGraph(accounts=[a, b], verdicts=verdicts).to_dot()
    styles = re.findall(r'-- .*?\[color="(#\w+)".*?style=(\w+)', drawn)
    colours, lines = zip(*styles, strict=True)
    assert len(set(colours)) == len(set(lines)) == len(styles) == len(kinds)


def test_assertions_in_no_relation_are_counted_and_shown_on_request(karabakh: narratives.Comparison) -> None:
    some, every = karabakh.graph.to_dot(), karabakh.graph.to_dot(everything=True)
    assert "more that no other party takes up" in some
    assert "more that no other party takes up" not in every
    assert every.count("tooltip=") - every.count("labeltooltip=") > some.count("tooltip=") - some.count(
        "labeltooltip="
    )


@needs_graphviz
def test_points_at_issue_are_drawn_as_frames_on_request(karabakh: narratives.Comparison) -> None:
    root = ET.fromstring(karabakh.graph.to_svg(by="dispute"))  # noqa: S314 - our own drawing
    classes = [group.get("class") for group in root.iter("{http://www.w3.org/2000/svg}g")]
    assert classes.count("cluster") == len(karabakh.disputes) + 1
    assert classes.count("edge") == len(karabakh.verdicts)
    for dispute in karabakh.disputes:
        assert dispute.label.replace(" ", "") in shown(root)
    assert "HikmetHajiyev(Azerbaijan)" in shown(root)


@needs_graphviz
def test_forty_assertions_are_drawn_as_png_with_a_legend_and_no_text_shortened() -> None:
    findings = large_findings(assertions=40, pages=3)
    graph = ContradictionGraph(
        accounts=findings.accounts, verdicts=findings.verdicts, points=findings.disputes
    )
    assert graph.to_png(everything=True).startswith(b"\x89PNG")
    text = shown(ET.fromstring(graph.to_svg(everything=True)))  # noqa: S314 - our own drawing
    assert all(re.sub(r"\s", "", assertion.text) in text for assertion in findings.assertions)
    assert "contradict" in text
    assert "denied,doubted,demanded,predictedorasked" in text


@needs_graphviz
def test_every_hostile_string_is_shown_as_text_in_one_picture() -> None:
    def drawn(texts: list[str]) -> ET.Element:
        a, b = Account("A", texts), Account("B", ["Nothing of the kind."])
        verdicts = [
            Verdict(
                a=one, b=b.assertions[0], relation=Relation.CONTRADICTION, probability=0.9,
                reasons=(Reason(kind=narratives.ReasonKind.MODEL, a=one.text, b="b", note=one.text),),
            )
            for one in a
        ]  # fmt: skip
        return svg(ContradictionGraph(accounts=[a, b], verdicts=verdicts).to_dot())

    hostile = [text for text in HOSTILE_EVERYWHERE if len(text) < 200 and plain(text)]
    nasty, benign = drawn(hostile), drawn([f"Sentence {number}." for number in range(len(hostile))])
    assert _elements(nasty) == _elements(benign)
    text = shown(nasty)
    missing = [one for one in hostile if re.sub(r"\s", "", plain(one)) not in text]
    assert missing == []


def _elements(root: ET.Element) -> dict[str, int]:
    """Return the number of elements by tag, except text, and of event handlers by attribute name."""
    found: dict[str, int] = {}
    for element in root.iter():
        names = [element.tag.split("}")[-1], *(key for key in element.attrib if key.startswith("on"))]
        for name in names:
            if name != "text":
                found[name] = found.get(name, 0) + 1
    return found


def test_an_empty_comparison_is_drawn_too() -> None:
    empty = narratives.compare(Account("A party"), Account("Another"))
    assert "(nothing in dispute)" in empty.graph.to_dot()
