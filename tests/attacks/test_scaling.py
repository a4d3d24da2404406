"""Parsers of raw text take linear time: twice the hostile input takes at most 2.5 times as long."""

import warnings
from collections.abc import Callable
from math import inf
from time import process_time

import pytest

import narratives
from narratives.errors import NarrativesError
from narratives.language.capitals import names, sites
from narratives.language.keys import possible_keys
from narratives.language.times import calendar, interval
from narratives.reading.feed import feed_documents
from narratives.reading.mail import mail_document
from narratives.reading.markdown import markdown_document
from narratives.reading.web import web_document

pytestmark = pytest.mark.slow

MOST = 2.5
LEAST_S = 0.3
"""Times below this are too short to compare."""
ROUNDS = 5
"""Most measurements of each size before a test fails."""


def assert_linear(run: Callable[[str], object], make: Callable[[int], str], size: int) -> None:
    """Compare the least times of several rounds: the first fills caches, and other work disturbs some."""
    _seconds(run, make(size))
    small = large = inf
    for _ in range(ROUNDS):
        small = min(small, _seconds(run, make(size)))
        large = min(large, _seconds(run, make(2 * size)))
        if large <= max(MOST * small, LEAST_S):
            return
    raise AssertionError(f"{small:.3f} s, then {large:.3f} s")


def _seconds(run: Callable[[str], object], text: str) -> float:
    start = process_time()
    try:
        run(text)
    except (NarrativesError, RecursionError) as error:
        assert isinstance(error, NarrativesError), "the parser recurses"  # noqa: PT017
    return process_time() - start


def read(text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)
        return narratives.read(text, ["Armenia"], at_least=0)


@pytest.mark.parametrize(
    "piece",
    [
        '"a" ',
        "Armenia said since 2014 ",
        "Armenia said &amp; ",
        "Armenia: ",
        "—a",
        "Mr Aaron Bell said he left. Mr Carl Dorn said he went. ",
        "<b>Armenia said ",
        "(a ",
        "“a ",
    ],
)
def test_attribution_takes_linear_time(piece: str) -> None:
    assert_linear(read, lambda size: "Armenia said it left. " + piece * (size // len(piece)), 5_000)


def test_many_speakers_take_linear_time() -> None:
    def speakers(count: int) -> str:
        letters = "abcdefghij"
        surnames = ("".join(letters[int(digit)] for digit in f"{number:03}") for number in range(count))
        return "".join(f"Mr B{name} said he left.\n\n" for name in surnames)

    assert_linear(read, speakers, 250)


PIECES = [
    *(
        "(",
        ")",
        "[",
        "[a](",
        "![",
        "`",
        "*a ",
        "_a",
        "**",
        "> ",
        "# ",
        "<",
        "<a ",
        "&",
        "&#",
        "“",
        "'",
        "\\",
        "|",
    ),
    *(
        "\\",
        "|",
        "~",
        "- ",
        "\n",
        "\r\n \r",
        "\u200b",
        "\u202e",
        "A. ",
        "Aa ",
        "in Aa ",
        "2014 ",
        "since ",
        "1,",
    ),
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(
    "run",
    [
        lambda text: (names(text), sites(text), calendar(text), interval(text), possible_keys(text)),
        lambda text: markdown_document(text, address="x.md"),
    ],
    ids=["words", "markdown"],
)
def test_words_and_markdown_are_found_in_linear_time(run: Callable[[str], object], piece: str) -> None:
    assert_linear(run, lambda size: "A" + piece * (size // len(piece)), 20_000)


@pytest.mark.parametrize(
    ("form", "piece"),
    [
        ("web", "<p>Armenia said it left.</p>\n"),
        ("web", "<b><i>"),
        ("web", "&#"),
        ("web", "<!--"),
        ("mail", "> Armenia said it left.\n"),
        ("mail", "On Monday "),
        ("feed", "<item><title>Armenia left</title></item>"),
        ("feed", "<![CDATA["),
    ],
)
def test_pages_mail_and_feeds_are_read_in_linear_time(form: str, piece: str) -> None:
    heads = {
        "web": "<html><body>",
        "mail": "From: a@b.example\nContent-Type: text/plain\n\n",
        "feed": "<rss><channel><title>x</title>",
    }
    parsers = {"web": web_document, "mail": mail_document, "feed": feed_documents}
    assert_linear(
        lambda text: parsers[form]((heads[form] + text).encode(), address=f"x.{form}"),
        lambda size: piece * (size // len(piece)),
        20_000,
    )
