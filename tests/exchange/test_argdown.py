import pytest

import narratives
from narratives.exchange import to_argdown
from narratives.exchange.argdown import escape
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import Account
from narratives.verdict import Relation
from tests.exchange.hostile import BENIGN, HOSTILE, hostile_findings
from tests.exchange.readers import read_by_argdown

TYPES = {
    Relation.CONTRADICTION: ("contradictory",),
    Relation.FRAMING: ("contrary",),
    Relation.ENTAILMENT: ("entails",),
    Relation.EQUIVALENCE: ("entails", "entails"),
}


def test_each_dispute_is_a_section_with_its_relations(karabakh: narratives.Comparison) -> None:
    text = to_argdown(karabakh)
    section = next(part for part in text.split("# ") if part.startswith("Ethnic cleansing\n"))
    assert "[Armenia 2]: The assault is an act of ethnic cleansing. #(Armenia) {" in section
    assert "Azerbaijan denies: The assault is an act of ethnic cleansing. #(Azerbaijan) {" in section
    assert '"source": "Hikmet Hajiyev"' in section
    assert "\n    >< [Armenia 2]\n" in section
    assert "\n    - [Armenia 2]\n" in section


@pytest.mark.slow
def test_argdown_reads_every_statement_and_relation(karabakh: narratives.Comparison) -> None:
    (answer,) = read_by_argdown([to_argdown(karabakh)])
    assert answer["errors"] == []
    assert len(answer["statements"]) == len(karabakh.assertions)
    by_id = {one["data"]["id"]: (title, one) for title, one in answer["statements"].items()}
    for one in karabakh.assertions:
        _, statement = by_id[one.id]
        assert statement["texts"][0].endswith(one.text)
        assert statement["tags"] == [one.party]
        assert statement["data"]["quote"] == plain(one.quote)
    expected = sorted(
        [kind, *sorted(by_id[side.id][0] for side in (one.a, one.b))]
        for one in karabakh.verdicts
        for kind in TYPES.get(one.relation, ())
    )
    assert sorted([kind, *sorted(sides)] for kind, *sides in answer["relations"]) == expected
    headings = [one for one in answer["headings"] if one != "Related otherwise"]
    assert headings == [*(dispute.label for dispute in karabakh.disputes), "Everything else"]


@pytest.mark.slow
def test_argdown_does_not_read_hostile_text_as_markup() -> None:
    of_plain, *answers = read_by_argdown([to_argdown(hostile_findings(text)) for text in (BENIGN, *HOSTILE)])
    assert len(of_plain["relations"]) == 6
    assert {kind for kind, *_ in of_plain["relations"]} == {"contradictory", "contrary", "entails"}
    for text, answer in zip(HOSTILE, answers, strict=True):
        assert answer["errors"] == []
        assert answer["arguments"] == []
        assert sorted(answer["relations"]) == [] or len(answer["relations"]) == len(of_plain["relations"])
        assert len(answer["statements"]) == len(of_plain["statements"])
        shown = " ".join(each for one in answer["statements"].values() for each in one["texts"])
        assert plain(text).strip() in shown
        assert len(answer["headings"]) == len(of_plain["headings"])


@pytest.mark.slow
def test_the_direction_of_an_entailment_is_kept() -> None:
    found = hostile_findings(BENIGN)
    one = next(one for one in found.verdicts if one.relation is Relation.ENTAILMENT)
    (answer,) = read_by_argdown([to_argdown(found)])
    title = {statement["data"]["id"]: title for title, statement in answer["statements"].items()}
    assert ["entails", title[one.a.id], title[one.b.id]] in answer["relations"]
    assert ["entails", title[one.b.id], title[one.a.id]] not in answer["relations"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The U.S. said: no.", r"The U\.S. said: no."),
        ("a [b] <c> #d @e *f* _g_ {h}", r"a \[b\] \<c\> \#d \@e \*f\* \_g\_ \{h\}"),
        ("// /* ===", r"\// \/\* \=\=\="),
        ("and/or 1/2", "and/or 1/2"),
        ("\x00", "…"),
    ],
)
def test_only_argdown_markup_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.slow
def test_an_empty_account_can_be_read() -> None:
    found = Findings(accounts=(Account("A", []),), verdicts=(), disputes=())
    assert read_by_argdown([to_argdown(found)])[0]["errors"] == []
