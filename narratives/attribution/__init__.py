"""Document → accounts: who says what, in whose name, and where it stands."""

from narratives.attribution.accounts import Attribution, attribute
from narratives.attribution.attributed import Attributed, attributed
from narratives.attribution.parties import check_parties
from narratives.attribution.sides import parties_in

__all__ = ["Attributed", "Attribution", "attribute", "attributed", "check_parties", "parties_in"]
