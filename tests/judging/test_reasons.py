from collections.abc import Callable

import pytest

from narratives.verdict import ReasonKind, Relation, Verdict

Judged = Callable[[str, str], Verdict | None]

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
        ReasonKind.PRESUPPOSITION,
    ),
]


@pytest.mark.parametrize(("a", "b", "kind"), CONFLICTS)
def test_a_conflict_is_found_with_its_reason_and_the_words_of_both_sides(
    verdict: Judged, a: str, b: str, kind: ReasonKind
) -> None:
    found = verdict(a, b)
    assert found is not None
    assert found.relation is Relation.CONTRADICTION
    assert kind in [reason.kind for reason in found.reasons]
    for reason in found.reasons:
        assert reason.a.removeprefix("denied ") in a.removeprefix("DENIES: ")
        assert reason.b.removeprefix("denied ") in b.removeprefix("DENIES: ")
        assert reason.note.endswith(".")


@pytest.mark.parametrize(("a", "b", "kind"), CONFLICTS)
def test_the_mirror_image_of_a_pair_has_the_same_verdict(
    verdict: Judged, a: str, b: str, kind: ReasonKind
) -> None:
    one, other = verdict(a, b), verdict(b, a)
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
        ("There was no explosion at the plant.", "An explosion destroyed the warehouse."),
        ("There is no agreement on borders.", "The agreement on water was signed."),
        ("Our army killed 10 soldiers.", "Their army killed 40 soldiers."),
        ("12 women were killed.", "30 people were killed."),
        ("One in 10 people died.", "9 people died."),
        ("The crowd was 500.", "3,000 people joined the union."),
        ("40 people were arrested on Friday.", "12 people were arrested on Saturday."),
        ("The army never attacked the town from 2014 to 2018.", "The army attacked the town in 2023."),
        ("Kenya opened the border with Somalia.", "Ethiopia opened the border with Djibouti."),
        ("There were no soldiers at the hospital.", "Israeli soldiers had detained doctors in Khan Younis."),
        ("Syrian troops had held the valley before the war of 1990.", "DENIES: Syria deployed troops there."),
        ("Nobody was hurt outside the factory.", "Twelve workers had been hurt."),
    ],
)
def test_what_only_looks_opposed_is_not_called_a_contradiction(verdict: Judged, a: str, b: str) -> None:
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
    ],
)
def test_another_place_or_time_is_distinct_and_says_so(
    verdict: Judged, a: str, b: str, kind: ReasonKind
) -> None:
    found = verdict(a, b)
    assert found is not None
    assert found.relation is Relation.DISTINCT
    assert [reason.kind for reason in found.reasons] == [kind]


def test_a_town_may_lie_in_the_country_that_the_other_side_names(verdict: Judged) -> None:
    found = verdict("There are no Russian troops in Ukraine.", "Russian troops attacked a school in Kharkiv.")
    assert found is not None
    assert found.relation is Relation.CONTRADICTION


def test_rival_names_for_the_same_doers_deed_are_framing(verdict: Judged) -> None:
    found = verdict(
        "Russia’s campaign is a special military operation.", "Russia has begun a war of aggression."
    )
    assert found is not None
    assert found.relation is Relation.FRAMING
    assert (found.reasons[0].a, found.reasons[0].b) == ("special military operation", "aggression")


def test_a_condemning_word_for_another_doer_is_no_framing(verdict: Judged) -> None:
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
def test_what_follows_is_agreement(verdict: Judged, a: str, b: str) -> None:
    found = verdict(a, b)
    assert found is not None
    assert found.relation in (Relation.ENTAILMENT, Relation.EQUIVALENCE)


def test_every_verdict_names_its_judge(verdict: Judged) -> None:
    found = verdict("The council closed the school.", "The council never closed the school.")
    assert found is not None
    assert found.judge.startswith("narratives-judge/3 + reasons/")
