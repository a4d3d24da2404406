"""``make fuzz``: reads random texts for a bounded time; the first text that breaks a rule is printed.

With atheris, new texts are made from those that reached new code; without it, hypothesis makes them. The
rules: only `NarrativesError` is raised, and every quote is what its spans hold.
"""

import argparse
import sys
import warnings
from time import monotonic

import narratives
from narratives.errors import NarrativesError
from narratives.reading.markdown import markdown_document
from tests.test_hostile import PIECES


def check(text: str, *, markdown: bool) -> None:
    """Read a text and attribute its statements.

    Raises:
        AssertionError: a quote is not what its spans hold.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)
        try:
            document = markdown_document(text, address="x.md") if markdown else narratives.Document(text)
            accounts = narratives.read(document, ["Armenia", "Azerbaijan"], at_least=0)
        except NarrativesError:
            return
    for one in accounts.assertions:
        printed = " … ".join(text[span.start : span.end] for span in one.spans)
        if one.quote != printed:
            raise AssertionError(f"quote {one.quote!r}, spans {printed!r}, text {text!r}")


def text_of(data: bytes) -> str:
    """Return a text: each byte below the number of pieces is a piece, and any other a Latin-1 letter."""
    return " ".join(PIECES[byte] if byte < len(PIECES) else chr(byte) for byte in data)


def fuzz_with_atheris(seconds: int) -> None:
    """Fuzz in this process, which atheris ends."""
    import atheris

    def one_input(data: bytes) -> None:
        check("Armenia met Azerbaijan. " + text_of(data[1:]), markdown=data[:1] > b"\x7f")

    with atheris.instrument_imports(include=["narratives"]):  # what reading imports when it first needs it
        one_input(b"\x00\x01\x02")
    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds}", "-max_len=100", "-len_control=0", "-timeout=20"],
        one_input,
    )
    atheris.Fuzz()


def fuzz_with_hypothesis(seconds: int) -> int:
    """Return the number of texts that were read."""
    from hypothesis import HealthCheck, given, seed, settings
    from hypothesis import strategies as st

    end, read = monotonic() + seconds, 0
    pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40)

    @settings(max_examples=50, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(pieces, st.booleans())
    def batch(parts: list[str], markdown: bool) -> None:
        nonlocal read
        if monotonic() < end:
            check("Armenia met Azerbaijan. " + " ".join(parts), markdown=markdown)
            read += 1

    number = 0
    while monotonic() < end:
        seed(number)(batch)()
        number += 1
    return read


def main() -> None:
    """Fuzz for the given time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    try:
        import atheris  # noqa: F401
    except ImportError:
        print(f"read {fuzz_with_hypothesis(seconds)} texts")  # noqa: T201
    else:
        fuzz_with_atheris(seconds)


if __name__ == "__main__":
    main()
