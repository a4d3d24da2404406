"""Reported speech: cue verbs and nouns with what they govern."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cue_lemma, cues
from narratives.attribution.utterances.charges import accusation, blame, demand
from narratives.attribution.utterances.frames import convinced, deed_denied, endorsed, held, that_clause
from narratives.attribution.utterances.namings import estimate, label
from narratives.attribution.utterances.parentheticals import after_colon, goes_on, parenthetical
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
    quoted_as,
    subject,
    trim,
)
from narratives.language.times import names_a_day
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
        if token.text == ":":
            found += after_colon(token, found)
        if token.lower_ == "according":
            found += _according(token, paragraph)
        elif token.pos_ in ("VERB", "AUX"):
            found += _of_verb(token, paragraph)
        elif token.pos_ == "NOUN":
            found += _of_noun(token, paragraph)
            found += viewpoint(token, paragraph)
        elif token.pos_ == "ADJ" or token.tag_ == "VBN":
            found += _of_adjective(token, paragraph)
    return found


def _of_verb(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    table = cues()
    lemma = cue_lemma(verb)
    light = held(verb)
    if (light is None and not table.is_verb(lemma) and lemma not in table.endorse) or _is_unsaid(verb):
        return
    speaker = speaker_of(verb)
    if speaker is None or _is_nobody(speaker) or (speaker.tag_ in ("WP", "WDT") and speaker.dep_ in SUBJECTS):
        return
    base = Utterance(
        paragraph=paragraph, head=verb, words=(), cue=cue_words(verb), speaker=speaker_words(speaker)
    )
    if light is not None:
        noun, content, stance = light
        yield from _claims(content, evolve(base, cue=[*base.cue, noun], stance=stance))
        return
    yield from _clause(verb, base)
    yield from _infinitive(verb, base)
    yield from _object(verb, base)
    if lemma in table.label:
        yield from label(verb, base)
    if lemma in table.estimate:
        yield from estimate(verb, base)
    if lemma in table.accuse:
        yield from accusation(verb, base)
    if lemma in table.blame_on or lemma in table.link:
        yield from blame(verb, base)
    if lemma in table.verbs["demand"]:
        yield from demand(verb, base)
    if lemma in table.endorse:
        yield from endorsed(verb, base)


def _of_adjective(word: "Token", paragraph: int) -> Iterator[Utterance]:
    """ "is confident that P": the subject of the copula holds it."""
    found = convinced(word)
    if found is None:
        return
    host, content, stance = found
    speaker = subject(host)
    if speaker is None or speaker.lower_ in ("it", "this", "that", "there") or _is_unsaid_state(host):
        return
    cue = sorted({*cue_words(host), word}, key=lambda one: one.i)
    base = Utterance(
        paragraph=paragraph, head=word, words=(), cue=cue, speaker=speaker_words(speaker), stance=stance
    )
    yield from _claims(content, base)


def _is_unsaid_state(host: "Token") -> bool:
    return is_hypothetical(host) or any(kid.dep_ == "aux" and kid.lower_ in _MODALS for kid in host.children)


def speaker_words(speaker: "Token") -> list["Token"]:
    """The words that name a speaker, less the day or month that is told with him: "Transoil in June"."""
    times = {
        word.i
        for kid in speaker.children
        if (kid.dep_ == "prep" and any(names_a_day(inner.text) or _is_month(inner) for inner in kid.children))
        or kid.dep_ in ("npadvmod", "tmod")
        or kid.lower_ == "including"
        for word in kid.subtree
    }
    return [word for word in phrase(speaker) if word.i not in times]


def _is_month(word: "Token") -> bool:
    return bool(word.ent_type_ == "DATE" and word.dep_ == "pobj")


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
    quoted = quoted_as(verb)
    if quoted is not None:
        return quoted
    if _is_finite_participle(verb):
        return verb.head
    bare_participle = verb.tag_ == "VBN" and child(verb, "aux", *SUBJECTS) is None and verb.dep_ != "conj"
    if child(verb, "auxpass") is not None or bare_participle:
        return None
    host = _reporting_host(verb)
    found = subject(host if host is not None else verb)
    if found is not None and names_a_day(found.text):
        return child(found, "conj") or found  # "on Friday and Beijing announced", joined by the parse
    return found


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
    return cues().verbs[frame].get(cue_lemma(verb))


def _clause(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = _stance(verb, "clause")
    if stance is None:
        return
    base = evolve(base, stance=stance)
    contents = [kid for kid in verb.children if kid.dep_ == "ccomp" and _is_content(kid, verb)]
    after = [kid for kid in contents if kid.i > verb.i]
    pieces = [kid for kid in verb.children if kid.dep_ == "ccomp" and kid.i > verb.i]
    if after and len(pieces) > 1 and pieces[0].right_edge.i + 1 == pieces[1].left_edge.i:
        words = clause_words(pieces[0]) + clause_words(pieces[1])  # one content that the parse broke
        yield evolve(base, head=next(filter(is_finite, pieces), pieces[0]), words=words)
        return
    if contents:
        first = (after or contents)[0]
        yield from _claims(first, base)
        for kid in verb.children:  # "said that P, but that Q" where the parse hung Q on the cue
            if kid.dep_ == "conj" and _is_that_clause(kid) and kid.i > first.i:
                yield from _claims(kid, base)
        more = goes_on(verb, first)
        if more is not None and not cues().is_verb(cue_lemma(more)):
            yield from _claims(more, base)
        return
    far = list(_far_clause(verb, base))
    yield from far
    if not far and stance not in _UNSET and child(verb, "ccomp", "xcomp", "dobj") is None:
        set_off = parenthetical(verb, base)
        if set_off is not None:
            yield set_off


_UNSET = frozenset({Stance.DENIES, Stance.DOUBTS})
"""Stances whose cues do not stand between commas in what they are about: ", a charge he denies"."""


def _is_content(clause: "Token", verb: "Token") -> bool:
    """Whether a complement clause is what the verb says, and no sentence before a colon."""
    if not (_has_subject(clause) or clause.pos_ == "NOUN") or clause.text in '“”"':
        return False
    if not is_finite(clause) and any(inner.tag_ == "TO" for inner in clause.children):
        return False
    between = verb.doc[clause.right_edge.i + 1 : verb.left_edge.i] if clause.i < verb.i else ()
    return not any(word.text in ":;" for word in (*between, *_marks_before(clause, verb)))


def _marks_before(clause: "Token", verb: "Token") -> list["Token"]:
    """The punctuation of the verb between a clause before it and itself."""
    return [kid for kid in verb.children if kid.dep_ == "punct" and clause.i < kid.i < verb.i]


def _is_that_clause(clause: "Token") -> bool:
    mark = child(clause, "mark")
    return mark is not None and mark.lower_ == "that" and is_finite(clause) and _has_subject(clause)


def _far_clause(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """A content that the parse hung elsewhere: "said in a message that ...", "says the battery overheats"."""
    for word in verb.subtree:
        if word.i > verb.i and _is_that_clause(word) and _hangs_beside(word, verb):
            yield from _claims(word, base)
            return
    thing = child(verb, "dobj")
    follows = verb.i + 1 < verb.sent.end and verb.nbor().dep_ not in ("prep", "punct", "agent", "prt", "mark")
    loose = any(
        kid.i > verb.i and ((kid.dep_ == "ccomp" and is_finite(kid)) or kid.dep_ == "xcomp")
        for kid in verb.children
    )
    if verb.lemma_ == "say" and follows and ((thing is not None and thing.pos_ == "NOUN") or loose):
        words = trim(list(verb.doc[verb.i + 1 : verb.sent.end]))
        head = child(verb, "ccomp", "xcomp") if loose else thing
        if head is not None and head.i > verb.i and len(words) > _SHORTEST_CLAUSE:
            yield evolve(base, head=head, words=words)


_BESIDE = frozenset({"prep", "pobj", "acl", "relcl", "pcomp", "npadvmod", "conj", "dobj", "advmod"})
_VEHICLES_BETWEEN = 3


def _hangs_beside(clause: "Token", verb: "Token") -> bool:
    """Whether only a vehicle or a circumstance lies between: "said in a letter sent on Friday that ..."."""
    up = clause.head
    for _ in range(_VEHICLES_BETWEEN * 2):
        if up == verb:
            return True
        if up.dep_ not in _BESIDE or (up.pos_ == "VERB" and cues().is_verb(cue_lemma(up))):
            return False
        told = up.pos_ == "NOUN" and (up.lemma_.lower() in cues().nouns or up.lower_ in cues().lightly)
        if told and up.lemma_.lower() not in cues().vehicles:
            return False
        up = up.head
    return False


_SHORTEST_CLAUSE = 4


def _beside(words: list["Token"], cue: "Token") -> list["Token"]:
    """The part between semicolons that the cue stands in or next to."""
    cuts = [word.i for word in words if word.text == ";"]
    low = max((cut for cut in cuts if cut < cue.i), default=-1)
    high = min((cut for cut in cuts if cut > cue.i), default=len(cue.doc))
    return trim([word for word in words if low < word.i < high])


def _has_subject(verb: "Token") -> bool:
    return child(verb, *SUBJECTS, "expl") is not None


_LONGEST_CONTENT = 160
"""Words; a longer content is no sentence that anybody said, and is cut there, so that cost stays linear."""


def _claims(head: "Token", base: Utterance) -> Iterator[Utterance]:
    first = head.left_edge.i
    if head.right_edge.i - first > _LONGEST_CONTENT:
        yield evolve(base, head=head, words=trim(list(head.doc[first : first + _LONGEST_CONTENT])))
        return
    nested = [
        kid for kid in head.children if kid.dep_ in ("advcl", "conj") and _reporting_host(kid) is not None
    ]
    dropped = {word.i for cue in nested if _reports(cue) for word in cue.subtree}
    dropped |= _contrasted(head)
    for verb, words in claims(head):
        kept = _beside(trim([word for word in words if word.i not in dropped]), verb)
        while kept and kept[-1].dep_ == "cc":
            kept = trim(kept[:-1])
        asked = (
            base.stance in (Stance.ASKS, Stance.DOUBTS) and kept[:1] and kept[0].lower_ in ("whether", "if")
        )
        if len(kept) > 1 and (asked or (kept[0].lower_ == "that" and kept[0].dep_ not in SUBJECTS)):
            kept = kept[1:]
        if kept:
            yield evolve(base, head=verb, words=kept)


_AS_HE = frozenset({"accuse", "deny", "call", "reject", "dismiss", "announce", "defend", "blame", "urge"})
"""Verbs of ", as he accused the neighbours of ...": the writer's next clause."""

_CONTRASTS = frozenset({"whereas", "while", "though", "although"})


def _contrasted(head: "Token") -> set[int]:
    """Numbers of the words of "whereas the military insists that ...": another's content, not this one's."""
    found: set[int] = set()
    for word in head.subtree:
        clause = word.head
        as_he = word.lower_ == "as" and clause.lemma_.lower() in _AS_HE
        contrast = word.dep_ == "mark" and (word.lower_ in _CONTRASTS or as_he)
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
    if complement.lemma_ in ("name", "identify") and child(complement, "auxpass") is not None:
        return  # "asked not to be named": nothing of the matter
    if any(kid.tag_ in ("WP", "WDT", "WRB") for word in (verb, complement) for kid in word.lefts):
        return  # "what he plans to do" tells nothing
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
    thing = _acted_upon(verb)
    if stance is None or thing is None:
        return
    if cue_lemma(verb) in cues().label and any(kid.lower_ == "as" for kid in verb.children):
        return
    base = evolve(base, stance=stance)
    opposed = stance in (Stance.DENIES, Stance.DOUBTS)
    content = that_clause(thing) if opposed else None
    deed = deed_denied(thing, base) if opposed else None
    if content is not None:
        yield from _claims(content, base)
    elif deed is not None:
        yield deed
    elif thing.lemma_.lower() in cues().answered and opposed:
        yield evolve(
            base, form=Form.ANSWER, takes_up=True, head=thing, words=phrase(thing, without=("punct", "relcl"))
        )
    elif thing.pos_ == "PRON":
        if opposed and thing.lower_ in ("it", "this", "that", "them", "which"):
            yield evolve(base, form=Form.ANSWER, takes_up=True, head=thing, words=[thing])
    elif thing.pos_ in ("NOUN", "PROPN") and (stance is not Stance.DENIES or cue_lemma(verb) in _DENYING):
        words = trim(phrase(thing, without=("relcl",)))
        if words:
            yield evolve(base, form=Form.PHRASE, head=thing, words=words)


def _acted_upon(verb: "Token") -> "Token | None":
    """The object, also of "the claim was denied by X", "a charge that X denies" and "P, which X denies"."""
    thing = child(verb, "dobj")
    if thing is None and child(verb, "agent") is not None:
        thing = child(verb, "nsubjpass")
    relative = thing is not None and thing.tag_ in ("WDT", "WP")
    bare = thing is None and is_finite(verb) and child(verb, "ccomp", "xcomp") is None
    if verb.dep_ not in ("relcl", "acl") or not (relative or bare):
        return thing
    noun = verb.head
    told = noun.lemma_.lower() in cues().answered or noun.lemma_.lower() in cues().deeds
    return noun if told else thing


_DENYING = frozenset({"deny", "rule_out"})
"""Verbs whose object is what is denied to be; "rejected the plan" denies nothing."""


def _of_noun(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    """ "Armenia's claim that ...", "reports in the press that ...": the owner is the source."""
    stance = cues().nouns.get(noun.lemma_.lower())
    if stance is None:
        return
    content = that_clause(noun)
    owner = child(noun, "poss") or _owner_beside(noun, content)
    if content is None or owner is None:
        return
    base = Utterance(
        paragraph=paragraph, head=content, words=(), cue=[noun], speaker=phrase(owner), stance=stance
    )
    yield from _claims(content, base)


def _owner_beside(noun: "Token", content: "Token | None") -> "Token | None":
    """ "a claim by the ministry that ...", "U.S. accusations that ..."."""
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in ("by", "from", "in", "among"):
            owner = child(kid, "pobj")
            if owner is not None and (content is None or owner.i < content.i):
                return owner
    return next((kid for kid in noun.children if kid.dep_ == "compound" and kid.pos_ == "PROPN"), None)


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
