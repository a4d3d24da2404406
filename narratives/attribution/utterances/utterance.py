"""The value that attribution works on before speakers are resolved: a content, its cue, its source words."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from attrs import field, frozen

from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_CONTENT_WORDS = 160
"""Maximum number of words in a content; a longer one is cut there, so that the cost stays linear."""


class Form(Enum):
    """The grammatical form of a content, which decides how a sentence is made of it.

    CLAUSE: a finite clause. GERUND: "denied shelling P". INFINITIVE: "vowed to V". LABEL: "called X a Y".
    PHRASE: a noun phrase, "demanded a recount". ANSWER: a reference to an earlier statement, "denied the
    allegation". FRAME: a subject, a fixed predicate and an argument, "blamed Y on X". ABSENCE: "found
    no evidence that P". ATTITUDE: "opposes the dam".
    """

    CLAUSE = auto()
    GERUND = auto()
    INFINITIVE = auto()
    LABEL = auto()
    PHRASE = auto()
    ANSWER = auto()
    FRAME = auto()
    ABSENCE = auto()
    ATTITUDE = auto()


@frozen(kw_only=True, eq=False)
class Utterance:
    """One content with its cue, in one paragraph.

    Attributes:
        paragraph: index of the paragraph.
        head: the syntactic head of the content.
        words: the words of the content, in text order.
        cue: the words of the cue, in text order; empty for the document's own voice.
        speaker: the words that name the source; empty if the source is the document or is not named.
        stance: the stance that the cue commits the source to.
        form: the grammatical form of the content.
        about: the words for the thing labelled, or for whoever is accused or urged; empty for other forms.
        direct: True inside quotation marks or a block statement, where "I" and "we" refer to the speaker.
        via: the words that name intermediate sources, outermost first.
        predicate: for `Form.FRAME`, the words between the subject and the argument: "is responsible for".
        answers_earlier: True if the content denies or endorses an earlier statement of another speaker, which
            is then looked up.
        contains_report: True if the content is itself reported speech that has an utterance of its own.
    """

    paragraph: int
    head: "Token"
    words: tuple["Token", ...] = field(converter=tuple)
    cue: tuple["Token", ...] = field(default=(), converter=tuple)
    speaker: tuple["Token", ...] = field(default=(), converter=tuple)
    stance: Stance = Stance.ASSERTS
    form: Form = Form.CLAUSE
    about: tuple["Token", ...] = field(default=(), converter=tuple)
    direct: bool = False
    via: tuple[tuple["Token", ...], ...] = ()
    predicate: str = ""
    answers_earlier: bool = False
    contains_report: bool = False
