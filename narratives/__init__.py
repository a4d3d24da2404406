"""Who says what in news reports, where the parties' accounts contradict, and why."""

from narratives.accounts import Accounts, read
from narratives.comparison import Comparison, compare, load
from narratives.decisions import Decision, Mark, Review, StatementKey, Subject, Unmatched
from narratives.errors import NarrativesError, NarrativesWarning
from narratives.examination import examine
from narratives.files import read_decisions, save_decisions
from narratives.findings import Examination, Findings, Position, Speaker, Suggestion, Voice
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
    "Decision",
    "Dispute",
    "Document",
    "Examination",
    "Findings",
    "Judge",
    "Mark",
    "NarrativesError",
    "NarrativesWarning",
    "Party",
    "Position",
    "Reason",
    "ReasonKind",
    "Relation",
    "Review",
    "Source",
    "Span",
    "Speaker",
    "Stance",
    "StatementKey",
    "Subject",
    "Suggestion",
    "TimeInterval",
    "Unmatched",
    "Verdict",
    "Voice",
    "compare",
    "examine",
    "load",
    "load_judge",
    "read",
    "read_accounts",
    "read_decisions",
    "save_decisions",
]
