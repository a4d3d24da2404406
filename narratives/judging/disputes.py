"""Gather verdicts into disputes and agreements."""

from collections.abc import Iterable, Sequence

from narratives.language.keys import keys
from narratives.language.pipeline import parse
from narratives.model import Assertion
from narratives.verdict import AGREEMENTS, CONFLICTS, Agreement, Dispute, Verdict

_LABEL_WORDS = 6


def disputes(verdicts: Iterable[Verdict]) -> tuple[Dispute, ...]:
    """Connected conflicts make one dispute; strongest first, and by place in the text among equals."""
    import networkx as nx

    conflicts = [verdict for verdict in verdicts if verdict.relation in CONFLICTS]
    graph = nx.Graph((verdict.a.id, verdict.b.id) for verdict in conflicts)
    found = []
    for members in nx.connected_components(graph):
        own = sorted((verdict for verdict in conflicts if verdict.a.id in members), key=_strength)
        found.append(Dispute(label=_label(own), verdicts=tuple(own)))
    return tuple(sorted(found, key=lambda dispute: _strength(dispute.verdicts[0])))


def agreements(verdicts: Iterable[Verdict]) -> tuple[Agreement, ...]:
    """Assertions of different parties that say the same; strongest first."""
    return tuple(
        Agreement(verdict=verdict)
        for verdict in sorted((v for v in verdicts if v.relation in AGREEMENTS), key=_strength)
    )


def _strength(verdict: Verdict) -> tuple[float, int, str, str]:
    place = verdict.a.spans[0].start if verdict.a.spans else 0
    return -verdict.probability, place, verdict.a.id, verdict.b.id


def _label(verdicts: Sequence[Verdict]) -> str:
    """The longest noun phrase of the strongest pair all whose content both sides share; else its words."""
    first = verdicts[0]
    docs = dict(zip((first.a.id, first.b.id), parse([first.a.text, first.b.text]), strict=True))
    common = keys(docs[first.a.id]) & keys(docs[first.b.id])
    phrases = []
    for doc in docs.values():
        for chunk in doc.noun_chunks:
            words = [word for word in chunk if word.dep_ not in ("det", "poss", "case") and not word.is_punct]
            inside = keys(words)
            if inside and inside <= common and len(words) <= _LABEL_WORDS:
                nouns = sum(word.pos_ == "NOUN" for word in words)
                phrases.append((nouns > 0, len(inside), -chunk.start, words))
    if not phrases:
        return _shortened(first.a)
    _, _, _, words = max(phrases, key=lambda entry: entry[:3])
    text: str = words[0].doc[words[0].i : words[-1].i + 1].text
    return text[0].upper() + text[1:]


def _shortened(assertion: Assertion) -> str:
    words = assertion.text.rstrip(".").split()
    return " ".join(words[:_LABEL_WORDS]) + ("…" if len(words) > _LABEL_WORDS else "")
