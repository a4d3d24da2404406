"""Relative clauses that a source tells: their source, their end and their sentence."""

from collections.abc import Callable

import pytest

from narratives.model import Assertion

Said = Callable[..., list[Assertion]]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "The new tactics, which Ruiz contends include theft and threats to farmers, have cost the town "
            "millions.",
            "Ruiz",
            "The new tactics include theft and threats to farmers.",
        ),
        (
            "The levy, which Lake says would close two mills, starts in May.",
            "Lake",
            "The levy would close two mills.",
        ),
        (
            "He praised the plan, which critics argue violates the treaty.",
            "Critics",
            "The plan violates the treaty.",
        ),
        ("Police hold a man who Ruiz says threw the bomb.", "Ruiz", "A man threw the bomb."),
        (
            "The mayor, who Ruiz said lied to the court, resigned on Friday.",
            "Ruiz",
            "The mayor lied to the court.",
        ),
        ("The road, which Ruiz says the army built, is shut.", "Ruiz", "The army built the road."),
        (
            "The dam, which Lake said it sold to the town last year, leaks.",
            "Lake",
            "Lake sold the dam to the town last year.",
        ),
        ("The man, whom Lake said she met in May, is here.", "Lake", "She met the man in May."),
        (
            "The levy (which Ruiz says would close two mills) is new.",
            "Ruiz",
            "The levy would close two mills.",
        ),
        (
            "The law, which Ruiz says would hit farmers, millers and bakers, starts in May.",
            "Ruiz",
            "The law would hit farmers, millers and bakers.",
        ),
    ],
)
def test_a_relative_clause_is_what_the_source_in_it_says(
    said: Said, text: str, source: str, expected: str
) -> None:
    [found] = [one for one in said(text, "Ruiz", "Lake") if one.cue != "praised"]
    assert found.source is not None
    assert (found.source.name, found.text) == (source, expected)


def test_a_relative_clause_whose_end_is_not_clear_is_no_statement(said: Said) -> None:
    text = "A strike that officials say killed ten people hit the market on Monday."
    assert said(text, "officials") == []


def test_a_clause_after_a_preposition_is_whole(said: Said) -> None:
    [found] = said("The day on which Ruiz said the dam broke was cold.", "Ruiz")
    assert found.text == "The dam broke."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The workers, whom Ruiz told the mill would close, went home.", []),
        ("Lake remembers the day that Ruiz says he resigned.", ["He resigned."]),
        ("Ruiz, who asked what the army built in May, left.", ["What the army built in May."]),
    ],
)
def test_a_pronoun_that_is_no_object_is_not_put_after_the_verb(
    said: Said, text: str, expected: list[str]
) -> None:
    assert [one.text for one in said(text, "Ruiz")] == expected
