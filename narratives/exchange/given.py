"""Statements and relations that somebody else gives, taken into a record as accounts made by hand."""

from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from narratives.errors import ExchangeError
from narratives.exchange.intake import valid
from narratives.exchange.record import FORMAT, Value
from narratives.exchange.restored import findings_of
from narratives.findings import Findings
from narratives.model import ARTICLE, content_id
from narratives.verdict import AGREEMENTS, CONFLICTS, Relation

GIVEN = "given"
"""The judge of relations that come without one."""

RELATIONS = (*CONFLICTS, *AGREEMENTS, Relation.DISTINCT)
MOST_LINKS = 200_000
"""Of the relations that one file may give."""

_LABEL_WORDS = 6


def _name(value: str | None) -> str:
    return " ".join((value or ARTICLE).split()) or ARTICLE


@frozen(kw_only=True)
class Statement:
    """What somebody puts forward; ``key`` names it in what is read. Without a party it is the text's own."""

    key: str
    text: str
    party: str = field(converter=_name)
    quote: str = ""
    source: str | None = None
    cue: str = ""
    stance: str = "asserts"

    @property
    def id(self) -> str:
        """What it is called by in a record."""
        return content_id("given", self.key)


@frozen(kw_only=True)
class Link:
    """How two statements, told by their ids, stand to each other."""

    a: str
    b: str
    relation: str
    probability: float = 1.0
    judge: str = GIVEN


def findings_given(statements: Sequence[Statement], links: Sequence[Link], *, place: str) -> Findings:
    """Findings of statements and links alone: no document, a point at issue for all connected conflicts.

    Raises:
        ExchangeError: there is no statement, one is blank, or there are too many links.
    """
    if not statements:
        raise ExchangeError(f"{place}: holds no statement; give at least one, with its text")
    value = with_given(empty(), statements, links, place=place)
    return findings_of(valid(value, place=place), place=place)


def empty() -> Value:
    """The record of nothing."""
    return {
        "format": FORMAT, "documents": [], "parties": [], "assertions": [], "relations": [], "disputes": [],
        "not_compared": 0,
    }  # fmt: skip


def with_given(value: Value, statements: Iterable[Statement], links: Sequence[Link], *, place: str) -> Value:
    """The record with statements and links more; links within a party are its examination.

    What a party states twice is one statement, also where its name differs in capitals alone; a link that is
    given twice is one, and what links a statement with itself is none.
    """
    if len(links) > MOST_LINKS:
        raise ExchangeError(f"{place}: gives {len(links):,} relations; at most {MOST_LINKS:,} are read")
    given, now = _each_once(statements, [party["name"] for party in value["parties"]])
    links = _linked_once(links, now)
    assertions = [*value["assertions"], *map(_assertion, given)]
    parties = {party["name"]: party for party in value["parties"]}
    for one in assertions:
        name = one["party"] or ARTICLE
        parties.setdefault(name, {"name": name, "aliases": []})
    of = {one["id"]: one["party"] or ARTICLE for one in assertions}
    first = len(value["relations"])
    numbered = dict(enumerate(links, start=first))
    across = {number: link for number, link in numbered.items() if of.get(link.a) != of.get(link.b)}
    within: dict[str, list[int]] = {}
    for number in numbered.keys() - across.keys():
        within.setdefault(of[numbered[number].a], []).append(number)
    texts = {one["id"]: one["text"] for one in assertions}
    added = value | {
        "parties": list(parties.values()),
        "assertions": assertions,
        "relations": [*value["relations"], *map(_relation, links)],
        "disputes": [*value["disputes"], *_disputes(across, texts)],
    }
    examined = {one["party"]: one for one in value.get("examined", ())}
    for name in sorted(within, key=list(parties).index):
        known = examined.get(name, {"party": name, "relations": [], "not_compared": 0})
        examined[name] = known | {"relations": [*known["relations"], *sorted(within[name])]}
    if links:
        added.pop("compared", None)
    return added | ({"examined": list(examined.values())} if examined else {})


def _each_once(
    statements: Iterable[Statement], parties: Iterable[str]
) -> tuple[list[Statement], dict[str, str]]:
    """The statements without those that say what one before says, and id → id of the one that is kept."""
    spelled = {name.casefold(): name for name in parties}
    kept: dict[tuple[str, ...], Statement] = {}
    now = {}
    for statement in statements:
        name = spelled.setdefault(statement.party.casefold(), statement.party)
        one = evolve(statement, party=name)
        now[one.id] = kept.setdefault((name, (one.source or "").casefold(), one.stance, one.text), one).id
    return list(kept.values()), now


def _linked_once(links: Iterable[Link], now: dict[str, str]) -> list[Link]:
    kept: dict[tuple[tuple[str, str], str, float, str], Link] = {}
    for link in links:
        a, b = now.get(link.a, link.a), now.get(link.b, link.b)
        pair = (a, b) if link.relation == Relation.ENTAILMENT else (min(a, b), max(a, b))
        if a != b:
            kept.setdefault((pair, link.relation, link.probability, link.judge), evolve(link, a=a, b=b))
    return list(kept.values())


def _assertion(one: Statement) -> Value:
    return {
        "id": one.id,
        "party": None if one.party == ARTICLE else one.party,
        "source": one.source,
        "cue": one.cue,
        "stance": one.stance,
        "text": one.text,
        "quote": one.quote or one.text,
        "document": None,
        "spans": [],
        "time": None,
    }


def _relation(link: Link) -> Value:
    return {
        "a": link.a,
        "b": link.b,
        "relation": str(link.relation),
        "probability": link.probability,
        "reasons": [],
        "judge": link.judge,
    }


def _disputes(links: dict[int, Link], texts: dict[str, str]) -> list[Value]:
    """A point at issue for each set of connected conflicts, strongest first, called by its first words."""
    import networkx as nx

    conflicts = {number: link for number, link in links.items() if link.relation in CONFLICTS}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((link.a, link.b) for link in conflicts.values())
    part = {node: number for number, nodes in enumerate(nx.connected_components(graph)) for node in nodes}
    gathered: dict[int, list[int]] = {}
    for number in sorted(conflicts, key=lambda number: (-conflicts[number].probability, number)):
        gathered.setdefault(part[conflicts[number].a], []).append(number)
    return [
        {
            "label": _label(texts.get(conflicts[numbers[0]].a, "")),
            "assertions": list(
                dict.fromkeys(
                    side for number in numbers for side in (conflicts[number].a, conflicts[number].b)
                )
            ),
            "relations": numbers,
        }
        for numbers in gathered.values()
    ]


def _label(text: str) -> str:
    words = text.rstrip(".").split()
    return (" ".join(words[:_LABEL_WORDS]) + ("…" if len(words) > _LABEL_WORDS else "")) or "?"
