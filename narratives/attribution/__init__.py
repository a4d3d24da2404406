"""Attribution: Document → assertions, each with its source, cue, party and spans."""

from narratives.attribution.accounts import Attribution, attribute
from narratives.attribution.attributed import Attributed, attributed
from narratives.attribution.sides import parties_in
from narratives.attribution.speakers.affiliations import check_parties

__all__ = ["Attributed", "Attribution", "attribute", "attributed", "check_parties", "parties_in"]
