"""Queries on a dependency parse: subjects, complements, negation, the tokens of a clause.

Labels are those of the English spaCy pipelines (ClearNLP style: nsubj, ccomp, xcomp, relcl ...).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INHERITING = frozenset({"conj", "xcomp", "advcl", "ccomp"})
_CLAUSE_INTRODUCERS = frozenset({"mark", "cc"})
_MAX_CLIMB = 6


def child(token: "Token", *labels: str) -> "Token | None":
    """Return the first child with one of the dependency labels, or None."""
    return next((kid for kid in token.children if kid.dep_ in labels), None)


def subject(verb: "Token") -> "Token | None":
    """Return the head of the verb's subject, inherited if the clause has none of its own, or None.

    A conjoined verb, a participle and an infinitive inherit the subject of the verb that governs them. The
    subject of a relative clause is the noun that it modifies. The subject of "saying" in "a statement saying"
    is that of the verb that governs "statement".
    """
    for _ in range(_MAX_CLIMB):
        quoted = quoted_speaker(verb)
        if quoted is not None:
            return quoted
        own = own_subject(verb)
        if own is not None:
            relative = own.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
            return verb.head if relative else own
        found, above = _inherited_subject(verb)
        if above is None:
            return found
        verb = above
    return None


NOMINAL_POS = frozenset({"NOUN", "PROPN", "PRON"})
"""Parts of speech that can head the name or description of a person or body."""


def phrase_head(words: Sequence["Token"]) -> "Token":
    """Return the head of a phrase: the token whose own head is outside the phrase."""
    inside = {word.i for word in words}
    return next((word for word in words if word.head.i not in inside or word.head == word), words[-1])


_RELATIVE_PRONOUNS = frozenset({"which", "who", "whom", "that"})


QUESTION_TAGS = frozenset({"WP", "WRB", "WDT"})
"""Tags of the words that begin a question or a relative clause: "who", "why", "which"."""


def is_relative_pronoun(word: "Token") -> bool:
    """Return True for a pronoun that may begin a relative clause; "that" only where it is a pronoun."""
    return word.tag_ in ("WDT", "WP") and word.lower_ in _RELATIVE_PRONOUNS


def has_stranded_preposition(verb: "Token") -> bool:
    """Return True if a preposition of the verb has no object: "relied on" in "which the army relied on"."""
    return any(kid.dep_ == "prep" and child(kid, "pobj", "pcomp") is None for kid in verb.children)


def relative_antecedent(relative: "Token") -> "Token | None":
    """Return the noun that the token's relative clause modifies, or None outside a relative clause."""
    return next((up.head for up in (relative, *relative.ancestors) if up.dep_ == "relcl"), None)


def own_subject(verb: "Token") -> "Token | None":
    """Return the subject attached to the verb or, in some parses, to its auxiliary; None if there is none.

    Of a relative pronoun and another subject it is the other: "which Ruiz says ...".
    """
    auxiliaries = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    subjects = [kid for one in (verb, *auxiliaries) for kid in one.children if kid.dep_ in SUBJECTS]
    return next((kid for kid in subjects if kid.tag_ not in ("WP", "WDT")), subjects[0] if subjects else None)


def quoted_speaker(verb: "Token") -> "Token | None":
    """Return the object of "quote" in "was quoted as saying" and "quoted him as saying", or None."""
    quoting = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or quoting.lemma_.lower() not in ("quote", "cite"):
        return None
    return child(quoting, "dobj", "nsubjpass") or (quoting.head if quoting.dep_ == "acl" else None)


_ADOPTED_TEXTS = frozenset(
    {"resolution", "petition", "motion", "bill", "law", "treaty", "declaration", "letter"}
)
_ADOPTING_VERBS = frozenset({"back", "support", "oppose", "veto", "sign", "reject", "receive", "see"})
"""Verbs whose subject did not write the text: in "approve a resolution calling for" the resolution speaks."""


def _inherited_subject(verb: "Token") -> tuple["Token | None", "Token | None"]:
    """Return the inherited subject and None, or None and the governing verb to search next.

    Both are None if the verb inherits no subject. An infinitive has the object before it for its subject:
    "helped the council to adopt".
    """
    if verb.dep_ == "relcl":
        return verb.head, None
    if verb.dep_ == "acl":
        noun = verb.head
        owner = child(noun, "poss")
        issuer = next((up for up in noun.ancestors if up.pos_ in ("VERB", "AUX")), None)
        if issuer is not None and noun.lemma_.lower() in _ADOPTED_TEXTS and issuer.lemma_ in _ADOPTING_VERBS:
            return noun, None
        return (owner, None) if owner is not None or issuer is None else (None, issuer)
    controller = _controlling_object(verb)
    if controller is not None:
        return controller, None
    clause = verb.dep_ in ("advcl", "ccomp") and is_finite(verb)
    misparsed = verb.dep_ == "acomp" and verb.tag_ == "VBG"  # "is once again re-writing"
    inherits = misparsed or verb.dep_ in _INHERITING | {"pcomp", "prep"}
    return None, verb.head if inherits and verb.head != verb and not clause else None


def _controlling_object(verb: "Token") -> "Token | None":
    """Return the object of the governing verb that is the subject of an infinitive, or None."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ in _SUBJECT_CONTROL or child(verb, "aux") is None:
        return None
    return next(
        (kid for kid in verb.head.children if kid.dep_ == "dobj" and verb.head.i < kid.i < verb.i), None
    )


OCCASION_VERBS = frozenset(
    "use take go appear write speak hold call come return rush phone seize tweet issue gather meet".split()
)
"""Verbs for what somebody does in order to speak: "went on television to say that P"."""
_SUBJECT_CONTROL = OCCASION_VERBS | {"promise", "vow", "pledge", "swear", "threaten", "guarantee"}
"""Verbs with an object whose subject is also that of the infinitive: "promised Ruiz to leave"."""


def is_finite(verb: "Token") -> bool:
    """Return True if the verb or one of its auxiliaries is finite."""
    return verb.tag_ in FINITE_TAGS or any(
        kid.tag_ in FINITE_TAGS for kid in verb.children if kid.dep_ in ("aux", "auxpass")
    )


def is_negated(verb: "Token") -> bool:
    """Return True if "not", "n't", "never" or "no longer" modifies the verb directly."""
    return any(
        kid.dep_ == "neg" or kid.lower_ == "never" or (kid.lower_ == "longer" and kid.nbor(-1).lower_ == "no")
        for kid in verb.children
    )


def is_hypothetical(verb: "Token") -> bool:
    """Return True if the verb, or the verb that governs it, has "if", "unless" or "whether"."""
    clause = verb
    for _ in range(_MAX_CLIMB):
        if any(kid.dep_ == "mark" and kid.lower_ in ("if", "unless", "whether") for kid in clause.children):
            return True
        if clause.dep_ not in ("conj", "xcomp"):
            return False
        clause = clause.head
    return False


def phrase(head: "Token", *, without: Iterable[str] = ("relcl", "appos", "acl", "punct")) -> list["Token"]:
    """Return the tokens of a noun phrase in order, without the dependents labelled ``without``."""
    dropped = frozenset(without)
    words, waiting = [], [head]
    while waiting:
        word = waiting.pop()
        words.append(word)
        for kid in word.children:
            if kid.dep_ == "punct" and kid.text in "-–":
                words.append(kid)
            elif kid.dep_ not in dropped and not (kid.dep_ == "cc" and "conj" in dropped):
                waiting.append(kid)
    return sorted(words, key=lambda word: word.i)


def clause_words(head: "Token", *, less: Iterable["Token"] = ()) -> list["Token"]:
    """Return the tokens of a clause in order, without a leading "that" or "and" and the subtrees ``less``."""
    dropped = {word.i for root in less for word in root.subtree}
    for kid in head.children:
        if kid.dep_ in _CLAUSE_INTRODUCERS and kid.i < head.i and kid.lower_ in ("that", "and", "but", "or"):
            dropped.add(kid.i)
    return trim(sorted((word for word in head.subtree if word.i not in dropped), key=lambda word: word.i))


def appositives(head: "Token") -> list["Token"]:
    """Return the nouns in apposition to this one: "adviser" for "Podolyak, an adviser to Zelensky"."""
    near = [kid for kid in head.children if kid.dep_ == "appos"]
    return [*near, head.head] if head.dep_ == "appos" else near


_EDGE_MARKS = frozenset(" ,;:–—-.…")
QUOTE_MARKS = frozenset("\"“”„«»‘’'") | {"``", "''"}


def trim(words: list["Token"]) -> list["Token"]:
    """Return the tokens without punctuation, quotation marks and white space at both ends."""

    def is_edge_mark(word: "Token") -> bool:
        return word.is_space or word.text in _EDGE_MARKS or word.text in QUOTE_MARKS

    start, end = 0, len(words)
    while start < end and is_edge_mark(words[start]):
        start += 1
    while end > start and is_edge_mark(words[end - 1]):
        end -= 1
    return words[start:end]


def runs(words: Iterable["Token"]) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of consecutive token indices."""
    start = last = None
    for word in words:
        if last is None or start is None:
            start = word.i
        elif word.i != last + 1:
            yield start, last + 1
            start = word.i
        last = word.i
    if start is not None and last is not None:
        yield start, last + 1


def strip_conjunctions(words: Iterable["Token"]) -> list["Token"]:
    """Return the tokens without coordinating conjunctions and punctuation at both ends."""
    words = trim(list(words))
    while words and words[-1].dep_ == "cc":
        words = trim(words[:-1])
    while words and words[0].dep_ == "cc":
        words = trim(words[1:])
    return words


_MAX_WORDS_BEFORE = 60


def words_before(token: "Token") -> list["Token"]:
    """Return the tokens of the sentence before a token, in the order of the text; the last 60 at most."""
    doc, start = token.doc, token.i
    while start > 0 and not doc[start].is_sent_start and token.i - start < _MAX_WORDS_BEFORE:
        start -= 1
    return list(doc[start : token.i])


_SENTENCES = "narratives.sentences"
"""Key of a Doc's sentences in its ``user_data``."""


def sentences(doc: "Doc") -> tuple[tuple[int, int], ...]:
    """Return the token range of each sentence, with a closing quotation mark in the sentence that it ends.

    They are found once for each Doc, because each of its quotations asks for them.
    """
    known: tuple[tuple[int, int], ...] | None = doc.user_data.get(_SENTENCES)
    if known is None:
        known = doc.user_data[_SENTENCES] = tuple(_sentences(doc))
    return known


def sentences_within(doc: "Doc", start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the sentences that have a token of a token range, in order."""
    every = sentences(doc)
    first = bisect_right(every, start, key=lambda sentence: sentence[1])
    return every[first : bisect_left(every, end, key=lambda sentence: sentence[0])]


def _sentences(doc: "Doc") -> list[tuple[int, int]]:
    bounds = [
        piece for sentence in doc.sents for piece in _split_at_ellipses(doc, sentence.start, sentence.end)
    ]
    fixed: list[tuple[int, int]] = []
    for first, end in bounds:
        start = first
        while fixed and start < end and _is_closing_mark(doc, start):
            start += 1
            fixed[-1] = (fixed[-1][0], start)
        if start < end:
            fixed.append((start, end))
    return fixed


def _is_closing_mark(doc: "Doc", number: int) -> bool:
    """Return True if the first token of a sentence is the closing quotation mark of the sentence before."""
    text = doc[number].text
    return text in ("”", "’", "''") or (text == '"' and doc[number - 1].is_punct)


def _split_at_ellipses(doc: "Doc", start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a token range after each ellipsis that a capitalised word follows."""
    for number in range(start, end - 1):
        if doc[number].text in ("…", "...") and doc[number + 1].is_title:
            yield start, number + 1
            start = number + 1
    yield start, end
