"""Naming: "called X a Y", "described X as Y", "put the number of X at N"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import child, clause_words, is_finite, phrase, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def label(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """What is named, and the name; "what he called Y" has the name alone."""
    following = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if following is not None and following.lower_ in ("for", "on", "upon"):
        return
    quoted = _quoted_label(verb)
    if quoted is not None and quoted[0][0].tag_ not in ("WP", "WDT"):
        about_words, label = quoted
        named = evolve(base, form=Form.LABEL, head=label[-1], words=[*about_words, *label], about=about_words)
        yield _unless_answer(named, about_words[-1])
        return
    name = child(verb, "oprd")
    about = child(verb, "dobj", "nsubjpass")
    if about is None and verb.dep_ == "acl" and verb.tag_ == "VBN":
        about = verb.head
    if name is None:
        preposition = next((kid for kid in verb.children if kid.dep_ == "prep" and kid.lower_ == "as"), None)
        name = child(preposition, "pobj", "pcomp", "amod") if preposition is not None else None
    if name is None or about is None:
        name, about = _small_clause(verb, name, about)
    if name is None or about is None or name.i <= verb.i:
        return
    what = clause_words(name, less=[about] if name.is_ancestor(about) else ())
    if about.tag_ in ("WP", "WDT") or about.lower_ == "what":
        if not any(word.pos_ in ("NOUN", "PROPN") for word in name.subtree):
            return
        yield evolve(base, form=Form.PHRASE, head=name, words=trim(what))
        return
    labelled = trim(phrase(about, without=("punct",)))
    if what and labelled:
        yield _unless_answer(
            evolve(base, form=Form.LABEL, head=name, words=[*labelled, *what], about=labelled), about
        )


def _unless_answer(named: Utterance, about: "Token") -> Utterance:
    """ "called the claim false" denies what the claim was, "called it nonsense" what was said before."""
    untrue = any(word.lower_ in cues().untrue for word in named.words)
    said = about.lemma_.lower() in cues().answered or about.lower_ in ("it", "this", "that", "they", "them")
    return evolve(named, stance=Stance.DENIES, takes_up=True) if untrue and said else named


def estimate(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """ "put the number of dead at nine": the number of dead was nine."""
    about = child(verb, "dobj")
    if about is None:
        return
    for preposition in verb.subtree:
        amount = (
            child(preposition, "pobj") if preposition.dep_ == "prep" and preposition.lower_ == "at" else None
        )
        if amount is not None and any(word.like_num for word in amount.subtree):
            counted = trim(list(verb.doc[verb.i + 1 : preposition.i]))
            if not counted:
                return
            words = [*counted, *clause_words(amount)]
            yield evolve(base, form=Form.LABEL, head=amount, words=words, about=counted)
            return


def _quoted_label(verb: "Token") -> tuple[list["Token"], list["Token"]] | None:
    """What is labelled and the label, where the label is the quotation that ends the phrase."""
    sentence = verb.sent
    opening = next((word for word in sentence if word.i > verb.i and word.text in ("“", '"', "``")), None)
    if opening is None:
        return None
    closing = next((word for word in sentence if word.i > opening.i and word.text in ("”", '"', "''")), None)
    end = closing.i if closing is not None else sentence.end
    after = verb.doc[end + 1] if end + 1 < len(verb.doc) else None
    if after is not None and not (
        after.is_punct or after.dep_ in ("cc", "mark", "prep") or after.is_sent_start
    ):
        return None
    about = trim([word for word in verb.doc[verb.i + 1 : opening.i] if word.lower_ != "as"])
    about, label_start = _first_phrase(about)
    article = [about.pop()] if about and about[-1].dep_ == "det" and len(about) > 1 else []
    doer = list(after.subtree) if after is not None and after.lower_ in ("by", "against") else []
    label = trim([*label_start, *article, *verb.doc[opening.i + 1 : end], *doer])
    named = any(word.pos_ in ("NOUN", "PROPN", "PRON") for word in about)
    if not named or not label or any(word.pos_ == "VERB" for word in about):
        return None
    return about, label


def _first_phrase(words: list["Token"]) -> tuple[list["Token"], list["Token"]]:
    """Cut "the assault an act of" into "the assault" and "an act of"."""
    for number, word in enumerate(words[1:], start=1):
        if word.dep_ == "det" and number + 1 < len(words) and words[number - 1].pos_ in ("NOUN", "PROPN"):
            return words[:number], words[number:]
    return words, []


def _small_clause(
    verb: "Token", name: "Token | None", about: "Token | None"
) -> tuple["Token | None", "Token | None"]:
    """ "labelled the march a riot" where the parser joined the two nouns otherwise."""
    objects = [kid for kid in verb.children if kid.dep_ in ("dobj", "oprd") and kid.i > verb.i]
    if len(objects) > 1:
        return objects[-1], objects[0]
    small = next((kid for kid in verb.children if kid.dep_ == "ccomp" and not is_finite(kid)), None)
    if small is not None and small.pos_ in ("NOUN", "ADJ", "PROPN"):
        return small, child(small, "nsubj")
    whole = name or about
    modifier = child(whole, "nmod") if whole is not None else None
    if modifier is not None and modifier.i > verb.i and child(modifier, "det") is not None:
        return whole, modifier
    return name, about
