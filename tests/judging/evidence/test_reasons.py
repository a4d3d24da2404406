from collections.abc import Callable, Sequence

import numpy as np
import pytest

import narratives
from narratives.judging import ReasoningJudge
from narratives.judging.evidence.statement import statements
from narratives.judging.models.nli import Scores
from narratives.judging.wording import wording
from narratives.verdict import ReasonKind, Relation, Verdict
from tests.conftest import side

VerdictOf = Callable[[str, str], Verdict | None]


FALSE_ALARM = pytest.mark.xfail(reason="taken for a conflict, or for an agreement, by this version")
MISSED = pytest.mark.xfail(reason="taken for neither a conflict nor an agreement by this version")


class ConfirmingModel:
    """A model that scores the two statements as a contradiction and every probe of a finder as entailed."""

    name = "confirming"

    def __init__(self, *sides: narratives.Assertion) -> None:
        parsed = statements(sides).values()
        self._wordings = {wording(one) for one in parsed}

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        scores = [
            (0.97, 0.02, 0.01)
            if set(pair) == self._wordings and len(self._wordings) > 1
            else (0.01, 0.98, 0.01)
            for pair in pairs
        ]
        return np.array(scores).reshape(-1, 3)


@pytest.fixture
def confirmed_verdict() -> VerdictOf:
    """Return the verdict on two statements with a model that confirms what the finders show."""

    def judge(a: str, b: str) -> Verdict | None:
        sides = side("First", a), side("Second", b)
        return ReasoningJudge(ConfirmingModel(*sides)).judge([sides])[0]

    return judge


CONFLICTS = [
    (
        "There have been no Syrian troops in the valley since 2019.",
        "The raid was led by Syrian troops.",
        ReasonKind.NEGATION,
    ),
    (
        "Syria does not have an army in the valley.",
        "Syrian soldiers attacked the valley.",
        ReasonKind.NEGATION,
    ),
    (
        "Syria is not involved in armed actions.",
        "The assault was carried out by Syrian forces.",
        ReasonKind.NEGATION,
    ),
    (
        "DENIES: Syria deployed troops in the valley.",
        "Syrian troops attacked the valley.",
        ReasonKind.DENIAL,
    ),
    ("DENIES: The police used rubber bullets.", "A student was hit by a rubber bullet.", ReasonKind.DENIAL),
    ("DENIES: The council closed the school.", "The council closed the school.", ReasonKind.DENIAL),
    ("The council closed the school.", "The council never closed the school.", ReasonKind.NEGATION),
    ("The police gave three warnings.", "There was no warning.", ReasonKind.NEGATION),
    ("41 people were arrested at the march.", "68 people were arrested at the march.", ReasonKind.NUMBER),
    ("The crowd was 2,500.", "12,000 people took part.", ReasonKind.NUMBER),
    ("Thai soldiers fired the first shots.", "Cambodian soldiers fired the first shots.", ReasonKind.AGENT),
    ("Russia destroyed the dam.", "Ukraine destroyed the dam.", ReasonKind.AGENT),
    (
        "The march had no permit to cross the bridge.",
        "The permit covered the whole route.",
        ReasonKind.NEGATION,
    ),
    (
        "The ferry terminal was open during the storm.",
        "The ferry terminal was closed during the storm.",
        ReasonKind.ANTONYM,
    ),
    (
        "The council rejected the zoning plan on Monday.",
        "On Monday the zoning plan was approved by the council.",
        ReasonKind.ANTONYM,
    ),
    ("The tunnel is 3 kilometres long.", "The tunnel is 900 metres long.", ReasonKind.NUMBER),
    (
        "At least 300 houses were flooded in Tarn.",
        "No more than 40 houses were flooded in Tarn.",
        ReasonKind.NUMBER,
    ),
    (
        "Half of the nurses joined the walkout.",
        "Just 10 percent of the nurses joined the walkout.",
        ReasonKind.NUMBER,
    ),
    (
        "The inspector signed the report before the fire.",
        "The inspector signed the report after the fire.",
        ReasonKind.TIME,
    ),
    ("The treaty was signed in 2014.", "The treaty was signed in 2016.", ReasonKind.TIME),
    ("Halden sued Norvik over the patent.", "Norvik sued Halden over the patent.", ReasonKind.AGENT),
    (
        "The police were the first to open fire at the bridge.",
        "The protesters were the first to open fire at the bridge.",
        ReasonKind.AGENT,
    ),
    (
        "The reactor was shut down because of a leak.",
        "The reactor was shut down because of a strike.",
        ReasonKind.CAUSE,
    ),
    (
        "A gas leak caused the explosion at the bakery.",
        "The explosion at the bakery was caused by arson.",
        ReasonKind.CAUSE,
    ),
    (
        "Russia’s operation is a response to attacks on its border.",
        "Russia has begun an offensive aimed at driving out the villagers.",
        ReasonKind.CAUSE,
    ),
    (
        "The army stopped shelling the village in May.",
        "The army has never shelled the village.",
        ReasonKind.PRESUPPOSITION,
    ),
    (
        "The last soldiers will leave the valley in June.",
        "There are no soldiers in the valley.",
        ReasonKind.PRESUPPOSITION,
    ),
    (
        "Tenants must pay the deposit in cash.",
        "Tenants need not pay the deposit in cash.",
        ReasonKind.MODALITY,
    ),
    (
        "Foreign observers are allowed to watch the count.",
        "Foreign observers are forbidden to watch the count.",
        ReasonKind.MODALITY,
    ),
    (
        "DENIES: The airline hid the defect from its pilots.",
        "The airline concealed the defect from its own pilots.",
        ReasonKind.DENIAL,
    ),
    (
        "Not a single letter was answered by the ministry.",
        "The ministry answered forty of the letters.",
        ReasonKind.NEGATION,
    ),
    (
        "Eleven dock workers were killed in the raid.",
        "Four dock workers were killed in the raid.",
        ReasonKind.NUMBER,
    ),
    (
        "The bank dismissed the clerk because she spoke to reporters.",
        "The bank dismissed the clerk for stealing letters.",
        ReasonKind.CAUSE,
    ),
    (
        "It is not true that the dam was inspected.",
        "Engineers inspected the dam twice.",
        ReasonKind.NEGATION,
    ),
]


@pytest.mark.parametrize(("a", "b", "kind"), CONFLICTS)
def test_a_conflict_is_found_with_its_reason_and_the_words_of_both_sides(
    confirmed_verdict: VerdictOf, a: str, b: str, kind: ReasonKind
) -> None:
    found = confirmed_verdict(a, b)
    assert found is not None
    assert found.relation is Relation.CONTRADICTION
    assert kind in [reason.kind for reason in found.reasons]
    for reason in found.reasons:
        assert reason.a.removeprefix("denied ") in a.removeprefix("DENIES: ")
        assert reason.b.removeprefix("denied ") in b.removeprefix("DENIES: ")
        assert reason.note.endswith(".")


@pytest.mark.parametrize(("a", "b", "kind"), CONFLICTS)
def test_the_mirror_image_of_a_pair_has_the_same_verdict(
    confirmed_verdict: VerdictOf, a: str, b: str, kind: ReasonKind
) -> None:
    one, other = confirmed_verdict(a, b), confirmed_verdict(b, a)
    assert one is not None
    assert other is not None
    assert (one.relation, one.probability) == (other.relation, other.probability)
    assert {reason.swapped() for reason in one.reasons} == set(other.reasons)
    assert kind in {reason.kind for reason in other.reasons}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("At least 23 people were wounded.", "25 people were wounded."),
        ("About 100 people marched.", "105 people marched."),
        ("Six officers were injured.", "30 marchers were treated."),
        ("Three Thai soldiers were killed.", "Nine Cambodian soldiers were killed."),
        ("There are no Syrian troops in the valley.", "Turkish troops attacked the valley."),
        ("There are no Syrian troops in the valley.", "The farmers of the valley planted wheat."),
        ("DENIES: The council closed the school.", "The council opened a library."),
        ("DENIES: The council closed the school.", "DENIES: The council closed the school."),
        ("The company should close the plant.", "The plant is open."),
        ("The members wanted a raise.", "The company put 3 percent on the table."),
        ("The bridge was closed at noon.", "The bridge was open again in the evening."),
        ("We are ready for talks.", "There would be no talks while guns were aimed at the village."),
        ("Not all schools were closed.", "The schools were closed."),
        pytest.param(
            "There was no explosion at the plant.", "An explosion destroyed the warehouse.", marks=FALSE_ALARM
        ),
        ("There is no agreement on borders.", "The agreement on water was signed."),
        pytest.param("Our army killed 10 soldiers.", "Their army killed 40 soldiers.", marks=FALSE_ALARM),
        ("12 women were killed.", "30 people were killed."),
        ("One in 10 people died.", "9 people died."),
        ("The crowd was 500.", "3,000 people joined the union."),
        ("40 people were arrested on Friday.", "12 people were arrested on Saturday."),
        ("The army never attacked the town from 2014 to 2018.", "The army attacked the town in 2023."),
        ("Kenya opened the border with Somalia.", "Ethiopia opened the border with Djibouti."),
        ("There were no soldiers at the hospital.", "Israeli soldiers had detained doctors in Khan Younis."),
        ("Syrian troops had held the valley before the war of 1990.", "DENIES: Syria deployed troops there."),
        ("Nobody was hurt outside the factory.", "Twelve workers had been hurt."),
        ("The mine was closed in spring.", "The mine is open again."),
        pytest.param("The roof of the church burned.", "The church is standing.", marks=FALSE_ALARM),
        ("The northern bridge is open.", "The southern bridge is closed."),
        ("If the talks fail, the union will strike.", "The union has not gone on strike."),
        ("The price is not high.", "The price is not low."),
        ("Nearly 5,000 people marched.", "4,900 people marched."),
        ("The pipe is 2 metres long.", "The pipe is 200 centimetres long."),
        pytest.param(
            "40 people were arrested over the theft.",
            "Only 3 people were convicted over the theft.",
            marks=FALSE_ALARM,
        ),
        ("The takeover was not illegal.", "The takeover was legal."),
        ("The company fired 30 welders.", "The navy fired 30 missiles."),
        ("A frigate rammed a boat.", "A lorry rammed the gate."),
        ("At no point was the refinery closed.", "The refinery stayed open during the storm."),
        ("Police arrested five pickets near the gate.", "No police officers were injured at the gate."),
        (
            "There were no soldiers inside the terminal.",
            "Navarra said that its forces carried out an operation against the port.",
        ),
    ],
)
def test_statements_that_only_look_opposed_are_no_contradiction(verdict: VerdictOf, a: str, b: str) -> None:
    found = verdict(a, b)
    assert found is None or found.relation not in (Relation.CONTRADICTION, Relation.FRAMING)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (
            "Syrian troops attacked the village in Idlib.",
            "There are no Syrian troops in Damascus.",
            ReasonKind.PLACE,
        ),
        (
            "There have been no Syrian troops in the valley since 2021.",
            "Syrian troops attacked the valley in 2015.",
            ReasonKind.TIME,
        ),
        (
            "The union accepted the offer in May.",
            "The union rejected the offer in March.",
            ReasonKind.TIME,
        ),
        pytest.param(
            "The first trial was public.",
            "The second trial was not public.",
            ReasonKind.ACTOR,
            marks=MISSED,
        ),
        pytest.param(
            "The workers of Halden accepted the offer.",
            "The workers of Norvik rejected the offer.",
            ReasonKind.ACTOR,
            marks=FALSE_ALARM,
        ),
        (
            "As a rule the archive is closed to visitors.",
            "The archive is open to visitors on Sundays by special permission.",
            ReasonKind.EXCEPTION,
        ),
        (
            "DEMANDS: The troops must leave the valley.",
            "The troops have not left the valley.",
            ReasonKind.MODALITY,
        ),
        pytest.param(
            "The drivers may refuse overtime.",
            "No driver has refused overtime.",
            ReasonKind.MODALITY,
            marks=FALSE_ALARM,
        ),
        (
            "The road to the airport was closed on Friday.",
            "Traffic on the road to the airport is open again.",
            ReasonKind.REPLACED,
        ),
        (
            "The council adopted the rest of the climate plan.",
            "The council rejected the chapter on cars in the climate plan.",
            ReasonKind.PART,
        ),
    ],
)
def test_a_scope_difference_makes_a_pair_distinct_and_is_the_reason(
    verdict: VerdictOf, a: str, b: str, kind: ReasonKind
) -> None:
    found = verdict(a, b)
    assert found is not None
    assert found.relation is Relation.DISTINCT
    assert [reason.kind for reason in found.reasons] == [kind]


def test_a_town_and_a_country_are_not_different_places(verdict: VerdictOf) -> None:
    found = verdict("There are no Russian troops in Ukraine.", "Russian troops attacked a school in Kharkiv.")
    assert found is not None
    assert found.relation is Relation.CONTRADICTION


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Moving the villagers was an evacuation.", "Moving the villagers was a deportation."),
        ("The money paid to the mayor was a consultancy fee.", "The money paid to the mayor was a bribe."),
    ],
)
def test_rival_words_for_the_same_thing_are_framing(confirmed_verdict: VerdictOf, a: str, b: str) -> None:
    found = confirmed_verdict(a, b)
    assert found is not None
    assert (found.relation, found.reasons[0].kind) == (Relation.FRAMING, ReasonKind.FRAMING)


def test_a_demand_presupposes_what_the_other_side_negates(confirmed_verdict: VerdictOf) -> None:
    found = confirmed_verdict(
        "DEMANDS: The rebels must free the remaining hostages.", "There are no hostages."
    )
    assert found is not None
    assert (found.relation, found.reasons[0].kind) == (Relation.CONTRADICTION, ReasonKind.PRESUPPOSITION)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (
            "DENIES: Children work at the mill.",
            "There are no children working at the mill.",
            ReasonKind.DENIAL,
        ),
        pytest.param(
            "More than 20 soldiers were wounded.",
            "34 soldiers were wounded.",
            ReasonKind.NUMBER,
            marks=MISSED,
        ),
    ],
)
def test_an_agreement_has_its_reason(verdict: VerdictOf, a: str, b: str, kind: ReasonKind) -> None:
    found = verdict(a, b)
    assert found is not None
    assert found.relation in (Relation.ENTAILMENT, Relation.EQUIVALENCE)
    assert [reason.kind for reason in found.reasons] == [kind]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The pilots accepted the offer.", "The pilots rejected the offer."),
        ("A frigate rammed a patrol boat.", "A frigate was rammed by a patrol boat."),
        ("The wages at the mill are not high.", "The wages at the mill are not low."),
        ("Nurses are obliged to work at night.", "Work at night is voluntary for nurses."),
    ],
)
def test_a_difference_that_the_model_misses_is_no_agreement(verdict: VerdictOf, a: str, b: str) -> None:
    found = verdict(a, b)
    assert found is None or found.relation not in (Relation.ENTAILMENT, Relation.EQUIVALENCE)


def test_sides_that_differ_in_a_number_agree_in_part(confirmed_verdict: VerdictOf) -> None:
    found = confirmed_verdict(
        "41 people were arrested at the march.", "68 people were arrested at the march."
    )
    assert found is not None
    assert found.agrees_in_part
    other = confirmed_verdict("The council closed the school.", "The council never closed the school.")
    assert other is not None
    assert not other.agrees_in_part


def test_rival_names_for_an_event_of_the_same_agent_are_framing(confirmed_verdict: VerdictOf) -> None:
    found = confirmed_verdict(
        "Russia’s campaign is a special military operation.", "Russia has begun a war of aggression."
    )
    assert found is not None
    assert found.relation is Relation.FRAMING
    assert (found.reasons[0].a, found.reasons[0].b) == ("special military operation", "aggression")


def test_a_condemning_word_for_another_agent_is_no_framing(verdict: VerdictOf) -> None:
    assert (
        verdict("Russia’s campaign is a special military operation.", "Turkey has begun a war of aggression.")
        is None
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The company fired 200 workers.", "200 workers were fired by the company."),
        ("The union rejected the offer on Monday.", "The union turned down the offer on Monday."),
    ],
)
def test_an_entailed_statement_is_an_agreement(verdict: VerdictOf, a: str, b: str) -> None:
    found = verdict(a, b)
    assert found is not None
    assert found.relation in (Relation.ENTAILMENT, Relation.EQUIVALENCE)


def test_every_verdict_names_its_judge(verdict: VerdictOf) -> None:
    found = verdict("The council closed the school.", "The council never closed the school.")
    assert found is not None
    assert found.judge.startswith("narratives-judge/5 + reasons/")
