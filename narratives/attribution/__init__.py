"""Attribution: Document → assertions, each with its source, cue, party and spans."""

from narratives.attribution.accounts import Attribution, attribute
from narratives.attribution.attributed import Attributed, attributed
from narratives.attribution.prose import foreign_paragraphs, paragraphs
from narratives.attribution.sides import ProposedParty, parties_in, proposed_parties
from narratives.attribution.speakers.checks import check_parties, names_missing, near_names

__all__ = [
    "Attributed",
    "Attribution",
    "ProposedParty",
    "attribute",
    "attributed",
    "check_parties",
    "foreign_paragraphs",
    "names_missing",
    "near_names",
    "paragraphs",
    "parties_in",
    "proposed_parties",
]
