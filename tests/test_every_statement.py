"""Every statement that is found is in every form that is written, once among accounts and voices."""

import csv
import io
import json
import re
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

import narratives
from narratives import Decision, Mark, StatementKey, Subject, Verdict
from narratives.rendering.report import View
from narratives.rendering.table import show_comparison
from narratives.verdict import Pair, Relation

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*/report.txt"))


class SameWords:
    """A judge that takes two statements of the same first word for a contradiction."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        return [
            Verdict(
                a=a,
                b=b,
                relation=Relation.CONTRADICTION
                if a.text.split()[0] == b.text.split()[0]
                else Relation.NEUTRAL,
                probability=0.9,
            )
            for a, b in pairs
        ]


@pytest.fixture(params=SEEDS, ids=lambda path: path.parent.name)
def found(request: pytest.FixtureRequest) -> tuple[narratives.Accounts, narratives.Comparison]:
    path: Path = request.param
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)
        accounts = narratives.read(path, path.parent / "parties.yaml")
    party = next(account for account in accounts.values() if len(account))
    key = StatementKey.of(next(iter(party)))
    wrong = Decision(on=Subject.STATEMENT, mark=Mark.WRONG, statements=(key,), by="Ana")
    return accounts, narratives.compare(accounts, judge=SameWords(), decisions=[wrong])


def test_accounts_voices_and_what_was_set_aside_are_all_that_was_found(
    found: tuple[narratives.Accounts, narratives.Comparison],
) -> None:
    accounts, comparison = found
    ids = [one.id for one in (*comparison.assertions, *comparison.unassigned, *comparison.set_aside)]
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(one.id for one in accounts.assertions)
    assert comparison.unassigned
    assert len(comparison.set_aside) == 1


def test_every_form_has_every_statement(
    found: tuple[narratives.Accounts, narratives.Comparison], tmp_path: Path
) -> None:
    _, comparison = found
    shown = {one.id for one in (*comparison.assertions, *comparison.unassigned)}
    record = json.loads(comparison.to_json())
    assert sorted(one["id"] for one in record["assertions"]) == sorted(shown)
    for written in (
        comparison.to_graphml(),
        comparison.to_aif(),
        comparison.to_xaif(),
        comparison.to_jsonld(),
    ):
        assert {key for key in shown if key not in written} == set()
    table = list(csv.DictReader(io.StringIO(comparison.to_csv("assertions"), newline="")))
    assert sorted(row["id"].strip() for row in table) == sorted(shown)
    argdown = comparison.to_argdown()
    assert sorted(re.findall(r'"id": "([0-9a-f]{12})"', argdown)) == sorted(shown)
    page = comparison.to_html()
    assert {key for key in shown if f'data-a="{key}"' not in page} == set()
    for name in ("report.md", "report.docx"):
        comparison.save(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


def test_the_terminal_shows_or_counts_every_statement(
    found: tuple[narratives.Accounts, narratives.Comparison],
) -> None:
    _, comparison = found
    out = io.StringIO()
    show_comparison(Console(file=out, width=400, highlight=False, markup=False, emoji=False), comparison)
    text = " ".join(out.getvalue().split())
    own = [voice for voice in comparison.voices if voice.name == "(article)"]
    listed = [one for one in (*comparison.assertions, *comparison.unassigned) if one.source is not None]
    assert [one.text for one in listed if one.text not in text] == []
    assert f"{sum(map(len, own))} in the article's own voice" in text


def test_a_report_s_values_have_every_statement_once(
    found: tuple[narratives.Accounts, narratives.Comparison],
) -> None:
    _, comparison = found
    view = View(comparison)
    claims = [claim.assertion.id for _, groups in view.columns for _, own in groups for claim in own]
    claims += [claim.assertion.id for voice in view.voices for claim in voice.claims]
    assert sorted(claims) == sorted(one.id for one in (*comparison.assertions, *comparison.unassigned))
