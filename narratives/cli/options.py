"""What more than one command takes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Table(StrEnum):
    """The tables that CSV and Parquet hold."""

    ASSERTIONS = "assertions"
    RELATIONS = "relations"
    DISPUTES = "disputes"
    MATRIX = "matrix"
    SPEAKERS = "speakers"
    DECISIONS = "decisions"


class Frames(StrEnum):
    """What the frames of a picture are drawn around."""

    PARTY = "party"
    DISPUTE = "dispute"


Inputs = Annotated[
    list[Path],
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
        help="A party, with other names that it goes by; without any, the parties are found in the text.",
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
        help="What people decided, as the report's page saves it; it leads. Repeatable.",
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="en",
        help="Read every text as English, in whatever language it seems to be.",
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
        help="Write FILE in the form that its ending tells; may be given more than once: .html .json .jsonld "
        ".graphml .aif.json .xaif.json .md .docx .argdown .csv .parquet .dot .svg .png .mmd",
        show_default=False,
    ),
]
TableOption = Annotated[Table, typer.Option("--table", help="The table that .csv and .parquet hold.")]
ByOption = Annotated[
    Frames, typer.Option("--by", help="Pictures: a frame around what a party says, or a point at issue.")
]
EverythingFlag = Annotated[
    bool, typer.Option("--everything", help="Pictures: draw what is in no relation too.")
]
TextsFlag = Annotated[
    bool,
    typer.Option(
        "--texts",
        help="Put the articles' texts into files that can be read back; they may belong to their publishers.",
    ),
]
ForceFlag = Annotated[bool, typer.Option("--force", help="Replace files that are there already.")]
QuietFlag = Annotated[bool, typer.Option("-q", "--quiet", help="Show no progress and no notes.")]
