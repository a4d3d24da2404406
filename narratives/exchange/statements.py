"""Statements and links of a graph without a record, converted into a record of handmade accounts."""

from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from narratives.errors import ExchangeError
from narratives.exchange.record import FORMAT, Value
from narratives.exchange.restored import findings_of
from narratives.exchange.validation import validate_record
from narratives.findings import Findings
from narratives.model import ARTICLE, content_id
from narratives.verdict import AGREEMENTS, CONFLICTS, Relation

GIVEN = "given"
"""Name of the judge of relations that name none."""

RELATIONS = (*CONFLICTS, *AGREEMENTS, Relation.DISTINCT)
MAX_LINKS = 200_000
"""Maximum number of relations in a file."""

_LABEL_WORDS = 6
"""Number of words of a dispute's label."""


def _party_name(value: str | None) -> str:
    return " ".join((value or ARTICLE).split()) or ARTICLE


@frozen(kw_only=True)
class Statement:
    """An assertion of a graph without a record.

    Attributes:
        key: identifier in the input.
        party: name of the party; blank or None means the document's own voice (`ARTICLE`).
    """

    key: str
    text: str
    party: str = field(converter=_party_name)
    quote: str = ""
    source: str | None = None
    cue: str = ""
    stance: str = "asserts"

    @property
    def id(self) -> str:
        """Id of the assertion in the record."""
        return content_id("given", self.key)


@frozen(kw_only=True)
class Link:
    """A relation between two assertions, given by their ids."""

    a: str
    b: str
    relation: str
    probability: float = 1.0
    judge: str = GIVEN


def findings_from_statements(
    statements: Sequence[Statement], links: Sequence[Link], *, place: str
) -> Findings:
    """Return findings made of statements and links, without documents.

    Raises:
        ExchangeError: there is no statement, one is blank, or there are more than `MAX_LINKS` links.
    """
    if not statements:
        raise ExchangeError(f"{place}: holds no statement; give at least one, with its text")
    value = with_statements(empty_record(), statements, links, place=place)
    return findings_of(validate_record(value, place=place), place=place)


def empty_record() -> Value:
    """Return a record without any content."""
    return {
        "format": FORMAT, "documents": [], "parties": [], "assertions": [], "relations": [], "disputes": [],
        "not_compared": 0,
    }  # fmt: skip


def with_statements(
    value: Value, statements: Iterable[Statement], links: Sequence[Link], *, place: str
) -> Value:
    """Return the record with statements and links added.

    Each set of connected conflicts between parties becomes a dispute; links within a party become the
    examination of that party. Duplicates are merged: statements of one party (names compared without case),
    source and stance with the same text, and equal links. Links of a statement with itself are dropped.

    Raises:
        ExchangeError: there are more than `MAX_LINKS` links.
    """
    if len(links) > MAX_LINKS:
        raise ExchangeError(f"{place}: gives {len(links):,} relations; at most {MAX_LINKS:,} are read")
    unique, kept_ids = _unique_statements(statements, [party["name"] for party in value["parties"]])
    links = _unique_links(links, kept_ids)
    assertions = [*value["assertions"], *map(_assertion, unique)]
    parties = {party["name"]: party for party in value["parties"]}
    in_voices = {key for voice in value.get("voices", ()) for key in voice["assertions"]}
    for one in assertions:
        if one["id"] in in_voices:
            continue
        name = one["party"] or ARTICLE
        parties.setdefault(name, {"name": name, "aliases": []})
    party_of = {one["id"]: one["party"] or ARTICLE for one in assertions}
    first = len(value["relations"])
    numbered = dict(enumerate(links, start=first))
    across = {n: link for n, link in numbered.items() if party_of.get(link.a) != party_of.get(link.b)}
    within: dict[str, list[int]] = {}
    for number in numbered.keys() - across.keys():
        within.setdefault(party_of[numbered[number].a], []).append(number)
    texts = {one["id"]: one["text"] for one in assertions}
    added = value | {
        "parties": list(parties.values()),
        "assertions": assertions,
        "relations": [*value["relations"], *map(_relation, links)],
        "disputes": [*value["disputes"], *_disputes(across, texts)],
    }
    examined = {one["party"]: one for one in value.get("examined", ())}
    for name in sorted(within, key=list(parties).index):
        existing = examined.get(name, {"party": name, "relations": [], "not_compared": 0})
        examined[name] = existing | {"relations": [*existing["relations"], *sorted(within[name])]}
    if links:
        added.pop("compared", None)
    return added | ({"examined": list(examined.values())} if examined else {})


def _unique_statements(
    statements: Iterable[Statement], parties: Iterable[str]
) -> tuple[list[Statement], dict[str, str]]:
    """Return the statements without duplicates, and a map of each id to that of the statement kept."""
    spellings = {name.casefold(): name for name in parties}
    kept: dict[tuple[str, ...], Statement] = {}
    kept_ids = {}
    for statement in statements:
        name = spellings.setdefault(statement.party.casefold(), statement.party)
        one = evolve(statement, party=name)
        key = name, (one.source or "").casefold(), one.stance, one.text
        kept_ids[one.id] = kept.setdefault(key, one).id
    return list(kept.values()), kept_ids


def _unique_links(links: Iterable[Link], kept_ids: dict[str, str]) -> list[Link]:
    kept: dict[tuple[tuple[str, str], str, float, str], Link] = {}
    for link in links:
        a, b = kept_ids.get(link.a, link.a), kept_ids.get(link.b, link.b)
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
    """Return a dispute for each set of connected conflicts, most probable first.

    The label is the beginning of the text of side ``a`` of the most probable conflict.
    """
    import networkx as nx

    conflicts = {number: link for number, link in links.items() if link.relation in CONFLICTS}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((link.a, link.b) for link in conflicts.values())
    component = {
        node: number for number, nodes in enumerate(nx.connected_components(graph)) for node in nodes
    }
    by_component: dict[int, list[int]] = {}
    for number in sorted(conflicts, key=lambda number: (-conflicts[number].probability, number)):
        by_component.setdefault(component[conflicts[number].a], []).append(number)
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
        for numbers in by_component.values()
    ]


def _label(text: str) -> str:
    words = text.rstrip(".").split()
    return (" ".join(words[:_LABEL_WORDS]) + ("…" if len(words) > _LABEL_WORDS else "")) or "?"
