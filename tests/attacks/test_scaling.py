"""Parsers of raw text take linear time: twice the hostile input takes at most 2.5 times as long."""

import warnings
from collections.abc import Callable

import pytest

import narratives
from narratives.language.capitals import names, sites
from narratives.language.keys import possible_keys
from narratives.language.times import calendar, interval
from narratives.reading.feed import feed_documents
from narratives.reading.mail import mail_document
from narratives.reading.markdown import markdown_document
from narratives.reading.web import web_document
from tests.linear import assert_linear

pytestmark = pytest.mark.slow


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
