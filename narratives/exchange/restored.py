"""Findings from plain JSON values of the format narratives/1; every fault is told with its place."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from narratives.errors import ExchangeError, NarrativesError
from narratives.exchange.record import Value
from narratives.findings import Examination, Findings
from narratives.model import (
    ARTICLE,
    Account,
    Assertion,
    Block,
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

    Ids of assertions are made anew from their content, so an edited text keeps its relations. What belongs
    to no party is left out: see `accounts_of`.

    Raises:
        ExchangeError: something points at what is not there, or a text is not the one of its checksum.
    """
    documents, parties, assertions = accounts_of(value, place=place)
    by_party: dict[str | None, list[Assertion]] = {}
    for assertion in assertions.values():
        by_party.setdefault(assertion.party, []).append(assertion)
    accounts = tuple(Account(party, by_party.get(_own_voice(party), ())) for party in parties)
    verdicts = [
        _verdict(one, assertions, place=f"{place}: $.relations[{number}]")
        for number, one in enumerate(value["relations"])
    ]
    own = tuple(
        _examination(one, accounts, verdicts, place=f"{place}: $.examined[{number}]")
        for number, one in enumerate(value.get("examined", ()))
    )
    of_own = {id(verdict) for one in own for verdict in one.verdicts}
    return Findings(
        accounts=accounts,
        verdicts=tuple(verdict for verdict in verdicts if id(verdict) not in of_own),
        disputes=tuple(
            Dispute(
                label=one["label"],
                verdicts=_chosen(one["relations"], verdicts, place=f"{place}: $.disputes[{number}]"),
            )
            for number, one in enumerate(value["disputes"])
        ),
        not_compared=value["not_compared"],
        documents=tuple(documents.values()),
        own=own,
    )


def accounts_of(value: Value, *, place: str) -> tuple[dict[str, Document], list[Party], dict[str, Assertion]]:
    """Documents by id, parties, and all assertions by the id that the value gives them.

    Raises:
        ExchangeError: as `findings_of`.
    """
    documents: dict[str, Document] = {}
    for number, one in enumerate(value["documents"]):
        documents[one["id"]] = _document(one, place=f"{place}: $.documents[{number}]")
    parties = [
        _party(one, place=f"{place}: $.parties[{number}]") for number, one in enumerate(value["parties"])
    ]
    names = {party.name for party in parties}
    if len(names) < len(parties):
        given = [party.name for party in parties]
        twice = next(name for name in given if given.count(name) > 1)
        raise ExchangeError(f"{place}: $.parties: {twice!r} is given twice; give each party once")
    assertions: dict[str, Assertion] = {}
    for number, one in enumerate(value["assertions"]):
        here = f"{place}: $.assertions[{number}]"
        if one["id"] in assertions:
            raise ExchangeError(f"{here}: id {one['id']!r} is given twice; give each assertion once")
        if one["party"] is not None and one["party"] not in names:
            raise ExchangeError(f"{here}: party {one['party']!r} is not among $.parties; add it there")
        assertions[one["id"]] = _assertion(one, documents, place=here)
    return documents, parties, _answering(assertions)


def _answering(assertions: dict[str, Assertion]) -> dict[str, Assertion]:
    """The same, with `answers` as the id that the answered one has now."""
    return {
        key: evolve(one, answers=assertions[one.answers].id) if one.answers in assertions else one
        for key, one in assertions.items()
    }


def _own_voice(party: Party) -> str | None:
    return None if party.name == ARTICLE else party.name


def _party(one: Value, *, place: str) -> Party:
    try:
        return Party(one["name"], one["aliases"])
    except NarrativesError as error:
        raise ExchangeError(f"{place}: {error}") from error


def _document(one: Value, *, place: str) -> Document:
    text = one.get("text")
    if text is not None:
        document = Document(text)
        if document.sha256 != one["sha256"]:
            raise ExchangeError(
                f"{place}: the text is not the one of its sha256, so the places in it do not hold; "
                "give the text as it was written, or leave 'text' out"
            )
    try:
        return Document(
            text or "",
            title=one.get("title", ""),
            outlet=one.get("outlet", ""),
            date=one.get("date", ""),
            address=one.get("address", ""),
            blocks=tuple(
                Block(runs=tuple((start, end) for start, end in block["runs"]), heading=block["heading"])
                for block in one.get("blocks", ())
            ),
            pages=tuple(one.get("pages", ())),
            checksum=one["sha256"] if text is None else "",
        )
    except NarrativesError as error:
        raise ExchangeError(f"{place}: {error}") from error


def _assertion(one: Value, documents: Mapping[str, Document], *, place: str) -> Assertion:
    name, time = one["source"], one["time"]
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
            ),
            cue=one["cue"],
            stance=Stance(one["stance"]),
            spans=_spans(one["spans"], one["document"], documents, place=place),
            time=TimeInterval(start=time["start"], end=time["end"]) if time else None,
            answers=one.get("answers"),
        )
    except ExchangeError:
        raise
    except NarrativesError as error:
        raise ExchangeError(f"{place}: {error}") from error


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


def _verdict(one: Value, assertions: Mapping[str, Assertion], *, place: str) -> Verdict:
    for side in ("a", "b"):
        if one[side] not in assertions:
            raise ExchangeError(f"{place}.{side}: there is no assertion {one[side]!r}")
    a, b = assertions[one["a"]], assertions[one["b"]]
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
                a_spans=_spans(reason["a_spans"], a.document, {}, place=place),
                b_spans=_spans(reason["b_spans"], b.document, {}, place=place),
            )
            for reason in one["reasons"]
        ),
        judge=one["judge"],
    )


def _examination(
    one: Value, accounts: Iterable[Account], verdicts: Sequence[Verdict], *, place: str
) -> Examination:
    for account in accounts:
        if account.name == one["party"]:
            chosen = _chosen(one["relations"], verdicts, place=place)
            return Examination(account=account, verdicts=chosen, not_compared=one["not_compared"])
    raise ExchangeError(f"{place}: party {one['party']!r} is not among $.parties")


def _chosen(numbers: Iterable[int], verdicts: Sequence[Verdict], *, place: str) -> tuple[Verdict, ...]:
    chosen = []
    for number in numbers:
        if number >= len(verdicts):
            raise ExchangeError(f"{place}: there is no relation {number}; there are {len(verdicts)}")
        chosen.append(verdicts[number])
    return tuple(chosen)
