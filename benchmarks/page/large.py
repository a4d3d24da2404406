"""Findings of a long generated report with many assertions, each with a different number."""

from narratives.findings import Findings, voices_of
from narratives.model import Account, Assertion, Document, Source, Span, Stance, TimeInterval
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict

_PARTIES = ("The Harbour Board", "The Dockers' Union", "The City of Aldmere")
_KINDS = (ReasonKind.NEGATION, ReasonKind.NUMBER, ReasonKind.TIME, ReasonKind.CAUSE)
_WORDS_PER_PAGE = 450
_SPEAKERS = 40
"""Number of speakers per party, and of no party."""


def large_findings(
    *, assertions: int, pages: int, documents: int = 1, of_no_party: int = 0, timed: int = 0
) -> Findings:
    """Return findings of three parties with that many assertions in total, and a dispute for every four.

    Args:
        pages: total number of pages, of about 450 words each.
        documents: number of documents that the assertions and pages are spread over.
        of_no_party: number of additional assertions by speakers of no party.
        timed: number of assertions that have a time.
    """
    every = assertions + of_no_party
    texts = []
    all_assertions: list[Assertion] = []
    for number in range(documents):
        own = range(number * every // documents, (number + 1) * every // documents)
        text, page_starts, spans = _text(own, -(-pages // documents))
        document = Document(
            text,
            title="A year at the harbour" if documents == 1 else f"The harbour, day {number + 1}",
            date="2024-05-02",
            pages=page_starts,
        )
        texts.append(document)
        all_assertions += [
            _assertion(
                one, span, document, None if one >= assertions else _PARTIES[one % 3], timed=one < timed
            )
            for one, span in zip(own, spans, strict=True)
        ]
    of_parties, others = all_assertions[:assertions], all_assertions[assertions:]
    accounts = tuple(Account(name, [one for one in of_parties if one.party == name]) for name in _PARTIES)
    verdicts = [
        _verdict(number, of_parties[number], of_parties[number + 1]) for number in range(0, assertions - 1, 4)
    ]
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
    """Return the text, the offsets of its pages, and the spans of its assertions."""
    text = ""
    spans: list[tuple[int, int]] = []
    page_starts = []
    filler = "Work at the quay went on through the week, and the cranes were seen from the hill road. "
    for number in range(pages):
        page_starts.append(len(text))
        first, last = (own.start + part * len(own) // pages for part in (number, number + 1))
        words = 0
        for one in range(first, last):
            lead = f"{_PARTIES[one % 3]} said on the day that "
            content = f"berth {one} of the harbour had been open to {one + 40} ships before the strike began"
            spans.append((len(text) + len(lead), len(text) + len(lead) + len(content)))
            text += f"{lead}{content}. "
            words += 24
            if one % 3 == 2:
                text = text.rstrip() + "\n\n"
        text += filler * max(0, (_WORDS_PER_PAGE - words) // 17)
        text = text.rstrip() + "\n\n"
    return text, tuple(page_starts), spans


def _assertion(
    number: int, span: tuple[int, int], document: Document, party: str | None, *, timed: bool
) -> Assertion:
    quote = document.text[span[0] : span[1]]
    name = f"Speaker {number % _SPEAKERS + 1} of {party or 'the town'}"
    return Assertion(
        text=f"{quote[0].upper()}{quote[1:]}.",
        quote=quote,
        party=party,
        source=Source(name=name, why="made up"),
        cue="said",
        stance=Stance.DENIES if number % 5 == 1 else Stance.ASSERTS,
        spans=(Span(document=document.id, start=span[0], end=span[1]),),
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
