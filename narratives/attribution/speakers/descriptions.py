"""People who are named by a description: "the nurse", "the swimming star", "the 41-year-old"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import roles
from narratives.attribution.speakers.mentions import Mention, Mentions, highest_subject, is_subject
from narratives.language.clauses import SUBJECTS, appositives, phrase, phrase_head

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS_BY_GENDER = {
    "women": frozenset(
        "actress businesswoman daughter girl lady mother nun policewoman sister widow wife woman".split()
    ),
    "men": frozenset(
        "boy brother businessman father gentleman husband man policeman son statesman widower".split()
    ),
}

_FIELDS = (
    frozenset("actor actress director filmmaker musician rapper singer star".split()),
    frozenset(
        "candidate congressman congresswoman conservative democrat governor lawmaker liberal politician "
        "president republican senator socialist".split()
    ),
    frozenset("author journalist presenter reporter writer".split()),
    frozenset("athlete boxer cyclist defender goalkeeper player runner star striker swimmer".split()),
    frozenset("billionaire businessman businesswoman entrepreneur magnate mogul tycoon".split()),
)
"""Nouns that one person is called in turn."""
_OWN_WORDS = frozenset({"det", "amod", "compound", "nmod"})
_DISTINCTIONS = frozenset("former ex prime foreign deputy vice acting chief general attorney interim".split())
"""Adjectives that make another office of a title: "the foreign minister" is not the prime minister."""
_NOT_DESCRIBING = ("relcl", "appos", "acl", "punct", "prep", "cc", "conj", "poss")
_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss dr sir lord lady dame".split())


def described_person(words: Sequence["Token"], mentions: Mentions) -> Mention | None:
    """Return the mention of the person to whom a definite noun phrase refers, or None.

    This is the last person who was described by the same noun ("Maria Falk, a nurse"). Without one, it is the
    last subject in this paragraph or the one before, or else the only person named there, if no other
    description of that person and no gender speaks against it.
    """
    head = phrase_head(words)
    lemma = head.lemma_.lower()
    person = lemma in roles().people or _has_age(words)
    described = person or (lemma in roles().titles and all(word.dep_ in _OWN_WORDS for word in words[:-1]))
    if head.tag_ not in ("NN", "NNP") or not described or not any(word.lower_ == "the" for word in words):
        return None
    here = mentions.position(head)
    before = [
        mention
        for mention in mentions.all
        if mention.kind == "person"
        and mentions.position(mention.head) < here
        and not _is_other_gender(lemma, mention, mentions)
    ]
    distinctions = set() if person else {word.lower_ for word in words} & _DISTINCTIONS
    wanted = {lemma} | distinctions
    so_called = [mention for mention in before if wanted <= _describing_words(mention.head)]
    names = {mentions.full(mention) for mention in so_called}
    last = _subject_near(here, before)
    if last is not None and mentions.full(last) in names:
        return last
    if last is not None and person and _is_of_same_field(lemma, mentions.full(last), before, mentions):
        return last
    if so_called or not person:
        return so_called[-1] if len(names) == 1 else None
    near = [
        mention
        for mention in before
        if here[0] - 1 <= mention.paragraph and not _is_described(mentions.full(mention), before, mentions)
    ]
    last = _subject_near(here, near)
    if last is not None:
        return last
    return near[-1] if len({mentions.full(mention) for mention in near}) == 1 else None


def _subject_near(here: tuple[int, int], before: Sequence[Mention]) -> Mention | None:
    """Return the last subject in this paragraph or the one before, or None."""
    near = [one for one in before if here[0] - 1 <= one.paragraph and is_subject(one.head)]
    return highest_subject(near) if near else None


def _is_of_same_field(noun: str, name: str, before: Sequence[Mention], mentions: Mentions) -> bool:
    """Return True if the person was called something else in the same field: "star" for "the actor"."""
    field = next((nouns for nouns in _FIELDS if noun in nouns), frozenset[str]())
    called = {word for one in before if mentions.full(one) == name for word in _describing_words(one.head)}
    return bool(field & called)


def _is_other_gender(noun: str, mention: Mention, mentions: Mentions) -> bool:
    """Return True for a noun for women or men and a person of the other gender."""
    of_noun = next((gender for gender, nouns in _NOUNS_BY_GENDER.items() if noun in nouns), "")
    of_person = mentions.gender(mentions.full(mention))
    return bool(of_noun and of_person) and of_noun != of_person


def _is_described(name: str, before: Sequence[Mention], mentions: Mentions) -> bool:
    """Return True if a person of this name has been called something else: "Paul Brandt, a lawyer"."""
    known = (roles().people | roles().titles) - _FORMS_OF_ADDRESS
    return any(
        mentions.full(mention) == name and _describing_words(mention.head) & known for mention in before
    )


def _describing_words(name: "Token") -> frozenset[str]:
    """Return the words that describe a person: "nurse" for "nurse Maria Falk" and "Falk was a nurse"."""
    phrases = [word for noun in (name, *appositives(name)) for word in phrase(noun, without=_NOT_DESCRIBING)]
    predicates = (
        [kid for kid in name.head.children if kid.dep_ == "attr"]
        if name.dep_ in SUBJECTS and name.head.lemma_ == "be"
        else []
    )
    words = [word for word in (*phrases, *predicates) if word != name]
    return frozenset(form for word in words for form in (word.lemma_.lower(), word.lower_))


def _has_age(words: Sequence["Token"]) -> bool:
    """Return True for words with an age: "the 41-year-old"."""
    return "year-old" in "".join(word.text_with_ws for word in words)
