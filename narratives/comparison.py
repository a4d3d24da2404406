"""Compare accounts: select pairs, judge them, group conflicts into disputes and apply decisions."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen

from narratives.decisions import Decision
from narratives.errors import ComparisonError
from narratives.findings import By, Examination, Findings
from narratives.judging import disputes
from narratives.model import Account
from narratives.reviewing import DecidedRelations, DecidedStatements, decide_relations, decide_statements
from narratives.verdict import CONFLICTS, Dispute, Verdict
from narratives.version import __version__

if TYPE_CHECKING:
    from narratives.graph import ContradictionGraph


@frozen(kw_only=True, slots=False)
class Comparison(Findings):
    """The findings of a comparison, with methods for rendering, export and review."""

    @cached_property
    def graph(self) -> "ContradictionGraph":
        """The assertions and relations as a graph."""
        from narratives.graph import ContradictionGraph

        return ContradictionGraph.of(self)

    @classmethod
    def of(cls, findings: Findings) -> "Comparison":
        """Return a comparison with the values of findings that were loaded or made by hand.

        Raises:
            ComparisonError: the accounts were not compared.
        """
        if not findings.compared:
            names = ", ".join(account.name for account in findings.accounts)
            raise ComparisonError(f"the accounts of {names} were read and not compared; compare them first")
        return cls(**{one.name: getattr(findings, one.name) for one in fields(Findings)})

    def decide(self, decisions: Iterable[Decision]) -> "Comparison":
        """Return the comparison with decisions applied. No pair is judged again.

        Relations of a rejected statement are removed. A statement that moves to another party keeps only its
        relations with third parties, and so do the statements of parties that are joined; new pairs are
        counted as not compared. A reworded statement keeps its relations. The automatic results are in
        ``reviews``, decisions that could not be applied in ``unmatched``.
        """
        given = tuple(decisions)
        statements = decide_statements(self.accounts, self.voices, given)
        sides = {one.id: one for account in statements.accounts for one in account}

        def updated(verdict: Verdict) -> Verdict | None:
            a, b = (
                sides.get(after.id) if (after := statements.changed.get(side.id, side)) is not None else None
                for side in (verdict.a, verdict.b)
            )
            if a is None or b is None:
                return None
            within = verdict.a.party == verdict.b.party
            return evolve(verdict, a=a, b=b) if (a.party == b.party) == within else None

        kept = _first_of_each_pair({verdict: updated(verdict) for verdict in self.verdicts})
        present = [verdict for verdict in kept.values() if verdict is not None]
        relations = decide_relations(present, sides.values(), given, statements.originals)
        return evolve(
            self,
            accounts=statements.accounts,
            voices=statements.voices,
            verdicts=relations.verdicts,
            disputes=_updated_disputes(self.disputes, kept, relations),
            not_compared=self.not_compared + _count_new_pairs(self.accounts, statements),
            own=_updated_examinations(self.own, statements.accounts, updated),
            reviews=(*self.reviews, *statements.reviews, *relations.reviews),
            unmatched=(*self.unmatched, *statements.unmatched, *relations.unmatched),
        )

    def to_json(self, *, texts: bool = False) -> str:
        """Return the comparison as JSON in the format narratives/1; see `narratives.exchange.to_json`."""
        from narratives.exchange import to_json

        return to_json(self, texts=texts)

    def to_html(self) -> str:
        """Return the report, a self-contained HTML page; see `narratives.rendering.page.page`."""
        from narratives.rendering.page import page

        return page(self, version=__version__)

    def to_markdown(self) -> str:
        """The report as Markdown with tables and footnotes; see `narratives.rendering.markdown.markdown`."""
        from narratives.rendering.markdown import markdown

        return markdown(self, version=__version__)

    def to_docx(self) -> bytes:
        """The report as a Word document; see `narratives.rendering.word.word`.

        Raises:
            MissingExtraError: the ``documents`` extra is not installed.
        """
        from narratives.rendering.word import word

        return word(self, version=__version__)

    def _repr_html_(self) -> str:
        from narratives.rendering.page import cell

        return cell(self, version=__version__)

    @classmethod
    def from_json(cls, text: str) -> "Comparison":
        """Return the comparison in the output of `to_json`; see `narratives.exchange.from_json`."""
        from narratives.exchange import from_json

        return cls.of(from_json(text))

    def to_graphml(self, *, texts: bool = False) -> str:
        """Return the comparison as GraphML; see `narratives.exchange.to_graphml`."""
        from narratives.exchange import to_graphml

        return to_graphml(self, texts=texts)

    def to_aif(self, *, texts: bool = False) -> str:
        """Return the comparison in the Argument Interchange Format; see `narratives.exchange.to_aif`."""
        from narratives.exchange import to_aif

        return to_aif(self, texts=texts)

    def to_xaif(self, *, texts: bool = False) -> str:
        """Return the comparison as xAIF; see `narratives.exchange.to_xaif`."""
        from narratives.exchange import to_xaif

        return to_xaif(self, texts=texts)

    def to_jsonld(self, *, texts: bool = False) -> str:
        """Return the comparison as JSON-LD; see `narratives.exchange.to_jsonld`."""
        from narratives.exchange import to_jsonld

        return to_jsonld(self, texts=texts)

    def to_argdown(self) -> str:
        """Return the comparison as Argdown, a text format for editing arguments by hand."""
        from narratives.exchange import to_argdown

        return to_argdown(self)

    def to_rows(self, table: str) -> list[dict[str, str | int | float | None]]:
        """Return the rows of a table, such as "assertions" or "relations"; see `narratives.exchange.rows`."""
        from narratives.exchange import rows

        return rows(self, table)

    def to_csv(self, table: str) -> str:
        """Return a table as CSV; text that a spreadsheet would read as a formula is escaped."""
        from narratives.exchange import to_csv

        return to_csv(self, table)

    def to_frame(self, table: str, backend: str = "pandas") -> Any:
        """Return a table as a pandas, polars or pyarrow frame; needs the ``tables`` extra and the backend."""
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
        """Write the comparison to a file in the format given by its ending; see `narratives.files`.

        Args:
            table: for CSV and Parquet: "assertions", "relations", "disputes", "matrix", "speakers" or
                "decisions".
            by: for pictures: one frame per "party" or per "dispute".
            everything: for pictures: draw assertions without relations too.
            texts: for formats that can be loaded: include the texts of the documents.
            overwrite: replace an existing file.

        Raises:
            ExchangeError: the format or an option is unknown, the file exists, or it cannot be written.
        """
        from narratives.choices import Choices
        from narratives.files import save

        save(
            self,
            path,
            Choices(table=table, by=by, everything=everything, texts=texts, overwrite=overwrite),
        )


def load(path: Path | str) -> Comparison:
    """Load a comparison from a file of JSON, JSON-LD, GraphML, AIF or xAIF.

    Raises:
        ExchangeError: the file does not exist, has an unknown format, or is invalid; the message has the
            place.
        ComparisonError: the file contains accounts that were not compared.
    """
    from narratives.files import load as load_findings

    findings = load_findings(path)
    if not findings.compared:
        raise ComparisonError(
            f"{path}: holds accounts that were read and not compared; compare them first, "
            f"as with: narratives compare {path}"
        )
    return Comparison.of(findings)


def _updated_disputes(
    before: Iterable[Dispute], kept: Mapping[Verdict, Verdict | None], relations: DecidedRelations
) -> tuple[Dispute, ...]:
    """Return the disputes without rejected conflicts, then new disputes for conflicts that people added."""
    found, grouped = [], set()
    for dispute in before:
        verdicts = []
        for verdict in dispute.verdicts:
            present = kept.get(verdict)
            after = relations.changed.get(present, present) if present is not None else None
            if after is not None and after.relation in CONFLICTS:
                verdicts.append(after)
        grouped.update(verdicts)
        if verdicts:
            found.append(evolve(dispute, verdicts=tuple(verdicts)))
    new = [v for v in relations.verdicts if v.relation in CONFLICTS and v not in grouped and v not in kept]
    return (*found, *disputes(new)) if new else tuple(found)


def _first_of_each_pair(updated: Mapping[Verdict, Verdict | None]) -> dict[Verdict, Verdict | None]:
    """Return the updated verdicts with None for all but the first on each pair.

    There are several on one pair if two parties that are joined made the same statement.
    """
    seen: set[frozenset[str]] = set()
    found: dict[Verdict, Verdict | None] = {}
    for verdict, after in updated.items():
        pair = frozenset((after.a.id, after.b.id)) if after is not None else frozenset()
        found[verdict] = None if pair in seen else after
        seen.add(pair)
    return found


def _count_new_pairs(before: Sequence[Account], decided: DecidedStatements) -> int:
    """Return the number of pairs of assertions of different accounts that were not of different ones before.

    A statement that stays in its account with another wording or speaker makes no new pairs.
    """
    homes = {one.id: account.name for account in before for one in account}
    sizes = Counter(
        (homes.get(decided.originals.get(one.id, one).id), account.name)
        for account in decided.accounts
        for one in account
    )
    return sum(
        size * other_size
        for ((old, new), size), ((other_old, other_new), other_size) in combinations(sizes.items(), 2)
        if new != other_new and (old is None or other_old is None or old == other_old)
    )


def _updated_examinations(
    own: Iterable[Examination],
    accounts: Sequence[Account],
    updated: Callable[[Verdict], Verdict | None],
) -> tuple[Examination, ...]:
    """Return the examinations for the accounts and verdicts with decisions applied.

    The account of a party that is joined to another has no examination of its own: its verdicts are left out.
    """
    by_name = {account.name: account for account in accounts}
    found = []
    for one in own:
        if one.account.name in by_name:
            verdicts = tuple(v for v in map(updated, one.verdicts) if v is not None)
            found.append(evolve(one, account=by_name[one.account.name], verdicts=verdicts))
    return tuple(found)
