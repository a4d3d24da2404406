import io
import os
import sys
from pathlib import Path

import pytest

import narratives
from narratives.choices import Choices
from narratives.errors import ComparisonError, ExchangeError, MissingExtraError, RenderingError
from narratives.files import READ_ENDINGS, WRITTEN_ENDINGS, check, is_findings, put, save
from narratives.files import load as load_findings


@pytest.fixture(scope="module")
def small() -> narratives.Comparison:
    a = narratives.Account("A party", ["The road is open."])
    b = narratives.Account("Another", ["The road is closed."])
    return narratives.compare(a, b)


@pytest.mark.parametrize("ending", READ_ENDINGS)
def test_loading_a_saved_comparison_gives_an_equal_one(
    karabakh: narratives.Comparison, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"kept{ending}"
    karabakh.save(path, texts=True)
    assert narratives.load(path) == karabakh


@pytest.mark.parametrize("name", ["kept.json", "KEPT.JSON"])
@pytest.mark.parametrize("form", [".json", ".jsonld", ".aif.json", ".xaif.json"])
def test_the_format_of_json_is_determined_by_its_content(
    karabakh: narratives.Comparison, tmp_path: Path, form: str, name: str
) -> None:
    karabakh.save(tmp_path / f"first{form}", texts=True)
    (tmp_path / f"first{form}").rename(tmp_path / name)
    assert narratives.load(tmp_path / name).disputes == karabakh.disputes


@pytest.mark.parametrize(
    "ending", [one for one in WRITTEN_ENDINGS if one not in (".svg", ".png", ".parquet")]
)
def test_every_format_is_written_reproducibly(
    karabakh: narratives.Comparison, tmp_path: Path, ending: str
) -> None:
    for name in ("one", "two"):
        karabakh.save(tmp_path / f"{name}{ending}")
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


def test_an_existing_file_is_only_replaced_with_overwrite(
    small: narratives.Comparison, tmp_path: Path
) -> None:
    path = tmp_path / "mine.html"
    path.write_text("what I wrote")
    with pytest.raises(ExchangeError, match=r"mine\.html: is there already"):
        small.save(path)
    assert path.read_text() == "what I wrote"
    small.save(path, overwrite=True)
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert [one.name for one in tmp_path.iterdir()] == ["mine.html"]


def test_a_failed_write_leaves_the_old_file(
    small: narratives.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
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
def test_an_unusable_path_gives_an_error_with_the_remedy(
    small: narratives.Comparison, tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(ExchangeError, match=message):
        save(small, tmp_path / name)


def test_a_replaced_file_keeps_its_permissions_and_links_are_followed(
    small: narratives.Comparison, tmp_path: Path
) -> None:
    real = tmp_path / "real.json"
    real.write_text("old")
    real.chmod(0o600)
    link = tmp_path / "link.json"
    link.symlink_to(real)
    small.save(link, overwrite=True)
    assert link.is_symlink()
    assert narratives.load(real) == small
    assert real.stat().st_mode & 0o777 == 0o600


def test_a_file_with_the_longest_possible_name_can_be_replaced(
    small: narratives.Comparison, tmp_path: Path
) -> None:
    path = tmp_path / f"{'n' * 240}.json"
    small.save(path)
    small.save(path, overwrite=True)
    assert narratives.load(path) == small
    with pytest.raises(ExchangeError, match="cannot be written: File name too long"):
        small.save(tmp_path / f"{'n' * 300}.json")


def test_an_interrupted_write_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupting(io.BytesIO):
        def write(self, _: object) -> int:
            raise KeyboardInterrupt

    def open_interrupting(file: Path, mode: str) -> Interrupting:
        file.touch()
        assert mode == "xb"
        return Interrupting()

    monkeypatch.setattr(Path, "open", open_interrupting)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "x.json", b"{}", overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_accounts_that_were_not_compared_are_not_loaded_as_a_comparison(tmp_path: Path) -> None:
    accounts = narratives.read("Armenia said the road was open. Azerbaijan said it was closed.")
    (tmp_path / "who.json").write_text(accounts.to_json())
    assert not load_findings(tmp_path / "who.json").compared
    with pytest.raises(
        ComparisonError, match=r"who\.json: holds accounts .* not compared; compare them first"
    ):
        narratives.load(tmp_path / "who.json")
    with pytest.raises(ComparisonError, match="compare them first"):
        narratives.Comparison.of(accounts.findings)


def test_handwritten_accounts_with_a_party_named_like_a_format_key_are_no_findings(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hand.json"
    path.write_text('{"AIF": ["The beach was held."], "Ottomans": ["The beach was lost."]}')
    assert not is_findings(path)
    path.write_text(narratives.compare(*narratives.read_accounts(path)).to_json())
    assert is_findings(path)


def test_an_unknown_option_value_is_refused(small: narratives.Comparison, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="there is no table 'claims'; take one of assertions, relations"):
        small.save(tmp_path / "x.csv", table="claims")
    with pytest.raises(ExchangeError, match="there is no by 'prty'; take one of party, dispute"):
        small.save(tmp_path / "x.dot", by="prty")  # type: ignore[arg-type]


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
    ("ending", "package", "extra"),
    [(".docx", "docx", "documents"), (".parquet", "pyarrow", "tables")],
)
def test_a_package_that_is_missing_is_told_before_anything_is_made(
    small: narratives.Comparison,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    package: str,
    extra: str,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'narratives\[{extra}\]'"):
        check(tmp_path / f"x{ending}", Choices())
    with pytest.raises(MissingExtraError, match=rf"pip install 'narratives\[{extra}\]'"):
        small.save(tmp_path / f"x{ending}")
    assert list(tmp_path.iterdir()) == []


def test_a_short_ending_gives_the_same_form(small: narratives.Comparison, tmp_path: Path) -> None:
    for short, ending in ((".markdown", ".md"), (".MD", ".md"), (".htm", ".html"), (".mermaid", ".mmd")):
        small.save(tmp_path / f"short{short}")
        small.save(tmp_path / f"long{ending}", overwrite=True)
        assert (tmp_path / f"short{short}").read_bytes() == (tmp_path / f"long{ending}").read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.json", None, "no such file"),
        ("x.html", b"<p>", "cannot be read back; take one of .json"),
        ("x.md", b"# A", "cannot be read back; take one of .json"),
        ("x.docx", b"PK", "cannot be read back; take one of .json"),
        ("x.json", b"\xff\xfe", "is not UTF-8 (byte 0)"),
        ("x.json", b"{}", "is not of the format 'narratives/1'"),
        ("x.json", b"[" * 100_000, "nested too deeply"),
        ("x.graphml", b"<graphml", "x.graphml"),
        ("x.aif.json", b'{"nodes": 3}', "x.aif.json"),
    ],
)
def test_a_file_that_cannot_be_loaded_gives_a_one_line_error(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ExchangeError) as caught:
        load_findings(tmp_path / name)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_refused(small: narratives.Comparison, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExchangeError, match="cannot be written: Permission denied"):
        save(small, tmp_path / "x.json", Choices())
