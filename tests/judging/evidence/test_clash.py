import narratives
from narratives.judging.evidence.clash import Clash, reason
from narratives.judging.evidence.statement import statements
from narratives.model import Assertion, Span
from narratives.verdict import ReasonKind


def test_the_words_of_a_reason_are_the_text_of_its_spans(karabakh: narratives.Comparison) -> None:
    text = karabakh.documents[0].text
    found = 0
    for verdict in karabakh.verdicts:
        for one in verdict.reasons:
            for words, spans, side in ((one.a, one.a_spans, verdict.a), (one.b, one.b_spans, verdict.b)):
                assert spans
                printed = " … ".join(text[span.start : span.end] for span in spans)
                assert any(
                    span.start >= part.start and span.end <= part.end for part in side.spans for span in spans
                )
                found += words.removeprefix(f"{side.cue} ") == printed
    assert found > len(karabakh.verdicts)


def test_words_that_the_document_does_not_print_have_no_span() -> None:
    resolved = Assertion(
        text="Baku attacked the village.",
        quote="attacked the village",
        spans=(Span(document="d", start=10, end=30),),
    )
    handmade = Assertion(text="Nobody attacked it.")
    parsed = statements([resolved, handmade])
    a, b = parsed[resolved.id], parsed[handmade.id]
    found = reason(Clash(kind=ReasonKind.NEGATION, a=[a.doc[0], a.doc[1]], b=[b.doc[0]], note="."), a, b)
    assert (found.a, found.a_spans) == ("Baku attacked", (Span(document="d", start=10, end=18),))
    assert (found.b, found.b_spans) == ("Nobody", ())
    assert found.swapped().b_spans == found.a_spans
