"""Different causes or aims of the same event: a short circuit or arson, to save money or to hide something.

Follows the argument schemes from cause to effect of Walton, Reed and Macagno, "Argumentation Schemes",
Cambridge 2008.
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
    """A cause or aim that a sentence states.

    Attributes:
        words: tokens of the cause, with its marker ("because of").
        start, end: character offsets of ``words`` in the sentence.
        keys: lemmas of the content words of the cause, without its marker.
        effect: keys of the rest of the sentence.
        event: noun phrase that names the effect, without its verb, or "".
        explicit: False if the cause is only the subject of a verb such as "kill" or "flood".
    """

    words: Words
    start: int
    end: int
    keys: frozenset[str]
    effect: frozenset[str]
    event: str = ""
    explicit: bool = True


def rival_causes(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield pairs of causes or aims of the same effect that share no content word.

    At least one of the two must be explicit.
    """
    if a.denied or b.denied or _is_main_verb_negated(a) or _is_main_verb_negated(b):
        return
    for mine in causes(a):
        for theirs in causes(b):
            if not (mine.explicit or theirs.explicit):
                continue
            if mine.keys & theirs.keys or _has_partial_cause(a) or _has_partial_cause(b):
                continue
            if len(mine.effect & theirs.effect) < _MIN_SHARED_KEYS:
                continue
            yield Clash(
                kind=ReasonKind.CAUSE,
                a=mine.words,
                b=theirs.words,
                note="They give different causes or aims for the same thing.",
                probes=(
                    *((b.text, text) for text in _effect_sentences(a, mine)),
                    *((a.text, text) for text in _effect_sentences(b, theirs)),
                ),
            )


_MIN_SHARED_KEYS = 1
"""Minimum number of keys that the two effects share."""
_PARTIAL_CAUSE = re.compile(
    r"\b(?:partly|among other|in part|also|one of the (?:reasons|causes)|contributed)\b", re.IGNORECASE
)


def _is_main_verb_negated(statement: Statement) -> bool:
    """Return True if the main verb is negated; in "a fuel line, not the software" it is not."""
    root = statement.root
    return root is not None and any(
        kid.dep_ == "neg" and 0 < root.i - kid.i <= _MAX_NEGATION_DISTANCE for kid in root.children
    )


_MAX_NEGATION_DISTANCE = 3
"""In tokens before the main verb."""


def _has_partial_cause(statement: Statement) -> bool:
    """Return True if the cause is one of several: "partly", "one of the reasons"."""
    return _PARTIAL_CAUSE.search(statement.text) is not None


_CAUSE_MARKERS = re.compile(
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
_CAUSE_VERBS = frozenset("cause trigger spark provoke ignite prompt motivate".split())
_RESULT_VERBS = frozenset("kill destroy wipe suffocate ruin flood drive force bring sink poison".split())
"""Verbs whose subject is a cause if it does not denote people."""
_CAUSE_NOUNS = frozenset("reason motive cause aim purpose goal explanation object".split())


def causes(statement: Statement) -> Iterator[Cause]:
    """Yield the causes and aims that a sentence states.

    The first marker ("because of") decides; without one, subjects of causal verbs, copula sentences and
    purpose clauses are searched.
    """
    doc = statement.doc
    found = _CAUSE_MARKERS.search(doc.text)
    if found is not None:
        span = doc.char_span(*found.span(), alignment_mode="expand")
        if span is not None:
            yield from _causes_after_marker(statement, [*span])
            return
    for word in doc:
        if (
            word.pos_ == "VERB"
            and word.dep_ in ("ROOT", "relcl")
            and word.lemma_ in _CAUSE_VERBS | _RESULT_VERBS
        ):
            yield from _causes_in_subject(statement, word)
        elif word.dep_ == "ROOT" and word.lemma_ == "be":
            yield from _causes_in_copula(statement, word)
        elif word.dep_ == "advcl" and word.pos_ == "VERB" and _is_purpose_clause(word):
            yield from _causes_after_marker(
                statement, [next(kid for kid in word.children if kid.lower_ == "to"), word]
            )


def _is_purpose_clause(verb: "Token") -> bool:
    """Return True if the infinitive is the aim of what was done: "purely to save money".

    False for "for this to happen" and after an infinitive ("must pay to enter").
    """
    kids = list(verb.children)
    stated = verb.head.dep_ == "ROOT" and verb.head.tag_ in ("VBD", "VBN", "VBZ")
    if not stated or verb.tag_ != "VB" or any(kid.dep_ == "mark" for kid in kids):
        return False
    return any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in kids)


def _causes_after_marker(statement: Statement, marker: Words) -> Iterator[Cause]:
    """Yield the tokens that depend on the marker and follow it, as the cause; the rest is the effect."""
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


def _causes_in_subject(statement: Statement, verb: "Token") -> Iterator[Cause]:
    """Yield the subject of a causal verb; of a verb of result ("kill") only if it does not denote people."""
    event = next((_subtree_text(kid) for kid in verb.children if kid.dep_ == "dobj"), "")
    explicit = verb.lemma_ in _CAUSE_VERBS
    for subject in verb.children:
        if subject.dep_ == "nsubj" and subject.lower_ not in ("what", "that", "which", "who"):
            if not explicit and (subject.pos_ != "NOUN" or key(subject) in _PEOPLE):
                continue
            words = [*subject.subtree]
            yield _cause(statement, words, words, event=event if explicit else "", explicit=explicit)


_PEOPLE = frozenset(
    "forces protester worker company official agent group crew people person man woman police government "
    "child "
    "guard gunman rebel army team".split()
)


def _causes_in_copula(statement: Statement, verb: "Token") -> Iterator[Cause]:
    """Yield the cause of a sentence with a copula.

    "What tore apart the depot was a missile", "the reason is the price", "high prices are the reason".
    """
    first = next((kid for kid in verb.children if kid.dep_ in ("nsubj", "csubj")), None)
    second = next((kid for kid in verb.children if kid.dep_ in ("attr", "acomp", "ccomp")), None)
    if first is None or second is None:
        return
    for stated, other in ((second, first), (first, second)):
        if _is_agentive_what_clause(other) or (other.pos_ == "NOUN" and other.lemma_ in _CAUSE_NOUNS):
            words = [*stated.subtree]
            of = (
                noun
                for kid in other.children
                if kid.dep_ == "prep"
                for noun in kid.children
                if noun.dep_ == "pobj"
            )
            event = next(map(_subtree_text, of), "") if other.lemma_ in _CAUSE_NOUNS else ""
            yield _cause(statement, words, words, event=event)
            return


def _is_agentive_what_clause(verb: "Token") -> bool:
    """Return True if "what" is the agent of the verb: "what tore apart the depot", not "what took place"."""
    return verb.lemma_ not in _NON_CAUSAL_VERBS and any(
        kid.dep_ == "nsubj" and kid.lower_ == "what" for kid in verb.children
    )


_NON_CAUSAL_VERBS = frozenset("be do happen occur take follow come remain matter".split())


def _subtree_text(noun: "Token") -> str:
    """Return the text from the first to the last token that depends on the noun."""
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
    """Return the cause made of ``words``, of which ``inside`` are the tokens without the marker."""
    places = {word.i for word in words}
    return Cause(
        words=words,
        start=words[0].idx,
        end=words[-1].idx + len(words[-1]),
        keys=frozenset(
            word.lemma_.lower() for word in inside if word.pos_ in _CONTENT_POS and not word.is_stop
        ),
        effect=keys(word for word in statement.doc if word.i not in places),
        event=event,
        explicit=explicit,
    )


_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def _effect_sentences(statement: Statement, stated: Cause) -> Iterator[str]:
    """Yield the effect as sentences: without the cause, and as "There was ..."."""
    yield _without_cause(statement, stated)
    if stated.event:
        yield f"There was {stated.event}."


def _without_cause(statement: Statement, stated: Cause) -> str:
    """Return the sentence without the cause, or with "something" in its place if the sentence needs it."""
    text = statement.text
    at_edge = stated.end >= len(text.rstrip(" .")) or stated.start == 0
    rest = (
        text[: stated.start].strip() if stated.end >= len(text.rstrip(" .")) else text[stated.end :].strip()
    )
    is_subject = stated.start == 0 and not _CAUSE_MARKERS.match(text)
    if is_subject or not at_edge or rest.lower().endswith((" was", " is", " were", " are", " by")):
        return reworded(statement.doc, [Edit(start=stated.start, end=stated.end, text="something")])
    return reworded(statement.doc, [Edit(start=stated.start, end=stated.end, text="")])
