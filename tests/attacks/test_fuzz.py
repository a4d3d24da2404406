from types import SimpleNamespace

import pytest

import narratives
from tests.attacks import fuzz
from tests.test_hostile import PIECES

pytestmark = pytest.mark.slow


def test_bytes_become_pieces_and_letters() -> None:
    assert fuzz.text_of(bytes([0, 1, 233])) == f"{PIECES[0]} {PIECES[1]} é"


def test_texts_are_read_until_the_time_is_over() -> None:
    assert fuzz.fuzz_with_hypothesis(1) > 0


def test_a_quote_that_is_not_in_the_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    span = narratives.Span(document="x", start=0, end=3)
    wrong = SimpleNamespace(assertions=[narratives.Assertion(text="No.", quote="No", spans=(span,))])
    monkeypatch.setattr(narratives, "read", lambda *_, **__: wrong)
    with pytest.raises(AssertionError, match="quote 'No', spans 'Yes'"):
        fuzz.check("Yes.", markdown=False)
