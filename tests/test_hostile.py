"""Arbitrary text must not raise errors, take long, or give wrong spans."""

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import narratives
from narratives.reading.markdown import markdown_document

pytestmark = pytest.mark.slow

PIECES = [
    *"Armenia he they we I it Pashinyan said which and : , . … “ ” \" ' ‘ ’ [ ] ` ** &amp; 😀".split(),
    *[
        "Azerbaijan’s President Ilham Aliyev",
        "the ministry",
        "said that",
        "denied the allegation",
        "called it",
    ],
    *["accused Armenia of", "according to", "put the dead at", "no forces were there", "12 people died"],
    *["its army left", "\n", "\n\n", "\r\n", "\t", "\xa0", "\ud800", "\u2028", "\u202e", "# ", "> "],
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_no_text_raises_and_every_span_slices_to_its_quote(pieces: list[str], markdown: bool) -> None:
    text = "Armenia met Azerbaijan. " + " ".join(pieces)
    document = markdown_document(text, address="x.md") if markdown else narratives.Document(text)
    accounts = narratives.read(document, ["Armenia", "Azerbaijan"])
    for assertion in accounts.assertions:
        assert assertion.spans
        assert all(0 <= span.start < span.end <= len(text) for span in assertion.spans)
        assert assertion.quote == " … ".join(text[span.start : span.end] for span in assertion.spans)
    result = narratives.compare(*accounts.values(), documents=accounts.documents)
    result.to_json().encode()
    result.graph.to_dot().encode()


@pytest.mark.parametrize(
    "text",
    [
        "Armenia said " + "Mr. " * 3000 + "left.",
        "Armenia said " + "Nikol " * 4000,
        "Armenia of " * 3000 + " said it left.",
        "Armenia said " + "a spokesman for " * 2000 + "left.",
        "“" * 50_000 + " Armenia said.",
        "Armenia said " + "' " * 50_000,
        "Armenia " + '"' * 100_000,
    ],
    ids=lambda text: text[:20],
)
def test_deep_and_repeated_text_neither_raises_nor_hangs(text: str) -> None:
    start = perf_counter()
    narratives.read(text, ["Armenia"])
    assert perf_counter() - start < 20


@pytest.mark.parametrize("name", ["C++ (Party)*", "😀", ".*", "[b]", "the", "O’Neil"])
def test_party_names_with_special_characters_are_found(name: str) -> None:
    accounts = narratives.read(f"{name} said that it rained. Armenia said it left.", [name, "Armenia"])
    assert list(accounts) == [name, "Armenia"]
    assert len(accounts["Armenia"]) == 1
