"""Attribution: Document → assertions, each with its source, cue, party and spans."""

from narratives.attribution.accounts import Attribution, attribute, attribute_each
from narratives.attribution.attributed import Attributed, attributed
from narratives.attribution.party_proposals import ProposedParty, parties_in, proposed_parties
from narratives.attribution.prose import foreign_paragraphs, paragraphs
from narratives.attribution.speakers.checks import check_parties, missing_name_warnings, named_parties

__all__ = [
    "Attributed",
    "Attribution",
    "ProposedParty",
    "attribute",
    "attribute_each",
    "attributed",
    "check_parties",
    "foreign_paragraphs",
    "missing_name_warnings",
    "named_parties",
    "paragraphs",
    "parties_in",
    "proposed_parties",
]
