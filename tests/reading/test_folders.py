import contextlib
import os
import sys
from pathlib import Path

import pytest

import narratives
from narratives.cli import main
from narratives.errors import NarrativesWarning, ReadError, TooLargeError
from narratives.reading import articles_in, folders

SPOKEN = "Armenia said the road was {}. Azerbaijan said the road was {}."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three articles, one of them in a subfolder, and other files."""
    top = tmp_path / "news"
    for name, words in {"b.txt": "open", "a.TXT": "shut", "may/c.md": "wet"}.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SPOKEN.format(words, f"not {words}"), encoding="utf-8")
    for name in ("accounts.json", "accounts.yaml", "may/table.csv", "photo.png", "may/more.png", "NOTES"):
        (top / name).write_text("{}", encoding="utf-8")
    for name in (".git/config.txt", ".draft.txt"):
        (top / name).parent.mkdir(exist_ok=True)
        (top / name).write_text("Not this.", encoding="utf-8")
    return top


def test_articles_are_found_in_subfolders_and_sorted_by_name(folder: Path) -> None:
    found = articles_in(folder)
    assert [path.relative_to(folder).as_posix() for path in found.paths] == ["a.TXT", "b.txt", "may/c.md"]
    assert found.warning == (
        f"{folder}: 6 files are no articles and were left out (2 .png, 1 .csv, 1 .json, 1 .yaml, "
        "1 without an ending)"
    )


def test_links_to_folders_are_not_followed(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "d.txt").write_text("It rained.", encoding="utf-8")
    (folder / "linked").symlink_to(elsewhere, target_is_directory=True)
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    (folder / "lost.txt").symlink_to(folder / "nowhere.txt")
    assert len(articles_in(folder).paths) == 3


def test_special_files_are_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert len(articles_in(folder).paths) == 3
    assert "1 .txt" in articles_in(folder).warning


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "accounts.yaml").write_text("{}", encoding="utf-8")
    with pytest.raises(ReadError, match="no article is in this folder"):
        narratives.read(tmp_path)


def test_too_many_articles_are_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MAX_FOLDER_FILES", 2)
    with pytest.raises(TooLargeError, match="3 articles; at most 2 are read, give its subfolders one by one"):
        articles_in(folder)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_is_read_with_a_warning(folder: Path, kind: type[str] | type[Path]) -> None:
    with pytest.warns(NarrativesWarning, match="6 files are no articles"):
        accounts = narratives.read(kind(folder), ["Armenia", "Azerbaijan"])
    assert [Path(one.address).name for one in accounts.documents] == ["a.TXT", "b.txt", "c.md"]
    assert accounts.warnings == (articles_in(folder).warning,)
    files = narratives.read(list(articles_in(folder).paths), ["Armenia", "Azerbaijan"])
    assert accounts.assertions == files.assertions


def test_a_blank_text_is_no_folder() -> None:
    with pytest.raises(ReadError, match="is empty"):
        narratives.read("")


@pytest.mark.slow
def test_the_commands_read_a_folder_and_write_no_article_into_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["narratives", "compare", str(folder), "-p", "Armenia", "-p", "Azerbaijan", "--json"]
    )
    with contextlib.suppress(SystemExit):
        main()
    shown = capsys.readouterr()
    assert "6 files are no articles" in shown.err
    assert shown.out.count('"sha256"') == 3
    page = folder / "may" / "out.html"
    monkeypatch.setattr(sys, "argv", ["narratives", "compare", str(folder), "--html", str(page)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "give the output another folder" in capsys.readouterr().err
    assert not page.exists()
