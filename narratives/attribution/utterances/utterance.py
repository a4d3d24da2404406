"""What attribution finds before speakers are known: a content, its cue, the words that name its source."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from attrs import field, frozen

from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


class Form(Enum):
    """How the content is put, which decides how a sentence is made of it."""

    CLAUSE = auto()
    GERUND = auto()
    INFINITIVE = auto()
    LABEL = auto()
    PHRASE = auto()
    ANSWER = auto()
    FRAME = auto()
    ATTITUDE = auto()


@frozen(kw_only=True, eq=False)
class Utterance:
    """One content with its cue, in one paragraph.

    Attributes:
        paragraph: number of the paragraph.
        head: the word that the content hangs on.
        words: the words of the content, in order.
        cue: the cue's words in order; empty for the document's own voice.
        speaker: the words that name the source; empty where it is the document itself, or unknown.
        about: what is labelled or who is accused or urged, for those forms.
        direct: whether the content stands in quotation marks or in a block statement, so that "I" and
            "we" are the speaker's.
        via: the words of those who passed it on, outermost first.
        says: for `Form.FRAME` the words between the doer and what hangs on ``head``: "is responsible for".
        takes_up: whether it answers what another speaker said, which is looked for first.
        passes_on: whether the content is another's statement that is given by itself too.
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
    says: str = ""
    takes_up: bool = False
    passes_on: bool = False
