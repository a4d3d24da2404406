"""Which statements of different documents are the same statement."""

import time
from collections.abc import Iterator
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from narratives.copies import Copies
from narratives.errors import AccountError
from narratives.findings import voices_of
from narratives.joining import Joined, join_statements
from narratives.model import Account, Assertion, Document, Party, Source, Span, Stance, TimeInterval

NORLAND = Party("Norland", ("the Norland government",))
UNTRACED = "an official"
LONG = "Our soldiers did not cross the river and we have always respected the line"


def document(number: int, date: str = "") -> Document:
    return Document(f"Text {number}.", outlet=f"Outlet {number}", date=date)


def said(
    text: str,
    where: Document,
    *,
    speaker: str | None = "Marta Oyen",
    quote: str = "",
    party: str | None = "Norland",
    stance: Stance = Stance.ASSERTS,
    **how: object,
) -> Assertion:
    source = Source(name=speaker, resolved=speaker != UNTRACED) if speaker else None
    quote = quote or text
    spans = (Span(document=where.id, start=0, end=len(quote)),)
    one = Assertion(text=text, quote=quote, party=party, source=source, stance=stance, spans=spans)
    return evolve(one, **how)  # type: ignore[arg-type]


def join(
    *assertions: Assertion, documents: list[Document], party: Party = NORLAND, copies: tuple[Copies, ...] = ()
) -> Joined:
    return join_statements([Account(party, assertions)], (), documents, copies)


def are_same(a: str, b: str, *, dates: tuple[str, str] = ("", ""), **how: object) -> bool:
    first, second = document(1, dates[0]), document(2, dates[1])
    joined = join(said(a, first), evolve(said(b, second), **how), documents=[first, second])  # type: ignore[arg-type]
    return len(joined.accounts[0]) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The road to the valley is open.", "the road to the valley is open"),
        ("The “humanitarian” road is open.", 'The "humanitarian" road is open.'),
        ("We don't want a war with them in the valley.", "We do not want a war with them in the valley."),
        ("The army fired 1,200 shells.", "The army fired 1200 shells."),
        ("About 12% of the houses burned.", "About 12 per cent of houses burned."),
        (f"{LONG}.", f"{LONG} with great patience."),
        (f"And {LONG[0].lower()}{LONG[1:]}.", f"{LONG}."),
    ],
)
def test_the_same_words_are_the_same_statement(a: str, b: str) -> None:
    assert are_same(a, b)
    assert are_same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The shelling killed 14 people.", "The shelling killed 17 people."),
        ("The shelling killed two people.", "The shelling killed ten people."),
        ("The road to the valley is open.", "The road to the valley is not open."),
        ("The road to the valley is open.", "The road to the valley isn't open."),
        ("The road to Tarn village is open.", "The road to Vell village is open."),
        ("The army left on 5 May.", "The army left on 6 May."),
        ("The army lost 1.5 tons of fuel.", "The army lost 15 tons of fuel."),
        ("The temperature fell to -5 degrees.", "The temperature fell to 5 degrees."),
        ("A few soldiers crossed the river.", "Few soldiers crossed the river."),
        ("Our soldiers attacked the village.", "Our soldiers defended the village."),
        (f"{LONG}.", f"{LONG} since 2011."),
        (f"{LONG}.", f"{LONG} until yesterday."),
        (f"{LONG}.", f"{LONG} near Tarn."),
        (f"{LONG}.", f"{LONG} and burned the mill."),
        (f"{LONG}.", f"{LONG} if attacked."),
        (f"{LONG}.", f"Nobody believes that {LONG[0].lower()}{LONG[1:]}."),
        (f"{LONG}.", "Our soldiers did not cross the river and we have always broken the line."),
        ("The allegations are entirely false.", "The allegations are entirely false."),
        ("They burned the village.", "They burned the village."),
        ("We will win.", "We will win."),
    ],
)
def test_other_words_or_words_that_refer_elsewhere_are_another_statement(a: str, b: str) -> None:
    assert not are_same(a, b)
    assert not are_same(b, a)


def test_a_statement_is_not_joined_across_stances_times_or_weeks() -> None:
    text = "The road to the valley is open."
    assert not are_same(text, text, stance=Stance.DENIES)
    assert are_same(text, text, dates=("2024-05-12", "2024-05-14"))
    assert not are_same(text, text, dates=("2024-05-12", "2024-05-21"))
    assert are_same(f"{LONG}.", f"{LONG}.", dates=("2024-05-12", "2024-08-21"))
    day = TimeInterval(start="2024-05-12", end="2024-05-12")
    assert not are_same(text, text, dates=("2024-05-12", "2024-05-13"), time=day)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Marta Oyen", "Oyen", True),
        ("Norland's Defence Ministry", "the Ministry of Defence", True),
        ("the Norland government", "Marta Oyen", True),
        ("Marta Oyen", "Per Lund", False),
        ("Marta Oyen", "Anna Oyen", False),
    ],
)
def test_speakers_of_a_party_must_be_compatible(one: str, other: str, *, same: bool) -> None:
    text = "The road to the valley is open."
    where = [document(1), document(2)]
    joined = join(said(text, where[0], speaker=one), said(text, where[1], speaker=other), documents=where)
    assert (len(joined.accounts[0]) == 1) is same


def test_speakers_of_no_party_are_joined_by_name() -> None:
    text = "Both sides should leave the bank of the river."
    where = [document(number, f"2024-05-1{number}") for number in range(3)]
    voices = voices_of(
        said(text, place, speaker=name, party=None)
        for place, name in zip(where, ("Thomas Brandt", "Brandt", "Ines Roth"), strict=True)
    )
    joined = join_statements((), voices, where)
    found = {voice.name: [len(one.also) for one in voice.assertions] for voice in joined.voices}
    assert found == {"Ines Roth": [0], "Thomas Brandt": [1]}


def test_the_own_voice_and_untraced_speakers_are_joined_in_copies_only() -> None:
    text, where = "Both sides should leave the bank of the river.", [document(1), document(2)]
    copies = (
        Copies(documents=(where[0].id, where[1].id), containment=(0.9,), resemblance=(0.8,), why="same"),
    )
    withheld = [Document("", checksum=one.sha256, outlet=one.outlet) for one in where]
    for speaker in (None, UNTRACED):
        voices = voices_of(said(text, one, speaker=speaker, party=None) for one in where)
        assert sum(map(len, join_statements((), voices, withheld).voices)) == 2
        joined = join_statements((), voices, withheld, copies)
        assert [len(one.also) for voice in joined.voices for one in voice.assertions] == [1]
        assert joined.copies == copies


def test_the_first_place_is_the_earliest_dated_then_the_longest_quote() -> None:
    text = f"{LONG}."
    where = [document(1), document(2, "2024-05-13"), document(3, "2024-05-12"), document(4, "2024-05-12")]
    assertions = [said(text, one) for one in where[:3]]
    assertions.append(said(text, where[3], quote=f"{text} Always."))
    for given_order in permutations(assertions):
        joined = join(*given_order, documents=where)
        [found] = joined.accounts[0]
        assert found.documents == (where[3].id, where[2].id, where[1].id, where[0].id)
        assert {key: one.id for key, one in joined.representatives.items()} == {
            one.id: found.id for one in assertions
        }


def test_statements_of_one_document_and_accounts_by_hand_stay_as_they_are() -> None:
    where = document(1)
    text = "The road to the valley is open."
    twice = [said(text, where), said(text, where, quote=f"{text}!")]
    by_hand = [Assertion(text=text, party="Norland")]
    joined = join(*twice, *by_hand, documents=[where, document(2)])
    assert list(joined.accounts[0]) == [*twice, *by_hand]


def test_a_statement_repeated_in_two_documents_is_joined_place_by_place() -> None:
    where = [document(1), document(2)]
    text = "The road to the valley is open."
    every = [said(text, one, quote=quote) for one in where for quote in (text, f"{text}!")]
    joined = join(*every, documents=where)
    both = {one.id for one in where}
    assert [set(one.documents) for one in joined.accounts[0]] == [both, both]


def corpus() -> Iterator[Assertion]:
    texts = [f"{LONG}.", f"{LONG} with great patience.", "The road to the valley is open.", "It is raining."]
    for number in range(1, 8):
        for place, text in enumerate(texts):
            if (number * 7 + place * 3) % 4:
                yield said(text, document(number, f"2024-05-1{number % 3}" if number % 4 else ""))


DOCUMENTS = [document(number, f"2024-05-1{number % 3}" if number % 4 else "") for number in range(1, 8)]


def test_joining_again_changes_nothing() -> None:
    once = join(*corpus(), documents=DOCUMENTS)
    again = join_statements(once.accounts, once.voices, DOCUMENTS)
    assert again.accounts == once.accounts
    assert list(again.accounts[0]) == list(once.accounts[0])


@given(st.permutations(list(corpus())), st.permutations(DOCUMENTS))
def test_the_order_of_statements_and_documents_does_not_matter(
    assertions: list[Assertion], documents: list[Document]
) -> None:
    once = join(*corpus(), documents=DOCUMENTS)
    assert join(*assertions, documents=documents).accounts == once.accounts


def test_what_was_joined_apart_is_joined_together() -> None:
    documents = [document(number) for number in range(1, 5)]
    text = "The road to the valley is open."
    halves = [
        join(*(said(text, one) for one in part), documents=part) for part in (documents[:2], documents[2:])
    ]
    joined = join(*(one for half in halves for one in half.accounts[0]), documents=documents)
    together = join(*(said(text, one) for one in documents), documents=documents)
    assert joined.accounts == together.accounts
    assert len(joined.accounts[0].assertions[0].also) == 3


def test_an_answer_points_to_the_statement_that_has_the_answered_one() -> None:
    where = [document(1), document(2)]
    claims = [said("The road to the valley is open.", one, speaker="Per Lund") for one in where]
    denials = [
        said(f"Claim {number} about the road is open.", one, stance=Stance.DENIES, answers=claims[number].id)
        for number, one in enumerate(where)
    ]
    joined = join(*claims, *denials, documents=where)
    [claim] = [one for one in joined.accounts[0] if one.also]
    answering = [one for one in joined.accounts[0] if one.stance is Stance.DENIES]
    assert [one.answers for one in answering] == [claim.id, claim.id]


def test_the_places_of_an_assertion_are_checked() -> None:
    where = [document(1), document(2)]
    one, other = (said("The road is open.", place) for place in where)
    joined = evolve(one, also=(other,))
    assert joined.places == (*one.spans, *other.spans)
    assert joined.id == one.id
    assert evolve(joined, party="Estland").id != joined.id
    assert Account("Estland", [joined]).assertions[0].also[0].party == "Estland"
    with pytest.raises(AccountError, match="spans in another document"):
        evolve(one, also=(one,))
    with pytest.raises(AccountError, match="spans in another document"):
        evolve(one, also=(Assertion(text="The road is open."),))
    with pytest.raises(AccountError, match="put all in one list"):
        evolve(said("The road is open.", document(3)), also=(joined,))


def test_a_sentence_that_is_repeated_many_times_takes_linear_time() -> None:
    where = [document(1), document(2)]
    text = f"{LONG}."
    repeated = [
        evolve(one, spans=(Span(document=place.id, start=number, end=number + len(text)),))
        for place in where
        for number in range(5_000)
        for one in (said(text, place),)
    ]
    started = time.process_time()
    joined = join(*repeated, documents=where)
    assert time.process_time() - started < 20
    assert sum(len(one.documents) for one in joined.accounts[0]) == len(repeated)


def test_the_same_words_with_another_time_are_another_statement_also_in_copies() -> None:
    where = [document(1, "2024-05-12"), document(2, "2024-05-19")]
    copies = (Copies(documents=(where[0].id, where[1].id), containment=(0.9,), resemblance=(0.8,), why=""),)
    withheld = [Document("", checksum=one.sha256, date=one.date) for one in where]
    times = [TimeInterval(start=day, end=day) for day in ("2024-05-06", "2024-05-13")]
    text = "The minister left on Monday."
    assertions = [said(text, one, time=when) for one, when in zip(where, times, strict=True)]
    assert len(join(*assertions, documents=withheld, copies=copies).accounts[0]) == 2
    assertions = [said(text, one, time=times[0]) for one in where]
    assert len(join(*assertions, documents=withheld, copies=copies).accounts[0]) == 1
