"""Reported speech: the contents of cue verbs, cue nouns, cue adjectives and "according to"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cue_lemma, cues, roles
from narratives.attribution.utterances.absences import absence_contents
from narratives.attribution.utterances.according import according_to_contents
from narratives.attribution.utterances.charges import (
    accusation_contents,
    blame_contents,
    demand_contents,
    evaluated_acts,
)
from narratives.attribution.utterances.complements import (
    clause_contents,
    content_claims,
    stance_of,
)
from narratives.attribution.utterances.frames import (
    adjective_clause,
    denied_charge,
    endorsed_statement,
    is_conditional_or_modal,
    light_verb_clause,
    that_clause,
)
from narratives.attribution.utterances.hearsay import hearsay_claims, is_alleged
from narratives.attribution.utterances.labels import estimate_contents, label_contents
from narratives.attribution.utterances.parentheticals import contents_after_colon
from narratives.attribution.utterances.relatives import gap_content, has_gap_after
from narratives.attribution.utterances.sources import cue_words, speaker_of, speaker_words
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.attribution.utterances.viewpoints import as_clause_contents, viewpoint_contents
from narratives.language.clauses import (
    OCCASION_VERBS,
    QUESTION_TAGS,
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    is_negated,
    phrase,
    subject,
    trim,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NEGATIVE_IMPLICATIVES = frozenset({"refuse", "decline", "fail"})
_RAISING_VERBS = frozenset({"continue", "begin", "go", "appear", "seem"})


def reported_speech(doc: "Doc", paragraph: int, *, skip: frozenset[int]) -> list[Utterance]:
    """Return the contents of reported speech in one paragraph, ordered by their cues.

    Args:
        doc: the parsed paragraph.
        paragraph: index of the paragraph.
        skip: indices of tokens inside direct speech, which are not searched for cues.
    """
    found: list[Utterance] = []
    hearsay: list[Utterance] = []
    for token in doc:
        if token.i in skip:
            continue
        if token.text == ":":
            found += contents_after_colon(token, found)
        if token.lower_ == "according":
            found += according_to_contents(token, paragraph)
        elif token.pos_ in ("VERB", "AUX"):
            found += _from_verb(token, paragraph)
            found += absence_contents(token, paragraph)
            found += _from_adjective(token, paragraph)
        elif token.pos_ == "NOUN":
            found += _from_noun(token, paragraph)
            found += viewpoint_contents(token, paragraph)
        elif token.pos_ == "ADJ":
            found += _from_adjective(token, paragraph)
        elif token.pos_ == "ADV":
            hearsay += hearsay_claims(token, paragraph)
    told = {word.i for one in found for word in one.words}
    return found + [one for one in hearsay if one.head.i not in told]


def _from_verb(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    table = cues()
    lemma = cue_lemma(verb)
    light = light_verb_clause(verb)
    known = table.is_verb(lemma) or lemma in table.endorse or lemma in table.evaluate
    if (light is None and not known) or _is_not_asserted(verb):
        return
    speaker = speaker_of(verb)
    if (
        speaker is None
        or _denotes_nobody(speaker)
        or (speaker.tag_ in ("WP", "WDT") and speaker.dep_ in SUBJECTS)
    ):
        return
    base = Utterance(
        paragraph=paragraph, head=verb, words=(), cue=cue_words(verb), speaker=speaker_words(speaker)
    )
    if has_gap_after(verb):
        gap, stance = gap_content(verb, base), stance_of(verb, "clause")
        if gap is not None and stance is not None:
            yield evolve(gap, stance=stance)
        else:
            yield from _object_contents(verb, base)
        return
    if light is not None:
        noun, content, stance = light
        yield from content_claims(content, evolve(base, cue=[*base.cue, noun], stance=stance))
        return
    yield from _verb_contents(verb, base)


def _verb_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the contents of a verb in all the frames that the table of cues has for it."""
    table, lemma = cues(), cue_lemma(verb)
    clauses = list(clause_contents(verb, base)) or list(as_clause_contents(verb, base))
    yield from clauses
    yield from _infinitive_contents(verb, base)
    endorsement = endorsed_statement(verb, base) if lemma in table.endorse else None
    if endorsement is not None:
        yield endorsement
    elif not any(one.head.dep_ == "dobj" for one in clauses):
        yield from _object_contents(verb, base)
    if lemma in table.label:
        yield from label_contents(verb, base)
    if lemma in table.estimate:
        yield from estimate_contents(verb, base)
    if lemma in table.accuse:
        yield from accusation_contents(verb, base)
    elif lemma in table.evaluate:
        yield from evaluated_acts(verb, base)
    if lemma in table.blame_on or lemma in table.link:
        yield from blame_contents(verb, base)
    if lemma in table.verbs["demand"]:
        yield from demand_contents(verb, base)


def _from_adjective(word: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the contents of an adjective with a clause; its source is the subject: "is confident that P"."""
    found = adjective_clause(word)
    if found is None:
        return
    host, content, stance = found
    speaker = subject(host)
    if speaker is None or speaker.lower_ in ("it", "this", "that", "there"):
        return
    cue = sorted({*cue_words(host), word}, key=lambda one: one.i)
    base = Utterance(
        paragraph=paragraph, head=word, words=(), cue=cue, speaker=speaker_words(speaker), stance=stance
    )
    yield from content_claims(content, base)


def _is_not_asserted(verb: "Token") -> bool:
    """Return True if the verb does not report a statement: "did not say", "refused to say", "if he says"."""
    if is_negated(verb) or is_conditional_or_modal(verb) or is_alleged(verb) or _is_unreal(verb):
        return True
    if (
        any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)
        and verb.head.lemma_ not in _RAISING_VERBS
        and not _is_said_on_occasion(verb)
    ):
        return True
    return verb.dep_ == "xcomp" and (verb.head.lemma_ in _NEGATIVE_IMPLICATIVES or is_negated(verb.head))


def _is_unreal(verb: "Token") -> bool:
    """Return True for what did not happen: "without confirming", "denied accusing", "is not true that"."""
    above = verb.head
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG":
        governors = _UNREAL_AFTER.get(above.lower_)
        if above.lower_ == "without":
            host = next((up for up in above.ancestors if up.pos_ in ("VERB", "AUX")), None)
            return host is None or not is_negated(host)
        nouns = {above.head.lemma_.lower(), *(kid.lower_ for kid in above.children)}
        return governors is not None and bool(nouns & governors)
    if verb.dep_ in ("xcomp", "ccomp") and verb.tag_ == "VBG":
        return above.lemma_.lower() in _UNREAL_VERBS
    return verb.dep_ == "ccomp" and above.lemma_ == "be" and is_negated(above)


_UNREAL_AFTER = {
    "of": frozenset("instead notion idea possibility prospect think dream talk suspicion".split()),
    "about": frozenset({"think", "ask"}),
    "against": frozenset({"advise", "warn", "decide"}),
    "from": frozenset({"refrain", "stop", "prevent", "keep", "abstain"}),
}
_UNREAL_VERBS = frozenset("avoid consider contemplate deny quit resist risk stop".split())


def _is_said_on_occasion(verb: "Token") -> bool:
    """Return True if what was done in order to say it is told: "went on television to say that P"."""
    done = verb.head
    return (
        verb.dep_ in ("advcl", "xcomp")
        and child(done, "auxpass") is None
        and done.lemma_ in OCCASION_VERBS
        and done.tag_ in ("VBD", "VBZ", "VBN")
        and is_finite(done)
        and child(verb, *SUBJECTS) is None
        and not any(kid.dep_ in SUBJECTS and kid.lower_ == "it" for kid in done.children)
        and not is_negated(done)
        and not is_conditional_or_modal(done)
    )


def _denotes_nobody(speaker: "Token") -> bool:
    return speaker.lower_ in ("nobody", "none", "nothing") or any(
        kid.lower_ in ("no", "neither") for kid in speaker.children
    )


def _infinitive_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = stance_of(verb, "infinitive")
    complement = child(verb, "xcomp", "pcomp")
    if stance is None or complement is None or complement.pos_ not in ("VERB", "AUX"):
        return
    if child(complement, *SUBJECTS) is not None or child(verb, "dobj", "agent") is not None:
        return
    if complement.lemma_ in ("name", "identify") and child(complement, "auxpass") is not None:
        return  # "asked not to be named" is not about the dispute
    if any(kid.tag_ in QUESTION_TAGS for word in (verb, complement) for kid in word.lefts):
        return  # "what he plans to do" has no content
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
    for act in (complement, *further):
        words = clause_words(act, less=further if act == complement else ())
        while words and words[-1].dep_ == "cc":
            words = trim(words[:-1])
        yield evolve(base, stance=stance, form=form, head=act, words=words)


def _object_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = stance_of(verb, "object")
    obj = _object_noun(verb)
    named = cue_lemma(verb) in cues().label and any(kid.lower_ == "as" for kid in verb.children)
    if stance is None or obj is None or named:
        return
    base = evolve(base, stance=stance)
    if stance in (Stance.DENIES, Stance.DOUBTS):
        yield from _opposed_object_contents(verb, obj, base)
    elif obj.pos_ in ("NOUN", "PROPN") and obj.lemma_.lower() not in _ASKED_BY_REPORTERS:
        yield from _phrase_content(obj, base)


_ASKED_BY_REPORTERS = frozenset({"comment", "interview", "response"})
"""What is sought of the people in a report, as in "did not return calls seeking comment"."""


def _phrase_content(obj: "Token", base: Utterance) -> Iterator[Utterance]:
    words = trim(phrase(obj, without=("relcl",)))
    announces_list = any(word.text == ":" for word in obj.doc[obj.right_edge.i + 1 : obj.right_edge.i + 2])
    if words and not announces_list:  # "claim the following:"
        yield evolve(base, form=Form.PHRASE, head=obj, words=words)


def _opposed_object_contents(verb: "Token", obj: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield what is denied or doubted: a clause, an act, an earlier statement, or that a thing exists."""
    content = that_clause(obj)
    charge = denied_charge(obj, base)
    if content is not None:
        yield from content_claims(content, base)
    elif charge is not None:
        yield charge
    elif obj.lemma_.lower() in cues().statement_nouns:
        words = phrase(obj, without=("punct", "relcl"))
        yield evolve(base, form=Form.ANSWER, answers_earlier=True, head=obj, words=words)
    elif obj.pos_ == "PRON":
        if obj.lower_ in ("it", "this", "that", "them", "which"):
            yield evolve(base, form=Form.ANSWER, answers_earlier=True, head=obj, words=[obj])
    elif obj.pos_ in ("NOUN", "PROPN") and (
        (base.stance is Stance.DOUBTS and obj.lemma_.lower() not in roles().persons)
        or cue_lemma(verb) in _EXISTENCE_DENYING
    ):
        yield from _phrase_content(obj, base)


def _object_noun(verb: "Token") -> "Token | None":
    """Return the noun that the verb acts on, or None.

    It is the object, the subject of a passive ("the claim was denied by X"), or the noun that a relative
    clause modifies ("a charge that X denies").
    """
    obj = child(verb, "dobj")
    if obj is None and child(verb, "agent") is not None:
        obj = child(verb, "nsubjpass")
    relative = obj is not None and obj.tag_ in ("WDT", "WP")
    bare = obj is None and is_finite(verb) and child(verb, "ccomp", "xcomp") is None
    if verb.dep_ not in ("relcl", "acl") or not (relative or bare):
        return obj
    noun = verb.head
    is_deniable = (
        noun.lemma_.lower() in cues().statement_nouns or noun.lemma_.lower() in cues().predicate_nouns
    )
    return noun if is_deniable else obj


_EXISTENCE_DENYING = frozenset({"deny", "rule_out"})
"""Verbs that deny that their object exists; "rejected the plan" denies nothing."""


def _from_noun(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the contents of a cue noun; its source is the owner: "Armenia's claim that ..."."""
    stance = cues().nouns.get(noun.lemma_.lower())
    if stance is None:
        return
    content = that_clause(noun)
    owner = child(noun, "poss") or _attached_source(noun, content)
    if content is None or owner is None:
        return
    base = Utterance(
        paragraph=paragraph, head=content, words=(), cue=[noun], speaker=phrase(owner), stance=stance
    )
    yield from content_claims(content, base)


def _attached_source(noun: "Token", content: "Token | None") -> "Token | None":
    """Return the source of a cue noun in a preposition phrase or compound, or None.

    For example "a claim by the ministry that ...", "U.S. accusations that ...".
    """
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in ("by", "from", "in", "among"):
            owner = child(kid, "pobj")
            if owner is not None and (content is None or owner.i < content.i):
                return owner
    return next((kid for kid in noun.children if kid.dep_ == "compound" and kid.pos_ == "PROPN"), None)
