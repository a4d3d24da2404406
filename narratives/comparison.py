"""Compare accounts: the rooms below put together."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import fields, frozen

from narratives.errors import ComparisonError
from narratives.examination import examine
from narratives.findings import By, Findings
from narratives.graph import ContradictionGraph
from narratives.judging import disputes, load_judge, run_judge
from narratives.model import Account, Document
from narratives.pairing import candidates
from narratives.verdict import Judge, Relation
from narratives.version import __version__


@frozen(kw_only=True, slots=False)
class Comparison(Findings):
    """How accounts stand to each other: the findings, with the ways to show and to keep them."""

    @cached_property
    def graph(self) -> ContradictionGraph:
        """The assertions and relations as a graph."""
        return ContradictionGraph(accounts=self.accounts, verdicts=self.verdicts, disputes=self.disputes)

    @classmethod
    def of(cls, findings: Findings) -> "Comparison":
        """A comparison of findings that were read back or put together by hand.

        Raises:
            ComparisonError: nobody compared their accounts.
        """
        if not findings.compared:
            names = ", ".join(account.name for account in findings.accounts)
            raise ComparisonError(f"the accounts of {names} were read and not compared; compare them first")
        return cls(**{one.name: getattr(findings, one.name) for one in fields(Findings)})

    def to_json(self, *, texts: bool = False) -> str:
        """The comparison as JSON of the format narratives/1; see `narratives.exchange.to_json`."""
        from narratives.exchange import to_json

        return to_json(self, texts=texts)

    def to_html(self) -> str:
        """The report: one page with everything on it; see `narratives.rendering.page.page`."""
        from narratives.rendering.page import page

        return page(self, version=__version__)

    def _repr_html_(self) -> str:
        from narratives.rendering.page import cell

        return cell(self, version=__version__)

    @classmethod
    def from_json(cls, text: str) -> "Comparison":
        """Read back what `to_json` wrote; see `narratives.exchange.from_json`."""
        from narratives.exchange import from_json

        return cls.of(from_json(text))

    def to_graphml(self, *, texts: bool = False) -> str:
        """The comparison as GraphML; see `narratives.exchange.to_graphml`."""
        from narratives.exchange import to_graphml

        return to_graphml(self, texts=texts)

    def to_aif(self, *, texts: bool = False) -> str:
        """The comparison in the Argument Interchange Format; see `narratives.exchange.to_aif`."""
        from narratives.exchange import to_aif

        return to_aif(self, texts=texts)

    def to_xaif(self, *, texts: bool = False) -> str:
        """The comparison as xAIF; see `narratives.exchange.to_xaif`."""
        from narratives.exchange import to_xaif

        return to_xaif(self, texts=texts)

    def to_jsonld(self, *, texts: bool = False) -> str:
        """The comparison as JSON-LD; see `narratives.exchange.to_jsonld`."""
        from narratives.exchange import to_jsonld

        return to_jsonld(self, texts=texts)

    def to_argdown(self) -> str:
        """The comparison as Argdown, for people who edit arguments by hand."""
        from narratives.exchange import to_argdown

        return to_argdown(self)

    def to_rows(self, table: str) -> list[dict[str, str | int | float | None]]:
        """The rows of "assertions", "relations", "disputes" or "matrix"; see `narratives.exchange.rows`."""
        from narratives.exchange import rows

        return rows(self, table)

    def to_csv(self, table: str) -> str:
        """A table as CSV that no spreadsheet takes for formulas."""
        from narratives.exchange import to_csv

        return to_csv(self, table)

    def to_frame(self, table: str, backend: str = "pandas") -> Any:
        """A table as a frame of pandas, polars or pyarrow; needs the ``tables`` extra and the backend."""
        from narratives.exchange import to_frame

        return to_frame(self, table, backend)

    def to_parquet(self, table: str, path: Path | str, *, overwrite: bool = False) -> None:
        """Write a table as Parquet; needs the ``tables`` extra."""
        from narratives.exchange import to_parquet

        to_parquet(self, table, path, overwrite=overwrite)

    def save(
        self,
        path: Path | str,
        *,
        table: str = "relations",
        by: By = "party",
        everything: bool = False,
        texts: bool = False,
        overwrite: bool = False,
    ) -> None:
        """Write the comparison to a file in the form that its ending tells; see `narratives.files`.

        Args:
            table: of CSV and Parquet: "assertions", "relations", "disputes" or "matrix".
            by: of pictures: a frame a "party", or a frame a "dispute".
            everything: of pictures: whether assertions in no relation are drawn too.
            texts: of what can be read back: whether the documents' texts are written too.
            overwrite: whether a file that is there is replaced.

        Raises:
            ExchangeError: no such form or choice, a file is there already, or none can be written there.
        """
        from narratives.files import Choices, save

        save(
            self,
            path,
            Choices(table=table, by=by, everything=everything, texts=texts, overwrite=overwrite),
        )


def load(path: Path | str) -> Comparison:
    """Read a comparison back from a file of JSON, JSON-LD, GraphML, AIF or xAIF.

    Raises:
        ExchangeError: no such file or form, or it is broken; with the place.
        ComparisonError: it holds accounts that nobody compared.
    """
    from narratives.files import load as load_findings

    findings = load_findings(path)
    if not findings.compared:
        raise ComparisonError(
            f"{path}: holds accounts that were read and not compared; compare them first, "
            f"as with: narratives compare {path}"
        )
    return Comparison.of(findings)


def compare(
    a: Account,
    b: Account,
    *others: Account,
    judge: Judge | str | None = None,
    documents: Iterable[Document] = (),
    own: bool = False,
) -> Comparison:
    """Find what the accounts contradict each other in, frame against each other, and share.

    Args:
        own: whether each account is examined against itself too; see `examine`.
        judge: anything with ``judge(pairs) -> list[Verdict]``; the name or folder of a cross-encoder; or
            None for the embedded one.
        documents: those that the assertions stand in, for the output.

    Raises:
        ComparisonError: the same party twice, or something that is no account.
        JudgeError: the judge cannot be loaded, or gave another number of verdicts than of pairs.
    """
    accounts = (a, b, *others)
    for account in accounts:
        if not isinstance(account, Account):
            raise ComparisonError(f"{account!r:.60} is no Account; make one with Account(party, assertions)")
    names = [account.name.casefold() for account in accounts]
    for account in accounts:
        if names.count(account.name.casefold()) > 1:
            raise ComparisonError(f"party {account.name!r} is given twice; give each party once")
    chosen = load_judge(judge)
    worth = candidates(accounts)
    shown = tuple(v for v in run_judge(chosen, worth.pairs) if v.relation is not Relation.NEUTRAL)
    known = tuple(documents)
    return Comparison(
        accounts=accounts,
        verdicts=shown,
        disputes=disputes(shown),
        not_compared=worth.not_compared,
        documents=known,
        own=tuple(examine(account, judge=chosen, documents=known) for account in accounts) if own else (),
    )
