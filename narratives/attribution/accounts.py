"""Attribute the statements of a document: parse, find contents, resolve sources, make assertions."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.propositions.answers import answered_assertions
from narratives.attribution.propositions.sentences import proposition
from narratives.attribution.propositions.wholeness import is_whole
from narratives.attribution.prose import Paragraph, paragraphs
from narratives.attribution.speakers.accusers import with_accusers
from narratives.attribution.speakers.affiliations import Affiliations
from narratives.attribution.speakers.joint import joint_speakers
from narratives.attribution.speakers.resolver import PERSON_PRONOUNS, SpeakerResolver
from narratives.attribution.speakers.speaker import Speaker
from narratives.attribution.speakers.suggestions import suggest_party, why_no_party
from narratives.attribution.utterances.contents import spans_of, utterances_in
from narratives.attribution.utterances.hearsay import HEARSAY_ADVERBS
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.findings import Suggestion
from narratives.language.clauses import SUBJECTS, is_finite, phrase_head
from narratives.language.pipeline import parse
from narratives.language.times import interval
from narratives.model import JOINT, Assertion, Document, Party, Source, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEARSAY_ADVERB = re.compile(rf"\b(?:{'|'.join(sorted(HEARSAY_ADVERBS))})\b", re.IGNORECASE)


@frozen(kw_only=True)
class Attribution:
    """The assertions of a document.

    Attributes:
        assertions: in the order of the text. ``party`` is None for the document's own voice, where ``source``
            is None too, and for speakers of no party.
        suggestions: name of a speaker of no party → suggested party.
        assigned: the assigned names that were found as speakers.
        warnings: one sentence for each thing that the user should know about the reading.
    """

    assertions: tuple[Assertion, ...]
    suggestions: Mapping[str, Suggestion]
    assigned: frozenset[str]
    warnings: tuple[str, ...] = ()


def attribute(
    document: Document,
    parties: Sequence[Party],
    *,
    assigned: Mapping[str, str | None] | None = None,
    any_language: bool = False,
) -> Attribution:
    """Attribute the statements of a document to speakers and parties.

    Finds direct quotations, block statements, reported speech and labels, resolves the source of each to a
    name and, if possible, to a party. The rest is the document's own voice. Cost is linear in the length of
    the text, except for pronouns, whose antecedents are searched in a few preceding paragraphs.

    Args:
        assigned: name of a speaker → name of the speaker's party, or None for no party; overrides the text.
        any_language: also read paragraphs that are not in English.
    """
    texts = paragraphs(document, any_language=any_language)
    docs = parse(paragraph.text for paragraph in texts)
    affiliations = Affiliations(parties)
    resolver = SpeakerResolver(docs, affiliations, assigned or {})
    utterances = list(with_accusers(utterances_in(docs, texts), resolver))
    attributed = _without_nested_reports(_with_speakers(utterances, resolver), resolver)
    assertions: dict[str, Assertion] = {}
    suggestions: dict[str, Suggestion] = {}
    made: list[tuple[Utterance, Speaker | None, Assertion]] = []
    for utterance, speaker in attributed:
        for assertion in _assertions(document, texts, utterance, speaker, resolver, made, affiliations):
            if assertion.id not in assertions:
                assertions[assertion.id] = assertion
                made.append((utterance, speaker, assertion))
    speakers = [(speaker, utterance.speaker) for utterance, speaker, _ in made if speaker is not None]
    every_speaker = [speaker for speaker, _ in speakers]
    for speaker, words in speakers:
        name = _capitalised(speaker.name)
        if speaker.affiliation.party is None and speaker.resolved and name not in suggestions:
            suggestion = suggest_party(speaker, words, resolver, affiliations, every_speaker)
            if suggestion is not None:
                suggestions[name] = suggestion
    known_whole = {assertion.id for utterance, _, assertion in made if _has_finite_head(utterance)}
    return Attribution(
        assertions=in_text_order(assertions.values(), known_whole),
        suggestions=suggestions,
        assigned=resolver.assigned_names,
    )


def attribute_each(
    documents: Sequence[Document],
    parties: Sequence[Party],
    *,
    assigned: Mapping[str, str | None] | None = None,
    any_language: bool = False,
    on_document: Callable[[int, int], None] | None = None,
) -> list[Attribution]:
    """Return the attribution of each document, as `attribute` does.

    Args:
        on_document: called before each document with the number of documents done and the total number.
    """
    found = []
    for number, document in enumerate(documents):
        if on_document is not None:
            on_document(number, len(documents))
        found.append(attribute(document, parties, assigned=assigned, any_language=any_language))
    return found


def in_text_order(assertions: Iterable[Assertion], known_whole: Container[str] = ()) -> tuple[Assertion, ...]:
    """Return the assertions in the order of the text, with ``whole`` set by the parse of each proposition.

    Args:
        known_whole: ids of assertions that are whole sentences and need no parse.
    """
    every = list(assertions)
    unsure = [one for one in every if one.id not in known_whole]
    sentences = parse((one.text for one in unsure), entities=False)
    cut = {one.id for one, sentence in zip(unsure, sentences, strict=True) if not is_whole(sentence)}
    checked = [evolve(one, whole=False) if one.id in cut else one for one in every]
    return tuple(sorted(checked, key=lambda one: (one.spans[0].start, one.spans[0].end, one.text)))


def _with_speakers(
    utterances: Sequence[Utterance], resolver: SpeakerResolver
) -> list[tuple[Utterance, Speaker | None]]:
    """Return the utterances with their speakers; one that several parties share once for each of them.

    If the words do not determine the party, the last speaker and people described nearby are tried.
    """
    found: dict[Utterance, tuple[Speaker, ...]] = {}
    last: tuple[int, Speaker] | None = None
    content = {word for utterance in utterances if utterance.speaker for word in utterance.words}
    for utterance in sorted((one for one in utterances if one.speaker), key=_source_position):
        speaker = resolver.speaker(utterance.speaker)
        vague = not speaker.resolved or (
            speaker.affiliation.party is None and not speaker.affiliation.rivals and speaker.kind != "person"
        )
        if last is not None and utterance.paragraph - last[0] <= (1 if vague else _MAX_PARAGRAPHS_SPOKEN):
            adds = bool(utterance.cue) and utterance.cue[-1].lemma_ in ("add", "continue")
            if vague or _was_only_spoken_of(phrase_head(utterance.speaker), content, resolver):
                speaker = resolver.continued_speaker(utterance.speaker, last[1], continues=adds) or speaker
        if vague and speaker.affiliation.party is None:
            speaker = resolver.described_person(utterance.speaker) or speaker
        speaker = resolver.as_assigned(speaker, utterance.speaker)
        found[utterance] = joint_speakers(utterance.speaker, resolver) or (speaker,)
        if speaker.resolved:
            last = utterance.paragraph, speaker
    return [(utterance, speaker) for utterance in utterances for speaker in found.get(utterance, (None,))]


_MAX_PARAGRAPHS_SPOKEN = 2
"""Greatest number of paragraphs from a speaker to "he" or "she", if other people were only spoken of."""


def _was_only_spoken_of(pronoun: "Token", content: Set["Token"], resolver: SpeakerResolver) -> bool:
    """Return True if the antecedent of "he" or "she" is named in what somebody said, and is no subject."""
    mention = resolver.antecedent(pronoun) if pronoun.lower_ in PERSON_PRONOUNS else None
    return mention is not None and mention.head in content and mention.head.dep_ not in SUBJECTS


def _source_position(utterance: Utterance) -> tuple[int, int]:
    """Return the paragraph and token index of the first word that names the source."""
    return utterance.paragraph, utterance.speaker[0].i


def _without_nested_reports(
    attributed: Sequence[tuple[Utterance, Speaker | None]], resolver: SpeakerResolver
) -> list[tuple[Utterance, Speaker | None]]:
    """Return the utterances without one of each pair of nested reports.

    The inner report is kept if an outlet or the same party relays it. The outer one is kept if another party
    reports it: an opponent's account of what a party said is a statement of the opponent.
    """
    relayed_by_others = set()
    for utterance, speaker in attributed:
        parties = {resolver.speaker(words).affiliation.party for words in utterance.via} - {None}
        if parties and parties != {speaker.affiliation.party if speaker else None}:
            relayed_by_others.add(utterance)
    inner = {
        utterance.cue[-1]
        for utterance, _ in attributed
        if utterance.via and utterance not in relayed_by_others
    }
    return [
        (utterance, speaker)
        for utterance, speaker in attributed
        if utterance not in relayed_by_others and not (utterance.contains_report and utterance.head in inner)
    ]


def _assertions(
    document: Document,
    texts: Sequence[Paragraph],
    utterance: Utterance,
    speaker: Speaker | None,
    resolver: SpeakerResolver,
    made: Sequence[tuple[Utterance, Speaker | None, Assertion]],
    affiliations: Affiliations,
) -> Iterator[Assertion]:
    """Yield the assertions of an utterance; more than one if it answers several earlier assertions.

    Args:
        made: the assertions before it, with their utterances and speakers.
    """
    paragraph = texts[utterance.paragraph]
    said = proposition(utterance, speaker, resolver)
    text = said.text
    spans = tuple(spans_of(document, paragraph, utterance.words))
    if not any(character.isalnum() for character in text) or not spans:
        return
    base = Assertion(
        text=text,
        quote=JOINT.join(document.text[span.start : span.end] for span in spans),
        party=speaker.affiliation.party if speaker else None,
        source=_source(utterance, speaker, resolver, text),
        cue=" ".join(word.text for word in utterance.cue),
        stance=utterance.stance,
        spans=spans,
        unresolved=said.unresolved,
        time=interval(text, document.date),
    )
    if not utterance.answers_earlier:
        yield base
        return
    owner = resolver.speaker(utterance.about) if utterance.about and utterance.form is Form.ANSWER else None
    others = answered_assertions(utterance, speaker, made, affiliations, owner=owner)
    for other in others:
        stance = _answer_stance(base.stance, other.stance)
        yield evolve(
            base,
            text=other.text,
            unresolved=other.unresolved,
            stance=stance,
            answers=other.id,
            time=other.time,
        )
    if not others:
        unresolved = utterance.form in (
            Form.LABEL,
            Form.ANSWER,
        )  # the text then says itself that it is denied
        yield evolve(base, stance=Stance.ASSERTS) if unresolved else base


def _answer_stance(answer: Stance, earlier: Stance) -> Stance:
    """Return the stance of an answer to the proposition of an earlier assertion with its own stance.

    An answer that asserts has the earlier stance. Any other answer to a denial asserts the proposition; to
    anything else, it has its own stance.
    """
    if answer is Stance.ASSERTS:
        return earlier
    return Stance.ASSERTS if earlier is Stance.DENIES else answer


def _source(
    utterance: Utterance, speaker: Speaker | None, resolver: SpeakerResolver, text: str
) -> Source | None:
    if speaker is None:
        if utterance.direct or utterance.cue or _HEARSAY_ADVERB.search(text):
            return Source(name="(unnamed)", resolved=False, why="the text does not say whose words these are")
        return None
    mention = "".join(word.text_with_ws for word in utterance.speaker).strip()
    via = tuple(resolver.speaker(words).name for words in utterance.via)
    unassigned = speaker.affiliation.party is None and not speaker.affiliation.decided
    return Source(
        name=_capitalised(speaker.name) if speaker.name else mention,
        mention=mention,
        via=tuple(dict.fromkeys(via)),
        resolved=speaker.resolved,
        why=why_no_party(speaker, utterance.speaker, resolver) if unassigned else speaker.affiliation.why,
    )


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


def _has_finite_head(utterance: Utterance) -> bool:
    """Return True if the head of the content is a finite verb with a subject, so that it makes a sentence."""
    head = utterance.head
    subject = any(kid.dep_ in SUBJECTS and kid in utterance.words for kid in head.children)
    return head in utterance.words and subject and is_finite(head)
