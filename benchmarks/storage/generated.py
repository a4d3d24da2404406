"""Generated documents with their attributions and verdicts; the same seed gives the same."""

import random
from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from narratives.attribution import Attribution
from narratives.model import Assertion, Document, Source, Span, TimeInterval
from narratives.storage import StoredVerdict
from narratives.verdict import Reason, ReasonKind, Relation

PARTIES = "Norland Sudmark Ostvale Westerby Highmoor Lowfen Redhaven Greywick".split()
_DEEDS = "shelled blocked repaired closed flooded evacuated searched abandoned mined reopened".split()
_THINGS = "bridge dam hospital harbour road school depot railway airport market pipeline reservoir".split()
_RELATIONS = (
    Relation.CONTRADICTION,
    Relation.FRAMING,
    Relation.EQUIVALENCE,
    Relation.ENTAILMENT,
    Relation.DISTINCT,
)
_KINDS = (ReasonKind.NEGATION, ReasonKind.NUMBER, ReasonKind.TIME, ReasonKind.AGENT, ReasonKind.DENIAL)
_STATEMENTS = 25
"""Statements of one document."""


@frozen(kw_only=True)
class Size:
    """How much is generated."""

    assertions: int = 50_000
    relations: int = 200_000
    neutral: int = 1_000_000


def reports(size: Size, *, seed: int) -> Iterator[tuple[Document, Attribution]]:
    """Yield documents of 25 statements, some 5,000 characters, with who says what in them."""
    numbers = random.Random(seed)
    for number in range(size.assertions // _STATEMENTS):
        yield _report(number, numbers)


def _report(number: int, numbers: random.Random) -> tuple[Document, Attribution]:
    said: list[tuple[str, str, int, int]] = []
    text = ""
    for part in range(_STATEMENTS):
        party, deed, thing = numbers.choice(PARTIES), numbers.choice(_DEEDS), numbers.choice(_THINGS)
        place = f"district {part} near town {number}"
        proposition = f"soldiers {deed} {numbers.randint(2, 99)} parts of the {thing} of {place}"
        text += f"On the following morning, a speaker of {party} told reporters in the capital that "
        said.append((party, proposition, len(text), len(text) + len(proposition)))
        text += f"{proposition}, as several others had said before.\n\n"
    document = Document(
        text,
        title=f"Report {number}",
        outlet=f"The {PARTIES[number % 8]} Courier",
        date=f"{2015 + number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        address=f"https://example.org/reports/{number}",
    )
    assertions = tuple(
        Assertion(
            text=f"{words[0].upper()}{words[1:]}.",
            quote=words,
            party=party,
            source=Source(
                name=f"a speaker of {party}", mention="a speaker", why=f"{party!r} is a name of it"
            ),
            cue="told",
            spans=(Span(document=document.id, start=start, end=end),),
            time=TimeInterval(start="2021", end="2021") if start % 2 else None,
        )
        for party, words, start, end in said
    )
    return document, Attribution(assertions=assertions, suggestions={}, assigned=frozenset())


def verdicts(assertions: list[Assertion], size: Size, *, seed: int) -> Iterator[StoredVerdict]:
    """Yield verdicts on different pairs: first those that are not neutral, with a reason each."""
    numbers = random.Random(seed)
    pairs = _pairs(len(assertions))
    for a, b in islice(pairs, size.relations):
        yield _related(assertions[a], assertions[b], numbers)
    for a, b in islice(pairs, size.neutral):
        yield StoredVerdict(
            a=assertions[a].id,
            b=assertions[b].id,
            relation=Relation.NEUTRAL,
            probability=numbers.random(),
            contradiction=numbers.random(),
        )


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers, nearest first."""
    for distance in range(1, count):
        for a in range(count - distance):
            yield a, a + distance


def _related(a: Assertion, b: Assertion, numbers: random.Random) -> StoredVerdict:
    first, second = a.spans[0], b.spans[0]
    reason = Reason(
        kind=numbers.choice(_KINDS),
        a=a.quote[:20],
        b=b.quote[:20],
        note=f"One says {a.quote[:12]!r}, the other says {b.quote[:12]!r}.",
        a_spans=(Span(document=first.document, start=first.start, end=first.start + 20),),
        b_spans=(Span(document=second.document, start=second.start, end=second.start + 20),),
    )
    return StoredVerdict(
        a=a.id,
        b=b.id,
        relation=numbers.choice(_RELATIONS),
        probability=numbers.random(),
        reasons=(reason,),
        contradiction=numbers.random(),
    )
