"""A long report with many assertions, made up of sentences that name a number each."""

from narratives.findings import Findings, voices_of
from narratives.model import Account, Assertion, Document, Source, Span, Stance, TimeInterval
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict

_PARTIES = ("The Harbour Board", "The Dockers' Union", "The City of Aldmere")
_KINDS = (ReasonKind.NEGATION, ReasonKind.NUMBER, ReasonKind.TIME, ReasonKind.CAUSE)
_WORDS_A_PAGE = 450
_SPEAKERS = 40
"""Speakers of a party, and of none."""


def large_findings(
    *, assertions: int, pages: int, documents: int = 1, of_no_party: int = 0, timed: int = 0
) -> Findings:
    """Three accounts of the given number of assertions together, a dispute for every four, pages of prose.

    Args:
        documents: that the assertions and pages are spread over.
        of_no_party: so many assertions more, of speakers of no party.
        timed: so many of the assertions speak of a time.
    """
    every = assertions + of_no_party
    texts = []
    made: list[Assertion] = []
    for number in range(documents):
        own = range(number * every // documents, (number + 1) * every // documents)
        text, starts, places = _text(own, -(-pages // documents))
        document = Document(
            text,
            title="A year at the harbour" if documents == 1 else f"The harbour, day {number + 1}",
            date="2024-05-02",
            pages=starts,
        )
        texts.append(document)
        made += [
            _assertion(
                one, place, document, None if one >= assertions else _PARTIES[one % 3], timed=one < timed
            )
            for one, place in zip(own, places, strict=True)
        ]
    known, others = made[:assertions], made[assertions:]
    accounts = tuple(Account(name, [one for one in known if one.party == name]) for name in _PARTIES)
    verdicts = [_verdict(number, known[number], known[number + 1]) for number in range(0, assertions - 1, 4)]
    return Findings(
        accounts=accounts,
        verdicts=tuple(verdicts),
        disputes=tuple(
            Dispute(label=f"Berth {number}", verdicts=(verdict,)) for number, verdict in enumerate(verdicts)
        ),
        documents=tuple(texts),
        voices=voices_of(others),
    )


def _text(own: range, pages: int) -> tuple[str, tuple[int, ...], list[tuple[int, int]]]:
    """The text, where its pages start, and where its statements stand."""
    text = ""
    places: list[tuple[int, int]] = []
    starts = []
    filler = "Work at the quay went on through the week, and the cranes were seen from the hill road. "
    for number in range(pages):
        starts.append(len(text))
        first, last = (own.start + part * len(own) // pages for part in (number, number + 1))
        written = 0
        for one in range(first, last):
            lead = f"{_PARTIES[one % 3]} said on the day that "
            said = f"berth {one} of the harbour had been open to {one + 40} ships before the strike began"
            places.append((len(text) + len(lead), len(text) + len(lead) + len(said)))
            text += f"{lead}{said}. "
            written += 24
            if one % 3 == 2:
                text = text.rstrip() + "\n\n"
        text += filler * max(0, (_WORDS_A_PAGE - written) // 17)
        text = text.rstrip() + "\n\n"
    return text, tuple(starts), places


def _assertion(
    number: int, place: tuple[int, int], document: Document, party: str | None, *, timed: bool
) -> Assertion:
    quote = document.text[place[0] : place[1]]
    name = f"Speaker {number % _SPEAKERS + 1} of {party or 'the town'}"
    return Assertion(
        text=f"{quote[0].upper()}{quote[1:]}.",
        quote=quote,
        party=party,
        source=Source(name=name, why="made up"),
        cue="said",
        stance=Stance.DENIES if number % 5 == 1 else Stance.ASSERTS,
        spans=(Span(document=document.id, start=place[0], end=place[1]),),
        time=_time(number) if timed else None,
    )


def _time(number: int) -> TimeInterval:
    month = f"{2019 + number % 6}-{number % 12 + 1:02}"
    return TimeInterval(start=month, end=None if number % 9 == 0 else month)


def _verdict(number: int, a: Assertion, b: Assertion) -> Verdict:
    reason = Reason(
        kind=_KINDS[number // 4 % len(_KINDS)],
        a=a.quote[:12],
        b=b.quote[:12],
        note="They give other numbers.",
        a_spans=a.spans,
        b_spans=b.spans,
    )
    return Verdict(
        a=a, b=b, relation=Relation.CONTRADICTION, probability=0.8 + number % 20 / 100, reasons=(reason,)
    )
