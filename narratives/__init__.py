"""Who says what in news reports, where the parties' accounts contradict, and why."""

from narratives.accounts import Accounts, read
from narratives.comparison import Comparison, compare, load
from narratives.errors import NarrativesError
from narratives.examination import examine
from narratives.findings import Examination, Findings, Position
from narratives.graph import ContradictionGraph
from narratives.judging import load_judge
from narratives.model import Account, Assertion, Document, Party, Source, Span, Stance, TimeInterval
from narratives.reading import read_accounts
from narratives.verdict import Agreement, Dispute, Judge, Reason, ReasonKind, Relation, Verdict
from narratives.version import __version__ as __version__

__all__ = [
    "Account",
    "Accounts",
    "Agreement",
    "Assertion",
    "Comparison",
    "ContradictionGraph",
    "Dispute",
    "Document",
    "Examination",
    "Findings",
    "Judge",
    "NarrativesError",
    "Party",
    "Position",
    "Reason",
    "ReasonKind",
    "Relation",
    "Source",
    "Span",
    "Stance",
    "TimeInterval",
    "Verdict",
    "compare",
    "examine",
    "load",
    "load_judge",
    "read",
    "read_accounts",
]
