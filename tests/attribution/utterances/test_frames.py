"""Blame, evidence, belief, endorsement and denied nouns: three invented sentences for each kind."""

from collections.abc import Callable

import pytest

from narratives.model import Assertion, Stance

Said = Callable[..., list[Assertion]]


@pytest.mark.parametrize(
    ("text", "party", "stance", "expected"),
    [
        # blame and accusation
        (
            "The harbour board blamed the flood on the upstream dam.",
            "harbour board",
            Stance.ASSERTS,
            "The upstream dam is responsible for the flood.",
        ),
        (
            "The union pinned the leak on the minister.",
            "union",
            Stance.ASSERTS,
            "The minister is responsible for the leak.",
        ),
        (
            "Smoke rose from a fire which the insurer blames on the tenant.",
            "insurer",
            Stance.ASSERTS,
            "The tenant is responsible for a fire.",
        ),
        (
            "The mayor charged the contractor with fraud.",
            "mayor",
            Stance.ASSERTS,
            "The contractor is guilty of fraud.",
        ),
        (
            "The ministry linked the group to the bombing.",
            "ministry",
            Stance.ASSERTS,
            "The group is linked to the bombing.",
        ),
        # short denials
        (
            "The club denied any role in the transfer.",
            "club",
            Stance.DENIES,
            "The club had a role in the transfer.",
        ),
        (
            "The bank denied responsibility for the losses.",
            "bank",
            Stance.DENIES,
            "The bank is responsible for the losses.",
        ),
        ("The guard rejected accusations of theft.", "guard", Stance.DENIES, "The guard is guilty of theft."),
        (
            "The envoy ruled out any possibility that the truce had been broken.",
            "envoy",
            Stance.DENIES,
            "The truce had been broken.",
        ),
        (
            "The senate denies ballot stuffing allegations.",
            "senate",
            Stance.DENIES,
            "There was ballot stuffing.",
        ),
        # belief, knowledge, evidence
        (
            "The ministry has evidence that the convoy carried rifles.",
            "ministry",
            Stance.ASSERTS,
            "The convoy carried rifles.",
        ),
        (
            "The governor is confident that the bridge will hold.",
            "governor",
            Stance.ASSERTS,
            "The bridge will hold.",
        ),
        ("The coroner voiced doubts that the boat had sunk.", "coroner", Stance.DOUBTS, "The boat had sunk."),
        (
            "The surgeon was not convinced that the drug worked.",
            "surgeon",
            Stance.DOUBTS,
            "The drug worked.",
        ),
        (
            "The museum made clear that the painting was a copy.",
            "museum",
            Stance.ASSERTS,
            "The painting was a copy.",
        ),
        # cues that are quoted, parenthetical or distant
        (
            "The clerk was quoted as saying that the ballots had been burnt.",
            "clerk",
            Stance.ASSERTS,
            "The ballots had been burnt.",
        ),
        (
            "State radio quoted the abbot as saying that the bell was stolen.",
            "abbot",
            Stance.ASSERTS,
            "The bell was stolen.",
        ),
        (
            "The tunnel, the operator insisted, is safe.",
            "operator",
            Stance.ASSERTS,
            "The tunnel is safe.",
        ),
        (
            "The levy would fall, the treasurer predicted, since demand was weak.",
            "treasurer",
            Stance.PREDICTS,
            "The levy would fall since demand was weak.",
        ),
        (
            "The cooperative said earlier that the well was dry.",
            "cooperative",
            Stance.ASSERTS,
            "The well was dry.",
        ),
        (
            "A Council spokeswoman said sheep grazing on the dyke came loose from a post.",
            "Council",
            Stance.ASSERTS,
            "Sheep grazing on the dyke came loose from a post.",
        ),
        (
            "The council passed a motion urging the state to close the plant.",
            "council",
            Stance.DEMANDS,
            "The state should close the plant.",
        ),
        (
            "OSTRA, Belmar (AP) - The navy said its boat had stayed in port.",
            "navy",
            Stance.ASSERTS,
            "The navy’s boat had stayed in port.",
        ),
    ],
)
def test_each_frame_gives_a_stance_and_a_sentence(
    said: Said, text: str, party: str, stance: Stance, expected: str
) -> None:
    found = [(one.stance, one.text) for one in said(text, party) if one.party == party]
    assert found == [(stance, expected)]


def test_an_accusation_of_several_acts_gives_one_assertion_each(said: Said) -> None:
    found = said("The province accused the settlers of burning crops and of poisoning a well.", "province")
    assert [one.text for one in found] == ["The settlers burned crops.", "The settlers poisoned a well."]


@pytest.mark.parametrize(
    "denial",
    [
        "Belmar called the claim false.",
        "The claim was denied by Belmar.",
        "Belmar dismissed the allegation as slander.",
        "Belmar denied it.",
    ],
)
def test_a_denial_takes_the_proposition_of_the_earlier_statement(said: Said, denial: str) -> None:
    found = said(f"Ostra said that Belmar had shelled the mill. {denial}", "Ostra", "Belmar")
    assert [(one.party, one.stance, one.text) for one in found] == [
        ("Ostra", Stance.ASSERTS, "Belmar had shelled the mill."),
        ("Belmar", Stance.DENIES, "Belmar had shelled the mill."),
    ]


def test_confirming_a_version_asserts_its_owners_statement(said: Said) -> None:
    text = (
        "Mayor Ana Ruiz said that the gate was locked. The fire brigade confirmed Ruiz's version of events."
    )
    found = said(text, "fire brigade", "Ana Ruiz")
    assert [(one.party, one.text) for one in found] == [
        ("Ana Ruiz", "The gate was locked."),
        ("fire brigade", "The gate was locked."),
    ]


def test_a_relative_clause_with_a_source_is_attributed_to_that_source(said: Said) -> None:
    found = said("Ostra said that Belmar had mined the ford, which Belmar denies.", "Ostra", "Belmar")
    assert [(one.party, one.stance, one.text) for one in found] == [
        ("Ostra", Stance.ASSERTS, "Belmar had mined the ford."),
        ("Belmar", Stance.DENIES, "Belmar had mined the ford."),
    ]


def test_a_content_that_the_parser_takes_for_a_relative_clause_is_kept(said: Said) -> None:
    text = "On Sunday, Ruiz disclosed for the first time that after the vote the mayor called her to meet."
    assert [(one.source and one.source.name, one.text) for one in said(text, "Ruiz")] == [
        ("Ruiz", "After the vote the mayor called her to meet.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ostra will not say whether the mill was shelled.",
        "Belmar's envoy, who asked not to be named, left early.",
        "Nobody knows what Ostra plans to do.",
        "Ostra was responding to a letter.",
    ],
)
def test_sentences_that_report_no_statement_give_no_assertion(said: Said, text: str) -> None:
    assert said(text, *[name for name in ("Ostra", "Belmar") if name in text]) == []


def test_three_hundred_nested_cues_are_processed(said: Said) -> None:
    text = (
        "The mayor of Ostra " + " ".join(f"said that clerk {n}" for n in range(300)) + " said that it holds."
    )
    assert said(text, "Ostra")
