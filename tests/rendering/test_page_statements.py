"""Statements of no party, speakers and notices on the page: no statement is left out."""

import pytest
from attrs import evolve

import narratives
from narratives import Account, Document
from narratives.findings import Findings, Suggestion, Voice
from narratives.rendering.page import page
from narratives.rendering.page.speakers import speaker_rows
from narratives.rendering.report.view import View
from tests.rendering.reading_pages import parse_page


def test_every_statement_is_in_a_column_or_among_the_other_voices(
    seeds: dict[str, narratives.Comparison],
) -> None:
    for name, found in seeds.items():
        read = parse_page(found.to_html())
        columns, voices = read.claims["accounts"], read.claims["voices"]
        assert sorted(columns) == sorted(one.id for one in found.assertions), name
        assert sorted(voices) == sorted(one.id for one in found.unassigned), name
        assert len(voices) > 3, name


def test_other_voices_have_a_reason_and_a_suggested_party(
    seeds: dict[str, narratives.Comparison],
) -> None:
    read = parse_page(seeds["kakhovka-dam-2023"].to_html())
    text = read.text("voices")
    assert "3 statements of 3 speakers belong to no party, 7 in the article's own voice." in text
    assert "Sergiy Kyslytsya 1 no party's name stands with 'Sergiy Kyslytsya'" in text
    assert "May speak for Russia : 'Russian' stands in 'Andrey Alekseyenko" in text
    assert text.index("In the article’s own voice 7") > text.index("The United Nations")
    assert "voice-3" in read.closed_details


def test_quotations_of_other_voices_have_a_neutral_colour_and_link_back(
    seeds: dict[str, narratives.Comparison],
) -> None:
    found = seeds["kakhovka-dam-2023"]
    read = parse_page(found.to_html())
    for one in found.unassigned:
        assert "cn" in read.classes[one.id], one.text
        assert f"#a-{one.id}" in read.links[one.id], one.text
    assert read.classes["voices"] == {"claim", "cn"}


def test_every_speaker_is_listed_with_the_party_and_links_to_the_statements(
    seeds: dict[str, narratives.Comparison],
) -> None:
    for found in seeds.values():
        rows = speaker_rows(View(found))
        assert [row.speaker for row in rows] == list(found.speakers)
        assert [len(row.said) for row in rows] == [one.statements for one in found.speakers]
        links = parse_page(found.to_html()).links["speakers"]
        for row in rows:
            assert {f"#{key}" for key, _ in row.said} <= set(links)
    text = parse_page(seeds["kakhovka-dam-2023"].to_html()).text("speakers")
    assert "Volodymyr Zelensky Ukraine 5 1 2 3 4 5 'Ukrainian' stands with 'Zelensky'" in text
    assert "Sergiy Kyslytsya no party 1 no party's name stands with" in text


def test_all_warnings_are_shown_at_the_top() -> None:
    text = "Yerevan said the road was open. Baku said the road was closed."
    with pytest.warns(narratives.NarrativesWarning, match="Atlantis"):
        accounts = narratives.read(text, ["Yerevan", "Baku", "Atlantis"])
    found = narratives.compare(accounts)
    html = found.to_html()
    assert found.warnings
    for warning in found.warnings:
        shown = html.index(warning.replace("'", "&#39;"))
        assert shown < html.index('<nav aria-label="Sections"')


def test_a_page_of_one_party_has_advice_and_no_empty_sections() -> None:
    found = narratives.compare(narratives.read("Yerevan said the road was open. It rained.", ["Yerevan"]))
    html = found.to_html()
    read = parse_page(html)
    assert "Parties and their statements: Yerevan: 1 statement." in html
    assert html.index("Nothing to compare") < html.index('<nav aria-label="Sections"')
    assert "<title>Yerevan: what it says</title>" in html
    assert "#points" not in html.split("<script")[0]
    assert 'id="shared"' not in html
    assert len(read.claims["accounts"]) == 1


def test_a_page_without_parties_shows_other_voices() -> None:
    accounts = narratives.read("Sana Jaffer said the road was open.", ["Sana Jaffer"])
    said = tuple(accounts.assertions)
    voice = Voice(
        name="Sana Jaffer", why="no name", assertions=said, suggestion=Suggestion(party="X", why="y")
    )
    html = page(Findings(accounts=(), verdicts=(), disputes=(), voices=(voice,)), version="0")
    assert "<title>Who says what</title>" in html
    assert "Speakers of no party: Sana Jaffer (1)." in html
    assert "No party was named or found." in html
    assert parse_page(html).claims == {"voices": [said[0].id]}


def test_two_accounts_with_statements_have_no_advice(karabakh: narratives.Comparison) -> None:
    assert "Nothing to compare" not in karabakh.to_html()
    assert 'class="notice"' not in karabakh.to_html()


def test_the_article_as_an_account_is_not_listed_among_other_voices_too() -> None:
    accounts = narratives.read(Document("Armenia said the road was open. The road is closed."), ["Armenia"])
    found = narratives.compare(accounts["Armenia"], accounts.article, documents=accounts.documents)
    read = parse_page(evolve(found, voices=()).to_html())
    assert "voices" not in read.claims
    assert len(read.claims["accounts"]) == 2
    assert page(Findings(accounts=(Account("A"),), verdicts=(), disputes=()), version="0")
