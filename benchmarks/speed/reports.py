"""Generated news reports in which parties dispute events, with the contradictions that they contain.

A corpus imitates a year of coverage: an event is told by three to six reports within a week, so that the
number of events grows with that of the reports. Towns, parties and kinds of incident come back in other
events, and a report has statements that nobody disputes and background in its own voice.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import count, product

from attrs import field, frozen

from benchmarks.speed import grammar
from narratives.model import Account, Assertion, Document, Party, Source, Span, Stance, content_id

SEED = 11
_YEAR = date(2030, 1, 1)
_DAYS = 365
_REPORTS_OF_EVENT = (3, 6)
_ISSUES_OF_EVENT = 3
"""Facts of an event on which its parties differ."""
_ISSUES_OF_REPORT = 2
_ONE_SIDED = 0.25
"""Probability that a report has the statement of one party alone on an issue."""
_COUNTER_CHARGE = 0.5
"""Probability that the accused accuses the accuser of the same; else it denies."""
_ACCUSATION = 0.5
"""Probability that the accuser is reported to accuse, not to say that it was so."""
_BACKGROUND = (3, 5)
"""Fewest and most sentences in the voice of the report."""


@frozen(kw_only=True)
class Reports:
    """Generated reports.

    Attributes:
        parties: all parties, each with the names of its speakers.
        said: what the parties say, in the order of the documents; the spans are those of the words.
        contradictions: numbers of two statements in ``said`` of different parties on one fact of one event
            that cannot both hold.
    """

    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    said: tuple[Assertion, ...]
    contradictions: tuple[tuple[int, int], ...]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """What each party says."""
        by_party: dict[str, list[Assertion]] = {party.name: [] for party in self.parties}
        for one in self.said:
            by_party[one.party or ""].append(one)
        return tuple(Account(party, by_party[party.name]) for party in self.parties)

    @property
    def checksum(self) -> str:
        """A checksum of the texts, the statements and the contradictions."""
        return content_id(
            *(f"{one.date} {one.outlet} {one.title} {one.text}" for one in self.documents),
            *(one.id for one in self.said),
            *(f"{a} {b}" for a, b in self.contradictions),
        )


@frozen(kw_only=True)
class _Speaker:
    """Somebody who speaks for a state; ``title`` follows the name in print."""

    name: str
    title: str = ""


@frozen(kw_only=True)
class _Event:
    """An event: the words that all sentences about it use, and who disputes what.

    Attributes:
        accuser, accused: the states.
        values: issue → the words of the accuser's and of the accused's version.
    """

    number: int
    day: date
    accuser: str
    accused: str
    words: Mapping[str, str]
    issues: Sequence[str]
    values: Mapping[str, tuple[str, str]]
    counter_charge: bool


@frozen(kw_only=True)
class _Said:
    """A statement before it has a place: its text, the sentence that reports it, and the place in that."""

    party: str
    speaker: str
    text: str
    sentence: str
    start: int
    end: int
    stance: Stance = Stance.ASSERTS
    issue: str = ""


@frozen
class _Draft:
    """A report before its statements have offsets: its sentences in paragraphs."""

    event: _Event
    outlet: str
    day: date
    title: str
    paragraphs: list[list[_Said | str]] = field(factory=list)


def generate(articles: int, *, seed: int = SEED) -> Reports:
    """Return reports by date; the same number and seed give the same reports.

    Args:
        articles: > 0.
    """
    numbers = random.Random(seed)
    speakers = _speakers(numbers)
    drafts: list[_Draft] = []
    for number in count():
        if len(drafts) >= articles:
            break
        event = _event(numbers, number)
        outlets = numbers.sample(grammar.OUTLETS, numbers.randint(*_REPORTS_OF_EVENT))
        drafts += [_draft(event, outlet, speakers, numbers) for outlet in outlets]
    drafts = sorted(drafts[:articles], key=lambda one: (one.day, one.event.number, one.outlet))
    return _placed(drafts, speakers)


def _speakers(numbers: random.Random) -> dict[str, tuple[_Speaker, ...]]:
    """Return state → its speakers: two people with their offices, and two ministries."""
    names = [f"{first} {last}" for first, last in product(grammar.FIRST_NAMES, grammar.LAST_NAMES)]
    drawn = iter(numbers.sample(names, 2 * len(grammar.STATES)))
    return {
        state: (
            _Speaker(name=next(drawn), title=f"the president of {state}"),
            _Speaker(name=next(drawn), title=f"a spokesman for the government of {state}"),
            _Speaker(name=f"the {state} Foreign Ministry"),
            _Speaker(name=f"the {state} Defense Ministry"),
        )
        for state in grammar.STATES
    }


def _event(numbers: random.Random, number: int) -> _Event:
    accuser, accused = numbers.sample(grammar.STATES, 2)
    incident = numbers.choice(grammar.INCIDENTS)
    dead = numbers.randint(3, 60)
    first_hour, second_hour = numbers.sample(grammar.HOURS, 2)
    conditions = numbers.sample((incident.usable, incident.unusable), 2)
    return _Event(
        number=number,
        day=_YEAR + timedelta(days=numbers.randrange(_DAYS)),
        accuser=accuser,
        accused=accused,
        words={
            "past": incident.past,
            "participle": grammar.PARTICIPLES.get(incident.past, incident.past),
            "gerund": incident.gerund,
            "noun": incident.noun,
            "thing": incident.thing,
            "victims": incident.victims,
            "town": numbers.choice(grammar.TOWNS),
        },
        issues=numbers.sample(("agent", "count", "hour", "condition", "presence"), _ISSUES_OF_EVENT),
        values={
            "count": (str(dead + numbers.randint(2, 40)), str(dead)),
            "hour": (first_hour, second_hour),
            "condition": (conditions[0], conditions[1]),
        },
        counter_charge=numbers.random() < _COUNTER_CHARGE,
    )


def _draft(
    event: _Event, outlet: str, speakers: Mapping[str, Sequence[_Speaker]], numbers: random.Random
) -> _Draft:
    words = {**event.words, "state": event.accuser, "rival": event.accused, "day": _day_name(event.day)}
    draft = _Draft(
        event=event,
        outlet=outlet,
        day=event.day + timedelta(days=numbers.randrange(6)),
        title=numbers.choice(grammar.TITLES).format(**words),
    )
    background = [
        one.format(**words) for one in numbers.sample(grammar.BACKGROUND, numbers.randint(*_BACKGROUND))
    ]
    draft.paragraphs.append([background.pop()])
    for issue in numbers.sample(event.issues, _ISSUES_OF_REPORT):
        parties = [event.accuser, event.accused]
        if numbers.random() < _ONE_SIDED:
            parties = [numbers.choice(parties)]
        draft.paragraphs.append(
            [_disputed(event, issue, party, speakers[party], numbers) for party in parties]
        )
    for party in (event.accuser, event.accused):
        other = numbers.choice(grammar.OTHER)
        text = other.format(**_words(event, party, numbers))
        said = _reported(grammar.SAID, text, text, party, event, numbers.choice(speakers[party]), numbers)
        draft.paragraphs.append([*background[:1], said])
        background = background[1:]
    draft.paragraphs.append(list(background))
    return draft


def _disputed(
    event: _Event, issue: str, party: str, speakers: Sequence[_Speaker], numbers: random.Random
) -> _Said:
    """Return the version of a party on an issue of the event, in words that are drawn."""
    accuses = party == event.accuser
    speaker = numbers.choice(speakers)
    words = _words(event, party, numbers)
    forms: Sequence[str] = grammar.SAID
    said: Sequence[str]
    content, stance = "", Stance.ASSERTS
    if issue == "agent":
        deed = numbers.choice(grammar.AGENT)
        doer = event.accused if accuses or not event.counter_charge else event.accuser
        text = deed.format(**words, forces=_forces(doer, numbers)) if "{forces}" in deed else ""
        text = text or deed.format(**{**words, "state": doer})
        if accuses and numbers.random() < _ACCUSATION:
            forms = grammar.ACCUSED
            content = "{gerund} the {thing} at {town}".format(**words)
            text = "{rival} {past} the {thing} at {town}".format(**words)
        elif not accuses and not event.counter_charge:
            forms, stance = grammar.DENIED, Stance.DENIES
    elif issue == "presence":
        said = grammar.PRESENCE if accuses else grammar.ABSENCE
        words["state"] = event.accused
        text = numbers.choice(said).format(**words, forces=_forces(event.accused, numbers))
    else:
        said = {"count": grammar.COUNT, "hour": grammar.HOUR, "condition": grammar.CONDITION}[issue]
        value = event.values[issue][0 if accuses else 1]
        text = numbers.choice(said).format(**words, **{issue: value})
    return _reported(forms, content or text, text, party, event, speaker, numbers, stance=stance, issue=issue)


def _words(event: _Event, party: str, numbers: random.Random) -> dict[str, str]:
    rival = event.accused if party == event.accuser else event.accuser
    return {
        **event.words,
        "state": party,
        "rival": rival,
        "day": _day_name(event.day),
        "share": str(numbers.randint(5, 60)),
    }


def _reported(
    forms: Sequence[str],
    content: str,
    text: str,
    party: str,
    event: _Event,
    speaker: _Speaker,
    numbers: random.Random,
    *,
    stance: Stance = Stance.ASSERTS,
    issue: str = "",
) -> _Said:
    """Return a statement with the sentence that reports it."""
    form = numbers.choice(forms)
    before, _, after = form.partition("{content}")
    rival = event.accused if party == event.accuser else event.accuser
    spoken = f"{speaker.name}, {speaker.title}," if speaker.title else speaker.name
    words = {"speaker": spoken, "rival": rival, "day": _day_name(event.day)}
    before = before.format(**words)
    before = before[:1].upper() + before[1:]
    printed = content[:1].upper() + content[1:] if before in ("", "“") else content
    rest = after.format(**words).replace(",.", ".")
    sentence = before + printed + (rest[1:] if printed.endswith(".") and rest[0] == "." else rest)
    return _Said(
        party=party,
        speaker=speaker.name,
        text=text[:1].upper() + text[1:] + ("" if text.endswith(".") else "."),
        sentence=sentence,
        start=len(before),
        end=len(before) + len(printed),
        stance=stance,
        issue=issue,
    )


def _forces(state: str, numbers: random.Random) -> str:
    return numbers.choice(grammar.FORCES).format(state=state)


def _day_name(day: date) -> str:
    return grammar.DAYS[day.weekday()]


def _placed(drafts: Sequence[_Draft], speakers: Mapping[str, Sequence[_Speaker]]) -> Reports:
    """Return the reports with the offsets of their statements."""
    documents: list[Document] = []
    said: list[Assertion] = []
    rivals: dict[tuple[int, str], dict[str, list[int]]] = {}
    for draft in drafts:
        text = draft.title + "\n"
        places: list[tuple[_Said, int]] = []
        for paragraph in draft.paragraphs:
            for number, one in enumerate(paragraph):
                text += " " if number else "\n"
                if isinstance(one, _Said):
                    places.append((one, len(text)))
                text += one if isinstance(one, str) else one.sentence
            text += "\n"
        document = Document(
            text,
            title=draft.title,
            outlet=draft.outlet,
            date=draft.day.isoformat(),
            address=f"https://example.org/{draft.outlet.replace(' ', '-').lower()}/{draft.event.number}",
        )
        documents.append(document)
        for one, start in places:
            if one.issue:
                by_party = rivals.setdefault((draft.event.number, one.issue), {})
                by_party.setdefault(one.party, []).append(len(said))
            said.append(_assertion(one, document, start))
    pairs = (product(*by_party.values()) for by_party in rivals.values() if len(by_party) > 1)
    return Reports(
        documents=tuple(documents),
        parties=tuple(
            Party(state, tuple(one.name for one in people if one.title)) for state, people in speakers.items()
        ),
        said=tuple(said),
        contradictions=tuple(sorted((min(a, b), max(a, b)) for some in pairs for a, b in some)),
    )


def _assertion(one: _Said, document: Document, start: int) -> Assertion:
    span = Span(document=document.id, start=start + one.start, end=start + one.end)
    return Assertion(
        text=one.text,
        quote=document.text[span.start : span.end],
        party=one.party,
        source=Source(name=one.speaker),
        stance=one.stance,
        spans=(span,),
    )
