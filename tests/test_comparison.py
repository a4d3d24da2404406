from collections.abc import Sequence
from pathlib import Path

import pytest

import narratives
from narratives import Account, Assertion, Relation, Verdict
from narratives.errors import (
    AccountError,
    ComparisonError,
    DocumentMissingError,
    JudgeError,
    PartyError,
    ReadError,
)

REPORT = """Talks fail

Armenian Prime Minister Nikol Pashinyan said that there were no Armenian soldiers in the valley.
The Azerbaijani government said that Armenian soldiers had attacked the valley.
The village lies in the hills."""


def test_the_example_of_the_readme() -> None:
    a = Account("Azerbaijan", ["Armenian forces led terrorist attacks in Karabakh."])
    b = Account("Armenia", ["There have been no Armenian forces in Karabakh since 2021."])
    result = narratives.compare(a, b)
    [dispute] = result.disputes
    assert dispute.label == "Armenian forces"
    assert list(dispute.sides) == ["Azerbaijan", "Armenia"]
    assert [str(reason.kind) for reason in dispute.reasons] == ["negation"]
    assert (result.only_a, result.only_b, result.not_compared) == ((), (), 0)


def test_read_gives_an_account_per_party_the_article_and_reasons() -> None:
    accounts = narratives.read(REPORT, parties=["Armenia", "Azerbaijan"])
    assert list(accounts) == ["Armenia", "Azerbaijan"]
    [assertion] = accounts["Armenia"]
    assert accounts.why[assertion.id] == "'Armenian' stands with 'Pashinyan'"
    assert [one.text for one in accounts.article] == ["The village lies in the hills."]
    assert narratives.compare(*accounts.values()).disputes


def test_without_parties_the_countries_with_statements_are_used() -> None:
    assert set(narratives.read(REPORT)) == {"Armenia", "Azerbaijan"}


def test_files_texts_documents_and_several_of_them_are_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    from_file = narratives.read(path, ["Armenia", "Azerbaijan"])
    from_name = narratives.read(str(path), ["Armenia", "Azerbaijan"])
    from_document = narratives.read(narratives.Document(REPORT), ["Armenia", "Azerbaijan"])
    assert from_file["Armenia"] == from_name["Armenia"] == from_document["Armenia"]
    several = narratives.read([path, "Armenia said the road was open."], ["Armenia", "Azerbaijan"])
    assert len(several["Armenia"]) == 2
    assert len(several.documents) == 2


def test_every_span_slices_to_its_quote() -> None:
    text = REPORT.replace("\n", "\r\n").replace("valley", "“valley” 🏔")
    for assertion in narratives.read(text, ["Armenia", "Azerbaijan"]).assertions:
        assert assertion.quote == " … ".join(text[span.start : span.end] for span in assertion.spans)


@pytest.mark.parametrize(
    ("parties", "message"),
    [
        (["Armenia", "Armenia"], "given twice"),
        ({"Armenia": ["x"], "Azerbaijan": ["X"]}, "claimed by"),
        ("Armenia", r"put it in \[ \]"),
        (["US", "United States"], "claimed by"),
    ],
)
def test_wrong_parties_are_refused(parties: list[str], message: str) -> None:
    with pytest.raises(PartyError, match=message):
        narratives.read(REPORT, parties)


@pytest.mark.parametrize(
    ("parties", "message"),
    [
        (["Armenia", "Russia"], "party 'Russia': its name is not in the text"),
        (["Armenai", "Azerbaijan"], "party 'Armenai': its name is not in the text; did you mean 'Armenia'"),
        (
            {"Armenia": ["Yerevann"], "Azerbaijan": []},
            "name 'Yerevann' of party 'Armenia' is not in the text",
        ),
    ],
)
def test_a_name_that_is_not_in_the_text_gives_a_warning_with_similar_names(
    parties: list[str], message: str
) -> None:
    with pytest.warns(narratives.NarrativesWarning) as caught:
        accounts = narratives.read(REPORT, parties)
    assert message in str(caught[0].message)
    assert accounts.warnings == tuple(str(one.message) for one in caught)


def test_no_parties_are_found_without_attributed_statements() -> None:
    with pytest.raises(PartyError, match="name two parties or more"):
        narratives.read("The village lies in the hills. It has a mill.")


def test_the_name_of_a_missing_file_is_not_read_as_text() -> None:
    with pytest.raises(DocumentMissingError):
        narratives.read("reprot.txt", ["Armenia", "Azerbaijan"])


def test_blank_text_is_refused() -> None:
    with pytest.raises(ReadError, match="is empty"):
        narratives.read("  \n ", ["Armenia", "Azerbaijan"])


def test_empty_accounts_have_no_relations() -> None:
    accounts = narratives.read("Armenia and Azerbaijan share a border.", ["Armenia", "Azerbaijan"])
    result = narratives.compare(*accounts.values())
    assert (result.disputes, result.agreements, result.not_compared) == ((), (), 0)


def test_the_same_party_twice_is_refused() -> None:
    with pytest.raises(ComparisonError, match=r"'armenia' is given twice|'Armenia' is given twice"):
        narratives.compare(Account("Armenia", ["A."]), Account("armenia", ["B."]))


def test_a_value_that_is_no_account_is_refused() -> None:
    with pytest.raises(ComparisonError, match="is no Account"):
        narratives.compare(Account("Armenia", ["A."]), "Azerbaijan")  # type: ignore[arg-type]


def test_a_custom_judge_is_used() -> None:
    class AlwaysContradiction:
        def judge(self, pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Verdict]:
            return [
                Verdict(a=a, b=b, relation=Relation.CONTRADICTION, probability=1, judge="own")
                for a, b in pairs
            ]

    a, b = Account("Armenia", ["The road is open."]), Account("Azerbaijan", ["The road is open."])
    [dispute] = narratives.compare(a, b, judge=AlwaysContradiction()).disputes
    assert dispute.verdicts[0].judge == "own"


@pytest.mark.parametrize("judge", ["", object()])
def test_a_value_that_is_no_judge_is_refused(judge: object) -> None:
    a, b = Account("Armenia", ["The road is open."]), Account("Azerbaijan", ["The road is open."])
    with pytest.raises(JudgeError, match="embedded judge"):
        narratives.compare(a, b, judge=judge)  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", [None, ["contradiction"]])
def test_a_judge_that_does_not_return_verdicts_is_refused(answer: object) -> None:
    class WithoutVerdicts:
        def judge(self, pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Verdict]:
            assert pairs
            return answer  # type: ignore[return-value]

    a, b = Account("Armenia", ["The road is open."]), Account("Azerbaijan", ["The road is open."])
    with pytest.raises(JudgeError, match=r"a list of one Verdict each|a Verdict is needed"):
        narratives.compare(a, b, judge=WithoutVerdicts())


def test_aliases_given_as_one_text_are_refused() -> None:
    with pytest.raises(AccountError, match="a list of names is needed"):
        narratives.read(REPORT, {"Armenia": "Yerevan", "Azerbaijan": []})


@pytest.mark.parametrize("sources", [[], 42, b"text"])
def test_a_value_that_is_no_document_is_refused(sources: object) -> None:
    with pytest.raises(ReadError, match="give a file's name"):
        narratives.read([sources] if sources != [] else [], ["Armenia", "Azerbaijan"])  # type: ignore[list-item]


def test_too_few_verdicts_are_refused() -> None:
    class WithoutAnswer:
        def judge(self, pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Verdict]:
            assert pairs
            return []

    a, b = Account("Armenia", ["The road is open."]), Account("Azerbaijan", ["The road is open."])
    with pytest.raises(JudgeError, match="0 verdicts for 1 pairs"):
        narratives.compare(a, b, judge=WithoutAnswer())


def test_comparison_is_symmetric(karabakh: narratives.Comparison) -> None:
    first, second, third = karabakh.accounts
    mirrored = narratives.compare(third, second, first)
    assert {frozenset((v.a.id, v.b.id, v.relation, v.probability)) for v in karabakh.verdicts} == {
        frozenset((v.a.id, v.b.id, v.relation, v.probability)) for v in mirrored.verdicts
    }


def test_only_a_has_no_disputed_assertions(karabakh: narratives.Comparison) -> None:
    alone = {assertion.text for assertion in karabakh.only_a}
    disputed = {a.text for dispute in karabakh.disputes for a in dispute.sides.get("Azerbaijan", ())}
    assert alone
    assert not alone & disputed
    assert len(alone) + len(disputed) <= len(karabakh.accounts[0])


def test_the_graph_has_nodes_edges_and_queries(karabakh: narratives.Comparison) -> None:
    graph = karabakh.graph
    assert graph.nx.number_of_nodes() == sum(map(len, karabakh.accounts))
    assert graph.nx.number_of_edges() == len(karabakh.verdicts)
    strongest = karabakh.disputes[0].verdicts[0]
    assert strongest in graph.related(strongest.a)
    assert graph.related(strongest.a, Relation.EQUIVALENCE) == ()
    assert len(graph.conflicts) == sum(len(dispute.verdicts) for dispute in karabakh.disputes)


def test_a_disputed_number_is_not_part_of_the_label() -> None:
    a = Account("Union", ["Four dockers were hurt."])
    b = Account("Company", ["Seven dockers were hurt."])
    [dispute] = narratives.compare(a, b).disputes
    assert dispute.label == "Dockers"


def test_an_account_takes_over_the_assertions_of_another_party() -> None:
    east, west = Account("East", ["It is open."]), Account("West", ["It was open."])
    both = Account("Both", [*east, *west])
    assert [one.party for one in both] == ["Both", "Both"]
    result = narratives.compare(both, Account("Other", ["It is closed."]))
    assert all(set(dispute.sides) == {"Both", "Other"} for dispute in result.disputes)


def test_of_two_documents_with_one_text_the_first_is_kept() -> None:
    text = "Armenia said the road was open."
    documents = [narratives.Document(text, outlet=outlet) for outlet in ("Courier", "Herald")]
    with pytest.warns(narratives.NarrativesWarning, match="of Herald: has the same text as that of Courier"):
        accounts = narratives.read(documents, ["Armenia"])
    assert [one.outlet for one in accounts.documents] == ["Courier"]


@pytest.mark.parametrize("probability", [1.7, -0.1, float("nan")])
def test_verdicts_on_other_pairs_and_wrong_probabilities_are_refused(probability: float) -> None:
    class WrongProbability:
        def judge(self, pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Verdict]:
            return [Verdict(a=a, b=b, relation=Relation.DISTINCT, probability=probability) for a, b in pairs]

    class SwappedPairs:
        def judge(self, pairs: Sequence[tuple[Assertion, Assertion]]) -> list[Verdict]:
            return [Verdict(a=b, b=a, relation=Relation.DISTINCT, probability=0.5) for a, b in pairs]

    a, b = Account("A", ["The road is open."]), Account("B", ["The road is closed."])
    with pytest.raises(JudgeError, match="0 to 1 is needed"):
        narratives.compare(a, b, judge=WrongProbability())
    with pytest.raises(JudgeError, match="is on another pair"):
        narratives.compare(a, b, judge=SwappedPairs())
