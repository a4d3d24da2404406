import os
from pathlib import Path

import pytest

import narratives
from narratives.errors import ExchangeError, RenderingError
from narratives.files import READ_ENDINGS, WRITTEN_ENDINGS, Choices, save
from narratives.files import load as load_findings


@pytest.fixture(scope="module")
def small() -> narratives.Comparison:
    a = narratives.Account("A party", ["The road is open."])
    b = narratives.Account("Another", ["The road is closed."])
    return narratives.compare(a, b)


@pytest.mark.parametrize("ending", READ_ENDINGS)
def test_what_can_be_read_back_comes_back_equal(
    karabakh: narratives.Comparison, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"kept{ending}"
    karabakh.save(path, texts=True)
    assert narratives.load(path) == karabakh


@pytest.mark.parametrize("name", ["kept.json", "KEPT.JSON"])
@pytest.mark.parametrize("form", [".json", ".jsonld", ".aif.json", ".xaif.json"])
def test_json_of_any_kind_is_told_by_what_is_in_it(
    karabakh: narratives.Comparison, tmp_path: Path, form: str, name: str
) -> None:
    karabakh.save(tmp_path / f"first{form}", texts=True)
    (tmp_path / f"first{form}").rename(tmp_path / name)
    assert narratives.load(tmp_path / name).disputes == karabakh.disputes


@pytest.mark.parametrize(
    "ending", [one for one in WRITTEN_ENDINGS if one not in (".svg", ".png", ".parquet")]
)
def test_every_form_is_the_same_twice(karabakh: narratives.Comparison, tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        karabakh.save(tmp_path / f"{name}{ending}")
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


def test_a_file_that_is_there_is_never_replaced_unasked(small: narratives.Comparison, tmp_path: Path) -> None:
    path = tmp_path / "mine.html"
    path.write_text("what I wrote")
    with pytest.raises(ExchangeError, match=r"mine\.html: is there already"):
        small.save(path)
    assert path.read_text() == "what I wrote"
    small.save(path, overwrite=True)
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert [one.name for one in tmp_path.iterdir()] == ["mine.html"]


def test_a_file_that_cannot_be_made_leaves_the_old_one(
    small: narratives.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ExchangeError, match="cannot be written: No space left on device"):
        small.save(path, overwrite=True)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["kept.json"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("report.doc", "no form ends so; take one of"),
        ("report", "no form ends so"),
        ("missing/report.html", "there is no folder"),
        ("folder.html", "is a folder; give the name of a file"),
    ],
)
def test_where_nothing_can_be_written_the_way_out_is_told(
    small: narratives.Comparison, tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(ExchangeError, match=message):
        save(small, tmp_path / name)


def test_an_unknown_choice_is_told(small: narratives.Comparison, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="there is no choice 'overwirte'; there are table, by"):
        small.save(tmp_path / "x.json", overwirte=True)
    with pytest.raises(ExchangeError, match="table 'claims'"):
        small.save(tmp_path / "x.csv", table="claims")


def test_pictures_without_graphviz_are_refused_before_anything_is_written(
    small: narratives.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderingError, match=r"Graphviz is not installed .* apt install graphviz"):
        small.save(tmp_path / "x.svg")
    with pytest.raises(RenderingError, match="PNG: Graphviz is not installed"):
        small.graph.to_png()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.json", None, "no such file"),
        ("x.html", b"<p>", "cannot be read back; take one of .json"),
        ("x.json", b"\xff\xfe", "is not UTF-8 (byte 0)"),
        ("x.json", b"{}", "is not of the format 'narratives/1'"),
        ("x.json", b"[" * 100_000, "nested too deeply"),
        ("x.graphml", b"<graphml", "x.graphml"),
        ("x.aif.json", b'{"nodes": 3}', "x.aif.json"),
    ],
)
def test_what_cannot_be_read_back_is_one_line(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ExchangeError) as caught:
        load_findings(tmp_path / name)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_told(small: narratives.Comparison, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExchangeError, match="cannot be written: Permission denied"):
        save(small, tmp_path / "x.json", Choices())
