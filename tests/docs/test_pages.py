"""Tests of the source pages: links, pictures, and the names, options and limits that they must document."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

import narratives
from narratives import exchange
from narratives.cli.app import app
from narratives.exchange import TABLES
from narratives.files import READ_ENDINGS, WRITTEN_ENDINGS
from narratives.reading import ENDINGS, limits
from narratives.storage import schema
from tests.docs.pages import DOCS, NAMES, PAGES, ROOT, examples

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"^(`{3,}).*?^\1 *$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_KB = 1024
_FORBIDDEN = re.compile(r"/(?:work|home|root|tmp|Users)/|[Pp]robabilit(?:y|ies) of (?:being )?tru(?:th|e)")


def _prose(path: Path) -> str:
    return _CODE.sub(lambda found: "\n" * found.group().count("\n"), path.read_text(encoding="utf-8"))


def _anchors(path: Path) -> set[str]:
    """Return the anchors of the headings, as GitHub and MyST create them."""
    headings = re.findall(r"^#+ (.+)$", _prose(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_existing_files_and_headings(name: str) -> None:
    path = DOCS / name
    for link in _LINK.findall(_prose(path)):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.is_file(), f"{name}: {link}"
        assert target.is_relative_to(ROOT), f"{name}: {link}"
        assert not anchor or anchor in _anchors(target), f"{name}: {link}"


def test_pictures_exist_are_described_used_and_small() -> None:
    shown = {
        (path.parent / file).resolve(): words
        for path in PAGES
        for words, file in _PICTURE.findall(path.read_text(encoding="utf-8"))
    }
    files = set((DOCS / "images").iterdir())
    in_readme = {
        (ROOT / file).resolve() for _, file in _PICTURE.findall((ROOT / "README.md").read_text("utf-8"))
    }
    assert set(shown) <= files
    assert files - set(shown) <= in_readme
    assert all(len(words) > 20 for words in shown.values())
    assert {path.name: path.stat().st_size for path in files if path.stat().st_size > 300 * _KB} == {}
    maker = (DOCS / "pictures.py").read_text(encoding="utf-8")
    assert [path.name for path in files if f'"{path.name}"' not in maker] == []


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [
        name for name in NAMES if name != "index.md" and f"\n{name.removesuffix('.md')}\n" not in contents
    ] == []


def test_no_page_or_picture_has_a_local_path_or_a_probability_of_truth() -> None:
    for path in [*PAGES, *(DOCS / "images").glob("*.svg")]:
        found = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if _FORBIDDEN.search(line) and "not called probabilities of truth" not in line
        ]
        assert found == [], path


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "reference" / "command.md").read_text(encoding="utf-8")
    parts = dict(part.split("\n", 1) for part in re.split(r"^## ", text, flags=re.MULTILINE))
    root: Any = typer.main.get_command(app)
    assert _undocumented_options(root, text) == []
    for name, command in root.commands.items():
        assert _undocumented_options(command, parts[name]) == [], name
        documented = set(re.findall(r"^\| .*?`(--[a-z0-9-]+)", parts[name], re.MULTILINE))
        assert documented <= {option for one in command.params for option in one.opts}, name


def test_commands_not_run_by_tests_use_existing_options() -> None:
    root: Any = typer.main.get_command(app)
    lines = [
        line.split()
        for path in PAGES
        for example in examples(path)
        if example.kind == "sh"
        for line in example.text.splitlines()
        if line.startswith("narratives ")
    ]
    for _, command, *words in lines:
        known = {option for one in root.commands[command].params for option in one.opts}
        assert {word for word in words if word.startswith("-")} <= known, command
    assert lines


def _undocumented_options(command: Any, text: str) -> list[str]:
    options = [option for one in command.params if one.param_type_name == "option" for option in one.opts]
    return [option for option in options if not re.search(rf"`{option}[ `]", text)]


def test_every_file_ending_table_and_limit_is_documented() -> None:
    formats = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert [ending for ending in {*WRITTEN_ENDINGS, *READ_ENDINGS} if f"`{ending}`" not in formats] == []
    reading = (DOCS / "reading.md").read_text(encoding="utf-8")
    caps = [name for name in vars(limits) if name.startswith("MAX_")]
    assert [name for name in (*ENDINGS, *caps) if f"`{name}`" not in reading] == []
    command = (DOCS / "reference" / "command.md").read_text(encoding="utf-8")
    assert [table for table in TABLES if f"`{table}`" not in command] == []


def test_every_table_and_column_of_the_store_is_documented() -> None:
    page = (DOCS / "reference" / "store.md").read_text(encoding="utf-8")
    tables = dict(
        re.findall(r"^\| `(\w+)` \|[^\n]*\n\| --- \| --- \|\n((?:\|[^\n]*\n)+)", page, re.MULTILINE)
    )
    assert sorted(tables) == schema.table_names()
    for name, rows in tables.items():
        columns = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\|([^|]*)\|", rows, re.MULTILINE)))
        assert columns == schema.column_names(name), name
    assert f"version {schema.VERSION} of the format `{schema.FORMAT}`" in page


def test_every_public_name_is_in_the_reference() -> None:
    python = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    documented = set(
        re.findall(r"^\.\. auto(?:class|data|function|exception):: (\w+)$", python, re.MULTILINE)
    )
    assert documented == set(narratives.__all__)
    modules = (DOCS / "reference" / "modules.md").read_text(encoding="utf-8")
    assert [name for name in exchange.__all__ if f"narratives.exchange.{name}\n" not in modules] == []


def test_the_architecture_names_existing_files_and_names() -> None:
    table = (DOCS / "architecture.md").read_text(encoding="utf-8").split("## Where to add something")[1]
    rows = [row for row in table.splitlines() if row.startswith("| a")]
    assert len(rows) > 10
    for row in rows:
        code = re.findall(r"`([^`]+)`", row)
        files = [name for name in code if re.fullmatch(r"[\w/]+\.(?:pyi?|yaml|tsv|html)", name)]
        assert [name for name in files if not (ROOT / "narratives" / name).is_file()] == [], row
        text = "\n".join((ROOT / "narratives" / name).read_text(encoding="utf-8") for name in files)
        names = [name.removesuffix("()") for name in code if re.fullmatch(r"\w+(?:\(\))?", name)]
        assert [name for name in names if not re.search(rf"\b{name}\b", text)] == [], row
