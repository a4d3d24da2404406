"""Assertions grouped by the event that they are about."""

import json
from collections.abc import Iterable, Sequence

import pytest

from benchmarks.questions.large import Size, large_graph
from narratives import (
    Account,
    Assertion,
    ContradictionGraph,
    Document,
    Reason,
    ReasonKind,
    Relation,
    Span,
    Stance,
    TimeInterval,
    Verdict,
)
from narratives.answers import Events
from narratives.errors import QuestionError
from tests.questions.conftest import Call

NORTH, SOUTH = "Northland", "Southmark"


def graph_of(
    north: Sequence[str | Assertion],
    south: Sequence[str | Assertion] = (),
    verdicts: Iterable[Verdict] = (),
    documents: Sequence[Document] = (),
) -> ContradictionGraph:
    accounts = [Account(NORTH, north), Account(SOUTH, south)]
    return ContradictionGraph(accounts=accounts, verdicts=verdicts, documents=documents)


def texts(events: Events) -> list[list[str]]:
    return [[one.text for one in event.assertions] for event in events]


def verdict(a: str, b: str, relation: Relation, *kinds: ReasonKind) -> Verdict:
    one, other = (account.assertions[0] for account in (Account(NORTH, [a]), Account(SOUTH, [b])))
    reasons = tuple(Reason(kind=kind, a=a, b=b, note="They differ.") for kind in kinds)
    return Verdict(a=one, b=other, relation=relation, probability=0.9, reasons=reasons)


def test_texts_that_name_one_action_and_the_same_people_are_one_event() -> None:
    robbed = "Four swimmers were robbed at gunpoint by men in police uniform."
    story = "The robbery of the swimmers was made up to hide a brawl."
    graph = graph_of([robbed], [story, "The minister flew home to open a museum."])
    [event] = graph.events()
    assert {one.text for one in event.assertions} == {robbed, story}
    assert event.parties == (NORTH, SOUTH)
    assert event.label == "Swimmers were robbed"
    assert event.why == "Shared words: “robbed” in 2, “swimmers” in 2 of 2."
    assert (graph.events().total, graph.events().left_out) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A strike hit the market of Marrow on 3 May.", "A strike hit the market of Marrow on 7 May."),
        ("A strike hit the market in Marrow.", "A strike hit the market in Sorrel."),
        ("The jury of the first trial convicted Holt.", "The jury of the second trial convicted Holt."),
        ("Shells killed a market guard in Georgia.", "Shells killed a market guard in Serbia."),
        ("Shells killed a market guard in Kyiv.", "Shells killed a market guard in Kherson."),
    ],
)
def test_another_day_town_or_instance_is_another_event(one: str, other: str) -> None:
    same = graph_of([one], [one.replace(" a ", " the ")])
    assert len(same.events()) == 1
    assert len(graph_of([one], [other]).events()) == 0


def test_opinions_demands_and_questions_are_no_events() -> None:
    opinions = ["Sanctions on Ruritania must end.", "The sanctions on Ruritania should be ended."]
    assert len(graph_of(opinions, [opinions[0]]).events()) == 0
    demand = Assertion(text="Ruritania repaid the stolen gold.", stance=Stance.DEMANDS)
    assert len(graph_of([demand], ["Ruritania repaid the stolen gold."]).events()) == 0
    assert (
        len(graph_of(["Who robbed the bank of Ruritania?"], ["Who robbed the bank of Ruritania?"]).events())
        == 0
    )


def test_a_conflict_ties_statements_without_a_common_word() -> None:
    robbed, nothing = "The four men were robbed at gunpoint.", "The crime never occurred."
    against = verdict(robbed, nothing, Relation.CONTRADICTION)
    [event] = graph_of([robbed], [nothing], [against]).events()
    assert (event.conflicts, event.agreements) == (1, 0)
    assert event.why == "1 conflict between 2 of 2 statements."


def test_a_conflict_of_opinions_is_no_event() -> None:
    one, other = "The tax should be raised.", "The tax should not be raised."
    assert len(graph_of([one], [other], [verdict(one, other, Relation.CONTRADICTION)]).events()) == 0


def test_a_dispute_about_the_day_keeps_one_event_and_any_other_conflict_does_not() -> None:
    one, other = "The dam was blown up on 3 May.", "The dam was blown up on 7 May."
    about_time = verdict(one, other, Relation.CONTRADICTION, ReasonKind.TIME)
    assert len(graph_of([one], [other], [about_time]).events()) == 1
    about_agent = verdict(one, other, Relation.CONTRADICTION, ReasonKind.AGENT)
    assert len(graph_of([one], [other], [about_agent]).events()) == 0


@pytest.mark.parametrize(("kind", "events"), [(ReasonKind.ACTOR, 0), (ReasonKind.MODALITY, 1)])
def test_a_verdict_of_another_actor_parts_two_statements(kind: ReasonKind, events: int) -> None:
    one = "Rebels shelled the harbour depot of Marrow."
    other = "Soldiers shelled the harbour depot of Marrow."
    assert len(graph_of([one], [other], [verdict(one, other, Relation.DISTINCT, kind)]).events()) == events


def reported(text: str, day: str, time: TimeInterval | None = None) -> tuple[Assertion, Document]:
    document = Document(f"{text} ({day})", date=day)
    spans = (Span(document=document.id, start=0, end=len(text)),)
    return Assertion(text=text, quote=text, spans=spans, time=time), document


def test_reports_of_far_apart_days_are_two_events_unless_the_texts_give_the_time() -> None:
    text = "Gunmen robbed the savings bank of Port Ambrose."
    (may, first), (soon, second) = reported(text, "2024-05-02"), reported(text, "2024-05-06")
    autumn, third = reported(text, "2024-10-02")
    [event] = graph_of([may, autumn], [soon], documents=[first, second, third]).events()
    assert [one.document for one in event.assertions] == [first.id, second.id]
    assert event.time is None
    assert event.reported == TimeInterval(start="2024-05-02", end="2024-05-06")
    when = TimeInterval(start="2024-05-01", end="2024-05-01")
    (told, first), (later, third) = reported(text, "2024-05-02", when), reported(text, "2024-10-02", when)
    [event] = graph_of([told], [later], documents=[first, third]).events()
    assert event.time == when


def test_documents_on_different_matters_share_no_event() -> None:
    one, first = reported("The judge ordered an investigation of the Harlow Bank.", "2024-05-02")
    other, second = reported("Police began an investigation of a warehouse fire.", "2024-05-02")
    assert len(graph_of([one], [other], documents=[first, second]).events()) == 0


def test_events_tell_places_actors_and_the_time_that_texts_have_in_common() -> None:
    month, day = (
        TimeInterval(start="2024-05", end="2024-05"),
        TimeInterval(start="2024-05-03", end="2024-05-03"),
    )
    first = Assertion(text="Soldiers of Ruritania shelled the harbour in Marrow.", time=month)
    second = Assertion(text="General Ana Quist shelled the harbour in Marrow.", time=day)
    [event] = graph_of([first], [second]).events()
    assert event.time == day
    assert event.places == ("Marrow",)
    assert event.actors == ("Ruritania", "Ana Quist")


def test_filters_keep_the_events_that_fit() -> None:
    month = TimeInterval(start="2023-05", end="2023-05")
    robbed = [
        Assertion(text=f"Gunmen robbed the savings bank in {town}.", time=time)
        for town, time in (("Kyiv", month), ("Marrow", None))
    ]
    graph = graph_of(robbed, [robbed[0], "Nobody was robbed at the savings bank in Marrow."])
    assert len(graph.events()) == 2
    assert [event.places for event in graph.events(place="Ukraine")] == [("Kyiv",)]
    assert [event.places for event in graph.events(since="2023-05-30", until="2023")] == [("Kyiv",)]
    assert len(graph.events(since="2024")) == 0
    assert len(graph.events(party=("northland", SOUTH))) == 2
    with pytest.raises(QuestionError, match="did you mean 'Southmark'"):
        graph.events(party=["Southmarkt"])
    with pytest.raises(QuestionError, match="since"):
        graph.events(since="May")


class ByTopic:
    """An embedder of two dimensions: texts on the harbour, and all others."""

    def embed(self, texts: Sequence[str], /) -> list[list[float]]:
        return [[1.0, 0.0] if "harbour" in text or "port" in text else [0.0, 1.0] for text in texts]


def test_an_embedder_joins_what_means_the_same_and_parts_what_does_not() -> None:
    visit = ["Quist visited the old harbour.", "Quist was welcomed at the port."]
    graph = graph_of(visit[:1], visit[1:])
    assert len(graph.events()) == 0
    assert texts(graph.events(embedder=ByTopic())) == [visit]
    robbed = ["Gunmen robbed Quist of the harbour keys.", "Gunmen robbed Quist of the keys of a car."]
    other = graph_of(robbed[:1], robbed[1:])
    assert len(other.events()) == 1
    assert len(other.events(embedder=ByTopic())) == 0


def test_each_assertion_is_in_one_event_at_most_and_all_are_counted() -> None:
    graph = large_graph(Size(assertions=2_000, relations=4_000, documents=50), seed=3)
    events = graph.events()
    ids = [one.id for event in events for one in event.assertions]
    assert len(ids) == len(set(ids))
    assert len(ids) + events.left_out == sum(map(len, graph.accounts))
    assert all(len(event.assertions) > 1 for event in events)
    again = large_graph(Size(assertions=2_000, relations=4_000, documents=50), seed=3)
    assert again.events() == events


def test_hostile_texts_are_grouped_without_error() -> None:
    nasty = ["\ud800" * 40, "Robbed " * 20_000, "“" * 5_000, "in A " * 5_000, "\u202eRobbed\x00 Quist"]
    graph = graph_of(nasty, [*nasty, "İSTANBUL was robbed in İstanbul."])
    assert graph.events().total <= len(nasty)


def test_events_are_printed_by_party_with_the_reason(call: Call) -> None:
    code, out, err = call("events", "kept.json", "--embedder", "words")
    assert (code, err) == (0, "")
    assert out.startswith("3 events; 3 in all, ")
    assert "Places: Marrow Bay" in out
    assert "Together: 3 conflicts between 3 of 3 statements; shared words: “hurt” in 3" in out
    assert out.index("Dockers' Union\n") < out.index("• Seven dockers were hurt in Marrow Bay.")
    assert call("events", "kept.json", "--place", "Kyiv")[1].startswith("No event fits; ")


def test_events_as_json_hold_what_they_refer_to(call: Call) -> None:
    code, out, _ = call("events", "kept.json", "--party", "Rescue Service", "--json", "--embedder", "words")
    value = json.loads(out)
    assert (code, value["format"], value["command"]) == (0, "narratives-answer/1", "events")
    assert value["asked"] == {"party": ["Rescue Service"]}
    ids = {one["id"] for one in value["assertions"]}
    assert all(set(event["assertions"]) <= ids for event in value["events"])
    hurt = next(event for event in value["events"] if event["places"] == ["Marrow Bay"])
    assert hurt["conflicts"] == 3
    assert hurt["reported"] == {"start": "2024-05-02", "end": "2024-05-02"}
    assert "Dockers" in [point["label"] for point in value["disputes"]]
    assert value["total"] >= len(value["events"])
    code, _, err = call("events", "kept.json", "--party", "Harbor Board")
    assert (code, err.count("\n")) == (2, 1)
    assert "did you mean 'Harbour Board'?" in err
