import subprocess
import sys
from pathlib import Path

import pytest

from narratives.errors import DocumentMissingError, MissingExtraError, ReadError
from narratives.reading import MAX_BYTES, read_file, read_string


def write(folder: Path, content: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_is_kept_with_any_newline_and_without_the_byte_order_mark(
    tmp_path: Path, mark: bytes, newline: str
) -> None:
    text = f"Talks fail{newline}{newline}The envoy said “we are ready”."
    [document] = read_file(write(tmp_path, mark + text.encode()))
    assert document.text == text


def test_a_first_line_that_does_not_end_like_a_sentence_is_the_title(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, b"Talks fail again\n\nThe envoy left."))[0].title == "Talks fail again"
    assert read_file(write(tmp_path, b"The envoy left.\n\nTalks failed."))[0].title == ""


def test_a_first_line_that_continues_on_the_next_is_not_a_title() -> None:
    assert read_string("The envoy said that the\ntalks had failed.").title == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\x89PNG\x00\x01", "is not text"),
        ("Grüße".encode("latin-1"), "is not UTF-8"),
        ("Talks".encode("utf-16"), "is UTF-16, not UTF-8"),
    ],
)
def test_a_file_that_is_not_text_is_refused_with_its_name(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ReadError, match=message) as caught:
        read_file(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_also_a_file_not_found_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file") as caught:
        read_file(tmp_path / "nothing.txt")
    assert isinstance(caught.value, DocumentMissingError)


@pytest.mark.parametrize(
    "name", ["https://a.example/x.html", "http://a.example/x.php", "https://a.example/x"]
)
def test_an_address_is_refused_with_the_message_that_nothing_is_fetched(name: str) -> None:
    message = f"^{name}: nothing is fetched; save the page and give the file$"
    with pytest.raises(DocumentMissingError, match=message):
        read_file(Path(name))
    with pytest.raises(DocumentMissingError, match=message):
        read_string(f"{name}\n")
    assert read_string(f"The report lies at {name}").text


def test_a_folder_and_another_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder"):
        read_file(tmp_path)
    with pytest.raises(ReadError, match=r"'\.odt' are not read; give one of \.txt, .*\.pdf, \.docx"):
        read_file(write(tmp_path, b"PK", "report.odt"))


def test_sizes_are_limited(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="at most"):
        read_file(write(tmp_path, b"a" * (MAX_BYTES + 1)))
    with pytest.raises(ReadError, match="at most"):
        read_string("a" * (MAX_BYTES + 1))


def test_a_missing_library_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtraError, match=r"PDF needs pypdf; .*pip install 'narratives\[documents\]'"):
        read_file(write(tmp_path, b"%PDF-1.4", "report.pdf"))


@pytest.mark.slow
def test_libraries_for_other_formats_are_not_loaded_on_import() -> None:
    program = "import sys, narratives.reading; print([n for n in sys.argv[1:] if n in sys.modules])"
    heavy = "trafilatura lxml pypdf docx feedparser yaml email.policy".split()
    run = subprocess.run([sys.executable, "-c", program, *heavy], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
