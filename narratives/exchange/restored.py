"""Findings from plain JSON values of the format narratives/1; every fault is told with its place."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from narratives.decisions import Decision, Review, Unmatched
from narratives.errors import DecisionError, ExchangeError, NarrativesError
from narratives.exchange.decision_records import decision_of
from narratives.exchange.record import Value
from narratives.exchange.restored_documents import copies_of, document_of, once
from narratives.findings import Examination, Findings, Suggestion, Voice, voices_of
from narratives.model import (
    ARTICLE,
    Account,
    Assertion,
    Document,
    Party,
    Source,
    Span,
    Stance,
    TimeInterval,
)
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict


def findings_of(value: Value, *, place: str) -> Findings:
    """The findings that a JSON value of the format holds; it must follow the schema.

    Ids of assertions are made anew from their content, so an edited text keeps its relations. What is no
    party's stands in a voice, or in the account of the documents' own voice where there is one.

    Raises:
        ExchangeError: something points at what is not there or stands where it cannot, something is given
            twice, or a text is not the one of its checksum.
    """
    documents, parties, assertions = _accounts(value, place=place)
    voices = _voices(value, parties, assertions, place=place)
    of_voices = {one.id for voice in voices for one in voice.assertions}
    by_party: dict[str | None, list[Assertion]] = {}
    for assertion in assertions.values():
        if assertion.id not in of_voices:
            by_party.setdefault(assertion.party, []).append(assertion)
    accounts = tuple(Account(party, by_party.get(_own_voice(party.name), ())) for party in parties)
    verdicts = [
        verdict_of(one, assertions, documents, place=f"{place}: $.relations[{number}]")
        for number, one in enumerate(value["relations"])
    ]
    examined = value.get("examined", [])
    once([one["party"] for one in examined], place=f"{place}: $.examined")
    own = tuple(
        _examination(one, accounts, verdicts, place=f"{place}: $.examined[{number}]")
        for number, one in enumerate(examined)
    )
    of_own = {id(verdict) for one in own for verdict in one.verdicts}
    return Findings(
        accounts=accounts,
        verdicts=tuple(verdict for verdict in verdicts if id(verdict) not in of_own),
        disputes=tuple(
            _dispute(one, value["relations"], verdicts, place=f"{place}: $.disputes[{number}]")
            for number, one in enumerate(value["disputes"])
        ),
        not_compared=value["not_compared"],
        documents=tuple(documents.values()),
        own=own,
        compared=value.get("compared", True),
        voices=voices,
        warnings=tuple(value.get("warnings", ())),
        reviews=tuple(
            _review(one, assertions, documents, verdicts, place=f"{place}: $.reviews[{number}]")
            for number, one in enumerate(value.get("reviews", ()))
        ),
        unmatched=tuple(
            Unmatched(
                decision=_decision(one["decision"], place=f"{place}: $.unmatched[{number}]"), why=one["why"]
            )
            for number, one in enumerate(value.get("unmatched", ()))
        ),
        copies=copies_of(value.get("copies", ()), place=f"{place}: $.copies"),
    )


def _voices(
    value: Value, parties: Iterable[Party], assertions: Mapping[str, Assertion], *, place: str
) -> tuple[Voice, ...]:
    """The voices, as the value gives them; without any, assertions of no party are gathered by speaker."""
    given = value.get("voices")
    if given is None:
        own_account = any(party.name == ARTICLE for party in parties)
        return voices_of(() if own_account else (one for one in assertions.values() if one.party is None))
    found = []
    taken: set[str] = set()
    for number, one in enumerate(given):
        here = f"{place}: $.voices[{number}]"
        own = []
        for key in one["assertions"]:
            if key not in assertions or assertions[key].party is not None or key in taken:
                raise ExchangeError(
                    f"{here}: {key!r} is no assertion of no party, or stands in another voice; take it out"
                )
            taken.add(key)
            own.append(assertions[key])
        hint = one["suggestion"]
        found.append(
            Voice(
                name=one["name"],
                why=one["why"],
                assertions=tuple(own),
                suggestion=Suggestion(party=hint["party"], why=hint["why"]) if hint else None,
            )
        )
    rest = [one for key, one in assertions.items() if one.party is None and key not in taken]
    if rest and not any(party.name == ARTICLE for party in parties):
        found += voices_of(rest)
    return tuple(found)


def _review(
    one: Value,
    assertions: Mapping[str, Assertion],
    documents: Mapping[str, Document],
    verdicts: Iterable[Verdict],
    *,
    place: str,
) -> Review:
    before, after = one["before"] or {}, one["after"] or {}
    was: Assertion | Verdict | None = None
    if "assertion" in before:
        was = assertion_of(before["assertion"], documents, place=f"{place}.before")
    elif "relation" in before:
        was = verdict_of(before["relation"], assertions, documents, place=f"{place}.before")
    now: Assertion | Verdict | None = None
    if "assertion" in after:
        if after["assertion"] not in assertions:
            raise ExchangeError(f"{place}.after: there is no assertion {after['assertion']!r}")
        now = assertions[after["assertion"]]
    elif "relation" in after:
        sides = [assertions[key].id if key in assertions else key for key in after["relation"]]
        now = next((verdict for verdict in verdicts if [verdict.a.id, verdict.b.id] == sides), None)
        if now is None:
            raise ExchangeError(f"{place}.after: there is no relation of {' and '.join(sides)}")
    return Review(
        decisions=tuple(_decision(each, place=place) for each in one["decisions"]),
        before=was,
        after=now,
        open=one["open"],
    )


def _decision(one: Value, *, place: str) -> Decision:
    try:
        return decision_of(one, place=place)
    except DecisionError as error:
        raise ExchangeError(str(error)) from error


def _accounts(value: Value, *, place: str) -> tuple[dict[str, Document], list[Party], dict[str, Assertion]]:
    """Documents by id, parties, and all assertions by the id that the value gives them."""
    once([one["id"] for one in value["documents"]], place=f"{place}: $.documents")
    documents = {
        one["id"]: document_of(one, place=f"{place}: $.documents[{number}]")
        for number, one in enumerate(value["documents"])
    }
    parties = [
        _party(one, place=f"{place}: $.parties[{number}]") for number, one in enumerate(value["parties"])
    ]
    names = {party.name for party in parties}
    once([party.name for party in parties], place=f"{place}: $.parties", alike=str.casefold)
    once([one["id"] for one in value["assertions"]], place=f"{place}: $.assertions")
    assertions: dict[str, Assertion] = {}
    for number, one in enumerate(value["assertions"]):
        here = f"{place}: $.assertions[{number}]"
        if one["party"] is not None and one["party"] not in names:
            raise ExchangeError(f"{here}: party {one['party']!r} is not among $.parties; add it there")
        assertions[one["id"]] = assertion_of(one, documents, place=here)
    return documents, parties, _answering(assertions)


def _answering(assertions: dict[str, Assertion]) -> dict[str, Assertion]:
    """The same, with `answers` as the id that the answered one has now; those of one content are one."""
    kept: dict[str, Assertion] = {}
    for one in assertions.values():
        kept.setdefault(one.id, _answering_one(one, assertions))
    return {key: kept[one.id] for key, one in assertions.items()}


def _answering_one(one: Assertion, assertions: Mapping[str, Assertion]) -> Assertion:
    also = tuple(_answering_one(each, assertions) for each in one.also)
    answered = assertions.get(one.answers or "")
    return evolve(one, answers=answered.id if answered else one.answers, also=also)


def _own_voice(party: str) -> str | None:
    return None if party == ARTICLE else party


def _party(one: Value, *, place: str) -> Party:
    try:
        return Party(one["name"], one["aliases"])
    except NarrativesError as error:
        raise ExchangeError(f"{place}: {error}") from error


def assertion_of(one: Value, documents: Mapping[str, Document], *, place: str) -> Assertion:
    """The assertion that a JSON value of the format holds; its id is made anew."""
    name, time = one["source"], one["time"]
    spans = _spans(one["spans"], one["document"], documents, place=f"{place}.spans")
    _on_its_page(one, spans, documents, place=place)
    try:
        return Assertion(
            text=one["text"],
            quote=one["quote"],
            party=one["party"],
            source=None
            if name is None
            else Source(
                name=name,
                mention=one.get("mention") or "",
                via=tuple(one.get("via", ())),
                resolved=one.get("resolved", True),
                why=one.get("why", ""),
            ),
            cue=one["cue"],
            stance=Stance(one["stance"]),
            spans=spans,
            time=TimeInterval(start=time["start"], end=time["end"]) if time else None,
            answers=one.get("answers"),
            whole=one.get("whole", True),
            unresolved=tuple(one.get("unresolved", ())),
            also=tuple(
                assertion_of(each, documents, place=f"{place}.also[{number}]")
                for number, each in enumerate(one.get("also", ()))
            ),
        )
    except NarrativesError as error:
        raise ExchangeError(f"{place}: {error}") from error


def _on_its_page(
    one: Value, spans: tuple[Span, ...], documents: Mapping[str, Document], *, place: str
) -> None:
    document = documents.get(one["document"] or "")
    page = document.page(spans[0].start) if document is not None and spans else None
    if page is not None and one.get("page", page) != page:
        raise ExchangeError(
            f"{place}.page: {one['page']} is not that of its first span; give {page}, or leave it out"
        )


def _spans(
    places: Sequence[Sequence[int]], document: str | None, documents: Mapping[str, Document], *, place: str
) -> tuple[Span, ...]:
    if not places:
        return ()
    if document is None:
        raise ExchangeError(f"{place}: spans without a document; name it in 'document'")
    known = documents.get(document)
    for start, end in places:
        if not start < end or (known is not None and not known.checksum and end > len(known.text)):
            raise ExchangeError(f"{place}: span [{start}, {end}] is no place in document {document!r}")
    return tuple(Span(document=document, start=start, end=end) for start, end in places)


def verdict_of(
    one: Value, assertions: Mapping[str, Assertion], documents: Mapping[str, Document], *, place: str
) -> Verdict:
    """The verdict that a JSON value of the format holds; it must follow the schema.

    Raises:
        ExchangeError: it is on an assertion that is not there, or on one with itself.
    """
    for side in ("a", "b"):
        if one[side] not in assertions:
            raise ExchangeError(f"{place}.{side}: there is no assertion {one[side]!r}")
    a, b = assertions[one["a"]], assertions[one["b"]]
    if a.id == b.id:
        raise ExchangeError(f"{place}: sets assertion {one['a']!r} against itself; give two, or take it out")
    return Verdict(
        a=a,
        b=b,
        relation=Relation(one["relation"]),
        probability=one["probability"],
        reasons=tuple(
            Reason(
                kind=ReasonKind(reason["kind"]),
                a=reason["a"],
                b=reason["b"],
                note=reason["note"],
                a_spans=_spans(reason["a_spans"], a.document, documents, place=f"{place}.reasons[{number}]"),
                b_spans=_spans(reason["b_spans"], b.document, documents, place=f"{place}.reasons[{number}]"),
            )
            for number, reason in enumerate(one["reasons"])
        ),
        judge=one["judge"],
        contradiction=one.get("contradiction"),
    )


def _examination(
    one: Value, accounts: Iterable[Account], verdicts: Sequence[Verdict], *, place: str
) -> Examination:
    account = next((account for account in accounts if account.name == one["party"]), None)
    if account is None:
        raise ExchangeError(f"{place}: party {one['party']!r} is not among $.parties")
    chosen = _chosen(one["relations"], verdicts, place=place)
    for number, verdict in zip(one["relations"], chosen, strict=True):
        if {verdict.a.party, verdict.b.party} != {_own_voice(account.name)}:
            raise ExchangeError(
                f"{place}: relation {number} is not of two assertions of {account.name!r}; take it out here"
            )
    return Examination(account=account, verdicts=chosen, not_compared=one["not_compared"])


def _dispute(one: Value, relations: Sequence[Value], verdicts: Sequence[Verdict], *, place: str) -> Dispute:
    chosen = _chosen(one["relations"], verdicts, place=place)
    sides = {relations[number][side] for number in one["relations"] for side in ("a", "b")}
    for key in sorted(sides ^ set(one["assertions"])):
        raise ExchangeError(
            f"{place}.assertions: {key!r} is {'missing' if key in sides else 'in none of its relations'}; "
            "give the assertions of its relations"
        )
    return Dispute(label=one["label"], verdicts=chosen)


def _chosen(numbers: Iterable[int], verdicts: Sequence[Verdict], *, place: str) -> tuple[Verdict, ...]:
    chosen = []
    for number in numbers:
        if number >= len(verdicts):
            raise ExchangeError(f"{place}: there is no relation {number}; there are {len(verdicts)}")
        chosen.append(verdicts[number])
    return tuple(chosen)
