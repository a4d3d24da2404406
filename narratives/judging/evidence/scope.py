"""Scope differences: another place, time, participant, mood or part is meant, so both can hold."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from narratives.judging.evidence.clash import Clash, predicate
from narratives.judging.evidence.moods import Mood, mood
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.statement import Statement, agents, targets
from narratives.language.countries import country_of
from narratives.language.keys import key
from narratives.language.lexicon import antonyms
from narratives.language.times import calendar, time_phrase_span
from narratives.model import TimeInterval
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def shared_keys(a: Statement, b: Statement) -> frozenset[str]:
    """Return the content keys that both statements share."""
    return a.keys & b.keys


def coverage(part: Iterable[str], whole: frozenset[str]) -> float:
    """Return the share of the keys of ``part`` that are in ``whole``, 0 to 1; 0 if ``part`` is empty."""
    wanted = frozenset(part)
    return len(wanted & whole) / len(wanted) if wanted else 0.0


def shared_topic_count(a: Statement, b: Statement) -> int:
    """Return how many topic keys both statements share; countries and numbers are not counted."""
    return len(a.topic_keys & b.topic_keys)


def overlap(a: Statement, b: Statement) -> float:
    """Return the higher of the shares of one statement's keys that the other has, 0 to 1."""
    return max(coverage(a.keys, b.keys), coverage(b.keys, a.keys))


def scope_differences(a: Statement, b: Statement) -> tuple[Clash, ...]:
    """Return the differences in scope between two statements, at most one of each kind."""
    return tuple(
        found
        for find in (
            different_place,
            different_time,
            different_participant,
            different_mood,
            later_state,
            rule_and_exception,
            part_and_whole,
        )
        if (found := find(a, b)) is not None
    )


def _first_clash(kind: ReasonKind, note: str, found: Iterator[tuple[Words, Words, bool]]) -> Clash | None:
    """Return the first item as a clash, or None.

    Args:
        found: words of one side, words of the other, and True if they are in the order a, b.
    """
    for mine, theirs, in_order in found:
        first, second = (mine, theirs) if in_order else (theirs, mine)
        return Clash(kind=kind, a=first, b=second, note=note)
    return None


def different_place(a: Statement, b: Statement) -> Clash | None:
    """Return the places of both statements if they differ, by name or by part ("north", "south"), or None.

    None if a named place is a country, since a town that the other side names may be in it.
    """
    sides = _exclusive_modifiers(a, b, _PLACE_MODIFIERS)
    if sides is not None:
        mine, theirs = sides
    else:
        known = [(a.places, b.places), (_places_of_subject(a), _places_of_subject(b))]
        differing = next(
            ((one, other) for one, other in known if one and other and not one.keys() & other.keys()), None
        )
        if differing is None or any(
            country_of().get(place, "").casefold() == place for one in differing for place in one
        ):
            return None
        mine, theirs = ([*one.values()] for one in differing)
    return Clash(kind=ReasonKind.PLACE, a=mine, b=theirs, note="They speak of different places.")


def _places_of_subject(statement: Statement) -> dict[str, "Token"]:
    """Return the names after "in", "at" or "near" that modify the main subject: "the plant in Bilbao"."""
    subject = statement.subject
    return {
        noun.lower_: noun
        for kid in (subject.children if subject is not None else ())
        if kid.dep_ == "prep" and kid.lower_ in ("in", "at", "near")
        for noun in kid.children
        if noun.dep_ == "pobj" and noun.pos_ == "PROPN"
    }


_PLACE_MODIFIERS = (
    frozenset("northern southern eastern western north south east west central".split()),
    frozenset("upper lower".split()),
    frozenset("inner outer".split()),
    frozenset("left right".split()),
    frozenset("coastal inland mountain".split()),
    frozenset("urban rural".split()),
)
_INSTANCE_MODIFIERS = (
    frozenset("first second third fourth fifth sixth last".split()),
    frozenset("former current new old".split()),
    frozenset("junior senior".split()),
    frozenset("civil criminal".split()),
    frozenset("domestic foreign international".split()),
    frozenset("infrared visible ultraviolet".split()),
)


def _exclusive_modifiers(
    a: Statement, b: Statement, tables: tuple[frozenset[str], ...]
) -> tuple[Words, Words] | None:
    """Return two nouns with different modifiers of one set, or None: "northern suburbs", "southern suburbs".

    The nouns have the same key or are both locative.
    """
    for mine in a.doc:
        for table in tables:
            if mine.lower_ not in table or mine.dep_ not in ("amod", "compound", "nmod"):
                continue
            for theirs in b.doc:
                if (
                    theirs.lower_ in table
                    and theirs.lower_ != mine.lower_
                    and theirs.dep_ in ("amod", "compound", "nmod")
                    and (key(theirs.head) == key(mine.head) or _are_locative_objects(mine.head, theirs.head))
                ):
                    return [mine, mine.head], [theirs, theirs.head]
    return None


def _are_locative_objects(one: "Token", other: "Token") -> bool:
    """Return True if both are objects of a preposition of place: "along the shore", "on the bank"."""
    return all(
        noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "at", "along", "near", "across", "to")
        for noun in (one, other)
    )


def different_participant(a: Statement, b: Statement) -> Clash | None:
    """Return the words of different instances ("the second trial"), agents or targets, or None."""
    found = _exclusive_modifiers(a, b, _INSTANCE_MODIFIERS) or _differing_participants(a, b)
    if found is None:
        return None
    return Clash(
        kind=ReasonKind.ACTOR, a=found[0], b=found[1], note="They speak of different people or things."
    )


def _differing_participants(a: Statement, b: Statement) -> tuple[Words, Words] | None:
    """Return the agents or targets that differ, if the main verbs are the same or antonyms, or None."""
    mine, theirs = a.root, b.root
    if mine is None or theirs is None:
        return None
    same = key(mine) == key(theirs) and mine.lemma_ != "be"
    if not same and mine.lemma_ != theirs.lemma_ and theirs.lemma_ not in antonyms().get(mine.lemma_, {}):
        return None
    sides = [(agents(verb), targets(verb)) for verb in (mine, theirs)]
    alone = not sides[0][1] and not sides[1][1]
    for one, other in zip(*sides, strict=True):
        if (
            len(one) == 1
            and len(other) == 1
            and _denote_different_things(one[0].head, other[0].head, by_noun=same or alone)
        ):
            return _phrase(one[0].head), _phrase(other[0].head)
    return None


def _denote_different_things(one: "Token", other: "Token", *, by_noun: bool) -> bool:
    """Return True if two nouns denote different things.

    Args:
        by_noun: True if two different nouns are enough. Otherwise both must be names, or one noun with
            different modifiers.
    """
    if "PRON" in (one.pos_, other.pos_):
        return False
    mine, theirs = distinguishing_words(one), distinguishing_words(other)
    if key(one) == key(other):
        heads = {key(one)}
        mine, theirs = (distinguishing_words(noun, adjectives=False) - heads for noun in (one, other))
        return bool(mine and theirs) and not mine & theirs
    if mine & theirs:
        return False
    named = [any(word.pos_ == "PROPN" for word in _phrase(noun)) for noun in (one, other)]
    return by_noun or all(named)


def distinguishing_words(noun: "Token", *, adjectives: bool = True) -> frozenset[str]:
    """Return the keys of the names, nouns and adjectives in the noun phrase and after its "of" or "on"."""
    kinds = ("NOUN", "PROPN", "ADJ") if adjectives else ("NOUN", "PROPN")
    words = [word for word in _phrase(noun) if word.pos_ in kinds]
    for of in noun.children:
        if of.dep_ == "prep" and of.lower_ in ("of", "from", "in", "on", "at", "about"):
            words += [inner for inner in of.subtree if inner.pos_ in kinds]
    return frozenset(key(word) for word in words)


def _phrase(noun: "Token") -> Words:
    return [noun, *(kid for kid in noun.children if kid.dep_ in ("amod", "compound", "poss", "det"))]


def different_time(a: Statement, b: Statement) -> Clash | None:
    """Return the words of both times if they do not overlap, or None."""
    mine, theirs = a.time, b.time
    dates = calendar(a.assertion.text), calendar(b.assertion.text)
    words: list[Words] = []
    if (parted := dates[0].disjoint_points(dates[1])) is not None:
        words = [_tokens_or_predicate(one, place) for one, place in zip((a, b), parted, strict=True)]
    elif mine is None or theirs is None or overlapping(mine, theirs):
        return None
    else:
        words = [_tokens_or_predicate(one, time_phrase_span(one.assertion.text)) for one in (a, b)]
    return Clash(kind=ReasonKind.TIME, a=words[0], b=words[1], note="They speak of different times.")


def _tokens_or_predicate(statement: Statement, place: tuple[int, int] | None) -> Words:
    """Return the tokens at the characters ``place`` of the text, or the predicate if there are none."""
    span = statement.doc.char_span(*place, alignment_mode="expand") if place is not None else None
    return list(span) if span is not None else predicate(statement)


def overlapping(a: TimeInterval, b: TimeInterval) -> bool:
    """Return True if the intervals may have a day in common; an open end excludes nothing."""
    return _not_after(a.start, b.end) and _not_after(b.start, a.end)


def _not_after(start: str | None, end: str | None) -> bool:
    if start is None or end is None:
        return True
    length = min(len(start), len(end))
    return start[:length] <= end[:length]


def is_before_a_date(statement: Statement) -> bool:
    """Return True if the time of the statement has an end but no start: "before the war of 2020".

    A denial without a date does not cover such a time.
    """
    time = statement.time
    return time is not None and time.start is None and time.end is not None


_LIMITING = frozenset("in on at inside outside near about over for with".split())


def limiting_nouns(head: "Token") -> frozenset[str]:
    """Return the keys of the common nouns in a word's prepositional phrases: "at the plant"."""
    return frozenset(
        key(noun)
        for preposition in head.children
        if preposition.dep_ == "prep" and preposition.lower_ in _LIMITING
        for noun in preposition.children
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and noun.ent_type_ not in ("DATE", "TIME")
    )


def different_mood(a: Statement, b: Statement) -> Clash | None:
    """Return the words of a fact and of the other side's demand, plan, permission or condition, or None."""
    mine, theirs = mood(a), mood(b)
    if (mine.mood is Mood.FACT) == (theirs.mood is Mood.FACT):
        return None
    return Clash(
        kind=ReasonKind.MODALITY,
        a=mine.words or predicate(a),
        b=theirs.words or predicate(b),
        note="One side tells what is, the other what is demanded, allowed, planned or expected.",
    )


_CHANGE_CUES = re.compile(
    r"\b(?:again|once more|no longer|now|nowadays|by now|meanwhile|since then|afterwards|later|at present"
    r"|today"
    r"|currently|back (?:at|in|to|on|up)|up and running|any ?more|has resumed|have resumed|resumed"
    r"|reopened|reinstated"
    r"|re-?admitted|restored|lifted|repaired|recovered|new (?:magnet|manager)|since (?:his|her|its|their"
    r"|the))\b",
    re.IGNORECASE,
)


def later_state(a: Statement, b: Statement) -> Clash | None:
    """Return the words of an earlier and a later state, or None: "closed at noon", "open again"."""

    def found() -> Iterator[tuple[Words, Words, bool]]:
        for mine, theirs, in_order in ((a, b, True), (b, a, False)):
            cue = _CHANGE_CUES.search(theirs.text)
            if (
                cue is None
                or _CHANGE_CUES.search(mine.text)
                or not _is_simple_past(mine)
                or _is_simple_past(theirs)
            ):
                continue
            yield predicate(mine), _tokens_or_predicate(theirs, cue.span()), in_order

    return _first_clash(
        ReasonKind.REPLACED, "One side tells an earlier state, the other what became of it.", found()
    )


def _is_simple_past(statement: Statement) -> bool:
    """Return True if the main verb or its auxiliary is in the past tense, without "never"."""
    root = statement.root
    if root is None or any(word.lower_ == "never" for word in statement.negations):
        return False
    finite = next((kid for kid in root.children if kid.dep_ in ("aux", "auxpass")), root)
    return bool(finite.tag_ == "VBD")


_EXCEPTION_CUES = re.compile(
    r"\b(?:as a rule|generally|in general|normally|usually|ordinarily|in principle|by default|with (?:few"
    r"|rare) exceptions?"
    r"|except(?:ion|ional|ionally|ions)?|apart from|other than|save for|unless|exempt(?:ed|ion|ions|s)?"
    r"|barring"
    r"|special (?:permit|permission|licence|license)|waiver|only if|despite the (?:rule|ban|order))\b",
    re.IGNORECASE,
)


def rule_and_exception(a: Statement, b: Statement) -> Clash | None:
    """Return the exception cue of one side's rule and the other side's predicate, or None."""

    def found() -> Iterator[tuple[Words, Words, bool]]:
        for mine, theirs, in_order in ((a, b, True), (b, a, False)):
            cue = _EXCEPTION_CUES.search(mine.text)
            if cue is not None:
                yield _tokens_or_predicate(mine, cue.span()), predicate(theirs), in_order

    return _first_clash(ReasonKind.EXCEPTION, "A rule and an exception to it can both hold.", found())


def part_and_whole(a: Statement, b: Statement) -> Clash | None:
    """Return the words for a part ("the tower of the abbey") and for the whole ("the abbey"), or None."""

    def found() -> Iterator[tuple[Words, Words, bool]]:
        for mine, theirs, in_order in ((a, b, True), (b, a, False)):
            one, other = mine.subject, theirs.subject
            cue = _REMAINDER_CUES.search(mine.text)
            if cue is not None and _REMAINDER_CUES.search(theirs.text) is None:
                yield _tokens_or_predicate(mine, cue.span()), predicate(theirs), in_order
            elif (
                one is not None
                and other is not None
                and one.lemma_ != other.lemma_
                and _is_part_of(one, other)
            ):
                yield [one, *_phrase(one)], _phrase(other), in_order

    return _first_clash(ReasonKind.PART, "One side speaks of a part, the other of the whole.", found())


_REMAINDER_CUES = re.compile(
    r"(?<!and )\b(?:the (?:rest|remainder|others) of|all other|the other|most of (?:the|its|their))\b",
    re.IGNORECASE,
)


def _is_part_of(one: "Token", other: "Token") -> bool:
    """Return True for "the tower of the abbey" and "the abbey", "the firm's division" and "the firm"."""
    if one.lemma_ in _WHOLE_NOUNS:
        return False
    for kid in one.children:
        if kid.dep_ == "poss" and key(kid) == key(other):
            return True
        if kid.dep_ == "prep" and kid.lower_ in ("of", "at", "in"):
            return any(noun.dep_ == "pobj" and key(noun) == key(other) for noun in kid.children)
    return False


_WHOLE_NOUNS = frozenset(
    "majority number member group total amount lot all most one level rate share figure".split()
)
"""Nouns before "of" that denote a quantity of the whole and not a part."""
