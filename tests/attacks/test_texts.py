"""Hostile texts: each is read, or refused with one error, in bounded time and memory."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

import narratives
from narratives.errors import NarrativesError, ReadError, TooLargeError
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::narratives.NarrativesWarning")]

PARTIES = ["Armenia", "Azerbaijan"]
LIMIT_S = 20

TEXTS = {
    "one letter": "A",
    "one mark": "“",
    "one control": "\x01",
    "one zero-width space": "\u200b",
    "one surrogate": "\ud800",
    "quotation marks": 'Armenia said "' + '"' * 100_000,
    "opening marks": "Armenia said “" + "“" * 100_000,
    "brackets": "Armenia said " + "[" * 50_000 + "]" * 50_000,
    "nested parentheses": "Armenia said " + "(" * 10_000 + "it left" + ")" * 10_000 + ".",
    "one word": "Armenia said " + "a" * 100_000,
    "combining marks": "Armenia said e" + "\u0301" * 50_000,
    "mixed newlines": "Armenia said it left.\r\n\r\n\r" * 50 + "\n\r\u2028\u2029\x85\x0b\x0c" * 500,
    "surrogates": "Armenia said \ud800\udfff it left. " * 100,
    "zero-width": "Arm\u200benia said \u2060it\ufeff left. " * 100,
    "bidi": "Armenia said \u202eit left\u202c. \u2066Azerbaijan denied it.\u2069 " * 100,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_read_or_refused_in_bounded_time(name: str) -> None:
    start = perf_counter()
    told, quotes = "", []
    try:
        quotes = [
            (one.quote, " … ".join(TEXTS[name][span.start : span.end] for span in one.spans))
            for one in narratives.read(TEXTS[name], PARTIES, at_least=0).assertions
        ]
    except NarrativesError as error:
        told = str(error)
    assert all(quote == printed for quote, printed in quotes)
    assert "\n" not in told
    assert len(told) < 500
    assert perf_counter() - start < LIMIT_S


def test_a_text_with_nuls_is_refused_as_no_text() -> None:
    with pytest.raises(ReadError, match=r"NUL|binary|text"):
        narratives.read("Armenia said\x00 it left. " * 50, PARTIES)


@pytest.mark.alone
def test_a_line_of_ten_megabytes_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    line = "Armenia said it left. " * 500_000
    start = perf_counter()
    with pytest.raises(ReadError, match="at most 5,000,000"):
        narratives.read(line, PARTIES)
    (tmp_path / "line.txt").write_text(line)
    with pytest.raises(TooLargeError, match=r"line\.txt: 11,000,000 bytes"):
        narratives.read(tmp_path / "line.txt", PARTIES)
    assert perf_counter() - start < 2


def test_a_large_text_is_read_within_a_gigabyte(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Armenia said “it left” (at noon). " * 800)
    code = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))\n"
        "import narratives\n"
        "print(len(narratives.read('long.txt', ['Armenia'], at_least=0).assertions))\n"
        "peak = next(one for one in open('/proc/self/status') if one.startswith('VmHWM'))\n"
        "print(int(peak.split()[1]) // 1024)\n"  # not ru_maxrss, which a process inherits
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assertions, memory_mb = map(int, done.stdout.split())
    assert assertions >= 790
    assert memory_mb < 1_024


@pytest.mark.parametrize("name", ["\u0410rmenia", "Arm\u0435nia", "Arm\u200benia", "\uff21rmenia"])
def test_a_name_that_only_looks_like_a_party_is_never_that_party(name: str) -> None:
    text = f"Armenia said that the road was open. {name} said that the bridge was shut."
    accounts = narratives.read(text, PARTIES, at_least=0)
    said = [one.text for one in accounts["Armenia"]]
    assert said == ["The road was open."]


def test_a_party_given_in_other_letters_is_told_to_be_missing_with_the_name_that_is_there() -> None:
    text = "Armenia said that the road was open. Azerbaijan said that it was shut."
    with pytest.warns(narratives.NarrativesWarning) as told:
        accounts = narratives.read(text, ["\u0410rmenia", "Azerbaijan"], at_least=0)
    assert len(accounts["\u0410rmenia"]) == 0
    assert any("'Armenia'" in str(one.message) for one in told)
