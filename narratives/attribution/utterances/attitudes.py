"""Attitudes: what somebody supports, opposes, wants, fears or thinks of, and by which words it is told.

The text puts no sentence in the holder's mouth: "Ruiz opposes the dam", "the union's support for a strike",
"is afraid that the levee will break". Corpora of attribution (PARC, PolNeAR) count these with what is said.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.cues import cues, read_table
from narratives.attribution.utterances.sources import cue_words, speaker_of
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import (
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    is_hypothetical,
    is_negated,
    phrase,
    quoted_speaker,
    trim,
)
from narratives.language.times import is_day_or_month_name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "oprd", "prep", "dative", "acomp", "attr"})
_PREDICATES = frozenset("acomp ROOT conj amod oprd ccomp advcl acl".split())
_CLAUSE_DEPS = frozenset({"ccomp", "acl", "xcomp", "relcl"})
_CLAUSE_OPENERS = frozenset({"that", "whether", "if", "how", "why", "what", "who", "where", "when"})


@frozen(kw_only=True)
class Attitudes:
    """Lemmas that tell an attitude; see ``data/attitudes.yaml`` for what each table means."""

    object: frozenset[str]
    preposition: Mapping[str, frozenset[str]]
    infinitive: frozenset[str]
    clause: frozenset[str]
    causing: frozenset[str]
    named: frozenset[str]
    seeming: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    light: frozenset[str]
    lemmas: Mapping[str, str]


@cache
def table() -> Attitudes:
    """The tables, read once."""
    read = dict(read_table("attitudes.yaml"))
    prepositions = {name: frozenset(words.split()) for name, words in read.pop("preposition").items()}
    lemmas = read.pop("lemmas")
    read["named"] = read.pop("as")
    return Attitudes(
        preposition=prepositions,
        lemmas=lemmas,
        **{name: frozenset(words.split()) for name, words in read.items()},
    )


def attitudes(doc: "Doc", paragraph: int, *, skip: frozenset[int]) -> list[Utterance]:
    """The attitudes told in one paragraph, in the order of their cues.

    Args:
        skip: numbers of tokens where no cue is looked for: direct speech, and cues that are known.
    """
    found: list[Utterance] = []
    for token in doc:
        if token.i in skip:
            continue
        if token.pos_ in ("VERB", "AUX"):
            found += _of_verb(token, paragraph)
        elif token.pos_ == "ADJ" or token.tag_ == "VBN":
            found += _of_adjective(token, paragraph)
        elif token.pos_ == "NOUN":
            found += _of_noun(token, paragraph)
    return found


def is_statement(attitude: Utterance) -> bool:
    """Whether a finite verb tells it of somebody named, as a fact: what a sentence of its own can say.

    Not "may say that ..." and "refused to say that ...", where nothing is put forward; and not a clause
    after a verb of saying, which `reported` would have found.
    """
    verb = attitude.head
    if attitude.cue[-1].dep_ == "prep" and attitude.cue[-1].lower_ in _OF_NO_STANCE:
        return False
    passive = child(verb, "auxpass", "agent") is not None
    if _tells_nothing(attitude):
        return False
    if not attitude.speaker or verb.pos_ != "VERB" or passive or not is_finite(verb) or is_hypothetical(verb):
        return False
    if any(quoted_speaker(kid) for preposition in verb.children for kid in preposition.children):
        return False
    complement = child(verb, "xcomp")
    refused = complement is not None and cues().is_verb(_lemma(complement))
    clause = child(verb, "ccomp")
    says = clause is not None and is_finite(clause) and _lemma(verb) in cues().verbs["clause"]
    unsaid = is_negated(verb) or any(kid.tag_ == "MD" for kid in verb.children)
    return not refused and not says and not (unsaid and cues().is_verb(_lemma(verb)))


def _tells_nothing(attitude: Utterance) -> bool:
    """ "Nobody knows", "knows what he plans to do", and titles."""
    verb = attitude.head
    nobody = any(word.lower_ in ("nobody", "none", "no") for word in attitude.speaker)
    asked = any(word.lower_ in _CLAUSE_OPENERS - {"that", "who"} for word in verb.subtree if word.i < verb.i)
    return nobody or asked or not verb.doc[verb.sent.end - 1].is_punct


_OF_NO_STANCE = frozenset({"to", "from"})
"""Prepositions of "responded to": that there was an answer, not what was held."""


def _lemma(word: "Token") -> str:
    return table().lemmas.get(word.lower_, word.lemma_.lower())


def _base(cue: list["Token"], speaker: "Token | None", paragraph: int) -> Utterance:
    return Utterance(
        paragraph=paragraph,
        head=cue[0],
        words=(),
        cue=cue,
        speaker=phrase(speaker) if speaker is not None else (),
        form=Form.ATTITUDE,
    )


def _of_verb(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    lemma, known = _lemma(verb), table()
    if lemma in known.seeming:
        yield from _seeming(verb, paragraph)
        return
    passive = child(verb, "auxpass") is not None or (verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl"))
    if passive:
        yield from _passive(verb, lemma, paragraph)
        return
    content, preposition = _complement(verb, lemma)
    if not content:
        return
    speaker = speaker_of(verb)
    if speaker is None or (speaker.lower_ in ("it", "there", "this", "that") and speaker.dep_ != "relcl"):
        return
    if speaker.tag_ in ("WP", "WDT") and verb.dep_ != "relcl":
        return
    cue = [*cue_words(verb), *([preposition] if preposition is not None else [])]
    yield evolve(_base(cue, speaker, paragraph), head=verb, words=content)


def _complement(verb: "Token", lemma: str) -> tuple[list["Token"], "Token | None"]:
    """The words that the attitude is about, and the preposition before them; none where none is told."""
    known = table()
    after = [kid for kid in verb.children if kid.i > verb.i and kid.dep_ in _COMPLEMENTS]
    clause = next(
        (kid for kid in after if kid.dep_ in ("ccomp", "xcomp") and kid.pos_ in ("VERB", "AUX")), None
    )
    thing = next((kid for kid in after if kid.dep_ == "dobj"), None)
    if clause is not None and (words := _clause(verb, clause, thing, lemma)):
        return words, None
    if thing is not None and lemma in known.light and thing.lemma_.lower() in known.nouns:
        return [], None
    if thing is not None and (words := _object(verb, thing, after, lemma)):
        return words, None
    for preposition in after:
        if preposition.dep_ == "prep" and lemma in known.preposition.get(preposition.lower_, ()):
            inner = trim(list(preposition.subtree)[1:])
            if inner and not is_day_or_month_name(inner[0].text) and not inner[0].like_num:
                return inner, preposition
    return [], None


def _clause(verb: "Token", clause: "Token", thing: "Token | None", lemma: str) -> list["Token"]:
    known = table()
    if clause.dep_ == "ccomp" and is_finite(clause):
        marked = any(kid.dep_ == "mark" and kid.lower_ == "that" for kid in clause.children)
        if lemma in known.clause or (marked and lemma not in known.causing):
            return clause_words(clause)
    if any(kid.lower_ == "to" for kid in clause.children) and lemma in known.infinitive:
        return _span(verb, [thing, clause] if thing is not None else [clause])
    return clause_words(clause) if clause.tag_ == "VBG" and lemma in known.object else []


def _object(verb: "Token", thing: "Token", after: list["Token"], lemma: str) -> list["Token"]:
    known = table()
    prepositions = [kid for kid in after if kid.dep_ == "prep" and kid.i > thing.i]
    if lemma in known.named:
        name = next((kid for kid in after if kid.dep_ == "oprd"), None) or next(
            (kid for kid in prepositions if kid.lower_ == "as"), None
        )
        if name is not None:
            return _span(verb, [thing, name])
        if any(word.dep_ == "prep" and word.lower_ == "as" for word in thing.subtree):
            return _span(verb, [thing])
    if lemma in known.object and thing.tag_ not in ("WP", "WDT"):
        return _span(verb, [thing, *(kid for kid in prepositions if kid.lower_ in _REASONS)])
    return []


_REASONS = frozenset({"for", "as", "over", "about", "of"})


def _span(verb: "Token", parts: Iterable["Token"]) -> list["Token"]:
    """The words of several complements of a verb, in order."""
    words = {word.i for part in parts for word in _without_asides(part) if word.i > verb.i}
    return trim([verb.doc[i] for i in sorted(words)])


def _without_asides(part: "Token") -> Iterator["Token"]:
    """The subtree less what is set off by a comma at its end: ", a port city", ", which opened in May"."""
    asides = {
        word.i
        for kid in part.children
        if kid.i > part.i and kid.dep_ in ("relcl", "appos", "acl") and kid.left_edge.i > 0
        if kid.left_edge.nbor(-1).text in (",", "–", "—", "-", "(") and part.pos_ in ("NOUN", "PROPN")
        for word in kid.subtree
    }
    return (word for word in part.subtree if word.i not in asides)


def _passive(verb: "Token", lemma: str, paragraph: int) -> Iterator[Utterance]:
    """ "Is expected to close", "It is believed that ...", "Asked whether ...", mostly of nobody named."""
    known = table()
    doer = speaker_of(verb) if child(verb, "agent") is not None else None
    after = [kid for kid in verb.children if kid.i > verb.i]
    about = child(verb, "nsubjpass")
    words: list[Token] = []
    for part in after:
        preposition = part.lower_ if part.dep_ == "prep" else ""
        told = lemma in known.infinitive | known.clause | known.named | _SAID
        if part.dep_ == "ccomp" and (told or lemma == "ask"):
            words = clause_words(part)
        elif (part.dep_ == "xcomp" and told) or (
            (part.dep_ == "oprd" or preposition == "as") and lemma in known.named | _SAID
        ):
            words = [*_of_subject(about), *_span(verb, [part])]
        elif preposition in ("of", "with") and lemma in cues().accuse:
            words = [*_of_subject(about), *trim(list(part.subtree))]
        elif preposition == "about" and lemma == "ask":
            words = trim(list(part.subtree)[1:])
        if words:
            yield evolve(_base(cue_words(verb), doer, paragraph), head=verb, words=words)
            return


def _of_subject(about: "Token | None") -> list["Token"]:
    return phrase(about, without=("punct",)) if about is not None else []


_SAID = frozenset(
    "say report believe allege rumor rumour call dub consider deem estimate claim intend".split()
)


def _seeming(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    about = child(verb, *SUBJECTS)
    rest = [
        kid
        for kid in verb.children
        if kid.i > verb.i and kid.dep_ in ("xcomp", "ccomp", "acomp", "oprd", "prep")
    ]
    rest = [kid for kid in rest if kid.dep_ != "prep" or kid.lower_ == "like"]
    if not rest or about is None or (_lemma(verb) in ("look", "sound") and rest[0].dep_ == "xcomp"):
        return
    subject = [] if about.lower_ == "it" and rest[0].dep_ == "ccomp" else phrase(about, without=("punct",))
    words = [*subject, *_span(verb, rest)]
    if words:
        yield evolve(_base([verb], None, paragraph), head=verb, words=words)


def _of_adjective(word: "Token", paragraph: int) -> Iterator[Utterance]:
    """ "was critical of the plan", "concerned that ...": the subject of the copula holds it."""
    if word.lower_ not in table().adjectives or word.dep_ not in _PREDICATES:
        return
    host = word.head if word.dep_ in ("acomp", "oprd", "conj") else word
    speaker = child(host, *SUBJECTS) or speaker_of(host) if host.pos_ in ("VERB", "AUX") else None
    if speaker is None or speaker.lower_ in ("it", "there", "this", "that"):
        return
    content, preposition = _of_word(word)
    if content:
        cue = [host, word] if host.i < word.i <= host.i + 2 else [word]
        cue += [preposition] if preposition is not None else []
        yield evolve(_base(cue, speaker, paragraph), words=content)


def _of_word(word: "Token") -> tuple[list["Token"], "Token | None"]:
    """What an adjective or a noun is about: its clause, else what its preposition, given too, leads to."""
    for kid in word.children:
        if kid.i < word.i:
            continue
        if kid.dep_ in _CLAUSE_DEPS and kid.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            first = next(iter(kid.subtree))
            relative = kid.dep_ == "relcl" and first.lower_ not in _CLAUSE_OPENERS
            infinitive = any(inner.lower_ == "to" for inner in kid.children)
            if (is_finite(kid) and not relative and first.tag_ not in ("WDT", "WP")) or infinitive:
                return clause_words(kid), None
    for kid in word.children:
        if kid.i > word.i and kid.dep_ == "prep" and kid.lower_ in _ABOUT:
            holder = {
                inner.i
                for own in kid.subtree
                if own.dep_ == "prep" and own.lower_ in ("from", "by", "among")
                for inner in own.subtree
            }
            return trim([inner for inner in list(kid.subtree)[1:] if inner.i not in holder]), kid
    return [], None


_ABOUT = frozenset("about against at for of on over to toward towards".split())


def _holder_after(noun: "Token") -> "Token | None":
    """ "criticism of the plan from farmers", "concern among voters"."""
    for word in noun.subtree:
        if word.i > noun.i and word.dep_ == "prep" and word.lower_ in ("from", "by", "among"):
            return child(word, "pobj")
    return None


def _of_noun(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    if _lemma(noun) not in table().nouns:
        return
    owner = child(noun, "poss")
    verb = noun.head
    light = owner is None and noun.dep_ == "dobj" and _lemma(verb) in table().light
    if light:
        owner = speaker_of(verb)
    if owner is None:
        owner = _holder_after(noun)
    content, preposition = _of_word(noun)
    there = owner is None and noun.dep_ == "attr" and child(verb, "expl") is not None
    if not content or (owner is None and not there):
        return
    cue = [*cue_words(verb), noun] if light else [noun]
    cue += [preposition] if preposition is not None else []
    yield evolve(_base(cue, owner, paragraph), words=content)
