import json
from pathlib import Path

import pytest
from attrs import evolve

from narratives.errors import AccountError, DocumentMissingError, ReadError, TooLargeError
from narratives.exchange import to_csv
from narratives.findings import Findings
from narratives.model import ARTICLE, NO_PARTY, Account, Assertion, Party, Source, Span, Stance, TimeInterval
from narratives.reading import limits
from narratives.reading.account_files import read_accounts
from tests.reading.sample_files import write_file

LAST = ["rejected", "we did not open them", "2021", "2023-08"]
YAML = """
Armenia:
  - There are no Armenian forces in the valley.
  - text: Azerbaijan opened the gates.
    stance: denies
    source: Ilse Brandt
    cue: rejected
    quote: we did not open them
    time: {start: 2021, end: 2023-08}
NO:
  aliases: [Oslo, 1905]
  says: [The road is open., The road is open.]
"""
ARMENIA = Account(
    "Armenia",
    [
        "There are no Armenian forces in the valley.",
        Assertion(
            text="Azerbaijan opened the gates.",
            quote="we did not open them",
            stance=Stance.DENIES,
            source=Source(name="Ilse Brandt", mention="Ilse Brandt"),
            cue="rejected",
            time=TimeInterval(start="2021", end="2023-08"),
        ),
    ],
)
OTHER = Account(Party("NO", ["Oslo", "1905"]), ["The road is open."])


def test_yaml_gives_accounts_in_order_with_every_scalar_as_text(tmp_path: Path) -> None:
    assert read_accounts(write_file(tmp_path, "a.yaml", YAML)) == (ARMENIA, OTHER)
    assert [one.text for one in read_accounts(write_file(tmp_path, "a.YML", YAML))[0]] == [
        "There are no Armenian forces in the valley.",
        "Azerbaijan opened the gates.",
    ]


def test_json_has_the_same_shape(tmp_path: Path) -> None:
    value = {
        "Armenia": [
            "There are no Armenian forces in the valley.",
            {
                "text": "Azerbaijan opened the gates.",
                "quote": "we did not open them",
                "stance": "denies",
                "source": "Ilse Brandt",
                "cue": "rejected",
                "time": {"start": "2021", "end": "2023-08"},
            },
        ],
        "NO": {"aliases": ["Oslo", "1905"], "says": ["The road is open."]},
    }
    assert read_accounts(write_file(tmp_path, "a.json", json.dumps(value))) == (ARMENIA, OTHER)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_has_one_statement_in_a_row(tmp_path: Path, delimiter: str, mark: str) -> None:
    rows = [
        ["party", "Text", "stance", "source", "cue", "quote", "start", "end"],
        ["Armenia", "There are no Armenian forces in the valley."],
        ["NO", '"The road is open."'],
        [],
        ["Armenia", "Azerbaijan opened the gates.", "denies", "Ilse Brandt", *LAST],
    ]
    text = mark + "\r\n".join(delimiter.join(row) for row in rows)
    armenia, other = read_accounts(write_file(tmp_path, "a.csv", text))
    assert armenia == ARMENIA
    assert [one.text for one in other] == ["The road is open."]


def test_a_formula_guard_is_removed_and_another_apostrophe_is_kept(tmp_path: Path) -> None:
    cells = ["'=1+1 is two.", "'-5 degrees it was.", "'Tis cold.", "'\u2212 5"]
    rows = "party,text\n" + "".join(f"Armenia,{cell}\n" for cell in cells)
    [account] = read_accounts(write_file(tmp_path, "a.csv", rows))
    assert [one.text for one in account] == ["=1+1 is two.", "-5 degrees it was.", "'Tis cold.", "\u2212 5"]


FAULTS = [
    ("a.yaml", "Armenia: [a, {text: b, stance: deny}]", r"Armenia\[2\]: stance 'deny' is none of asserts"),
    ("a.yaml", "Armenia: [a, {stance: denies}]", r"Armenia\[2\]: has no text"),
    ("a.yaml", "Armenia: [{text: [a]}]", r"Armenia\[1\]: text \['a'\] must be a text"),
    ("a.yaml", "Armenia: [{text: a, when: now}]", r"Armenia\[1\]: key 'when' is none of text, stance"),
    ("a.yaml", "Armenia: [[a]]", r"Armenia\[1\]: \['a'\] is no statement"),
    ("a.yaml", "Armenia: The road.", r"Armenia: a list of statements is needed, not 'The road.'"),
    ("a.yaml", "Armenia: {says: [a], alias: [b]}", r"Armenia: key 'alias' is none of aliases, says"),
    ("a.yaml", "Armenia: {says: [a], aliases: b}", r"Armenia: aliases must be a list of texts"),
    ("a.yaml", "Armenia: [{text: a, time: 2021}]", r"Armenia\[1\]: time '2021' must be a mapping"),
    ("a.yaml", "Armenia: [{text: a, time: {start: May}}]", r"time: start 'May' is no ISO 8601 date"),
    ("a.yaml", "Armenia: [{text: a, time: {start: 2021-02-30}}]", r"'2021-02-30' is no ISO 8601 date"),
    ("a.yaml", "Armenia: [{text: a, time: {start: 2021, end: 2020-05}}]", "2020-05 and starts in 2021"),
    ("a.yaml", "- a", "a mapping of a party's name"),
    ("a.yaml", "Armenia: &x [a]\nNO: *x", "YAML alias"),
    ("a.yaml", "Armenia: !!python/object/apply:os.system [ls]", "is not YAML"),
    ("a.yaml", "Armenia: " + "[" * 10_000, "nested over 20 levels"),
    ("a.yaml", "? [a]\n: [b]", "a key is no text"),
    ("a.yaml", "Armenia: [a]\nArmenia: [b]", "line 2: 'Armenia' is given twice; keep one$"),
    ("a.yaml", "'': [a]", "a name is needed"),
    ("a.json", "[", "is not JSON"),
    ("a.json", "[" * 100_000, "nested too deeply|is not JSON"),
    ("a.json", "[1]", "a mapping of a party's name"),
    ("a.json", '{"Armenia": [1]}', r"Armenia\[1\]: 1 is no statement"),
    ("a.json", '{"Armenia": ["a"], "Armenia": ["b"]}', "'Armenia' is given twice"),
    ("a.json", '{"format": "narratives/1"}', "is of the format 'narratives/1'"),
    ("a.csv", "party,text,mood\nA,b,c", "column 'mood' is none of party, text, stance"),
    ("a.csv", "party,stance\nA,denies", "the columns 'party' and 'text' are needed"),
    ("a.csv", "party,text,text\nA,b,c", "'text' is given twice"),
    ("a.csv", "party,text\nA,b,c", "row 2: has 3 cells for 2 columns"),
    ("a.csv", "party,text\n,b", "row 2: has no party"),
    ("a.csv", "party,text\nA,", "row 2: has no text"),
    ("a.csv", "party,text\n", "has no statement"),
    ("a.csv", 'party,text\nA,"b', "is not CSV"),
    ("a.csv", "party,text\nA," + "b" * 200_000, "is not CSV"),
    ("a.csv", "party,text,stance\nA,b,maybe", "row 2: stance 'maybe' is none of asserts"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), FAULTS)
def test_each_fault_names_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = write_file(tmp_path, name, text)
    with pytest.raises(AccountError, match=message) as caught:
        read_accounts(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_missing_unreadable_and_too_large_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentMissingError, match="no such file"):
        read_accounts(tmp_path / "a.yaml")
    with pytest.raises(ReadError, match=r"'\.txt' are not read; give \.yaml, \.json or \.csv"):
        read_accounts(write_file(tmp_path, "a.txt", "A: [b]"))
    with pytest.raises(ReadError, match="is not UTF-8"):
        read_accounts(write_file(tmp_path, "a.csv", "party,text\nA,Véria".encode("latin-1")))
    with pytest.raises(TooLargeError, match="bytes; at most 2,000,000"):
        read_accounts(write_file(tmp_path, "a.csv", "x" * (limits.MAX_ACCOUNTS_BYTES + 1)))
    with pytest.raises(TooLargeError, match="10,001 statements; at most 10,000"):
        read_accounts(write_file(tmp_path, "a.csv", "party,text\n" + "A,b\n" * (limits.MAX_STATEMENTS + 1)))
    with pytest.raises(DocumentMissingError, match=r"^https://a\.example/x\.csv: nothing is fetched"):
        read_accounts("https://a.example/x.csv")


def test_the_path_may_be_a_string(tmp_path: Path) -> None:
    assert read_accounts(str(write_file(tmp_path, "a.yaml", YAML))) == (ARMENIA, OTHER)


def test_the_exported_csv_is_read_back_without_assertions_of_no_party(tmp_path: Path) -> None:
    said = Assertion(
        text="=1+1 gates are open.",
        quote="the gates, “all” of them … open",
        party="Armenia",
        source=Source(name="Ilse Brandt", mention="she", via=("The Courier",)),
        cue="has denied",
        stance=Stance.DENIES,
        spans=(Span(document="a" * 12, start=3, end=9),),
        time=TimeInterval(start="2021", end="2023-08"),
    )
    accounts = (
        Account("Armenia", [said]),
        OTHER,
        Account(ARTICLE, ["It rained."]),
        Account(NO_PARTY, ["Nobody spoke."]),
    )
    findings = Findings(accounts=accounts, verdicts=(), disputes=(), documents=())
    armenia, other = read_accounts(write_file(tmp_path, "who.csv", to_csv(findings, "assertions")))
    read = evolve(said, source=Source(name="Ilse Brandt", mention="Ilse Brandt"), spans=())
    assert armenia == Account("Armenia", [read])
    assert [one.text for one in other] == ["The road is open."]


def test_faults_in_an_exported_csv_are_refused(tmp_path: Path) -> None:
    head = "id,party,text,quote,stance,page\n"
    [account] = read_accounts(
        write_file(tmp_path, "a.csv", f"{head}1,,b,b,asserts,2\n2,A,b,c\n3,(article),b\n")
    )
    assert [(one.text, one.quote) for one in account] == [("b", "c")]
    for rows, message in (
        ("1,,b\n", "has no statement"),
        ("1,,b\n2,A,,c\n", "row 3: has no text"),
        ("1,A,b,c,maybe\n", "row 2: stance 'maybe' is none of"),
        ("1,A,b,c,asserts,2,3\n", "row 2: has 7 cells"),
    ):
        with pytest.raises(AccountError, match=message):
            read_accounts(write_file(tmp_path, "a.csv", head + rows))
