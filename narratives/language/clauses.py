"""Reading a dependency parse: subjects, complements, negation, the words of a clause.

Labels are those of the English spaCy pipelines (ClearNLP style: nsubj, ccomp, xcomp, relcl ...).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INHERITS = frozenset({"conj", "xcomp", "advcl", "ccomp"})
_LEADING = frozenset({"mark", "cc"})
_MAX_CLIMB = 6


def child(token: "Token", *labels: str) -> "Token | None":
    """The first child with one of the labels."""
    return next((kid for kid in token.children if kid.dep_ in labels), None)


def subject(verb: "Token") -> "Token | None":
    """The head of the phrase that the verb's subject is, inherited where the clause has none.

    A conjoined verb, a participle and an infinitive take that of the verb they hang on; a relative
    clause that of the noun it describes; "a statement saying" the one who issued the statement.
    """
    for _ in range(_MAX_CLIMB):
        quoted = quoted_as(verb)
        if quoted is not None:
            return quoted
        own = own_subject(verb)
        if own is not None:
            relative = own.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
            return verb.head if relative else own
        found, above = _inherited(verb)
        if above is None:
            return found
        verb = above
    return None


NAMING = frozenset({"NOUN", "PROPN", "PRON"})
"""Parts of speech of what names somebody."""


def top(words: Sequence["Token"]) -> "Token":
    """The word of a phrase that none of its others governs."""
    inside = {word.i for word in words}
    return next((word for word in words if word.head.i not in inside or word.head == word), words[-1])


def described(relative: "Token") -> "Token | None":
    """The noun that the relative clause in which the word stands describes; None outside of one."""
    return next((up.head for up in (relative, *relative.ancestors) if up.dep_ == "relcl"), None)


def own_subject(verb: "Token") -> "Token | None":
    """The subject that hangs on the verb itself, or on its auxiliary where the parse put it there."""
    helpers = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    return next((kid for one in (verb, *helpers) for kid in one.children if kid.dep_ in SUBJECTS), None)


def quoted_as(verb: "Token") -> "Token | None":
    """Who says it in "was quoted as saying" and "quoted him as saying": the object of "quote"."""
    quoting = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or quoting.lemma_.lower() not in ("quote", "cite"):
        return None
    return child(quoting, "dobj", "nsubjpass") or (quoting.head if quoting.dep_ == "acl" else None)


_ADOPTED = frozenset({"resolution", "petition", "motion", "bill", "law", "treaty", "declaration", "letter"})
_ADOPTING = frozenset(
    {"approve", "adopt", "pass", "back", "support", "oppose", "veto", "sign", "reject", "receive", "see"}
)
"""What is done with a text of others: who speaks in "approve a resolution calling for" is the resolution."""


def _inherited(verb: "Token") -> tuple["Token | None", "Token | None"]:
    """The subject that a verb without one of its own has from above, or the verb to ask next."""
    if verb.dep_ == "relcl":
        return verb.head, None
    if verb.dep_ == "acl":
        noun = verb.head
        owner = child(noun, "poss")
        issuer = next((up for up in noun.ancestors if up.pos_ in ("VERB", "AUX")), None)
        if issuer is not None and noun.lemma_.lower() in _ADOPTED and issuer.lemma_ in _ADOPTING:
            return noun, None
        return (owner, None) if owner is not None or issuer is None else (None, issuer)
    clause = verb.dep_ in ("advcl", "ccomp") and is_finite(verb)
    if verb.head == verb or clause or verb.dep_ not in _INHERITS | {"pcomp", "prep"}:
        return None, None
    return None, verb.head


def is_finite(verb: "Token") -> bool:
    """Whether the verb or one of its auxiliaries bears tense."""
    return verb.tag_ in FINITE or any(
        kid.tag_ in FINITE for kid in verb.children if kid.dep_ in ("aux", "auxpass")
    )


def is_negated(verb: "Token") -> bool:
    """Whether "not", "n't" or "never" hangs on the verb itself."""
    return any(kid.dep_ == "neg" or kid.lower_ == "never" for kid in verb.children)


def is_hypothetical(verb: "Token") -> bool:
    """Whether the verb stands under "if", "unless", or is questioned by a modal without subject."""
    clause = verb
    for _ in range(_MAX_CLIMB):
        if any(kid.dep_ == "mark" and kid.lower_ in ("if", "unless", "whether") for kid in clause.children):
            return True
        if clause.dep_ not in ("conj", "xcomp"):
            return False
        clause = clause.head
    return False


def phrase(head: "Token", *, without: Iterable[str] = ("relcl", "appos", "acl", "punct")) -> list["Token"]:
    """The words of a noun phrase, less the clauses and appositions that describe it."""
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
    """The words of a clause in order, less its leading "that" or "and" and the subtrees named."""
    dropped = {word.i for root in less for word in root.subtree}
    for kid in head.children:
        if kid.dep_ in _LEADING and kid.i < head.i and kid.lower_ in ("that", "and", "but", "or"):
            dropped.add(kid.i)
    return trim(sorted((word for word in head.subtree if word.i not in dropped), key=lambda word: word.i))


def apposed(head: "Token") -> list["Token"]:
    """The nouns set beside this one, "an adviser" in "Podolyak, an adviser to Zelensky"."""
    near = [kid for kid in head.children if kid.dep_ == "appos"]
    return [*near, head.head] if head.dep_ == "appos" else near


_EDGES = frozenset(" ,;:–—-.…")
QUOTE_MARKS = frozenset("\"“”„«»‘’'") | {"``", "''"}


def trim(words: list["Token"]) -> list["Token"]:
    """Less the punctuation, quotation marks and white space at both ends."""

    def idle(word: "Token") -> bool:
        return word.is_space or word.text in _EDGES or word.text in QUOTE_MARKS

    start, end = 0, len(words)
    while start < end and idle(words[start]):
        start += 1
    while end > start and idle(words[end - 1]):
        end -= 1
    return words[start:end]


def runs(words: Iterable["Token"]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of token numbers that the words fill without a gap."""
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


def claims(head: "Token") -> list[tuple["Token", list["Token"]]]:
    """Split a clause at its coordinated finite verbs: a verb and the words of each claim.

    "is not involved in armed actions and does not have an army" gives two. A verb whose subject stands
    with the first claim is given without it: `propositions` fills it in.
    """
    split = [verb for verb in _coordinated(head) if is_finite(verb)]
    if not split or any(_is_bare_be(verb) for verb in (head, *split)) or _shares_object(head, split):
        return [(head, clause_words(head))]
    found = [(head, clause_words(head, less=split))]
    for verb in split:
        inner = [other for other in split if other != verb and verb.is_ancestor(other)]
        found.append((verb, clause_words(verb, less=inner)))
    return [(verb, _without_conjunction(words)) for verb, words in found if words]


def _shares_object(head: "Token", split: list["Token"]) -> bool:
    """ "assaulted or pursued them": a verb before the last has nothing of its own after it."""
    for verb in (head, *split[:-1]):
        after = [kid for kid in verb.children if kid.i > verb.i and kid.dep_ not in ("conj", "cc", "punct")]
        if not after and child(split[-1], "dobj") is not None and child(split[-1], *SUBJECTS) is None:
            return True
    return False


def _is_bare_be(verb: "Token") -> bool:
    """ "was, is and will remain part": the complement comes with a later verb."""
    return verb.lemma_ == "be" and not any(
        kid.dep_ in ("attr", "acomp", "prep", "advmod", "ccomp", "expl", "oprd") for kid in verb.children
    )


def _coordinated(head: "Token") -> Iterator["Token"]:
    waiting = [head]
    while waiting:
        above = waiting.pop()
        for kid in above.children:
            if kid.dep_ == "conj" and kid.pos_ in ("VERB", "AUX") and above.pos_ in ("VERB", "AUX"):
                if is_finite(kid) and is_finite(above):
                    yield kid
                waiting.append(kid)
            elif kid.dep_ in ("ccomp", "advcl") and kid.i > above.i and is_finite(kid) and _is_listed(kid):
                yield kid
                waiting.append(kid)


def _is_listed(clause: "Token") -> bool:
    """ ", that ..." after a clause that takes none: the next one of a list of contents."""
    mark = child(clause, "mark")
    if mark is None or mark.lower_ != "that" or mark.i == 0 or mark.nbor(-1).text not in (",", "and"):
        return False
    return child(clause, *SUBJECTS, "expl") is not None


def _without_conjunction(words: list["Token"]) -> list["Token"]:
    words = trim(words)
    while words and words[-1].dep_ == "cc":
        words = trim(words[:-1])
    while words and words[0].dep_ == "cc":
        words = trim(words[1:])
    return words


def sentences(doc: "Doc") -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences, where a quotation's closing mark is not left to the next one."""
    bounds = [piece for sentence in doc.sents for piece in _at_ellipses(doc, sentence.start, sentence.end)]
    fixed: list[tuple[int, int]] = []
    for first, end in bounds:
        start = first
        while fixed and start < end and _closes(doc, start):
            start += 1
            fixed[-1] = (fixed[-1][0], start)
        if start < end:
            fixed.append((start, end))
    yield from fixed


def _closes(doc: "Doc", number: int) -> bool:
    """Whether the token that opens a sentence is the closing mark of the one before."""
    text = doc[number].text
    return text in ("”", "’", "''") or (text == '"' and doc[number - 1].is_punct)


def _at_ellipses(doc: "Doc", start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut after an ellipsis that a capital follows."""
    for number in range(start, end - 1):
        if doc[number].text in ("…", "...") and doc[number + 1].is_title:
            yield start, number + 1
            start = number + 1
    yield start, end
