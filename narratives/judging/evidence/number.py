"""Counts of the same thing that cannot both hold.

Bounds are intervals: "at least 23" and "25" agree, "exactly 23" and "25" do not. The numeric class of
de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.matching import same_thing
from narratives.judging.evidence.quantities import Quantity
from narratives.judging.evidence.rewording import Words, replacement, reworded
from narratives.judging.evidence.scope import shared_topic_count
from narratives.judging.evidence.statement import Statement, Thing, thing
from narratives.language.countries import country_of
from narratives.language.keys import key
from narratives.language.lexicon import group
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOTE = "They give different numbers for the same thing."
_PEOPLE_NOUNS = frozenset("people person crowd turnout attendance protester".split())
_CROWD_NOUNS = frozenset({"crowd", "turnout", "attendance"})
_TURNOUT_VERBS = frozenset({"take", "attend", "protest", "gather", "turn", "participate"})
_TIME_UNITS = frozenset("year month week day hour minute time o'clock a.m. p.m.".split())


@frozen(eq=False, kw_only=True)
class Count:
    """A number of things, as an interval, with the verb that governs them.

    Attributes:
        low, high: bounds, inclusive; infinite where open.
        verb_group: synonym group of the verb that governs the noun, or "".
        words: the words of the number and of what is counted.
        total: whether the sentence gives the number of the things and no verb.
    """

    low: float
    high: float
    thing: Thing
    verb_group: str
    words: Words
    total: bool = False


def number(a: Statement, b: Statement) -> Clash | None:
    """Return the two phrases, or None if no counts of the same things exclude each other."""
    if a.denied or b.denied or have_other_complements(a, b):
        return None
    for mine in _counts(a):
        for theirs in _counts(b):
            if _count_same_things(mine, theirs) and (mine.low > theirs.high or theirs.low > mine.high):
                return Clash(
                    kind=ReasonKind.NUMBER,
                    a=mine.words,
                    b=theirs.words,
                    note=_NOTE,
                )
    return None


def have_other_complements(a: Statement, b: Statement) -> bool:
    """Return True if the subjects are one noun with other names after it: "trade with Peru", "with Chile"."""
    one, other = a.subject, b.subject
    if one is None or other is None or key(one) != key(other):
        return False
    mine, theirs = _names_after(one), _names_after(other)
    return any(not mine[word] & theirs[word] for word in mine.keys() & theirs.keys())


def _names_after(noun: "Token") -> dict[str, frozenset[str]]:
    """Return preposition after a noun → keys of the names in its phrase, if there are any."""
    phrases = {
        kid.lower_: frozenset(key(word) for word in kid.subtree if word.pos_ == "PROPN")
        for kid in noun.children
        if kid.dep_ == "prep"
    }
    return {word: names for word, names in phrases.items() if names and word in _COMPLEMENTS}


_COMPLEMENTS = frozenset("with to from against for between by".split())
"""Prepositions that tie a partner or an aim to a noun, not a place or a time."""


def _count_same_things(a: Count, b: Count) -> bool:
    """Return True if two counts are of the same things in the same event."""
    if _have_different_owners(a.thing, b.thing):
        return False
    if a.total and b.total:
        return _same_kind(a.thing, b.thing)
    for crowd, people in ((a, b), (b, a)):
        if (
            crowd.thing.kind in _CROWD_NOUNS
            and _denotes_people(people.thing)
            and people.verb_group in _TURNOUT_VERBS
        ):
            return True
    if a.verb_group == b.verb_group:
        return bool(a.verb_group) and (
            _same_kind(a.thing, b.thing) or (_denotes_people(a.thing) and _denotes_people(b.thing))
        )
    if a.total or b.total:
        counted, other = (a, b) if a.total else (b, a)
        return _same_kind(counted.thing, other.thing) or counted.thing.kind == other.verb_group
    return a.thing.kind == b.verb_group or b.thing.kind == a.verb_group


def _have_different_owners(a: Thing, b: Thing) -> bool:
    """Return True if the owners differ, or the possessives of the subjects ("our", "their")."""
    owners = bool(a.owners and b.owners) and not a.owners & b.owners
    return owners or (
        bool(_subject_possessive(a) and _subject_possessive(b))
        and _subject_possessive(a) != _subject_possessive(b)
    )


def _subject_possessive(item: Thing) -> str:
    """Return the possessive pronoun before the subject of the verb ("our", "their"), or ""."""
    verb = item.head.head
    words = [inner for kid in verb.children if kid.dep_ == "nsubj" for inner in kid.subtree]
    return next((word.lower_ for word in words if word.dep_ == "poss" and word.pos_ == "PRON"), "")


def _same_kind(a: Thing, b: Thing) -> bool:
    return a.kind == b.kind and same_thing(a, b)


def _denotes_people(item: Thing) -> bool:
    return item.kind in _PEOPLE_NOUNS


def _counts(statement: Statement) -> Iterator[Count]:
    for found in statement.quantities:
        first = found.amount[0]
        if found.unit or first.ent_type_ == "TIME":
            continue
        if found.noun is not None:
            if found.noun.lemma_ not in _TIME_UNITS and not _verb_is_negated(found.noun):
                yield _count(
                    found, found.noun, verb_group=_verb_group(found.noun), words=[*found.amount, found.noun]
                )
            continue
        predicative = next((word for word in found.amount if word.dep_ in ("attr", "acomp")), None)
        if predicative is not None and predicative.head.lemma_ == "be":
            counted = next((kid for kid in predicative.head.children if kid.dep_ == "nsubj"), None)
            if counted is not None:
                whole = _counted_noun(counted) if counted.lemma_ in _NUMBER_WORDS else counted
                yield _count(found, whole, verb_group="", words=[counted, *found.amount])


def _count(found: Quantity, noun: "Token", *, verb_group: str, words: Words) -> Count:
    return Count(
        low=found.low,
        high=found.high,
        thing=thing(noun),
        verb_group=verb_group,
        words=words,
        total=not verb_group,
    )


_NUMBER_WORDS = frozenset({"number", "total", "count", "toll"})


def _counted_noun(noun: "Token") -> "Token":
    """Return the noun after "of" in "the number of fires", or the noun itself."""
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ == "of":
            return next((inner for inner in kid.children if inner.dep_ == "pobj"), noun)
    return noun


def _verb_is_negated(noun: "Token") -> bool:
    verb = noun.head
    return any(kid.dep_ == "neg" for kid in verb.children)


def _verb_group(noun: "Token") -> str:
    """Return the synonym group of the nearest verb above the noun, or ""."""
    for up in noun.ancestors:
        if up.pos_ in ("VERB", "AUX"):
            return key(up)
    return ""


def quantity(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield quantities of one unit or dimension that exclude each other, of what may be the same thing.

    "At least 300 artefacts" against "barely two dozen pieces", "8 metres" against "340 centimetres". The
    probes ask whether one statement, given the other's amount, follows from the other.
    """
    if a.denied or b.denied or not share_topic(a, b) or have_other_complements(a, b):
        return
    own = [one for one in a.quantities if not any(one.agrees(other) for other in b.quantities)]
    others = [one for one in b.quantities if not any(one.agrees(other) for other in a.quantities)]
    for mine in own:
        for theirs in others:
            if mine.excludes(theirs) and not _count_different_things(mine, theirs):
                yield Clash(
                    kind=ReasonKind.NUMBER,
                    a=[*mine.amount, *([mine.noun] if mine.noun is not None else [])],
                    b=[*theirs.amount, *([theirs.noun] if theirs.noun is not None else [])],
                    note=_NOTE,
                    probes=(
                        (b.text, with_other_amount(mine, theirs)),
                        (a.text, with_other_amount(theirs, mine)),
                    ),
                )


def share_topic(a: Statement, b: Statement) -> bool:
    """Return True if both share two topic keys, or one and a country, or the main verb."""
    verbs = [{key(word) for word in one.doc if word.dep_ == "ROOT"} for one in (a, b)]
    shared = shared_topic_count(a, b)
    of_a_country = {name for name in a.keys & b.keys if name.casefold() in country_of()}
    return (shared + len(of_a_country) > 1 and bool(shared)) or bool(verbs[0] & verbs[1] & a.topic_keys)


def with_other_amount(mine: Quantity, theirs: Quantity) -> str:
    """Return the sentence of ``mine`` with its amount replaced by that of ``theirs``."""
    doc = theirs.amount[0].doc
    amount = doc[theirs.amount[0].i : theirs.amount[-1].i + 1].text
    return reworded(mine.amount[0].doc, [replacement(mine.amount, amount)])


def _count_different_things(mine: Quantity, theirs: Quantity) -> bool:
    """Return True if the counts are of different things or of different stages ("arrested", "charged")."""
    if mine.unit or mine.noun is None or theirs.noun is None:
        return False
    if _have_different_owners(thing(mine.noun), thing(theirs.noun)):
        return True
    if (
        mine.noun.lemma_ != theirs.noun.lemma_
        and {mine.noun.lemma_, theirs.noun.lemma_} & _INCOMPARABLE_NOUNS
    ):
        return True
    groups = [
        {group(word.lemma_.lower()) for word in noun.doc if word.pos_ in ("VERB", "ADJ", "NOUN")}
        for noun in (mine.noun, theirs.noun)
    ]
    return any(
        groups[0] & stage and groups[1] & stage and not groups[0] & groups[1] & stage for stage in _STAGES
    )


_INCOMPARABLE_NOUNS = frozenset("year month day hour time woman child man".split())
_STAGES = (
    frozenset(
        "arrest question charge charge-court trial try convict guilty acquit sentence jail release".split()
    ),
    frozenset("kill wound miss missing rescue evacuate".split()),
    frozenset("apply interview hire dismiss train".split()),
    frozenset("order build deliver sell recall return".split()),
    frozenset("invite register vote attend abstain".split()),
    frozenset("plan promise pay spend owe".split()),
)
"""Sets of events that follow each other or go together, each with a count of its own."""
