"""Arguments and options that several commands have."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Table(StrEnum):
    """The tables for CSV and Parquet."""

    ASSERTIONS = "assertions"
    RELATIONS = "relations"
    DISPUTES = "disputes"
    MATRIX = "matrix"
    SPEAKERS = "speakers"
    DECISIONS = "decisions"


class Frames(StrEnum):
    """What a frame of a picture contains."""

    PARTY = "party"
    DISPUTE = "dispute"


class ReaderName(StrEnum):
    """Who reads the articles."""

    RULES = "rules"
    CHAT = "chat"


Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="ARTICLE",
        help="Articles (.txt .md .html .pdf .docx .eml .mbox .rss .atom) and folders of articles, or "
        "accounts (.yaml .csv .json).",
        show_default=False,
    ),
]
FindingsFile = Annotated[
    str,
    typer.Argument(
        metavar="FINDINGS",
        help="A saved comparison (.json .jsonld .graphml .aif.json .xaif.json), or a graph that is kept.",
    ),
]
GraphOption = Annotated[
    str | None,
    typer.Option(
        "--graph",
        metavar="FILE",
        help="Add the articles to this graph and compare all that it has: a file, or a database's URL.",
        show_default=False,
    ),
]
OptionalInputs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="ARTICLE",
        help="Articles (.txt .md .html .pdf .docx .eml .mbox .rss .atom), or accounts (.yaml .csv .json).",
        show_default=False,
    ),
]
PartyOptions = Annotated[
    list[str] | None,
    typer.Option(
        "-p",
        "--party",
        metavar="NAME[=ALIAS,ALIAS]",
        help="A party, with other names of it; without any, the parties are found in the text.",
        show_default=False,
    ),
]
PartiesFile = Annotated[
    Path | None,
    typer.Option(
        "--parties",
        metavar="FILE",
        help="YAML: a party's name to the list of its other names; under 'speakers', a speaker to a party.",
        show_default=False,
    ),
]
AssignOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--assign",
        metavar="SPEAKER=PARTY",
        help="A speaker speaks for a party, whatever the text says; 'SPEAKER=' for none. Repeatable.",
        show_default=False,
    ),
]
DecisionFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="Decisions of people, saved by 'review' or the page; they override the results. Repeatable.",
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="en",
        help="Read every text as English, whatever language is detected.",
        show_default=False,
    ),
]
ReaderOption = Annotated[
    ReaderName,
    typer.Option("--reader", help="Who reads the articles: the rules, or a chat model at --chat-url."),
]
ChatUrlOption = Annotated[
    str | None,
    typer.Option(
        "--chat-url",
        metavar="URL",
        help="Endpoint of the chat model; else NARRATIVES_CHAT_URL. A key is taken from NARRATIVES_CHAT_KEY.",
        show_default=False,
    ),
]
ChatModelOption = Annotated[
    str | None,
    typer.Option(
        "--chat-model",
        metavar="NAME",
        help="Name of the chat model; else NARRATIVES_CHAT_MODEL.",
        show_default=False,
    ),
]
ChatMaxRequestsOption = Annotated[
    int | None,
    typer.Option(
        "--chat-max-requests",
        metavar="N",
        help="Refuse to send more requests to the chat model than this; else 200.",
        show_default=False,
    ),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON of the format narratives/1.")]
Outs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--out",
        metavar="FILE",
        help="Write FILE in the format of its ending; may be given more than once: .html .json .jsonld "
        ".graphml .aif.json .xaif.json .md .docx .argdown .csv .parquet .dot .svg .png .mmd",
        show_default=False,
    ),
]
TableOption = Annotated[Table, typer.Option("--table", help="The table for .csv and .parquet.")]
ByOption = Annotated[
    Frames, typer.Option("--by", help="For pictures: one frame per party or per point at issue.")
]
EverythingFlag = Annotated[
    bool, typer.Option("--everything", help="For pictures: draw statements without relations too.")
]
TextsFlag = Annotated[
    bool,
    typer.Option(
        "--texts",
        help="Include the articles' texts in files that can be loaded; they may be under copyright.",
    ),
]
ForceFlag = Annotated[bool, typer.Option("--force", help="Replace existing files.")]
QuietFlag = Annotated[bool, typer.Option("-q", "--quiet", help="Show no progress and no notes.")]
OwnFlag = Annotated[bool, typer.Option("--own", help="Compare each party with itself too.")]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="NAME",
        help="Name or folder of a cross-encoder; without it the embedded judge.",
        show_default=False,
    ),
]
MaxPairsOption = Annotated[
    int | None,
    typer.Option(
        "--max-pairs",
        metavar="N",
        min=0,
        help="Most pairs of statements that are judged, those nearest in meaning.",
        show_default=False,
    ),
]
