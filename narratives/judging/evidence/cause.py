"""One event with two causes or aims: a short circuit or arson, to save money or to hide something.

After the causes and aims that the argument schemes from cause to effect of Walton, Reed and Macagno,
"Argumentation Schemes", Cambridge 2008, ask for.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.rewording import Edit, Words, reworded
from narratives.judging.evidence.statement import Statement
from narratives.language.keys import key, keys
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@frozen(eq=False, kw_only=True)
class Cause:
    """What a sentence gives as the cause or aim of what it tells.

    Attributes:
        words: the cause, with the words that make it one.
        start, end: characters of the cause, with what makes it one.
        keys: lemmas of the cause's content words.
        effect: keys of what is caused.
        event: what is caused as a noun phrase with its verb left out, or "".
        explicit: whether words say that it is the cause, and not the subject of the deed alone.
    """

    words: Words
    start: int
    end: int
    keys: frozenset[str]
    effect: frozenset[str]
    event: str = ""
    explicit: bool = True


def cause(a: Statement, b: Statement) -> Iterator[Clash]:
    """The two causes or aims, of what both speak of, that have nothing in common."""
    if a.denied or b.denied or _is_negated(a) or _is_negated(b):
        return
    for mine in causes(a):
        for theirs in causes(b):
            if not (mine.explicit or theirs.explicit):
                continue
            if mine.keys & theirs.keys or _is_partial(a) or _is_partial(b):
                continue
            if len(mine.effect & theirs.effect) < _LEAST_SHARED:
                continue
            yield Clash(
                kind=ReasonKind.CAUSE,
                a=mine.words,
                b=theirs.words,
                note="They give different causes or aims for the same thing.",
                probes=(
                    *((b.doc.text, text) for text in _effects(a, mine)),
                    *((a.doc.text, text) for text in _effects(b, theirs)),
                ),
            )


_LEAST_SHARED = 1
"""Words of what is caused that both must speak of."""
_PARTIAL = re.compile(
    r"\b(?:partly|among other|in part|also|one of the (?:reasons|causes)|contributed)\b", re.IGNORECASE
)


def _is_negated(statement: Statement) -> bool:
    """Whether the main verb is negated; "a fuel line, not the software" negates another cause only."""
    root = statement.root
    return root is not None and any(
        kid.dep_ == "neg" and 0 < root.i - kid.i <= _NEAR for kid in root.children
    )


_NEAR = 3


def _is_partial(statement: Statement) -> bool:
    return _PARTIAL.search(statement.doc.text) is not None


_PHRASES = re.compile(
    r"\b(?:because of|due (?:solely |entirely |purely )?to|owing to|as a result of|as a consequence of|in "
    r"(?:response|retaliation|reply|reprisal) (?:to|for)"
    r"|(?:as|in|out of|was|is|are|were) (?:revenge|punishment|retribution|retaliation|reprisals?) for|on "
    r"account of|thanks to"
    r"|(?:a|the) (?:response|reaction|answer) to|aimed at|(?:meant|intended|designed|supposed) to|in order "
    r"to|so as to"
    r"|with the aim of|for the sake of|the (?:work|result|product|consequence|fault) of|(?:solely |purely "
    r"|only )?because|for(?= \w{3,}ing\b)|(?<=\bdied )(?:of|from)|(?<=\bdies )(?:of|from)"
    r"|(?<=\bdead )(?:of|from)"
    r"|(?:caused|triggered|sparked|provoked|started|set off|brought about|motivated) by)\b",
    re.IGNORECASE,
)
_CAUSING = frozenset("cause trigger spark provoke ignite prompt motivate".split())
_BRINGING_ABOUT = frozenset("kill destroy wipe suffocate ruin flood drive force bring sink poison".split())
"""Verbs by whose subject, where it is a thing and not somebody, a cause is told."""
_EXPLAINING = frozenset("reason motive cause aim purpose goal explanation object".split())


def causes(statement: Statement) -> Iterator[Cause]:
    """The causes and aims that a sentence tells."""
    doc = statement.doc
    found = _PHRASES.search(doc.text)
    if found is not None:
        span = doc.char_span(*found.span(), alignment_mode="expand")
        if span is not None:
            yield from _after(statement, [*span])
            return
    for word in doc:
        if (
            word.pos_ == "VERB"
            and word.dep_ in ("ROOT", "relcl")
            and word.lemma_ in _CAUSING | _BRINGING_ABOUT
        ):
            yield from _by_subject(statement, word)
        elif word.dep_ == "ROOT" and word.lemma_ == "be":
            yield from _told_to_be(statement, word)
        elif word.dep_ == "advcl" and word.pos_ == "VERB" and _is_purpose(word):
            yield from _after(statement, [next(kid for kid in word.children if kid.lower_ == "to"), word])


def _is_purpose(verb: "Token") -> bool:
    """ "purely to save money"; "for this to happen" and "must pay to enter" tell no aim of what was done."""
    kids = list(verb.children)
    told = verb.head.dep_ == "ROOT" and verb.head.tag_ in ("VBD", "VBN", "VBZ")
    if not told or verb.tag_ != "VB" or any(kid.dep_ == "mark" for kid in kids):
        return False
    return any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in kids)


def _after(statement: Statement, marker: Words) -> Iterator[Cause]:
    """The cause is what hangs on the marker after it; what is left of the sentence is the effect."""
    last = marker[-1]
    inside = {word.i for part in marker for word in part.subtree if word.i > last.i} or {last.i + 1}
    if last.dep_ == "mark":
        inside |= {word.i for word in last.head.subtree if word.i > last.i}
    end = last.i
    while end + 1 in inside or (end + 1 < len(last.doc) and end + 2 in inside):
        end += 1
    words = [*last.doc[marker[0].i : end + 1]]
    if end > last.i:
        yield _cause(statement, words, [*last.doc[last.i + 1 : end + 1]])


def _by_subject(statement: Statement, verb: "Token") -> Iterator[Cause]:
    event = next((_phrase_text(kid) for kid in verb.children if kid.dep_ == "dobj"), "")
    explicit = verb.lemma_ in _CAUSING
    for subject in verb.children:
        if subject.dep_ == "nsubj" and subject.lower_ not in ("what", "that", "which", "who"):
            if not explicit and (subject.pos_ != "NOUN" or key(subject) in _SOMEBODY):
                continue
            words = [*subject.subtree]
            yield _cause(statement, words, words, event=event if explicit else "", explicit=explicit)


_SOMEBODY = frozenset(
    "forces protester worker company official agent group crew people person man woman police government "
    "child "
    "guard gunman rebel army team".split()
)


def _told_to_be(statement: Statement, verb: "Token") -> Iterator[Cause]:
    """ "What tore apart the depot was a missile", "the reason is the price", "high prices are the reason"."""
    first = next((kid for kid in verb.children if kid.dep_ in ("nsubj", "csubj")), None)
    second = next((kid for kid in verb.children if kid.dep_ in ("attr", "acomp", "ccomp")), None)
    if first is None or second is None:
        return
    for told, other in ((second, first), (first, second)):
        if _asks_what_did(other) or (other.pos_ == "NOUN" and other.lemma_ in _EXPLAINING):
            words = [*told.subtree]
            of = (
                noun
                for kid in other.children
                if kid.dep_ == "prep"
                for noun in kid.children
                if noun.dep_ == "pobj"
            )
            event = next(map(_phrase_text, of), "") if other.lemma_ in _EXPLAINING else ""
            yield _cause(statement, words, words, event=event)
            return


def _asks_what_did(verb: "Token") -> bool:
    """ "What tore apart the depot": "what" does it; "what took place" asks for no cause."""
    return verb.lemma_ not in _ASKING_NO_CAUSE and any(
        kid.dep_ == "nsubj" and kid.lower_ == "what" for kid in verb.children
    )


_ASKING_NO_CAUSE = frozenset("be do happen occur take follow come remain matter".split())


def _phrase_text(noun: "Token") -> str:
    words = [*noun.subtree]
    text: str = noun.doc[words[0].i : words[-1].i + 1].text
    return text


def _cause(
    statement: Statement,
    words: list["Token"],
    inside: list["Token"],
    *,
    event: str = "",
    explicit: bool = True,
) -> Cause:
    places = {word.i for word in words}
    return Cause(
        words=words,
        start=words[0].idx,
        end=words[-1].idx + len(words[-1]),
        keys=frozenset(word.lemma_.lower() for word in inside if word.pos_ in _CONTENT and not word.is_stop),
        effect=keys(word for word in statement.doc if word.i not in places),
        event=event,
        explicit=explicit,
    )


_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def _effects(statement: Statement, told: Cause) -> Iterator[str]:
    """What is caused, as a sentence of its own."""
    yield _without(statement, told)
    if told.event:
        yield f"There was {told.event}."


def _without(statement: Statement, told: Cause) -> str:
    """The sentence that is left when the cause is taken out, or put as something that is not named."""
    text = statement.doc.text
    at_edge = told.end >= len(text.rstrip(" .")) or told.start == 0
    rest = text[: told.start].strip() if told.end >= len(text.rstrip(" .")) else text[told.end :].strip()
    is_subject = told.start == 0 and not _PHRASES.match(text)
    if is_subject or not at_edge or rest.lower().endswith((" was", " is", " were", " are", " by")):
        return reworded(statement.doc, [Edit(start=told.start, end=told.end, text="something")])
    return reworded(statement.doc, [Edit(start=told.start, end=told.end, text="")])
