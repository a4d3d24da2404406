"""Terminal output of an item of the review queue: the statements with their words, and the reasons."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from narratives.answers import ReviewItem
from narratives.findings import Findings, Voice
from narratives.harmless import context, excerpt, plain
from narratives.model import ARTICLE, NO_PARTY, Assertion, Document
from narratives.rendering.naming import document_names, file_name
from narratives.rendering.notices import format_count
from narratives.rendering.palette import stance_prefix, text_note
from narratives.verdict import Verdict

_MAX_CONTEXT = 90
"""Greatest number of characters shown on each side of the printed words."""


def show_review_item(
    console: Console, findings: Findings, item: ReviewItem, number: int, total: int, *, keys: Iterable[str]
) -> None:
    """Print an item: what is claimed, why it is asked, the statements with their words, and the answers.

    Args:
        keys: the answers that can be given.
    """
    subject = item.subject
    console.print()
    console.print(Rule(Text(f"{number} of {total}: {_title(subject)}"), align="left", style="blue"))
    console.print(Text(f"{plain(item.why)[:1].upper()}{plain(item.why)[1:]}.", style="dim"))
    for part in _parts(subject, findings):
        console.print(part)
    console.print()
    console.print(Text(" ".join(keys), style="dim"))


def _title(subject: Verdict | Assertion | Voice) -> str:
    if isinstance(subject, Verdict):
        return f"{subject.relation}, {subject.probability:.2f}"
    if isinstance(subject, Assertion):
        return "a statement"
    party = plain(subject.suggestion.party) if subject.suggestion else "a party"
    return f"does {plain(subject.name)} speak for {party}?"


def _parts(subject: Verdict | Assertion | Voice, findings: Findings) -> Iterator[RenderableType]:
    statements = _statements_of(subject)
    documents = {one.document for one in statements}
    common = documents.pop() if len(documents) == 1 else None
    if common is not None:
        yield from (Text(f"In “{name}”.", style="dim") for name in _document_name(common, findings))
    if isinstance(subject, Voice):
        yield Text(f"Of no party now: {plain(subject.why)}.", style="dim")
    labels = ("1", "2") if isinstance(subject, Verdict) else ("•",) * len(statements)
    for label, one in zip(labels, statements, strict=True):
        yield from _statement(label, one, findings, named=common is None)
    if isinstance(subject, Verdict):
        yield from _reasons(subject)


def _statements_of(subject: Verdict | Assertion | Voice) -> tuple[Assertion, ...]:
    if isinstance(subject, Verdict):
        return subject.a, subject.b
    return (subject,) if isinstance(subject, Assertion) else subject.assertions


def _reasons(verdict: Verdict) -> Iterator[RenderableType]:
    yield Text("")
    for reason in verdict.reasons:
        yield Text.assemble((f"{reason.kind}: ", "bold"), plain(reason.note))
        yield Padding(
            Text(f"1 “{excerpt(reason.a)}”   2 “{excerpt(reason.b)}”", style="italic"), (0, 0, 0, 3)
        )
    if not verdict.reasons:
        yield Text("No words were found that show the reason.", style="dim")


def _statement(
    label: str, assertion: Assertion, findings: Findings, *, named: bool
) -> Iterator[RenderableType]:
    """Yield who says it and where, the proposition, and the words as printed with their context."""
    document = next((one for one in findings.documents if one.id == assertion.document), None)
    stance = f"{stance_prefix(assertion)}: " if stance_prefix(assertion) else ""
    party = assertion.party or (NO_PARTY if assertion.source else ARTICLE)
    head = Text.assemble("\n", (f"{label:3}", "bold"), (plain(party), "bold underline"))
    origin = [*_speaker(assertion)]
    if document is not None:
        page = document.page(assertion.spans[0].start)
        origin += [
            *(_document_name(document.id, findings) if named else []),
            *([f"page {page}"] if page else []),
        ]
    yield head.append("".join(f" · {part}" for part in origin), style="dim")
    said = Text.assemble((stance, "bold"), plain(assertion.text), text_note(assertion))
    yield Padding(said, (0, 0, 0, 3))
    if assertion.quote:
        yield Padding(_printed(assertion, document), (0, 0, 0, 3))
    others = [name for one in assertion.also for name in _document_name(one.document or "", findings)]
    if others:
        yield Padding(Text(f"also reported in: {'; '.join(others)}", style="dim"), (0, 0, 0, 3))


def _speaker(assertion: Assertion) -> Iterator[str]:
    if assertion.source is not None:
        via = f" (via {', '.join(map(plain, assertion.source.via))})" if assertion.source.via else ""
        cue = f" “{plain(assertion.cue)}”" if assertion.cue else ""
        yield f"{plain(assertion.source.name)}{via}{cue}"


def _document_name(key: str, findings: Findings) -> Iterator[str]:
    """Yield the title of the document with its outlet and date, if it is known and has a name."""
    for document in findings.documents:
        if document.id == key:
            names = document_names(findings.documents)
            name = names.get(key) or plain(document.title) or plain(file_name(document))
            told = ", ".join(filter(None, (name, plain(document.outlet), document.date)))
            yield from [told] if told else []
            return


def _printed(assertion: Assertion, document: Document | None) -> Text:
    """Return the words as printed, in brackets; with those around them if the document's text is known."""
    words = plain(assertion.quote)
    before = after = ""
    if document is not None and assertion.spans:
        start, end = assertion.spans[0].start, assertion.spans[-1].end
        before, after = context(document.text, start, end, most=_MAX_CONTEXT)
    return Text.assemble((before, "dim"), "[", (words, "italic"), "]", (after, "dim"))


def describe_outcome(answers: Mapping[str, int], left: int) -> str:
    """Return the numbers of answers as text: "3 right, 1 wrong, 2 skipped; 4 items not reached."."""
    names = {"skip": "skipped", "edit": "reworded", "join": "joined"}
    told = ", ".join(f"{count} {names.get(name, name)}" for name, count in answers.items() if count)
    rest = f"; {format_count(left, 'item')} not reached" if left else ""
    return f"{told or 'nothing decided'}{rest}."
