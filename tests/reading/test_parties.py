from pathlib import Path

import pytest

from narratives.errors import PartiesFileError
from narratives.model import Party
from narratives.reading import limits
from narratives.reading.parties import read_parties


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "parties.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_names_are_text_also_where_yaml_has_another_meaning(tmp_path: Path) -> None:
    assert read_parties(write(tmp_path, "NO: [Oslo, 1905]\nArmenia:\nUnion: the union\n")) == [
        Party("NO", ["Oslo", "1905"]),
        Party("Armenia"),
        Party("Union", ["the union"]),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a mapping of names"),
        ("- Armenia\n- Azerbaijan\n", "a mapping of names"),
        ("Armenia: [Yerevan", r"parties\.yaml: line 1: is not YAML: expected"),
        ("A: [\x07]", r"parties\.yaml: is not YAML: special characters are not allowed$"),
        ("Armenia:".encode("utf-16"), "is UTF-16, not UTF-8"),
        ("Armenia: {capital: Yerevan}", "must be a list of texts"),
        ("Armenia: [[Yerevan]]", "must be a list of texts"),
        ("Armenia: [A]\nArmenia: [B]\n", r"parties\.yaml: line 2: 'Armenia' is given twice; keep one$"),
        ("Armenia: &a [A]\nAzerbaijan: *a\n", "YAML alias"),
        ("Armenia: !!python/object/apply:os.system [ls]\n", "is not YAML"),
        (b"Armenia: [\xff]", "is not UTF-8"),
        ("Armenia: ['']", "a name is needed"),
    ],
)
def test_a_broken_file_is_refused_in_one_line_with_its_name(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(PartiesFileError, match=message) as caught:
        read_parties(path)
    assert str(path) in str(caught.value)
    assert "<unicode string>" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartiesFileError, match=r"nothing\.yaml: no such file"):
        read_parties(tmp_path / "nothing.yaml")


def test_a_file_over_the_cap_is_refused_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, b"x" * (limits.MAX_PARTIES_BYTES + 1))
    monkeypatch.setattr(Path, "read_bytes", None)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(PartiesFileError, match="1,000,001 bytes; at most 1,000,000 are read"):
        read_parties(path)
