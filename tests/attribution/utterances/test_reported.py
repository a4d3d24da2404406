from collections.abc import Callable

import pytest

from narratives.model import Assertion, Stance

Said = Callable[..., list[Assertion]]


@pytest.mark.parametrize(
    ("sentence", "stance", "text"),
    [
        ("Baku said that the army had left.", Stance.ASSERTS, "The army had left."),
        ("Baku claimed the army had left.", Stance.ASSERTS, "The army had left."),
        ("The army had left, Baku said.", Stance.ASSERTS, "The army had left."),
        ("The army, Baku said, had left.", Stance.ASSERTS, "The army had left."),
        ("According to Baku, the army had left.", Stance.ASSERTS, "The army had left."),
        ("Baku insisted that the army had left.", Stance.ASSERTS, "The army had left."),
        ("Baku denied that the army had left.", Stance.DENIES, "The army had left."),
        ("Baku denied shelling the village.", Stance.DENIES, "Baku shelled the village."),
        ("Baku has denied having shelled the village.", Stance.DENIES, "Baku had shelled the village."),
        ("Baku denied any involvement in the raid.", Stance.DENIES, "Baku was involved in the raid."),
        ("Baku demanded that the army leave.", Stance.DEMANDS, "The army leave."),
        ("Baku called on the rebels to disarm.", Stance.DEMANDS, "The rebels should disarm."),
        ("Baku urged the rebels to disarm.", Stance.DEMANDS, "The rebels should disarm."),
        ("Baku vowed to retake the valley.", Stance.PREDICTS, "Baku will retake the valley."),
        ("Baku accused the rebels of mining the road.", Stance.ASSERTS, "The rebels mined the road."),
        ("Baku put the number of dead at nine.", Stance.ASSERTS, "The number of dead is nine."),
    ],
)
def test_a_cue_gives_the_proposition_and_its_stance(
    said: Said, sentence: str, stance: Stance, text: str
) -> None:
    [found] = said(sentence, "Azerbaijan")
    assert (found.party, found.stance, found.text) == ("Azerbaijan", stance, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Baku did not say that the army had left.",
        "Baku refused to say that the army had left.",
        "If Baku says that the army has left, the talks will go on.",
        "Baku should say that the army has left.",
    ],
)
def test_a_negated_or_hypothetical_cue_gives_no_assertion(said: Said, sentence: str) -> None:
    assert said(sentence, "Azerbaijan") == []


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        (
            "Baku called its strikes an “anti-terrorist operation”.",
            "Azerbaijan’s strikes are an anti-terrorist operation.",
        ),
        ("Baku described the raid as “a provocation”.", "The raid is a provocation."),
        ("Baku labelled the march a riot.", "The march is a riot."),
        ('Baku called the siege an act of "war".', "The siege is an act of war."),
    ],
)
def test_a_label_becomes_a_sentence_about_the_thing_labelled(said: Said, sentence: str, text: str) -> None:
    [found] = said(sentence, "Azerbaijan")
    assert found.text == text


def test_it_in_a_label_refers_to_the_last_labelled_thing(said: Said) -> None:
    found = said("Baku called the march a riot. Yerevan called it a picnic.", "Azerbaijan", "Armenia")
    assert [one.text for one in found] == ["The march is a riot.", "The march is a picnic."]


def test_coordinated_claims_are_split_and_their_subject_filled_in(said: Said) -> None:
    found = said(
        "Baku said that Armenia had no army there and did not take part in the fighting.", "Azerbaijan"
    )
    assert [one.text for one in found] == [
        "Armenia had no army there.",
        "Armenia did not take part in the fighting.",
    ]
    assert [one.quote for one in found] == [
        "Armenia had no army there",
        "did not take part in the fighting",
    ]


def test_a_list_of_contents_is_split(said: Said) -> None:
    found = said(
        "Baku said that the road was open, that the bridge was closed, and that nobody had died.",
        "Azerbaijan",
    )
    assert [one.text for one in found] == ["The road was open.", "The bridge was closed.", "Nobody had died."]


def test_its_is_replaced_by_the_speaking_party(said: Said) -> None:
    [found] = said("The Azerbaijani government maintains that its raid was a response.", "Azerbaijan")
    assert found.text == "Azerbaijan’s raid was a response."


def test_a_nested_report_is_attributed_to_the_inner_source(said: Said) -> None:
    [found] = said("The Courier reported that Baku says that the army has left.", "Azerbaijan")
    assert found.text == "The army has left."
    assert found.party == "Azerbaijan"
    assert found.source is not None
    assert found.source.via == ("The Courier",)


def test_a_statement_reported_by_an_opponent_is_attributed_to_the_opponent(said: Said) -> None:
    [promise] = said("Uganda said Kenya had promised to share the water.", "Uganda", "Kenya")
    assert (promise.party, promise.text) == ("Uganda", "Kenya had promised to share the water.")
    [report] = said("Uganda said that Kenya says that the dam is safe.", "Uganda", "Kenya")
    assert (report.party, report.text) == ("Uganda", "Kenya says that the dam is safe.")


def test_an_ambiguous_pronoun_is_kept(said: Said) -> None:
    text = (
        "Hungary's envoy Peter Toth met Serbia's ministers Ana Vukic and Maria Brkic. "
        "Toth said she had invented the story."
    )
    [found] = said(text, "Hungary", "Serbia")
    assert found.text == "She had invented the story."


def test_nobody_inside_a_content_does_not_suppress_the_assertion(said: Said) -> None:
    assert [one.party for one in said("Kenya said that nobody had asked it for water.", "Kenya")] == ["Kenya"]


def test_a_denied_it_with_several_candidates_answers_no_statement(said: Said) -> None:
    text = "Kenya said the dam was safe. Uganda said the dam was old; Kenya denied it."
    assert all(one.answers is None for one in said(text, "Kenya", "Uganda"))


def test_a_denied_allegation_takes_its_proposition_from_the_allegation(said: Said) -> None:
    claim, denial = said(
        "Yerevan claimed that Azerbaijan had broken the truce. The Azerbaijani army denied the allegation.",
        "Armenia",
        "Azerbaijan",
    )
    assert denial.text == claim.text == "Azerbaijan had broken the truce."
    assert denial.answers == claim.id
    assert (denial.stance, denial.quote) == (Stance.DENIES, "the allegation")


def test_a_rejected_account_answers_no_single_statement(said: Said) -> None:
    *_, rejection = said(
        "Yerevan claimed that Azerbaijan had broken the truce. Baku rejected that account.",
        "Armenia",
        "Azerbaijan",
    )
    assert rejection.answers is None


def test_hedged_own_voice_has_an_unnamed_source(said: Said) -> None:
    [found] = said("The army reportedly opened the road.")
    assert found.source is not None
    assert found.source.name == "(unnamed)"
    assert found.party is None


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Ana Ruiz opposes the dam.", "Ana Ruiz opposes the dam."),
        (
            "President Ana Ruiz came late. She does not support the plan.",
            "Ana Ruiz does not support the plan.",
        ),
        ("Ana Ruiz has called for a ban on fishing.", "There should be a ban on fishing."),
        ("Ana Ruiz complained about the noise.", "Ana Ruiz complained about the noise."),
        ("Ana Ruiz expects the court to close the dam.", "Ana Ruiz expects the court to close the dam."),
        ("Ana Ruiz refuses to leave the hall.", "Ana Ruiz refuses to leave the hall."),
        ("Ana Ruiz wants the dam to be built.", "Ana Ruiz wants the dam to be built."),
        ("Ana Ruiz opposes raising taxes.", "Ana Ruiz opposes raising taxes."),
        ("Ana Ruiz opposes the Clean Rivers Act.", "Ana Ruiz opposes the Clean Rivers Act."),
        ("Ana Ruiz expressed support for the bill.", "Ana Ruiz expressed support for the bill."),
        ("Ana Ruiz attacked the decision.", "Ana Ruiz attacked the decision."),
        ("Ana Ruiz no longer supports the war.", "Ana Ruiz no longer supports the war."),
        ("Ana Ruiz was asked by the union to resign.", "Ana Ruiz should resign."),
        ("To save money, Ana Ruiz asked for a smaller dam.", "There should be a smaller dam."),
        ("Ana Ruiz sees the levy as a threat.", "Ana Ruiz sees the levy as a threat."),
        ("Ana Ruiz did not know where the money was.", "Ana Ruiz did not know where the money was."),
        ("A levy has been announced by Ana Ruiz.", "Ana Ruiz has announced a levy."),
        ("The town is calm, with Ana Ruiz alleging fraud.", "Ana Ruiz alleged fraud."),
        ("In the court’s view, the dam is safe.", "The dam is safe."),
        ("A poll found that the dam was feared.", "The dam was feared."),
    ],
)
def test_attitudes_and_views_are_attributed_to_their_holders(said: Said, sentence: str, text: str) -> None:
    assert text in [one.text for one in said(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The two sides agreed on Friday.",
        "If Ana Ruiz opposes the dam, it will not be built.",
        "Ana Ruiz refused to comment.",
        "The mill is expected to close.",
        "The roof seems to leak.",
        "Ana Ruiz attacked the union leader on Monday.",
        "Ana Ruiz refused to speak to reporters.",
        "Ana Ruiz campaigned for the mayor.",
        "Ana Ruiz sought to close the mill.",
        "Ana Ruiz echoed the engineers.",
        "Ana Ruiz slammed the door.",
        "Ana Ruiz attacked the village with artillery.",
        "Ana Ruiz welcomed the guests.",
        "Ana Ruiz may oppose the deal.",
        "Lawyers for Ana Ruiz claim the following:",
    ],
)
def test_acts_and_hedges_give_no_assertion(said: Said, sentence: str) -> None:
    assert said(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speaker", "texts"),
    [
        ("Ruiz was accused by the farmers of lying.", "The farmers", ["Ruiz lied."]),
        (
            "Baku has vowed to close the dam and to sue the builders.",
            "Baku",
            ["Baku will close the dam.", "Baku will sue the builders."],
        ),
        ("Ruiz wondered whether the dam would hold.", "Ruiz", ["The dam would hold."]),
        (
            "Baku called the deal a fraud and said it must go.",
            "Baku",
            ["The deal is a fraud.", "It must go."],
        ),
        ("Ruiz, the mayor, said: 'The dam is safe.'", "Ruiz", ["The dam is safe."]),
    ],
)
def test_each_content_becomes_a_sentence_of_its_source(
    said: Said, sentence: str, speaker: str, texts: list[str]
) -> None:
    found = said(sentence)
    assert [one.text for one in found] == texts
    assert {one.source.name for one in found if one.source} == {speaker}


def test_a_pronoun_for_the_accused_does_not_refer_to_the_accuser(said: Said) -> None:
    found = said(
        "The Russian Defense Ministry said it hit only barracks. "
        "The Kyiv authorities accused it of shelling homes."
    )
    assert found[-1].text == "The Russian Defense Ministry shelled homes."
