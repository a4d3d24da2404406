import re

import pytest

import narratives
from narratives import Account, Relation, Verdict
from narratives.graph import ContradictionGraph
from tests.attacks.hostile import HOSTILE


def test_the_seed_has_a_subgraph_per_party_a_node_per_assertion_and_a_link_per_relation(
    karabakh: narratives.Comparison,
) -> None:
    text = karabakh.graph.to_mermaid()
    assert text.startswith("flowchart LR\n")
    assert len(re.findall(r"^  subgraph p\d+\[", text, flags=re.MULTILINE)) == 3
    related = {side.id for verdict in karabakh.verdicts for side in (verdict.a, verdict.b)}
    assert set(re.findall(r"^    a([0-9a-f]{12})\[", text, flags=re.MULTILINE)) == related
    assert len(re.findall(r"\|\"", text)) == len(karabakh.verdicts)
    assert len(re.findall(r"^  linkStyle", text, flags=re.MULTILINE)) == len(karabakh.verdicts)
    every = karabakh.graph.to_mermaid(everything=True)
    assert len(re.findall(r"^    a[0-9a-f]{12}\[", every, flags=re.MULTILINE)) == len(karabakh.assertions)


@pytest.mark.parametrize("text", ["The road is open, he said.", "1. item", "`code`", "end"])
def test_a_text_can_be_decoded_from_its_code_points(text: str) -> None:
    drawn = ContradictionGraph(accounts=[Account("A", [text])], verdicts=[]).to_mermaid(everything=True)
    [label] = re.findall(r'^    a[0-9a-f]{12}\["(.*)"\]$', drawn, flags=re.MULTILINE)
    assert re.sub(r"#(\d+);", lambda number: chr(int(number[1])), label) == text


def test_hostile_text_adds_no_line_and_no_syntax() -> None:
    for text in HOSTILE:
        a, b = Account(f"A {text}", [text]), Account(f"{text} B", [f"Not {text}"])
        verdict = Verdict(
            a=a.assertions[0], b=b.assertions[0], relation=Relation.CONTRADICTION, probability=0.9
        )
        lines = ContradictionGraph(accounts=[a, b], verdicts=[verdict]).to_mermaid().splitlines()
        assert len(lines) == 13, text
        for line in lines:
            inner = "".join(re.findall(r'"(.*)"', line)).replace("<br/>", "")
            assert not set("<>[]{}|`\"'\\()*_~-=:&%$@") & set(inner), text
