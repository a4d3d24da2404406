"""Document → accounts: who says what, in whose name, and where it stands."""

from narratives.attribution.accounts import Attribution, attribute, parties_in
from narratives.attribution.parties import check_parties

__all__ = ["Attribution", "attribute", "check_parties", "parties_in"]
