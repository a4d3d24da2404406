"""Contents of labelling and estimating verbs: "called X a Y", "put the number of X at N"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.frames import WRONGLY
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import child, clause_words, is_finite, phrase, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def label_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the thing labelled with its label: "called X a Y", "described X as Y".

    If the thing is a pronoun, as in "what he called Y", the content is the label alone.
    """
    following = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if following is not None and following.lower_ in ("for", "on", "upon"):
        return
    quoted = _quoted_label(verb)
    if quoted is not None and quoted[0][0].tag_ not in ("WP", "WDT"):
        about_words, label = quoted
        named = evolve(base, form=Form.LABEL, head=label[-1], words=[*about_words, *label], about=about_words)
        yield _denial_if_untrue(named, about_words[-1])
        return
    name = child(verb, "oprd")
    about = child(verb, "dobj", "nsubjpass")
    if about is None and verb.dep_ == "acl" and verb.tag_ == "VBN":
        about = verb.head
    if name is None:
        preposition = next((kid for kid in verb.children if kid.dep_ == "prep" and kid.lower_ == "as"), None)
        name = child(preposition, "pobj", "pcomp", "amod") if preposition is not None else None
    if name is None or about is None:
        name, about = _small_clause_parts(verb, name, about)
    if name is None or about is None or name.i <= verb.i or _names_wrongly(verb, about):
        return
    name_words = clause_words(name, less=[about] if name.is_ancestor(about) else ())
    if about.tag_ in ("WP", "WDT") or about.lower_ == "what":
        if not any(word.pos_ in ("NOUN", "PROPN") for word in name.subtree):
            return
        yield evolve(base, form=Form.PHRASE, head=name, words=trim(name_words))
        return
    labelled = trim(phrase(about, without=("punct",)))
    if name_words and labelled:
        yield _denial_if_untrue(
            evolve(base, form=Form.LABEL, head=name, words=[*labelled, *name_words], about=labelled), about
        )


def _names_wrongly(verb: "Token", about: "Token") -> bool:
    """Return True for "introduced the bill as an amendment" and "wrongly identified Ruiz as a senator"."""
    if verb.lemma_ == "introduce":
        return about.lower_ not in ("himself", "herself", "themselves", "itself", "myself")
    return verb.lemma_ == "identify" and any(kid.lower_ in WRONGLY for kid in verb.children)


def _denial_if_untrue(named: Utterance, about: "Token") -> Utterance:
    """Return the label as the denial of an earlier statement if it calls a statement untrue, else unchanged.

    "called the claim false" denies the claim; "called it nonsense" denies the statement before.
    """
    is_called_untrue = any(word.lower_ in cues().untrue_words for word in named.words)
    refers_back = about.lower_ in ("it", "this", "that", "they", "them")
    is_statement = refers_back or about.lemma_.lower() in cues().statement_nouns
    if is_called_untrue and is_statement:
        return evolve(named, stance=Stance.DENIES, answers_earlier=True)
    return named


def estimate_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the quantity with its estimate: "put the number of dead at nine"."""
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
    """Return the thing labelled and a label in quotation marks that ends the phrase, or None."""
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
    about, label_start = _split_at_determiner(about)
    article = [about.pop()] if about and about[-1].dep_ == "det" and len(about) > 1 else []
    agent_phrase = list(after.subtree) if after is not None and after.lower_ in ("by", "against") else []
    label = trim([*label_start, *article, *verb.doc[opening.i + 1 : end], *agent_phrase])
    named = any(word.pos_ in ("NOUN", "PROPN", "PRON") for word in about)
    if not named or not label or any(word.pos_ == "VERB" for word in about):
        return None
    return about, label


def _split_at_determiner(words: list["Token"]) -> tuple[list["Token"], list["Token"]]:
    """Split "the assault an act of" into "the assault" and "an act of"; the second part may be empty."""
    for number, word in enumerate(words[1:], start=1):
        if word.dep_ == "det" and number + 1 < len(words) and words[number - 1].pos_ in ("NOUN", "PROPN"):
            return words[:number], words[number:]
    return words, []


def _small_clause_parts(
    verb: "Token", name: "Token | None", about: "Token | None"
) -> tuple["Token | None", "Token | None"]:
    """Return the label and the thing labelled of "labelled the march a riot", parsed as one phrase.

    Returns ``name`` and ``about`` unchanged if no other analysis is found.
    """
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
