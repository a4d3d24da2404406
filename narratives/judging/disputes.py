"""Group conflicting verdicts into disputes."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from narratives.language.countries import country_of
from narratives.language.keys import keys
from narratives.language.pipeline import parse
from narratives.model import Assertion
from narratives.verdict import CONFLICTS, Dispute, ReasonKind, Verdict, strength

_LABEL_WORDS = 6


def disputes(verdicts: Iterable[Verdict], *, known: Iterable[Dispute] = ()) -> tuple[Dispute, ...]:
    """Return one dispute for each point at issue, strongest first; ties by place in the text.

    Two conflicts are about one point if they share an assertion and also a content key ("forces") or the
    question at issue: whether it is true, or its cause or purpose.

    Args:
        known: disputes of an earlier call. Those of a connected component whose conflicts are the same are
            kept, so that only the texts of other components are parsed.
    """
    conflicts = [verdict for verdict in verdicts if verdict.relation in CONFLICTS]
    earlier = list(known)
    parts = _components([verdict for dispute in earlier for verdict in dispute.verdicts])
    part_of = {key: number for number, part in enumerate(parts) for key in part}
    of_part: dict[int, list[Dispute]] = {}
    for dispute in earlier:
        of_part.setdefault(part_of[_content(dispute.verdicts[0])], []).append(dispute)
    unchanged = {
        frozenset(part): of_part[number]
        for number, part in enumerate(parts)
        if sorted(_content(verdict) for one in of_part.get(number, ()) for verdict in one.verdicts)
        == sorted(part)
    }
    found: list[Dispute] = []
    changed: list[Verdict] = []
    for part in _components(conflicts):
        kept = unchanged.get(frozenset(part))
        if kept is None:
            changed += part.values()
        else:
            found += [
                evolve(one, verdicts=tuple(part[_content(verdict)] for verdict in one.verdicts))
                for one in kept
            ]
    order = {id(verdict): number for number, verdict in enumerate(conflicts)}
    if changed:
        found += _grouped(sorted(changed, key=lambda verdict: order[id(verdict)]))
    return tuple(sorted(found, key=lambda dispute: strength(dispute.verdicts[0])))


Content = tuple[object, ...]


def _content(verdict: Verdict) -> Content:
    """Return what a dispute depends on: the assertions, the strength and the words of the reasons."""
    reasons = tuple((reason.kind, reason.a, reason.b) for reason in verdict.reasons)
    return verdict.a.id, verdict.b.id, verdict.relation, verdict.probability, reasons


def _components(conflicts: Sequence[Verdict]) -> list[dict[Content, Verdict]]:
    """Return the conflicts by connected component, by content; two that share an assertion are in one."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((verdict.a.id, verdict.b.id) for verdict in conflicts)
    number = {key: part for part, keys_ in enumerate(nx.connected_components(graph)) for key in keys_}
    found: dict[int, dict[Content, Verdict]] = {}
    for verdict in conflicts:
        found.setdefault(number[verdict.a.id], {})[_content(verdict)] = verdict
    return list(found.values())


def _grouped(conflicts: Sequence[Verdict]) -> list[Dispute]:
    """Return one dispute for each point at issue."""
    import networkx as nx

    issues = _issue_keys(conflicts)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(conflicts)))
    by_assertion: dict[str, list[int]] = {}
    for number, verdict in enumerate(conflicts):
        for side in (verdict.a, verdict.b):
            graph.add_edges_from(
                (number, other) for other in by_assertion.get(side.id, ()) if issues[number] & issues[other]
            )
            by_assertion.setdefault(side.id, []).append(number)
    found = []
    for members in nx.connected_components(graph):
        own = sorted((conflicts[number] for number in members), key=strength)
        found.append(Dispute(label=_label(own), verdicts=tuple(own)))
    return found


def _issue_keys(verdicts: Sequence[Verdict]) -> list[frozenset[str]]:
    """Return the keys of each conflict: shared content keys without countries, and the question at issue."""
    texts = sorted({side.text for verdict in verdicts for side in (verdict.a, verdict.b)})
    content = {text: keys(doc) for text, doc in zip(texts, parse(texts), strict=True)}
    return [
        frozenset(
            name for name in content[v.a.text] & content[v.b.text] if name.casefold() not in country_of()
        )
        | {_ISSUE_OF_KIND.get(reason.kind, f"?{reason.kind}") for reason in v.reasons}
        for v in verdicts
    ]


_WHETHER_TRUE, _PURPOSE = "?whether it is so", "?what it is for"
_ISSUE_OF_KIND = {
    ReasonKind.NEGATION: _WHETHER_TRUE,
    ReasonKind.DENIAL: _WHETHER_TRUE,
    ReasonKind.PRESUPPOSITION: _WHETHER_TRUE,
    ReasonKind.CAUSE: _PURPOSE,
    ReasonKind.FRAMING: _PURPOSE,
}


def _label(verdicts: Sequence[Verdict]) -> str:
    """Return the label of a dispute.

    The longest noun phrase of the strongest pair whose content both sides share, without a number that only
    one side has. If there is none but the name of a country, the words of a short reason as "X or Y"; else
    the first words of the strongest pair.
    """
    for verdict in verdicts:
        shared = _shared_phrase(verdict)
        if shared:
            return _capitalised(shared)
    for verdict in verdicts:
        for reason in verdict.reasons:
            if max(len(reason.a.split()), len(reason.b.split())) < _LABEL_WORDS:
                return _capitalised(f"{reason.a} or {reason.b}")
    return _shortened(verdicts[0].a)


def _shared_phrase(verdict: Verdict) -> str:
    """Return the longest noun phrase whose content both sides share, or ""."""
    docs = parse([verdict.a.text, verdict.b.text])
    common = frozenset.intersection(*(keys(doc) for doc in docs))
    both = set.intersection(*({word.lower_ for word in doc} for doc in docs))
    phrases = []
    for doc in docs:
        for chunk in doc.noun_chunks:
            words = [word for word in chunk if word.dep_ not in ("det", "poss", "case") and not word.is_punct]
            words = [word for word in words if word.pos_ != "NUM" or word.lower_ in both]
            inside = keys(words)
            topic_keys = [name for name in inside if name.casefold() not in country_of()]
            if topic_keys and inside <= common and len(words) <= _LABEL_WORDS:
                nouns = sum(word.pos_ == "NOUN" for word in words)
                phrases.append((nouns > 0, len(inside), -chunk.start, words))
    if not phrases:
        return ""
    _, _, _, words = max(phrases, key=lambda entry: entry[:3])
    text: str = words[0].doc[words[0].i : words[-1].i + 1].text
    return text


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


def _shortened(assertion: Assertion) -> str:
    words = assertion.text.rstrip(".").split()
    return " ".join(words[:_LABEL_WORDS]) + ("…" if len(words) > _LABEL_WORDS else "")
