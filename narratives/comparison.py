"""Compare accounts: the rooms below put together."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import evolve, fields, frozen

from narratives.accounts import Accounts
from narratives.decisions import Decision
from narratives.errors import ComparisonError
from narratives.examination import examine
from narratives.findings import By, Examination, Findings, Voice
from narratives.graph import ContradictionGraph
from narratives.judging import disputes, load_judge, run_judge
from narratives.model import Account, Document
from narratives.pairing import candidates
from narratives.reviewing import DecidedRelations, decide_relations, decide_statements
from narratives.verdict import CONFLICTS, Dispute, Judge, Relation, Verdict
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

    def decide(self, decisions: Iterable[Decision]) -> "Comparison":
        """The comparison with what people decided; nothing is judged again.

        A statement that moves to another party, or is set aside, loses its relations; pairs that this makes
        new are counted as not compared. One that is reworded keeps them. What the machine said stays in
        ``reviews``; what could not be applied is in ``unmatched``.
        """
        known = tuple(decisions)
        statements = decide_statements(self.accounts, self.voices, known)
        sides = {one.id: one for account in statements.accounts for one in account}

        def now(verdict: Verdict) -> Verdict | None:
            a, b = (
                sides.get(after.id) if (after := statements.changed.get(side.id, side)) is not None else None
                for side in (verdict.a, verdict.b)
            )
            if a is None or b is None:
                return None
            within = verdict.a.party == verdict.b.party
            return evolve(verdict, a=a, b=b) if (a.party == b.party) == within else None

        kept = {verdict: now(verdict) for verdict in self.verdicts}
        there = [verdict for verdict in kept.values() if verdict is not None]
        relations = decide_relations(there, sides.values(), known, statements.originals)
        return evolve(
            self,
            accounts=statements.accounts,
            voices=statements.voices,
            verdicts=relations.verdicts,
            disputes=_still_disputed(self.disputes, kept, relations),
            not_compared=self.not_compared + _new_pairs(self.accounts, statements.accounts),
            own=tuple(_examined(one, statements.accounts, now) for one in self.own),
            reviews=(*self.reviews, *statements.reviews, *relations.reviews),
            unmatched=(*self.unmatched, *statements.unmatched, *relations.unmatched),
        )

    def to_json(self, *, texts: bool = False) -> str:
        """The comparison as JSON of the format narratives/1; see `narratives.exchange.to_json`."""
        from narratives.exchange import to_json

        return to_json(self, texts=texts)

    def to_html(self) -> str:
        """The report: one page with everything on it; see `narratives.rendering.page.page`."""
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
    a: Account | Accounts,
    b: Account | None = None,
    *others: Account,
    judge: Judge | str | None = None,
    documents: Iterable[Document] = (),
    voices: Iterable[Voice] = (),
    decisions: Iterable[Decision] = (),
    own: bool = False,
) -> Comparison:
    """Find what the accounts contradict each other in, frame against each other, and share.

    ``compare(read("report.txt"))`` compares all accounts that were read, and takes the documents, the other
    voices, the warnings and the decisions that were applied with them.

    Args:
        judge: anything with ``judge(pairs) -> list[Verdict]``; the name or folder of a cross-encoder; or
            None for the embedded one.
        documents: those that the assertions stand in, for the output.
        voices: those who speak for none of the parties, for the output.
        decisions: what people decided, which leads; see `narratives.read_decisions`.
        own: whether each account is examined against itself too; see `examine`.

    Raises:
        ComparisonError: the same party twice, or something that is no account.
        JudgeError: the judge cannot be loaded, or gave another number of verdicts than of pairs.
    """
    read = a if isinstance(a, Accounts) else None
    accounts = (
        (*read.values(), *(one for one in (b, *others) if one is not None)) if read else (a, b, *others)
    )
    checked = _checked(accounts)
    known = tuple(decisions)
    compared = {one.id for account in checked for one in account}
    given = (*(read.voices if read else ()), *voices)
    statements = decide_statements(checked, tuple(_without(voice, compared) for voice in given), known)
    chosen = load_judge(judge)
    worth = candidates(statements.accounts)
    shown = [v for v in run_judge(chosen, worth.pairs) if v.relation is not Relation.NEUTRAL]
    every = (assertion for account in statements.accounts for assertion in account)
    relations = decide_relations(shown, every, known, statements.originals)
    texts = (*(read.documents if read else ()), *documents)
    applied = read.reviews if read else ()
    return Comparison(
        accounts=statements.accounts,
        verdicts=relations.verdicts,
        disputes=disputes(relations.verdicts),
        not_compared=worth.not_compared,
        documents=texts,
        own=tuple(examine(account, judge=chosen, documents=texts) for account in statements.accounts)
        if own
        else (),
        voices=tuple(voice for voice in statements.voices if voice.assertions),
        warnings=read.warnings if read else (),
        reviews=(*applied, *statements.reviews, *relations.reviews),
        unmatched=(*(read.unmatched if read else ()), *statements.unmatched, *relations.unmatched),
    )


def _without(voice: Voice, compared: Container[str]) -> Voice:
    """The voice without the assertions that are compared, as where the documents' own voice is."""
    return evolve(voice, assertions=tuple(one for one in voice.assertions if one.id not in compared))


def _checked(accounts: Iterable[object]) -> tuple[Account, ...]:
    """The accounts, each of another party.

    Raises:
        ComparisonError: the same party twice, or something that is no account.
    """
    found = []
    for account in accounts:
        if not isinstance(account, Account):
            raise ComparisonError(f"{account!r:.60} is no Account; make one with Account(party, assertions)")
        found.append(account)
    names = [account.name.casefold() for account in found]
    for account in found:
        if names.count(account.name.casefold()) > 1:
            raise ComparisonError(f"party {account.name!r} is given twice; give each party once")
    return tuple(found)


def _still_disputed(
    before: Iterable[Dispute], kept: Mapping[Verdict, Verdict | None], relations: DecidedRelations
) -> tuple[Dispute, ...]:
    """The points at issue without what was rejected, and those of conflicts that people added."""
    found, gathered = [], set()
    for dispute in before:
        verdicts = []
        for verdict in dispute.verdicts:
            present = kept.get(verdict)
            after = relations.changed.get(present, present) if present is not None else None
            if after is not None and after.relation in CONFLICTS:
                verdicts.append(after)
        gathered.update(verdicts)
        if verdicts:
            found.append(evolve(dispute, verdicts=tuple(verdicts)))
    new = [v for v in relations.verdicts if v.relation in CONFLICTS and v not in gathered and v not in kept]
    return (*found, *disputes(new)) if new else tuple(found)


def _new_pairs(before: Sequence[Account], after: Sequence[Account]) -> int:
    """How many pairs of assertions of different accounts there are now and were not before."""
    known = {one.id for account in before for one in account}
    arrived = [sum(one.id not in known for one in account) for account in after]
    sizes = [len(account) for account in after]
    stayed = [size - new for size, new in zip(sizes, arrived, strict=True)]
    return _crossed(sizes) - _crossed(stayed)


def _crossed(sizes: Sequence[int]) -> int:
    """How many pairs accounts of these sizes make, none within an account."""
    return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2


def _examined(
    one: Examination, accounts: Sequence[Account], now: Callable[[Verdict], Verdict | None]
) -> Examination:
    """An examination of the account as it is now."""
    account = next(account for account in accounts if account.name == one.account.name)
    verdicts = (now(verdict) for verdict in one.verdicts)
    return evolve(one, account=account, verdicts=tuple(v for v in verdicts if v is not None))
