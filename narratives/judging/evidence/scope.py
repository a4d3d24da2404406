"""Whether two statements speak of the same matter, place, time, doer and kind of thing said."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from narratives.judging.evidence.clash import Clash, predicate
from narratives.judging.evidence.moods import Mood, mood
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.statement import Statement, doers, targets
from narratives.language.countries import country_of
from narratives.language.keys import key
from narratives.language.lexicon import antonyms
from narratives.language.times import calendar, time_phrase_span
from narratives.model import TimeInterval
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def shared_keys(a: Statement, b: Statement) -> frozenset[str]:
    """What both speak of."""
    return a.keys & b.keys


def coverage(part: Iterable[str], whole: frozenset[str]) -> float:
    """Share of the keys of ``part`` that ``whole`` holds too, 0 to 1; 0 for no keys."""
    wanted = frozenset(part)
    return len(wanted & whole) / len(wanted) if wanted else 0.0


def shared_matter(a: Statement, b: Statement) -> int:
    """How many things, deeds and names both speak of, countries and numbers left out."""
    return len(a.matter & b.matter)


def overlap(a: Statement, b: Statement) -> float:
    """Share of the shorter one's keys that the other holds, 0 to 1."""
    return max(coverage(a.keys, b.keys), coverage(b.keys, a.keys))


def apart(a: Statement, b: Statement) -> tuple[Clash, ...]:
    """Everything that keeps two statements apart, though they may look opposed."""
    return tuple(
        found
        for find in (other_place, other_time, other_one, other_mood, replaced, exception, part)
        if (found := find(a, b)) is not None
    )


def _either_way(kind: ReasonKind, note: str, found: Iterator[tuple[Words, Words, bool]]) -> Clash | None:
    """The first finding as a clash; each has the words of both sides, and whether they stand as a, b."""
    for mine, theirs, straight in found:
        first, second = (mine, theirs) if straight else (theirs, mine)
        return Clash(kind=kind, a=first, b=second, note=note)
    return None


def other_place(a: Statement, b: Statement) -> Clash | None:
    """Both name a place, and none of the places is the same; or each another side of one ("north", "south").

    A country may hold a town that the other names: the two are not told apart.
    """
    sides = _exclusive_modifiers(a, b, _SIDES)
    if sides is not None:
        mine, theirs = sides
    else:
        known = [(a.places, b.places), (_places_of_subject(a), _places_of_subject(b))]
        told = next(
            ((one, other) for one, other in known if one and other and not one.keys() & other.keys()), None
        )
        if told is None or any(
            country_of().get(place, "").casefold() == place for one in told for place in one
        ):
            return None
        mine, theirs = ([*one.values()] for one in told)
    return Clash(kind=ReasonKind.PLACE, a=mine, b=theirs, note="They speak of different places.")


def _places_of_subject(statement: Statement) -> dict[str, "Token"]:
    """Names after "in" and "at" that stand with the main subject: "the plant in Bilbao"."""
    subject = _subject(statement)
    return {
        noun.lower_: noun
        for kid in (subject.children if subject is not None else ())
        if kid.dep_ == "prep" and kid.lower_ in ("in", "at", "near")
        for noun in kid.children
        if noun.dep_ == "pobj" and noun.pos_ == "PROPN"
    }


_SIDES = (
    frozenset("northern southern eastern western north south east west central".split()),
    frozenset("upper lower".split()),
    frozenset("inner outer".split()),
    frozenset("left right".split()),
    frozenset("coastal inland mountain".split()),
    frozenset("urban rural".split()),
)
_ONES = (
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
    """The same noun with different words of one table before it: "northern suburbs", "southern suburbs"."""
    for mine in a.doc:
        for table in tables:
            if mine.lower_ not in table or mine.dep_ not in ("amod", "compound", "nmod"):
                continue
            for theirs in b.doc:
                if (
                    theirs.lower_ in table
                    and theirs.lower_ != mine.lower_
                    and theirs.dep_ in ("amod", "compound", "nmod")
                    and (key(theirs.head) == key(mine.head) or _are_places(mine.head, theirs.head))
                ):
                    return [mine, mine.head], [theirs, theirs.head]
    return None


def _are_places(one: "Token", other: "Token") -> bool:
    """ "along the northern shore", "on the southern bank"."""
    return all(
        noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "at", "along", "near", "across", "to")
        for noun in (one, other)
    )


def other_one(a: Statement, b: Statement) -> Clash | None:
    """Another one of the kind ("the second trial") is meant; or others do it, or have it done to them."""
    found = _exclusive_modifiers(a, b, _ONES) or _other_participants(a, b)
    if found is None:
        return None
    return Clash(
        kind=ReasonKind.ACTOR, a=found[0], b=found[1], note="They speak of different people or things."
    )


def _other_participants(a: Statement, b: Statement) -> tuple[Words, Words] | None:
    """Who does it, or whom it is done to, where the main verbs are the same or opposites and these differ."""
    mine, theirs = a.root, b.root
    if mine is None or theirs is None:
        return None
    same = key(mine) == key(theirs) and mine.lemma_ != "be"
    if not same and mine.lemma_ != theirs.lemma_ and theirs.lemma_ not in antonyms().get(mine.lemma_, {}):
        return None
    sides = [(doers(verb), targets(verb)) for verb in (mine, theirs)]
    alone = not sides[0][1] and not sides[1][1]
    for one, other in zip(*sides, strict=True):
        if (
            len(one) == 1
            and len(other) == 1
            and _told_apart(one[0].head, other[0].head, by_noun=same or alone)
        ):
            return _phrase(one[0].head), _phrase(other[0].head)
    return None


def _told_apart(one: "Token", other: "Token", *, by_noun: bool) -> bool:
    """Whether two nouns name different things.

    Args:
        by_noun: whether two nouns that differ are enough; else only different names, or one noun with words
            that tell which.
    """
    if "PRON" in (one.pos_, other.pos_):
        return False
    mine, theirs = telling_words(one), telling_words(other)
    if key(one) == key(other):
        heads = {key(one)}
        mine, theirs = (telling_words(noun, adjectives=False) - heads for noun in (one, other))
        return bool(mine and theirs) and not mine & theirs
    if mine & theirs:
        return False
    named = [any(word.pos_ == "PROPN" for word in _phrase(noun)) for noun in (one, other)]
    return by_noun or all(named)


def telling_words(noun: "Token", *, adjectives: bool = True) -> frozenset[str]:
    """The words that tell which one it is: names, nouns and adjectives with it and after "of", "on"."""
    kinds = ("NOUN", "PROPN", "ADJ") if adjectives else ("NOUN", "PROPN")
    words = [word for word in _phrase(noun) if word.pos_ in kinds]
    for of in noun.children:
        if of.dep_ == "prep" and of.lower_ in ("of", "from", "in", "on", "at", "about"):
            words += [inner for inner in of.subtree if inner.pos_ in kinds]
    return frozenset(key(word) for word in words)


def _subject(statement: Statement) -> "Token | None":
    root = statement.root
    if root is None:
        return None
    return next(
        (kid for kid in root.children if kid.dep_ in ("nsubj", "nsubjpass") and kid.pos_ != "PRON"), None
    )


def _phrase(noun: "Token") -> Words:
    return [noun, *(kid for kid in noun.children if kid.dep_ in ("amod", "compound", "poss", "det"))]


def other_time(a: Statement, b: Statement) -> Clash | None:
    """Both name a time, and the two do not overlap; or days, months or years without one in common."""
    mine, theirs = a.time, b.time
    said = calendar(a.assertion.text), calendar(b.assertion.text)
    words: list[Words] = []
    if (parted := said[0].disjoint_points(said[1])) is not None:
        words = [_at(one, place) for one, place in zip((a, b), parted, strict=True)]
    elif mine is None or theirs is None or overlapping(mine, theirs):
        return None
    else:
        words = [_at(one, time_phrase_span(one.assertion.text)) for one in (a, b)]
    return Clash(kind=ReasonKind.TIME, a=words[0], b=words[1], note="They speak of different times.")


def _at(statement: Statement, place: tuple[int, int] | None) -> Words:
    """The tokens at characters of the text, else the words that carry the statement."""
    span = statement.doc.char_span(*place, alignment_mode="expand") if place is not None else None
    return list(span) if span is not None else predicate(statement)


def overlapping(a: TimeInterval, b: TimeInterval) -> bool:
    """Whether the intervals may share a day; what is not told does not part them."""
    return _not_after(a.start, b.end) and _not_after(b.start, a.end)


def _not_after(start: str | None, end: str | None) -> bool:
    if start is None or end is None:
        return True
    length = min(len(start), len(end))
    return start[:length] <= end[:length]


def is_bygone(statement: Statement) -> bool:
    """ "before the war of 2020": a time that is over, to which a denial without a date does not reach."""
    time = statement.time
    return time is not None and time.start is None and time.end is not None


_LIMITING = frozenset("in on at inside outside near about over for with".split())


def limits(head: "Token") -> frozenset[str]:
    """Keys of the common nouns in the phrases that hang on a word, as "at the plant", "on borders"."""
    return frozenset(
        key(noun)
        for preposition in head.children
        if preposition.dep_ == "prep" and preposition.lower_ in _LIMITING
        for noun in preposition.children
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and noun.ent_type_ not in ("DATE", "TIME")
    )


def other_mood(a: Statement, b: Statement) -> Clash | None:
    """One side tells a fact, the other what is demanded, planned, allowed, or would be if."""
    mine, theirs = mood(a), mood(b)
    if (mine.mood is Mood.FACT) == (theirs.mood is Mood.FACT):
        return None
    return Clash(
        kind=ReasonKind.MODALITY,
        a=mine.words or predicate(a),
        b=theirs.words or predicate(b),
        note="One side tells what is, the other what is demanded, allowed, planned or expected.",
    )


_AGAIN = re.compile(
    r"\b(?:again|once more|no longer|now|nowadays|by now|meanwhile|since then|afterwards|later|at present"
    r"|today"
    r"|currently|back (?:at|in|to|on|up)|up and running|any ?more|has resumed|have resumed|resumed"
    r"|reopened|reinstated"
    r"|re-?admitted|restored|lifted|repaired|recovered|new (?:magnet|manager)|since (?:his|her|its|their"
    r"|the))\b",
    re.IGNORECASE,
)


def replaced(a: Statement, b: Statement) -> Clash | None:
    """One side tells what was, the other what has become of it since: "closed at noon", "open again"."""

    def found() -> Iterator[tuple[Words, Words, bool]]:
        for mine, theirs, straight in ((a, b, True), (b, a, False)):
            again = _AGAIN.search(theirs.doc.text)
            if again is None or _AGAIN.search(mine.doc.text) or not _is_over(mine) or _is_over(theirs):
                continue
            yield predicate(mine), _at(theirs, again.span()), straight

    return _either_way(
        ReasonKind.REPLACED, "One side tells an earlier state, the other what became of it.", found()
    )


def _is_over(statement: Statement) -> bool:
    """Whether the main verb is in the plain past."""
    root = statement.root
    if root is None or any(word.lower_ == "never" for word in statement.negations):
        return False
    carrier = next((kid for kid in root.children if kid.dep_ in ("aux", "auxpass")), root)
    return bool(carrier.tag_ == "VBD")


_EXCEPTING = re.compile(
    r"\b(?:as a rule|generally|in general|normally|usually|ordinarily|in principle|by default|with (?:few"
    r"|rare) exceptions?"
    r"|except(?:ion|ional|ionally|ions)?|apart from|other than|save for|unless|exempt(?:ed|ion|ions|s)?"
    r"|barring"
    r"|special (?:permit|permission|licence|license)|waiver|only if|despite the (?:rule|ban|order))\b",
    re.IGNORECASE,
)


def exception(a: Statement, b: Statement) -> Clash | None:
    """A rule that one side tells leaves room for the exception that the other tells."""

    def found() -> Iterator[tuple[Words, Words, bool]]:
        for mine, theirs, straight in ((a, b, True), (b, a, False)):
            leaves = _EXCEPTING.search(mine.doc.text)
            if leaves is not None:
                yield _at(mine, leaves.span()), predicate(theirs), straight

    return _either_way(ReasonKind.EXCEPTION, "A rule and an exception to it can both hold.", found())


def part(a: Statement, b: Statement) -> Clash | None:
    """What is said of a part ("the tower of the abbey", "two of the nine charges") and what of the whole."""

    def found() -> Iterator[tuple[Words, Words, bool]]:
        for mine, theirs, straight in ((a, b, True), (b, a, False)):
            one, other = _subject(mine), _subject(theirs)
            rest = _REST.search(mine.doc.text)
            if rest is not None and _REST.search(theirs.doc.text) is None:
                yield _at(mine, rest.span()), predicate(theirs), straight
            elif (
                one is not None and other is not None and one.lemma_ != other.lemma_ and _belongs(one, other)
            ):
                yield [one, *_phrase(one)], _phrase(other), straight

    return _either_way(ReasonKind.PART, "One side speaks of a part, the other of the whole.", found())


_REST = re.compile(
    r"(?<!and )\b(?:the (?:rest|remainder|others) of|all other|the other|most of (?:the|its|their))\b",
    re.IGNORECASE,
)


def _belongs(one: "Token", other: "Token") -> bool:
    """ "the tower of the abbey" to "the abbey", "the firm's yogurt division" to "the firm"."""
    if one.lemma_ in _NO_PART:
        return False
    for kid in one.children:
        if kid.dep_ == "poss" and key(kid) == key(other):
            return True
        if kid.dep_ == "prep" and kid.lower_ in ("of", "at", "in"):
            return any(noun.dep_ == "pobj" and key(noun) == key(other) for noun in kid.children)
    return False


_NO_PART = frozenset(
    "majority number member group total amount lot all most one level rate share figure".split()
)
"""Nouns before "of" that take the whole."""
