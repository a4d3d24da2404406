"""Questions to a contradiction graph: functions over its indexes that return plain values."""

from narratives.questions.connections import contested_by, silences, supported_by
from narratives.questions.events import EventFilters, events
from narratives.questions.index import Index
from narratives.questions.likeness import Embedder
from narratives.questions.names import party_of
from narratives.questions.relations import Filters, agreements, disputes
from narratives.questions.review_queue import review_queue
from narratives.questions.search import answer, search
from narratives.questions.stances import furthest_apart, most_contested, passed_over
from narratives.questions.triads import triads

__all__ = [
    "Embedder",
    "EventFilters",
    "Filters",
    "Index",
    "agreements",
    "answer",
    "contested_by",
    "disputes",
    "events",
    "furthest_apart",
    "most_contested",
    "party_of",
    "passed_over",
    "review_queue",
    "search",
    "silences",
    "supported_by",
    "triads",
]
