"""Antecedents of pronouns, from the words of their sentence, the sentence before, and the source."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from narratives.attribution.cues import roles
from narratives.attribution.speakers.resolver import (
    PERSON_PRONOUNS,
    PRONOUNS,
    SPEAKING_FOR_OWNER,
    SpeakerResolver,
)
from narratives.attribution.utterances.attitude_table import attitude_table
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import SUBJECTS, child, is_finite, phrase_head, words_before

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIENT = frozenset({"client"})
_CHILD = frozenset({"son", "daughter", "child"})
_PARENT = frozenset({"father", "mother", "parent"})
_RELATED_TO = {
    **dict.fromkeys(("lawyer", "attorney", "solicitor", "barrister", "agent"), _CLIENT),
    **dict.fromkeys(("mother", "father", "parent"), _CHILD),
    **dict.fromkeys(("son", "daughter"), _PARENT),
    "wife": frozenset({"husband"}), "husband": frozenset({"wife"}),
}  # fmt: skip
"""Noun for a speaker → noun for the person that the speaker is the lawyer, parent, child or spouse of."""
_SAME_ANTECEDENT = {
    "his": ("he", "him"), "her": ("she",), "their": ("they", "them"), "its": ("it",),
}  # fmt: skip
_MAX_WORDS_BACK = 300
"""Number of words of a paragraph that are searched for unnamed people."""
_WEATHER_VERBS = frozenset({"rain", "snow", "hail", "drizzle", "thunder"})


def coordinated_subject(pronoun: "Token") -> "Token | None":
    """Return the subject of the clause before, which "it" refers to, or None.

    For example "the ban" in "the ban is unjust, nor does it help" and "the ban not only fails, it harms us".
    """
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or pronoun.lower_ not in ("it", "they"):
        return None
    spliced = child(verb, "ccomp", "parataxis")
    before = verb.head if verb.dep_ == "conj" else spliced
    if before is None or before.i > verb.i:
        return None
    noun = child(before, *SUBJECTS)
    denied = any(
        word.lower_ in ("not", "n't", "n’t", "never") for kid in before.lefts for word in kid.subtree
    )
    if verb.dep_ != "conj" and (not denied or verb.lemma_ in _OF_CLAUSES):
        return None  # only "the council did not help us, it harmed us"
    numbers = ("NN", "NNP") if pronoun.lower_ == "it" else ("NNS",)
    if noun is not None and (noun.ent_type_ == "PERSON" or (verb.dep_ == "conj" and noun.tag_ == "NNP")):
        return None
    return noun if noun is not None and noun.tag_ in numbers and noun.i < pronoun.i else None


_OF_CLAUSES = frozenset({"be", "seem", "appear", "look", "turn", "take", "happen", "matter"})
"""Verbs whose "it" mostly stands for a clause or for nothing: "he is a liar, it is clear"."""


def only_plural_noun_before(they: "Token") -> "Token | None":
    """Return the one plural noun of the sentence before, which "they" refers to; None if there are others."""
    start = they.sent.start
    if not start:
        return None
    nouns = [
        word
        for word in they.doc[start - 1].sent
        if word.tag_ in ("NNS", "NNPS")
        and word.dep_ in ("dobj", "pobj", *SUBJECTS)
        and word.ent_type_ not in ("DATE", "TIME", "MONEY", "QUANTITY", "PERCENT")
    ]
    return nouns[0] if len(nouns) == 1 else None


def is_of_holders(adjective: "Token") -> bool:
    """Return True for an adjective of those who think or act: "ready", "sorry", "innocent"; not "safe"."""
    lower = adjective.lower_
    return lower in _OF_HOLDERS or (lower != "certain" and lower in attitude_table().adjectives)


_OF_HOLDERS = frozenset(
    "able accountable active alone bankrupt blameless busy capable entitled faithful free guilty innocent "
    "insolvent liable neutral poor profitable ready responsible serious sincere sympathetic unable "
    "willing".split()
)


def is_expletive(it: "Token") -> bool:
    """Return True if "it" has no antecedent: "it rained", "it was the union that ...", "it is likely to"."""
    verb = it.head
    if verb.lemma_ in _WEATHER_VERBS:
        return True
    if verb.lemma_ != "be":
        return False
    return any(
        kid.dep_ in ("attr", "acomp")
        and not is_of_holders(kid)
        and any(
            inner.dep_ in ("relcl", "ccomp", "xcomp", "csubj") or (inner.dep_ == "acl" and is_finite(inner))
            for one in (kid, *kid.conjuncts)
            for inner in one.children
        )
        for kid in verb.children
    ) or any(kid.dep_ in ("ccomp", "xcomp", "csubj") for kid in verb.children if kid.i > verb.i)


def related_person(word: "Token", utterance: Utterance, resolver: SpeakerResolver) -> str | None:
    """Return, for "his" in "Lopez's lawyer said his client slept", the name for "his client", or None."""
    source = phrase_head(utterance.speaker) if utterance.speaker else None
    owner = child(source, "poss") if source is not None else None
    if owner is None or source is None or word.tag_ != "PRP$" or owner.pos_ != "PROPN":
        return None
    if word.head.lemma_.lower() not in _RELATED_TO.get(source.lemma_.lower(), ()):
        return None
    mention = resolver.mentions.at(owner)
    return resolver.mentions.full(mention) if mention is not None else None


def owner_of_source(word: "Token", utterance: Utterance, resolver: SpeakerResolver) -> str | None:
    """Return the name for "his" in "his supporters say his accusers were paid", or None.

    The source is named by its owner with the same pronoun, and no other person is named in between.
    """
    named = _named_owner(word, utterance)
    if named is not None:
        return named
    own = next((one for one in utterance.speaker[:-1] if one.tag_ == "PRP$"), None)
    if own is None or own.doc is not word.doc or not own.i < word.i or own.lower_ not in PRONOUNS:
        return None
    same = {own.lower_, *_SAME_ANTECEDENT.get(own.lower_, ())}
    between = word.doc[own.i + 1 : word.i]
    if word.lower_ not in same or any(other.ent_type_ == "PERSON" for other in between):
        return None
    mention = resolver.antecedent(own)
    return resolver.mentions.full(mention) if mention is not None else None


def _named_owner(word: "Token", utterance: Utterance) -> str | None:
    """Return "Ruiz" for "he" right after the cue in "Ruiz's office said he ...", or None."""
    if not utterance.speaker or not utterance.words or word != utterance.words[0]:
        return None
    noun = phrase_head(utterance.speaker)
    owner = child(noun, "poss")
    if word.lower_ not in ("he", "she") or owner is None or owner.ent_type_ != "PERSON":
        return None
    names = [one.text for one in owner.subtree if one.pos_ == "PROPN" and one.text.casefold() not in _TITLES]
    return " ".join(names) if names and noun.lemma_.lower() in SPEAKING_FOR_OWNER else None


_TITLES = frozenset({"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr.", "dr"})


def earlier_objects(utterance: Utterance) -> "list[Token]":
    """Return the objects of the verb before the cue: "called the deal off and said it must go"."""
    if not utterance.cue:
        return []
    verb = utterance.cue[-1]
    coordinated = [verb.head] if verb.dep_ == "conj" else []
    return [kid for other in coordinated for kid in other.children if kid.dep_ in ("dobj", "nsubjpass")]


def agrees(pronoun: str, noun: "Token") -> bool:
    """Return True if the noun may be the antecedent of the pronoun, by its number and kind.

    Any singular subject may be a person: "one guard drew his gun".
    """
    if noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ in ("DATE", "TIME"):
        return False
    plural = noun.tag_ in ("NNS", "NNPS")
    if pronoun in ("they", "them", "their", "theirs"):
        several = plural or any(kid.dep_ == "conj" for kid in noun.children)
        return several or noun.lemma_.lower() in roles().offices or noun.lemma_.lower() in roles().crowds
    if pronoun in PERSON_PRONOUNS:
        person = noun.pos_ == "PROPN" or noun.dep_ in SUBJECTS or noun.lemma_.lower() in roles().persons
        return person and not plural
    return not plural and noun.ent_type_ != "PERSON"


SPEAKING_FOR = frozenset(
    "spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney manager representative".split()
)
"""Nouns for sources that speak of somebody else."""


def speaks_for_another(utterance: Utterance) -> bool:
    """Return True for the source "a spokesman for Lopez", who may speak of Lopez as "he"."""
    source = utterance.speaker
    role = next((word for word in source if word.lemma_.lower() in SPEAKING_FOR), None)
    return role is not None and any(
        word.ent_type_ == "PERSON" and (word.i < role.i or word.dep_ == "pobj") for word in source
    )


def speaks_of_object(utterance: Utterance) -> bool:
    """Return True for a cue that is a participle after a person: "praised Ruiz, saying he kept his word"."""
    cue = utterance.cue[-1] if utterance.cue else None
    if cue is None or cue.dep_ != "advcl" or is_finite(cue):
        return False
    return any(kid.dep_ == "dobj" and kid.ent_type_ == "PERSON" for kid in cue.head.children)


def follows_other_claim(utterance: Utterance) -> bool:
    """Return True for a cue after another claim: "said the road was shut, while Ruiz said it was ..."."""
    cue = utterance.cue[-1] if utterance.cue else None
    mark = child(cue, "mark") if cue is not None and cue.dep_ == "advcl" else None
    return mark is not None and any(
        word.dep_ in SUBJECTS and word.tag_ == "NN" and word.head.dep_ != "ROOT"
        for word in words_before(mark)
    )


def only_other_person(pronoun: "Token", speaker: str, resolver: SpeakerResolver) -> str | None:
    """Return the name of the one person other than the speaker to whom "he" or "she" can refer, or None.

    None if several people of that gender, or an unnamed one, are mentioned before the pronoun in its
    paragraph and the one before it.
    """
    lower, mentions = pronoun.lower_, resolver.mentions
    if lower not in PERSON_PRONOUNS:
        return None
    here = mentions.position(pronoun)
    near = [
        mention
        for mention in mentions.all
        if mention.kind in ("person", "office")
        and here[0] - 1 <= mention.paragraph
        and mentions.position(mention.head) < here
        and not mentions.is_other_gender(lower, mentions.full(mention))
    ]
    names = {mentions.full(mention) for mention in near} - {speaker}
    if len(names) != 1 or any(mention.kind == "office" for mention in near):
        return None
    known = {part for name in (*names, speaker) for part in name.split()}
    previous = resolver.previous_paragraph(pronoun.doc)
    words = [
        *(previous[-_MAX_WORDS_BACK:] if previous is not None else ()),
        *pronoun.doc[max(0, pronoun.i - _MAX_WORDS_BACK) : pronoun.i],
    ]
    rival = any(_is_unnamed_person(word) or (_is_surname(word) and word.text not in known) for word in words)
    return None if rival else names.pop()


def person_quoted_before(pronoun: "Token", speaker: str, resolver: SpeakerResolver) -> str | None:
    """Return the only person whom the quotations of the paragraph name before "he" or "she", or None.

    The speaker and people of the other gender do not count: "Ruiz is honest," Lake said. "He keeps his word."
    """
    lower, mentions = pronoun.lower_, resolver.mentions
    if lower not in PERSON_PRONOUNS:
        return None
    own = set(speaker.split())
    unnamed, names = roles().persons, set()
    for word, opened in with_quotation(pronoun.doc[max(0, pronoun.i - _MAX_WORDS_BACK) : pronoun.i]):
        if opened and word.tag_ == "NN" and word.lemma_.lower() in unnamed:
            return None
        mention = mentions.at(word) if opened and _is_spoken_of(word) else None
        if mention is not None and mention.kind == "person":
            name = mentions.full(mention)
            if not own & set(name.split()) and not mentions.is_other_gender(lower, name):
                names.add(name)
    return names.pop() if len(names) == 1 else None


def _is_spoken_of(name: "Token") -> bool:
    """Return False for a name to which somebody is compared: "since Reagan", "like Ruiz"."""
    return name.dep_ != "pobj" or name.head.lower_ in ("of", "about", "for", "with", "to", "by")


def with_quotation(words: Iterable["Token"]) -> Iterator[tuple["Token", bool]]:
    """Yield each word with True if a quotation that was opened at or before it is not closed."""
    opened = False
    for word in words:
        if word.text in ("“", "``", "”"):
            opened = word.text != "”"
        elif word.text in ('"', "''"):
            opened = not opened
        yield word, opened


def _is_surname(word: "Token") -> bool:
    """Return True for the last word of a name that is a person's, or follows a title or such a name."""
    if word.pos_ != "PROPN" or word.dep_ in ("compound", "nmod"):
        return False
    titled = word.head.ent_type_ == "PERSON" or word.head.lemma_.lower() in roles().speaking | roles().people
    return word.ent_type_ == "PERSON" or (word.dep_ in ("conj", "appos") and titled)


def _is_unnamed_person(noun: "Token") -> bool:
    """Return True for a noun for one person without a name: "the nurse", not in "Ana Ruiz, a nurse"."""
    if noun.tag_ != "NN" or noun.lemma_.lower() not in roles().people | roles().kin:
        return False
    named = any(kid.pos_ == "PROPN" and kid.dep_ in ("appos", "compound") for kid in noun.children)
    return not named and noun.dep_ not in ("appos", "compound", "attr", "pobj", "nmod")
