"""Findings of a long generated report with many assertions, each with a different number."""

from narratives.findings import Findings
from narratives.model import Account, Assertion, Document, Source, Span, Stance
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict

_PARTIES = ("The Harbour Board", "The Dockers' Union", "The City of Aldmere")
_KINDS = (ReasonKind.NEGATION, ReasonKind.NUMBER, ReasonKind.TIME, ReasonKind.CAUSE)
_WORDS_PER_PAGE = 450


def large_findings(*, assertions: int, pages: int) -> Findings:
    """Return findings of three parties with that many assertions in total, and a dispute for every four.

    The document has that many pages of about 450 words.
    """
    text = ""
    spans: list[tuple[int, int]] = []
    page_starts = []
    filler = "Work at the quay went on through the week, and the cranes were seen from the hill road. "
    for number in range(pages):
        page_starts.append(len(text))
        on_page = range(number * assertions // pages, (number + 1) * assertions // pages)
        words = 0
        for one in on_page:
            lead = f"{_PARTIES[one % 3]} said on the day that "
            content = f"berth {one} of the harbour had been open to {one + 40} ships before the strike began"
            spans.append((len(text) + len(lead), len(text) + len(lead) + len(content)))
            text += f"{lead}{content}. "
            words += 24
            if one % 3 == 2:
                text = text.rstrip() + "\n\n"
        text += filler * max(0, (_WORDS_PER_PAGE - words) // 17)
        text = text.rstrip() + "\n\n"
    document = Document(text, title="A year at the harbour", date="2024-05-02", pages=tuple(page_starts))
    all_assertions = [_assertion(number, span, document) for number, span in enumerate(spans)]
    accounts = tuple(Account(name, [one for one in all_assertions if one.party == name]) for name in _PARTIES)
    verdicts = [
        _verdict(number, all_assertions[number], all_assertions[number + 1])
        for number in range(0, assertions - 1, 4)
    ]
    return Findings(
        accounts=accounts,
        verdicts=tuple(verdicts),
        disputes=tuple(
            Dispute(label=f"Berth {number}", verdicts=(verdict,)) for number, verdict in enumerate(verdicts)
        ),
        documents=(document,),
    )


def _assertion(number: int, span: tuple[int, int], document: Document) -> Assertion:
    start, end = span
    quote = document.text[start:end]
    return Assertion(
        text=f"{quote[0].upper()}{quote[1:]}.",
        quote=quote,
        party=_PARTIES[number % 3],
        source=Source(name=_PARTIES[number % 3]),
        cue="said",
        stance=Stance.DENIES if number % 5 == 1 else Stance.ASSERTS,
        spans=(Span(document=document.id, start=start, end=end),),
    )


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
