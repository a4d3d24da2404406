"""Accept the statements of an answer that the text supports; count the others with the reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from narratives.attribution.chat.places import occurs, quote_places
from narratives.attribution.chat.sentences import is_supported
from narratives.attribution.chat.windows import Window
from narratives.attribution.speakers.affiliations import Affiliations
from narratives.harmless import plain
from narratives.language.names import fold
from narratives.model import JOINT, Document, Party, Span, Stance

MAX_STATEMENTS = 100
"""Greatest number of statements that are taken from one answer."""
_MAX_SENTENCE = 1_000
_MAX_NAME = 200
_MAX_CUE = 200


@frozen(kw_only=True)
class Statement:
    """One statement of an answer that the text supports; names are not resolved yet.

    Attributes:
        quote: the printed words, with `JOINT` between parts that are not adjacent.
        speaker: the words that name the speaker; "" for the document's own voice.
        name: the fullest name of the speaker that is printed; "" for the document's own voice.
        party: name of the party, or None.
        why: reason for the party if the name is one that the user gave for it, else "".
    """

    text: str
    quote: str
    spans: tuple[Span, ...]
    speaker: str
    name: str
    cue: str
    stance: Stance
    party: str | None
    why: str = ""


@frozen(kw_only=True)
class Accepted:
    """The statements of an answer that are taken.

    Attributes:
        refused: reason → number of statements that are not taken.
        reworded: number of statements for which the printed words replace the sentence of the model.
        without_cue: number of statements whose cue is left out, because it is not printed.
    """

    statements: tuple[Statement, ...]
    refused: Counter[str] = field(factory=Counter)
    reworded: int = 0
    without_cue: int = 0


class _RefusedError(Exception):
    """A statement is not taken; the message is the reason."""


class Acceptance:
    """Checks the answers on one document."""

    def __init__(self, document: Document, parties: Sequence[Party]) -> None:
        self._document = document
        self._affiliations = Affiliations(parties)
        self._parties = {
            fold(name): party.name for party in reversed(parties) for name in (*party.aliases, party.name)
        }
        self._names = [name for party in parties for name in (party.name, *party.aliases)]

    def accept(self, answer: Mapping[str, Any], window: Window) -> Accepted:
        """Return the statements of an answer in the accepted form that the window supports."""
        every = answer["statements"]
        refused: Counter[str] = Counter()
        found: list[Statement] = []
        reworded = without_cue = 0
        taken: set[tuple[int, int]] = set()
        for one in every[:MAX_STATEMENTS]:
            try:
                statement = self._statement(one, window, taken)
            except _RefusedError as why:
                refused[str(why)] += 1
                continue
            found.append(statement)
            reworded += statement.text != plain(one["sentence"])
            without_cue += bool(one["cue"].strip()) and not statement.cue
        if len(every) > MAX_STATEMENTS:
            refused[f"more than {MAX_STATEMENTS} in an answer"] += len(every) - MAX_STATEMENTS
        return Accepted(statements=tuple(found), refused=refused, reworded=reworded, without_cue=without_cue)

    def _statement(self, one: Mapping[str, Any], window: Window, taken: set[tuple[int, int]]) -> Statement:
        """Return the statement.

        Args:
            taken: the places of earlier statements; that of this one is added.

        Raises:
            _RefusedError: the text does not support it.
        """
        if one["stance"] not in list(Stance):
            raise _RefusedError("unknown stance")
        near = f"{window.before}\n{window.text}"
        cue = one["cue"] if len(one["cue"]) <= _MAX_CUE and occurs(one["cue"], window.text) else ""
        speaker = one["speaker"] or ""
        if speaker.strip() and not (len(speaker) <= _MAX_NAME and occurs(speaker, near)):
            raise _RefusedError("speaker not in the text")
        places = quote_places(one["quote"], window, paragraph=int(one["paragraph"]), cue=cue, taken=taken)
        if not places:
            raise _RefusedError("quote not in the text")
        taken.add(places[0])
        name = one["name"] or ""
        if not (name.strip() and len(name) <= _MAX_NAME and occurs(name, self._document.text)):
            name = speaker
        party, why = self._party(one["party"], speaker, name)
        spans = tuple(
            Span(document=self._document.id, start=start, end=end)
            for start, end in (window.document_range(*place) for place in places)
        )
        printed = " ".join(window.text[start:end] for start, end in places)
        sentence = plain(one["sentence"])
        stance = Stance(one["stance"])
        supported = len(sentence) <= _MAX_SENTENCE and is_supported(
            sentence, printed, names=(speaker, name, *self._names), surroundings=near, stance=stance
        )
        return Statement(
            text=sentence if sentence and supported else plain(printed),
            quote=JOINT.join(self._document.text[span.start : span.end] for span in spans),
            spans=spans,
            speaker=plain(speaker),
            name=plain(name if speaker.strip() else ""),
            cue=plain(cue),
            stance=stance,
            party=party,
            why=why,
        )

    def _party(self, given: str | None, speaker: str, name: str) -> tuple[str | None, str]:
        """Return the party of the speaker, and the reason if a name that the user gave decides.

        Raises:
            _RefusedError: the party is not one of those given, the statement has no speaker, or the name of
                the speaker is one of another party.
        """
        answered = given if given and given.strip() else None
        party = self._parties.get(fold(answered)) if answered else None
        if answered and party is None:
            raise _RefusedError("unknown party")
        if party and not speaker.strip():
            raise _RefusedError("party without a speaker")
        for words in (name, speaker):
            own = self._affiliations.of_name(words)
            if own.party is not None:
                if party not in (None, own.party):
                    raise _RefusedError("speaker of another party")
                return own.party, own.why
        return party, ""
