"""What the processes write that the tests run at once, or kill."""

from functools import cache
from typing import TYPE_CHECKING

from narratives.attribution import Attribution
from narratives.decisions import Decision
from narratives.model import Assertion, Document, Source, Span
from narratives.storage import State, Store, StoredPoint, StoredVerdict, open_store
from narratives.verdict import Relation

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

KEY = "key"
JUDGE = "judge/1"


@cache
def document(number: int) -> tuple[Document, Attribution]:
    """Return a document of six statements."""
    sentences = [f"Norland said that bridge {number} of district {part} was open. " for part in range(6)]
    made = Document("".join(sentences), title=f"Report {number}", date="2021-08-05")
    found, start = [], 0
    for part, sentence in enumerate(sentences):
        span = Span(document=made.id, start=start, end=start + len(sentence) - 2)
        text = f"Bridge {number} of district {part} was open."
        source = Source(name="Norland", mention="Norland")
        found.append(
            Assertion(
                text=text, quote=sentence[:-2], party="Norland", source=source, cue="said", spans=(span,)
            )
        )
        start += len(sentence)
    return made, Attribution(assertions=tuple(found), suggestions={}, assigned=frozenset())


def verdicts(number: int) -> list[StoredVerdict]:
    """Return verdicts on all pairs of statements of a document; one in five is not neutral."""
    ids = [one.id for one in document(number)[1].assertions]
    pairs = [(a, b) for place, a in enumerate(ids) for b in ids[place + 1 :]]
    return [
        StoredVerdict(
            a=a, b=b, relation=Relation.NEUTRAL if place % 5 else Relation.CONTRADICTION, probability=0.75
        )
        for place, (a, b) in enumerate(pairs)
    ]


def state(number: int) -> State:
    """Return the state that is written after a document."""
    pairs = tuple((one.a, one.b) for one in verdicts(number) if one.relation is not Relation.NEUTRAL)
    points = tuple(StoredPoint(label=f"bridge {number}", pairs=(pair,)) for pair in pairs[: number % 3 + 1])
    return State(key=str(number), judge=JUDGE, pairs=pairs, points=points)


def write(store: Store, number: int) -> None:
    """Write a document, its verdicts, a decision and a state, each in one transaction."""
    made, attribution = document(number)
    store.add(made, KEY, attribution)
    store.put_verdicts(JUDGE, verdicts(number))
    store.put_vectors("model", {attribution.assertions[0].text: number.to_bytes(4, "little")})
    store.add_decisions([Decision(on="speaker", mark="party", value="Norland", speaker=f"Speaker {number}")])
    store.put_state(state(number))


def run(location: str, first: int, documents: int, progress: "Connection") -> None:
    """Write the documents of one process; send None when the store is open, and each number when written."""
    with open_store(location, create=True) as store:
        progress.send(None)
        for number in range(first, first + documents):
            write(store, number)
            progress.send(number)
