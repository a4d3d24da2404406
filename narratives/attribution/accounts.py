"""Put the parts together: parse, find contents, resolve sources, make assertions."""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from narratives.attribution.propositions.answers import answered_assertions
from narratives.attribution.propositions.sentences import proposition
from narratives.attribution.propositions.wholeness import is_whole
from narratives.attribution.prose import Paragraph, paragraphs
from narratives.attribution.speakers.affiliations import Affiliations
from narratives.attribution.speakers.cast import Cast, Speaker
from narratives.attribution.speakers.suggestions import suggested, why_no_party
from narratives.attribution.utterances.contents import spans_of, utterances_in
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.findings import Suggestion
from narratives.language.pipeline import parse
from narratives.language.times import interval
from narratives.model import JOINT, Assertion, Document, Party, Source, Stance

_UNNAMED = re.compile(r"\b(?:reportedly|allegedly|supposedly|purportedly)\b", re.IGNORECASE)


@frozen(kw_only=True)
class Attribution:
    """Everything that one document says, and by whom.

    Attributes:
        assertions: in the order of the text. Party None: the document's own voice (source None too),
            or a speaker of no party asked for.
        suggestions: name of a speaker of no party → the party that he may speak for.
        assigned: the names of ``assigned`` whose speakers occur.
    """

    assertions: tuple[Assertion, ...]
    suggestions: Mapping[str, Suggestion]
    assigned: frozenset[str]


def attribute(
    document: Document,
    parties: Sequence[Party],
    *,
    assigned: Mapping[str, str | None] | None = None,
    any_language: bool = False,
) -> Attribution:
    """Find who says what in a document.

    Direct quotations, block statements, reported speech and labels, each with its source traced to a
    name and, where one of its names allows, to a party; the rest is the document's own voice. Cost grows
    linearly with the text, but for pronouns, which look back a few paragraphs.

    Args:
        assigned: name of a speaker → the party that he speaks for, or None for no party; wins over what the
            text says.
        any_language: whether paragraphs that are not in English are read too.
    """
    texts = paragraphs(document, any_language=any_language)
    docs = parse(paragraph.text for paragraph in texts)
    affiliations = Affiliations(parties)
    cast = Cast(docs, affiliations, assigned or {})
    said = utterances_in(docs, texts)
    resolved = _owned(_with_speakers(said, cast), cast)
    assertions: dict[str, Assertion] = {}
    suggestions: dict[str, Suggestion] = {}
    made: list[tuple[Utterance, Speaker | None, Assertion]] = []
    for utterance, speaker in resolved:
        for assertion in _assertions(document, texts, utterance, speaker, cast, made, affiliations):
            if assertion.id not in assertions:
                assertions[assertion.id] = assertion
                made.append((utterance, speaker, assertion))
    people = [(speaker, utterance.speaker) for utterance, speaker, _ in made if speaker is not None]
    for speaker, words in people:
        if speaker.affiliation.party is None and speaker.resolved and _named(speaker.name) not in suggestions:
            suggestion = suggested(speaker, words, cast, affiliations, [one for one, _ in people])
            if suggestion is not None:
                suggestions[_named(speaker.name)] = suggestion
    sentences = parse((one.text for one in assertions.values()), entities=False)
    checked = [
        one if is_whole(sentence) else evolve(one, whole=False)
        for one, sentence in zip(assertions.values(), sentences, strict=True)
    ]
    ordered = sorted(checked, key=lambda one: (one.spans[0].start, one.spans[0].end, one.text))
    return Attribution(assertions=tuple(ordered), suggestions=suggestions, assigned=cast.assigned_names)


def _with_speakers(said: Sequence[Utterance], cast: Cast) -> list[tuple[Utterance, Speaker | None]]:
    """Each utterance with its speaker; whom the words alone do not tell is looked for in who spoke last."""
    found: dict[Utterance, Speaker | None] = {}
    last: tuple[int, Speaker] | None = None
    for utterance in sorted((one for one in said if one.speaker), key=_cue_place):
        speaker = cast.speaker(utterance.speaker)
        vague = not speaker.resolved or (
            speaker.affiliation.party is None and not speaker.affiliation.rivals and speaker.kind != "person"
        )
        if vague and last is not None and utterance.paragraph - last[0] <= 1:
            adds = bool(utterance.cue) and utterance.cue[-1].lemma_ in ("add", "continue")
            speaker = cast.taken_up(utterance.speaker, last[1], continues=adds) or speaker
        if vague and speaker.affiliation.party is None:
            speaker = cast.described(utterance.speaker) or speaker
        speaker = cast.as_assigned(speaker, utterance.speaker)
        found[utterance] = speaker
        if speaker.resolved:
            last = utterance.paragraph, speaker
    return [(utterance, found.get(utterance)) for utterance in said]


def _cue_place(utterance: Utterance) -> tuple[int, int]:
    return utterance.paragraph, utterance.speaker[0].i


def _owned(
    said: Sequence[tuple[Utterance, Speaker | None]], cast: Cast
) -> list[tuple[Utterance, Speaker | None]]:
    """Of a report on a report keep the inner one, unless another party is who reports it.

    What an outlet passes on is the party's own; what an opponent says that a party said is the opponent's.
    """
    foreign = set()
    for utterance, speaker in said:
        parties = {cast.speaker(words).affiliation.party for words in utterance.via} - {None}
        if parties and parties != {speaker.affiliation.party if speaker else None}:
            foreign.add(utterance)
    inner = {utterance.cue[-1] for utterance, _ in said if utterance.via and utterance not in foreign}
    return [
        (utterance, speaker)
        for utterance, speaker in said
        if utterance not in foreign and not (utterance.contains_report and utterance.head in inner)
    ]


def _assertions(
    document: Document,
    texts: Sequence[Paragraph],
    utterance: Utterance,
    speaker: Speaker | None,
    cast: Cast,
    made: Sequence[tuple[Utterance, Speaker | None, Assertion]],
    affiliations: Affiliations,
) -> Iterator[Assertion]:
    paragraph = texts[utterance.paragraph]
    text = proposition(utterance, speaker, cast)
    spans = tuple(spans_of(document, paragraph, utterance.words))
    if not any(character.isalnum() for character in text) or not spans:
        return
    base = Assertion(
        text=text,
        quote=JOINT.join(document.text[span.start : span.end] for span in spans),
        party=speaker.affiliation.party if speaker else None,
        source=_source(utterance, speaker, cast, text),
        cue=" ".join(word.text for word in utterance.cue),
        stance=utterance.stance,
        spans=spans,
        time=interval(text, document.date),
    )
    if not utterance.answers_earlier:
        yield base
        return
    owner = cast.speaker(utterance.about) if utterance.about and utterance.form is Form.ANSWER else None
    others = answered_assertions(utterance, speaker, made, affiliations, owner=owner)
    for other in others:
        stance = _of_answer(base.stance, other.stance)
        yield evolve(base, text=other.text, stance=stance, answers=other.id, time=other.time)
    if not others:
        unresolved = utterance.form in (Form.LABEL, Form.ANSWER)  # the text itself says that he denies it
        yield evolve(base, stance=Stance.ASSERTS) if unresolved else base


def _of_answer(mine: Stance, theirs: Stance) -> Stance:
    """Who denies a denial asserts; who endorses has the stance of whom he endorses."""
    if mine is Stance.ASSERTS:
        return theirs
    return Stance.ASSERTS if theirs is Stance.DENIES else mine


def _source(utterance: Utterance, speaker: Speaker | None, cast: Cast, text: str) -> Source | None:
    if speaker is None:
        if utterance.direct or _UNNAMED.search(text):
            return Source(name="(unnamed)", resolved=False, why="the text does not say whose words these are")
        return None
    mention = "".join(word.text_with_ws for word in utterance.speaker).strip()
    via = tuple(cast.speaker(words).name for words in utterance.via)
    none = speaker.affiliation.party is None and not speaker.affiliation.decided
    return Source(
        name=_named(speaker.name) if speaker.name else mention,
        mention=mention,
        via=tuple(dict.fromkeys(via)),
        resolved=speaker.resolved,
        why=why_no_party(speaker, utterance.speaker, cast) if none else speaker.affiliation.why,
    )


def _named(name: str) -> str:
    return name[:1].upper() + name[1:]
