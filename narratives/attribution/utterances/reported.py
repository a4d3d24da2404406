"""Reported speech: cue verbs and nouns with what they govern."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.charges import accusation, demand
from narratives.attribution.utterances.namings import estimate, label
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.attribution.utterances.viewpoints import viewpoint
from narratives.language.clauses import (
    SUBJECTS,
    child,
    claims,
    clause_words,
    is_finite,
    is_hypothetical,
    is_negated,
    phrase,
    subject,
    trim,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_UNDONE = frozenset({"refuse", "decline", "fail"})
_MODALS = frozenset({"must", "should", "may", "might", "could", "would", "can"})
_GO_ON = frozenset({"continue", "begin", "go", "appear", "seem"})


def reported(doc: "Doc", paragraph: int, *, skip: frozenset[int]) -> list[Utterance]:
    """The contents of reported speech in one paragraph, in the order of their cues.

    Args:
        skip: numbers of tokens inside direct speech, where cues are not looked for.
    """
    found: list[Utterance] = []
    for token in doc:
        if token.i in skip:
            continue
        if token.lower_ == "according":
            found += _according(token, paragraph)
        elif token.pos_ in ("VERB", "AUX"):
            found += _of_verb(token, paragraph)
        elif token.pos_ == "NOUN":
            found += _of_noun(token, paragraph)
            found += viewpoint(token, paragraph)
    return found


def _of_verb(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    table = cues()
    lemma = verb.lemma_.lower()
    if not table.is_verb(lemma) or _is_unsaid(verb):
        return
    speaker = speaker_of(verb)
    if speaker is None or _is_nobody(speaker) or (speaker.tag_ in ("WP", "WDT") and speaker.dep_ in SUBJECTS):
        return
    base = Utterance(paragraph=paragraph, head=verb, words=(), cue=cue_words(verb), speaker=phrase(speaker))
    yield from _clause(verb, base)
    yield from _infinitive(verb, base)
    yield from _object(verb, base)
    if lemma in table.label:
        yield from label(verb, base)
    if lemma in table.estimate:
        yield from estimate(verb, base)
    if lemma in table.accuse:
        yield from accusation(verb, base)
    if lemma in table.verbs["demand"]:
        yield from demand(verb, base)


def _is_unsaid(verb: "Token") -> bool:
    """ "did not say", "refused to say", "if he says": nothing is put forward."""
    if is_negated(verb) or is_hypothetical(verb):
        return True
    if any(kid.dep_ == "aux" and kid.lower_ in _MODALS for kid in verb.children):
        return True
    if (
        any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)
        and verb.head.lemma_ not in _GO_ON
    ):
        return True
    return verb.dep_ == "xcomp" and (verb.head.lemma_ in _UNDONE or is_negated(verb.head))


def _is_nobody(speaker: "Token") -> bool:
    return speaker.lower_ in ("nobody", "none", "nothing") or any(
        kid.lower_ in ("no", "neither") for kid in speaker.children
    )


def speaker_of(verb: "Token") -> "Token | None":
    """The head of the phrase that names who says what the verb tells, through passives and conjunctions."""
    passive = child(verb, "agent")
    if passive is not None:
        return child(passive, "pobj")
    if _is_finite_participle(verb):
        return verb.head
    bare_participle = verb.tag_ == "VBN" and child(verb, "aux", *SUBJECTS) is None and verb.dep_ != "conj"
    if child(verb, "auxpass") is not None or bare_participle:
        return None
    host = _reporting_host(verb)
    return subject(host if host is not None else verb)


def _is_finite_participle(verb: "Token") -> bool:
    """ "A poll found that ..." where the parse took "found" for a participle that describes the poll."""
    content = child(verb, "ccomp")
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or content is None or verb.head.head != verb.head:
        return False
    return any(kid.dep_ == "mark" and kid.lower_ == "that" for kid in content.children)


def _reports(verb: "Token") -> bool:
    """Whether it is a cue with a content of its own."""
    return cues().is_verb(verb.lemma_.lower()) and child(verb, "ccomp") is not None


def _reporting_host(verb: "Token") -> "Token | None":
    """The cue verb whose subject says this too, where the parse hung the verb inside what that one reports.

    ", reporting that ..." and ", and insisted that ..." at the end of a reported clause.
    """
    trailing = verb.dep_ == "advcl" and verb.tag_ == "VBG"
    if not (trailing or verb.dep_ == "conj") or child(verb, *SUBJECTS) is not None:
        return None
    if verb.dep_ == "conj" and not _reports(verb):
        return None
    for up in verb.ancestors:
        if up.dep_ == "ccomp" and cues().is_verb(up.head.lemma_):
            return up.head
        if up.dep_ not in ("conj", "ccomp", "advcl", "xcomp"):
            return None
    return None


def cue_words(verb: "Token") -> list["Token"]:
    """A verb with its auxiliaries, negation and adverbs right before it."""
    helpers = [
        kid for kid in verb.children if kid.dep_ in ("aux", "auxpass", "neg", "advmod") and kid.i < verb.i
    ]
    near = [kid for kid in helpers if verb.i - kid.i <= len(helpers)]
    return sorted([*near, verb], key=lambda word: word.i)


def _stance(verb: "Token", frame: str) -> Stance | None:
    return cues().verbs[frame].get(verb.lemma_.lower())


def _clause(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = _stance(verb, "clause")
    if stance is None:
        return
    for kid in verb.children:
        if kid.dep_ == "ccomp" and (_has_subject(kid) or kid.pos_ == "NOUN") and kid.i != verb.i:
            infinitive = not is_finite(kid) and any(inner.tag_ == "TO" for inner in kid.children)
            if kid.text in '“”"' or infinitive:
                continue
            yield from _claims(kid, evolve(base, stance=stance, speaker=base.speaker))
            return
    yield from _far_clause(verb, evolve(base, stance=stance))
    if verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") and _has_subject(verb) and _is_set_off(verb):
        host = verb.head
        if host.pos_ in ("VERB", "AUX") and host.lemma_.lower() not in cues().verbs["clause"]:
            words = _beside(clause_words(host, less=[verb]), verb)
            if words:
                head = host if host in words else words[0]
                yield evolve(base, stance=stance, head=head, words=words)


def _far_clause(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """A content that the parse hung elsewhere: "said in a message that ...", "says the battery overheats"."""
    for preposition in verb.children:
        vehicle = child(preposition, "pobj") if preposition.dep_ == "prep" else None
        if vehicle is not None and vehicle.lemma_.lower() in cues().vehicles:
            for kid in vehicle.children:
                if kid.dep_ in ("relcl", "acl") and is_finite(kid) and child(kid, "mark") is not None:
                    yield from _claims(kid, base)
                    return
    thing = child(verb, "dobj")
    if verb.lemma_ == "say" and thing is not None and thing.i > verb.i and thing.pos_ == "NOUN":
        words = trim(list(verb.doc[verb.i + 1 : verb.sent.end]))
        if len(words) > _SHORTEST_CLAUSE:
            yield evolve(base, head=thing, words=words)


_SHORTEST_CLAUSE = 4


def _beside(words: list["Token"], cue: "Token") -> list["Token"]:
    """The part between semicolons that the cue stands in or next to."""
    cuts = [word.i for word in words if word.text == ";"]
    low = max((cut for cut in cuts if cut < cue.i), default=-1)
    high = min((cut for cut in cuts if cut > cue.i), default=len(cue.doc))
    return trim([word for word in words if low < word.i < high])


def _has_subject(verb: "Token") -> bool:
    return child(verb, *SUBJECTS, "expl") is not None


def _is_set_off(verb: "Token") -> bool:
    """Whether ", X said," stands between commas or at the end of its sentence."""
    words = list(verb.subtree)
    first, last = words[0], words[-1]
    mark = child(verb, "mark")
    if mark is not None and mark.lower_ != "as":
        return False
    before = first.i > 0 and first.nbor(-1).text in (",", "”", '"')
    after = last.text in ",.:" or (last.i + 1 < len(last.doc) and last.nbor().text in ",.:;")
    return (before or first.text == ",") and after


def _claims(head: "Token", base: Utterance) -> Iterator[Utterance]:
    nested = [
        kid for kid in head.children if kid.dep_ in ("advcl", "conj") and _reporting_host(kid) is not None
    ]
    dropped = {word.i for cue in nested if _reports(cue) for word in cue.subtree}
    dropped |= _contrasted(head)
    for verb, words in claims(head):
        kept = _beside(trim([word for word in words if word.i not in dropped]), verb)
        while kept and kept[-1].dep_ == "cc":
            kept = trim(kept[:-1])
        asked = base.stance is Stance.ASKS and kept[:1] and kept[0].lower_ in ("whether", "if")
        if len(kept) > 1 and (asked or (kept[0].lower_ == "that" and kept[0].dep_ not in SUBJECTS)):
            kept = kept[1:]
        if kept:
            yield evolve(base, head=verb, words=kept)


_CONTRASTS = frozenset({"whereas", "while", "though", "although"})


def _contrasted(head: "Token") -> set[int]:
    """Numbers of the words of "whereas the military insists that ...": another's content, not this one's."""
    found: set[int] = set()
    for word in head.subtree:
        contrast = word.dep_ == "mark" and word.lower_ in _CONTRASTS
        clause = word.head
        if (
            contrast
            and clause.dep_ == "advcl"
            and cues().is_verb(clause.lemma_.lower())
            and _has_subject(clause)
        ):
            found |= {inner.i for inner in clause.subtree}
    return found


def _infinitive(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = _stance(verb, "infinitive")
    complement = child(verb, "xcomp", "pcomp")
    if stance is None or complement is None or complement.pos_ not in ("VERB", "AUX"):
        return
    if child(complement, *SUBJECTS) is not None or child(verb, "dobj") is not None:
        return
    gerund = any(word.tag_ == "VBG" for word in (complement, *complement.children))
    form = Form.GERUND if gerund else Form.INFINITIVE
    if form is Form.INFINITIVE and not any(kid.lower_ == "to" for kid in complement.children):
        return
    further = [
        kid
        for kid in complement.children
        if kid.dep_ == "conj"
        and form is Form.INFINITIVE
        and any(inner.tag_ == "TO" for inner in kid.children)
    ]
    for deed in (complement, *further):
        words = clause_words(deed, less=further if deed == complement else ())
        while words and words[-1].dep_ == "cc":
            words = trim(words[:-1])
        yield evolve(base, stance=stance, form=form, head=deed, words=words)


def _object(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = _stance(verb, "object")
    thing = child(verb, "dobj")
    if stance is None or thing is None:
        return
    if verb.lemma_.lower() in cues().label and any(kid.lower_ == "as" for kid in verb.children):
        return
    content = next((kid for kid in thing.children if kid.dep_ == "acl" and is_finite(kid)), None)
    if thing.lemma_.lower() in cues().answered and stance in (Stance.DENIES, Stance.DOUBTS):
        if content is not None and _has_subject(content):
            yield from _claims(content, evolve(base, stance=stance))
        else:
            yield evolve(
                base, stance=stance, form=Form.ANSWER, head=thing, words=phrase(thing, without=("punct",))
            )
    elif thing.pos_ == "PRON":
        if stance in (Stance.DENIES, Stance.DOUBTS) and thing.lower_ in ("it", "this", "that", "them"):
            yield evolve(base, stance=stance, form=Form.ANSWER, head=thing, words=[thing])
    elif thing.pos_ in ("NOUN", "PROPN") and (stance is not Stance.DENIES or verb.lemma_ == "deny"):
        words = trim(phrase(thing, without=("relcl",)))
        if words:
            yield evolve(base, stance=stance, form=Form.PHRASE, head=thing, words=words)


def _of_noun(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    """ "Armenia's claim that ...", "its denial of ...": the owner is the source."""
    stance = cues().nouns.get(noun.lemma_.lower())
    owner = child(noun, "poss")
    if stance is None or owner is None:
        return
    content = next((kid for kid in noun.children if kid.dep_ in ("acl", "ccomp") and is_finite(kid)), None)
    if content is None or not _has_subject(content):
        return
    base = Utterance(
        paragraph=paragraph, head=content, words=(), cue=[noun], speaker=phrase(owner), stance=stance
    )
    yield from _claims(content, base)


def _according(token: "Token", paragraph: int) -> Iterator[Utterance]:
    preposition = child(token, "prep")
    source = child(preposition, "pobj") if preposition is not None else None
    if source is None or preposition is None or preposition.lower_ != "to":
        return
    host = token.head
    while host.pos_ not in ("VERB", "AUX") and host.head != host:
        host = host.head
    if host.pos_ not in ("VERB", "AUX"):
        return
    base = Utterance(
        paragraph=paragraph,
        head=host,
        words=(),
        cue=[token, preposition],
        speaker=phrase(source),
    )
    dropped = _contrasted(host)
    for verb, words in claims(host):
        kept = [word for word in words if not (word == token or token.is_ancestor(word) or word.i in dropped)]
        kept = _beside(trim(kept), token)
        if kept:
            yield evolve(base, head=verb if verb in kept else kept[0], words=kept)
