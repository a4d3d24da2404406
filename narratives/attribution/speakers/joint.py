"""Sources that name several parties at once: "Ostra and Belmark confirmed that ..."."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import roles
from narratives.attribution.speakers.mentions import PLURAL, printed
from narratives.attribution.speakers.resolver import SpeakerResolver
from narratives.attribution.speakers.speaker import Speaker
from narratives.language.clauses import child, phrase, phrase_head

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITHOUT_OTHERS = ("relcl", "appos", "acl", "punct", "cc", "conj", "preconj")


def joint_speakers(words: Sequence["Token"], resolver: SpeakerResolver) -> tuple[Speaker, ...]:
    """Return a speaker for each party that a source of several names, with the names of them all.

    For example two for "Ostra and Belmark" and for "the presidents of Ostra and Belmark", one for "Ostra and
    the farmers". Empty if all are of one party or none, or if the names are joined by "or".
    """
    if not words:
        return ()
    head = phrase_head(words)
    nouns = _joined_nouns(head) or _joined_owners(head)
    speakers = list({one.name: one for one in (_speaker(noun, resolver) for noun in nouns)}.values())
    parties = {one.affiliation.party for one in speakers}
    persons = len(speakers) > 1 and all(one.kind == "person" for one in speakers)
    if len(parties) < 2 and not persons:
        return ()
    known = [one for one in reversed(speakers) if one.affiliation.party or parties == {None}]
    several = list(reversed({one.affiliation.party: one for one in known}.values()))
    if any(word.lower_ == "each" for word in head.doc[words[-1].i : words[-1].i + 2]):
        return tuple(several)  # "Ostra and Belmark each said that its troops ..."
    name = _listed([one.name for one in speakers]) if head in nouns else printed(words)
    return tuple(
        evolve(
            one, name=name, kind="group", joint=_listed([other.name for other in speakers if other != one])
        )
        for one in several
    )


def _speaker(noun: "Token", resolver: SpeakerResolver) -> Speaker:
    """Return the speaker for one of the names, without "in the Senate" if it has a party only so."""
    whole = resolver.speaker(phrase(noun, without=_WITHOUT_OTHERS))
    if whole.affiliation.party:
        return whole
    bare = resolver.speaker(phrase(noun, without=(*_WITHOUT_OTHERS, "prep")))
    return bare if bare.affiliation.party else whole


def _listed(names: Sequence[str]) -> str:
    """Return the names joined by commas and "and"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _joined_nouns(head: "Token") -> list["Token"]:
    """Return a noun and those that "and" joins to it, in text order; none if there are no others."""
    found = [head]
    while (following := child(found[-1], "conj")) is not None:
        if any(kid.dep_ == "cc" and kid.lower_ not in ("and", "&") for kid in found[-1].children):
            return []
        found.append(following)
    return found if len(found) > 1 else []


def _joined_owners(head: "Token") -> list["Token"]:
    """Return the nouns joined in "the presidents of Ostra and Belmark", or none."""
    speaks = head.lemma_.lower() in roles().state or head.lower_ in roles().state
    preposition = child(head, "prep") if head.tag_ in PLURAL and speaks else None
    owner = child(preposition, "pobj") if preposition is not None and preposition.lower_ == "of" else None
    return _joined_nouns(owner) if owner is not None else []
