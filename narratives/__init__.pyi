"""The public names with their modules. Each module is imported when one of its names is first used."""

from .accounts import Accounts as Accounts
from .accounts import read as read
from .attribution.chat import ChatReader as ChatReader
from .comparing import compare as compare
from .comparison import Comparison as Comparison
from .comparison import load as load
from .copies import Copies as Copies
from .copies import independent_reports as independent_reports
from .corpus import Corpus as Corpus
from .corpus import open_corpus as open_corpus
from .decisions import Decision as Decision
from .decisions import Mark as Mark
from .decisions import Review as Review
from .decisions import StatementKey as StatementKey
from .decisions import Subject as Subject
from .decisions import Unmatched as Unmatched
from .errors import NarrativesError as NarrativesError
from .errors import NarrativesWarning as NarrativesWarning
from .examination import examine as examine
from .files import read_decisions as read_decisions
from .files import save_decisions as save_decisions
from .findings import Examination as Examination
from .findings import Findings as Findings
from .findings import Position as Position
from .findings import Speaker as Speaker
from .findings import Suggestion as Suggestion
from .findings import Voice as Voice
from .graph import ContradictionGraph as ContradictionGraph
from .judging import load_judge as load_judge
from .model import Account as Account
from .model import Assertion as Assertion
from .model import Document as Document
from .model import Party as Party
from .model import Source as Source
from .model import Span as Span
from .model import Stance as Stance
from .model import TimeInterval as TimeInterval
from .reading import read_accounts as read_accounts
from .verdict import Agreement as Agreement
from .verdict import Dispute as Dispute
from .verdict import Judge as Judge
from .verdict import Reason as Reason
from .verdict import ReasonKind as ReasonKind
from .verdict import Relation as Relation
from .verdict import Verdict as Verdict
from .version import __version__ as __version__

__all__ = [
    "Account",
    "Accounts",
    "Agreement",
    "Assertion",
    "ChatReader",
    "Comparison",
    "ContradictionGraph",
    "Copies",
    "Corpus",
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
    "independent_reports",
    "load",
    "load_judge",
    "open_corpus",
    "read",
    "read_accounts",
    "read_decisions",
    "save_decisions",
]
