from collections.abc import Sequence
from typing import Any

import pytest

from narratives import ContradictionGraph, Verdict
from narratives.errors import NarrativesError, QuestionError
from tests.questions.conftest import COURIER


def found(graph: ContradictionGraph, **filters: Any) -> dict[str, list[float]]:
    """Label of each dispute → the probabilities of its conflicts, in the order of the answer."""
    return {
        dispute.label: [verdict.probability for verdict in dispute.verdicts]
        for dispute in graph.disputes(**filters)
    }


def test_without_filters_every_point_is_returned_as_it_is_strongest_first(graph: ContradictionGraph) -> None:
    assert found(graph) == {"Dockers": [0.95, 0.7, 0.6], "Crane": [0.9, 0.8], "Winch": [0.65]}
    assert graph.disputes() == tuple(graph.points)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"between": ["harbour board", "MARA QUIST"]}, {"Dockers": [0.95], "Crane": [0.9], "Winch": [0.65]}),
        ({"between": "the Rescue Service"}, {"Dockers": [0.7, 0.6]}),
        ({"between": ("City Council", "Rescue Service")}, {}),
        (
            {"between": ("Ines Holt", "Dockers' Union", "City Council")},
            {"Dockers": [0.95], "Crane": [0.9, 0.8], "Winch": [0.65]},
        ),
        ({"min_probability": 0.8}, {"Dockers": [0.95], "Crane": [0.9, 0.8]}),
        ({"reason": "Denial"}, {"Winch": [0.65]}),
        ({"source": "quist"}, {"Dockers": [0.95, 0.7]}),
        ({"outlet": "evening herald"}, {"Winch": [0.65]}),
        ({"place": "marrow bay"}, {"Dockers": [0.95, 0.7, 0.6]}),
        ({"place": "Poland"}, {"Winch": [0.65]}),
        ({"place": "Warsaw"}, {"Winch": [0.65]}),
        ({"place": "Marrow"}, {"Dockers": [0.95, 0.7, 0.6]}),
        ({"place": "arrow"}, {}),
        ({"topic": "Was the crane dangerous?"}, {"Crane": [0.8]}),
        ({"topic": "dockers who were hurt"}, {"Dockers": [0.95, 0.7, 0.6]}),
        ({"topic": "inspection of winches"}, {"Winch": [0.65]}),
        ({"topic": "whales"}, {}),
        ({"source": "Mara Quist", "outlet": "Evening Herald"}, {}),
    ],
)
def test_filters_leave_the_conflicts_that_fit(
    graph: ContradictionGraph, filters: dict[str, Any], expected: dict[str, list[float]]
) -> None:
    assert found(graph, **filters) == expected


@pytest.mark.parametrize(
    ("since", "until", "labels"),
    [
        ("2024-03", "2024-03-31", ["Crane"]),  # the time spoken of, not that of the paper
        ("2024-05-02", None, ["Dockers", "Winch"]),  # no time spoken of: the day of the paper
        ("2024-05-03", None, ["Winch"]),
        (None, "2024-04", ["Crane"]),
        ("2024", "2024", ["Dockers", "Crane", "Winch"]),
        ("2025", None, []),
        (None, "2023", []),
    ],
)
def test_times_are_those_spoken_of_else_the_day_of_the_document(
    graph: ContradictionGraph, since: str | None, until: str | None, labels: list[str]
) -> None:
    assert list(found(graph, since=since, until=until)) == labels


def test_assertions_without_any_time_fit_no_time() -> None:
    a, b = "The road is open.", "The road is closed."
    graph = _of_two(a, b)
    assert list(found(graph)) == ["Road"]
    assert found(graph, since="1000", until="9999") == {}


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"between": ["Harbor Board"]},
            "party 'Harbor Board' is not in the findings; did you mean 'Harbour Board'?",
        ),
        ({"between": ["Mara Kwist"]}, "did you mean 'Mara Quist'?"),
        ({"between": ["Navy"]}, "there are: Harbour Board, Dockers' Union, City Council, Rescue Service"),
        ({"between": ["Ines Holt", "Harbour Board"]}, "'Ines Holt' and 'Harbour Board' are one party"),
        (
            {"outlet": "Marrow Currier"},
            "outlet 'Marrow Currier' is not in the findings; did you mean 'Marrow Courier'?",
        ),
        ({"source": "Mara Quest"}, "did you mean 'Mara Quist'?"),
        ({"reason": "numbers"}, "did you mean 'number'?"),
        ({"since": "last May"}, "since 'last May': an ISO 8601 year, month or day is needed"),
        ({"until": "2024-02-30"}, "until '2024-02-30': an ISO 8601"),
        ({"since": "2025", "until": "2024-12-31"}, "since '2025' is after until '2024-12-31'"),
        ({"min_probability": 80}, "min_probability 80: a number from 0 to 1 is needed"),
        ({"topic": "what did they do"}, "'what did they do' has no content word"),
        ({"topic": "  "}, "the question is blank"),
        ({"topic": "crane " * 500}, "over 1000 characters"),
        ({"place": "…"}, "give a name with letters"),
    ],
)
def test_what_is_unknown_or_invalid_is_refused_in_one_line(
    graph: ContradictionGraph, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(QuestionError) as raised:
        graph.disputes(**filters)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    with pytest.raises(NarrativesError):
        graph.agreements(**filters)


def test_agreements_take_the_same_filters(graph: ContradictionGraph) -> None:
    def told(**filters: Any) -> list[float]:
        return [one.verdict.probability for one in graph.agreements(**filters)]

    assert told() == [*[0.9] * 6, 0.85, 0.8, 0.55]
    assert told(topic="the strike") == [0.9] * 6
    assert told(between=("Harbour Board", "City Council")) == [0.9, 0.8]
    assert told(outlet="Evening Herald", min_probability=0.6) == [0.8]


def test_an_embedder_finds_the_topic_by_meaning(graph: ContradictionGraph) -> None:
    class Axes:
        """Texts about hoisting machines on one axis, all others on the other."""

        def embed(self, texts: Sequence[str]) -> list[list[float]]:
            machines = ("crane", "winch", "hoist")
            return [[1.0, 0.0] if any(word in text for word in machines) else [0.0, 1.0] for text in texts]

    assert found(graph, topic="hoisting gear") == {}
    assert list(found(graph, topic="hoisting gear", embedder=Axes())) == ["Crane", "Winch"]
    best = graph.search("hoisting gear", 3, embedder=Axes())
    assert [(one.score, one.assertion.text) for one in best][:1] == [
        (1.0, "The crane was safe in March 2024.")
    ]


def test_an_embedder_that_returns_something_else_is_refused(graph: ContradictionGraph) -> None:
    class Flat:
        def embed(self, texts: Sequence[str]) -> list[float]:
            return [0.0 for _ in texts]

    with pytest.raises(QuestionError, match="one vector per text is needed"):
        graph.disputes(topic="crane", embedder=Flat())


def test_what_contests_and_supports_an_assertion_strongest_first(graph: ContradictionGraph) -> None:
    def others(verdicts: tuple[Verdict, ...], text: str) -> list[str]:
        return [v.b.text if v.a.text == text else v.a.text for v in verdicts]

    [safe] = [one for one in graph.accounts[0] if "safe" in one.text]
    [unsafe] = [one for one in graph.accounts[1] if "unsafe" in one.text]
    contested = graph.contested_by(safe)
    assert others(contested, safe.text) == [
        "The crane was unsafe in March 2024.",
        "The crane was dangerous in March 2024.",
    ]
    assert graph.contested_by(safe.id) == contested
    assert graph.supported_by(safe) == ()
    assert others(graph.supported_by(unsafe), unsafe.text) == ["The crane was dangerous in March 2024."]
    with pytest.raises(QuestionError, match="'nothing' is not in the graph"):
        graph.contested_by("nothing")


def test_an_outlet_of_no_document_is_refused_though_others_are_known(graph: ContradictionGraph) -> None:
    assert COURIER.outlet == "Marrow Courier"
    with pytest.raises(QuestionError, match="there are: Marrow Courier, Evening Herald"):
        graph.disputes(outlet="The Lighthouse")


def _of_two(a: str, b: str) -> ContradictionGraph:
    import narratives

    first, second = narratives.Account("A", [a]), narratives.Account("B", [b])
    verdict = Verdict(
        a=first.assertions[0],
        b=second.assertions[0],
        relation=narratives.Relation.CONTRADICTION,
        probability=0.9,
    )
    point = narratives.Dispute(label="Road", verdicts=(verdict,))
    return ContradictionGraph(accounts=[first, second], verdicts=[verdict], points=[point])
