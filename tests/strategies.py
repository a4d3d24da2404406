"""Hypothesis strategies for documents, assertions, verdicts and findings."""

from unicodedata import category

from attrs import evolve
from hypothesis import strategies as st

from narratives.copies import Copies
from narratives.findings import Examination, Findings
from narratives.model import (
    ARTICLE,
    JOINT,
    Account,
    Assertion,
    Block,
    Document,
    Party,
    Source,
    Span,
    Stance,
    TimeInterval,
)
from narratives.verdict import CONFLICTS, Dispute, Pair, Reason, ReasonKind, Relation, Verdict

letters = st.characters(codec="utf-8")
"""All characters that UTF-8 can encode, including control characters."""

texts = st.text(letters, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
words = st.text(letters, max_size=20)
names = (
    st.text(letters, min_size=1, max_size=12)
    .filter(lambda text: any(category(letter)[0] in "LNPS" for letter in text))
    .map(lambda text: " ".join(text.split()))
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document, in some cases with pages or blocks."""
    text = draw(st.text(letters, min_size=12, max_size=120).filter(lambda text: bool(text.strip())))
    ends = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=3)))
    paged, marked = draw(st.booleans()), draw(st.booleans())
    return Document(
        text,
        title=draw(words),
        outlet=draw(words),
        date=draw(st.sampled_from(["", "2023-09-21"])),
        address=draw(words),
        blocks=(Block(runs=((0, len(text)),), heading=draw(st.booleans())),) if marked else (),
        pages=(0, *ends) if paged else (),
    )


@st.composite
def assertions(draw: st.DrawFn, party: str, document: Document | None) -> Assertion:
    """An assertion of the party; if a document is given, with quote and spans in it."""
    spans: tuple[Span, ...] = ()
    quote = draw(words)
    if document is not None:
        cuts = sorted(draw(st.sets(st.integers(0, len(document.text)), min_size=2, max_size=4)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        spans = tuple(Span(document=document.id, start=start, end=end) for start, end in pairs)
        quote = JOINT.join(document.text[start:end] for start, end in pairs)
    source = st.builds(Source, name=names, mention=words, via=st.tuples(names), resolved=st.booleans())
    ends = st.sampled_from([None, "2021", "2021-08"])
    return Assertion(
        text=draw(texts),
        quote=quote,
        party=None if party == ARTICLE else party,
        source=draw(st.none() | source),
        cue=draw(words),
        stance=draw(st.sampled_from(Stance)),
        unresolved=draw(st.just(()) | st.tuples(names, names)),
        spans=spans,
        time=draw(st.none() | st.builds(TimeInterval, start=ends, end=ends)),
    )


@st.composite
def verdicts(draw: st.DrawFn, pair: Pair, relation: Relation | None = None) -> Verdict:
    """A verdict on the pair, not neutral."""
    a, b = pair
    possible = [relation for relation in Relation if relation is not Relation.NEUTRAL]
    reasons = st.builds(
        Reason,
        kind=st.sampled_from(ReasonKind), a=words, b=words, note=words,
        a_spans=st.just(a.spans[:1]), b_spans=st.just(b.spans[:1]),
    )  # fmt: skip
    return Verdict(
        a=a,
        b=b,
        relation=relation or draw(st.sampled_from(possible)),
        probability=draw(st.integers(0, 10_000)) / 10_000,
        reasons=tuple(draw(st.lists(reasons, max_size=2))),
        judge=draw(words),
    )


@st.composite
def copies(draw: st.DrawFn, known: list[Document]) -> Copies:
    """A group of all the documents as copies of one story."""
    part = st.lists(st.integers(0, 1000), min_size=len(known) - 1, max_size=len(known) - 1)
    return Copies(
        documents=tuple(one.id for one in known),
        containment=tuple(number / 1000 for number in draw(part)),
        resemblance=tuple(number / 1000 for number in draw(part)),
        why=draw(words),
    )


@st.composite
def findings(draw: st.DrawFn, *, by_hand: bool = False) -> Findings:
    """Two or three accounts of up to four assertions, verdicts on some pairs, and disputes of the conflicts.

    With ``by_hand`` also values that are allowed but that no comparison returns: two verdicts on one pair,
    the document's own voice among the accounts, assertions that answer others.
    """
    voices = names | st.just(ARTICLE) if by_hand else names
    parties = draw(st.lists(voices, min_size=2, max_size=3, unique_by=str.casefold))
    known = draw(st.lists(documents(), max_size=2, unique_by=lambda document: document.id))
    accounts = []
    for name in parties:
        own = [
            draw(assertions(name, draw(st.sampled_from([None, *known]))))
            for _ in range(draw(st.integers(0, 4)))
        ]
        if by_hand and len(own) > 1 and draw(st.booleans()):
            own[1] = evolve(own[1], answers=own[0].id)
        if own and own[0].spans and draw(st.booleans()):
            elsewhere = next((one for one in known if one.id != own[0].document), None)
            other = draw(assertions(name, elsewhere))
            own[0] = evolve(own[0], also=(other,) if elsewhere else ())
        accounts.append(Account(Party(name, draw(st.lists(names, max_size=2))), own))
    across = [
        (a, b)
        for number, one in enumerate(accounts)
        for other in accounts[number + 1 :]
        for a in one
        for b in other
    ]
    chosen = draw(st.lists(st.sampled_from(across), max_size=5, unique=not by_hand)) if across else []
    drawn = tuple(draw(verdicts(pair)) for pair in chosen)
    disputes = tuple(
        Dispute(label=draw(texts), verdicts=(verdict,)) for verdict in drawn if verdict.relation in CONFLICTS
    )
    first = accounts[0]
    examined = len(first) > 1 and draw(st.booleans())
    own_verdict = draw(verdicts((first.assertions[0], first.assertions[1]))) if examined else None
    return Findings(
        accounts=tuple(accounts),
        verdicts=drawn,
        disputes=disputes,
        not_compared=draw(st.integers(0, 99)),
        documents=tuple(known),
        own=(Examination(account=first, verdicts=(own_verdict,), not_compared=1),) if own_verdict else (),
        copies=(draw(copies(known)),) if len(known) > 1 and draw(st.booleans()) else (),
    )
