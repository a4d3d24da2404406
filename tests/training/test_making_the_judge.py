"""The plan by which the embedded judge is made."""

import yaml

from benchmarks.judge.__main__ import PLAN, draw, hold_out
from narratives.training.cross_encoder import Recipe
from narratives.training.rows import TrainingRow


def rows(source: str, count: int, label: str = "neutral") -> list[TrainingRow]:
    return [
        TrainingRow(
            premise=f"The {source} premise {number // 2}.",
            hypothesis=f"A hypothesis {number}.",
            label=label,
            source=source,
        )
        for number in range(count)
    ]


def test_no_premise_that_is_held_out_is_trained_on() -> None:
    every = rows("mnli", 40) + rows("snli", 40)
    seen = rows("mnli", 10)
    held, free = hold_out(every, {"seed": 7, "rows": {"mnli": 6}}, seen=seen)
    assert len(held) == 6
    premises = {row.premise for row in held}
    assert premises.isdisjoint(row.premise for row in [*free, *seen])
    assert premises | {row.premise for row in free} == {row.premise for row in every}


def test_a_claim_that_is_held_out_is_trained_on_with_no_other_premise() -> None:
    claims = [
        TrainingRow(
            premise=f"Edit {number}.", hypothesis=f"Claim {number % 5}.", label="neutral", source="fever"
        )
        for number in range(20)
    ]
    held, free = hold_out(claims, {"seed": 7, "rows": {"fever": 2}}, seen=[])
    assert {row.hypothesis for row in held}.isdisjoint(row.hypothesis for row in free)


def test_the_plan_is_one_that_can_be_followed() -> None:
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    for stage in plan["stages"]:
        Recipe(**stage["recipe"])
    third = plan["stages"][2]
    small = {**third, "rows": {"x": 5}, "contrasts": {**third["contrasts"], "count": 30}}
    small["rewrites"] = {**third["rewrites"], "of": {"x": 5}}
    drawn = draw(rows("x", 9), small, plan["final_stops"])
    assert drawn == draw(rows("x", 9), small, plan["final_stops"])
    assert sum(row.source.startswith("contrast/") for row in drawn) == 30
    assert sum(row.source == "x" for row in drawn) == 5
