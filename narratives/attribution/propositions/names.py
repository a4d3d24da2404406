"""The name of a party or speaker inside a sentence: its article, its number, and its pronouns."""

import re
from functools import cached_property

from attrs import frozen

from narratives.attribution.cues import roles
from narratives.language.countries import country_of

_WITH_ARTICLE = re.compile(
    r"(?:U\.?S\.?(?:A\.?)?|U\.?K\.?|U\.?N\.?|E\.?U\.?|U\.?A\.?E\.?|NHS|FBI|CIA|Kremlin|Pentagon|Vatican"
    r"|(?:White|State) House|Netherlands|Philippines|Maldives|Bahamas|Gambia|Seychelles|Comoros|West|East"
    r"|.* (?:States|Kingdom|Nations|Union|Emirates|Republic|Islands|Department|House|Chamber of .*))"
)
"""Proper names that take "the" in a sentence."""
_POSSESSIVE = re.compile(r"['’]s? |^(?:his|her|its|their|our|my) ", re.IGNORECASE)
_WITHOUT_ARTICLE = frozenset({"parliament", "congress", "management"})
_PLURAL_PEOPLE = re.compile(r"[A-Z].*(?:ans|ians|ists|crats|ites|this)")
"""Names of peoples, parties and movements in the plural: "Houthis", "Republicans"."""
_PLURAL_STATES = ("States", "Nations", "Emirates", "Netherlands", "Philippines", "Maldives", "Bahamas")
_SINGULAR_PRONOUNS = {
    "we": "it", "us": "it", "our": "its", "ours": "its", "ourselves": "itself",
}  # fmt: skip
_PLURAL_PRONOUNS = {
    "we": "they", "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves",
}  # fmt: skip
_PERSONAL_PRONOUNS = {
    "men": {"i": "he", "me": "him", "my": "his", "mine": "his", "myself": "himself"},
    "women": {"i": "she", "me": "her", "my": "her", "mine": "hers", "myself": "herself"},
}


@frozen(slots=False)
class PartyName:
    """The name of a party, or of a speaker of none, as a noun phrase in a sentence.

    Attributes:
        name: the name without an article that the sentence needs.
        joint: True if it names several: "Ostra and Belmark".
    """

    name: str
    joint: bool = False

    @property
    def _head(self) -> str:
        """The head noun: "Chamber" of "American Chamber of Commerce"."""
        return re.split(r" (?:of|in|from|for|at) ", self.name)[0].rpartition(" ")[2]

    @cached_property
    def phrase(self) -> str:
        """The name with "the" where English needs it: "the United States", "the Maine governor"."""
        last = self._head
        crowd = self.plural and " " not in self.name
        common = last.casefold() in roles().offices - _WITHOUT_ARTICLE and not crowd
        titled = last in roles().titles and " " in self.name
        determined = self.name.lower().startswith(("the ", "a ", "an ")) or _POSSESSIVE.search(self.name)
        proper = _WITH_ARTICLE.fullmatch(self.name) is not None
        return f"the {self.name}" if (common or titled or proper) and not determined else self.name

    @cached_property
    def plural(self) -> bool:
        """True if a verb after the name is in the plural: "the swimmers", "Houthis"."""
        if self.joint:
            return True
        if self.name.casefold() in country_of() and _PLURAL_PEOPLE.fullmatch(self.name) is None:
            return False
        last = self._head
        ends = last.endswith("s") and not last.endswith(("ss", "us", "is"))
        return (
            last.casefold() == "police"
            or (last.islower() and ends)
            or bool(_PLURAL_PEOPLE.fullmatch(self.name))
        )

    @property
    def possessive(self) -> str:
        """The name as printed with "’s", or "’" if it is in the plural: "the United States’"."""
        plural = self.plural or self.name.endswith(_PLURAL_STATES)
        return f"{self.name}{'’' if plural else '’s'}"

    def pronoun(self, first_person: str) -> str:
        """Return the pronoun for a form of "we" after the name was given: "its" for "our"."""
        return (_PLURAL_PRONOUNS if self.plural else _SINGULAR_PRONOUNS)[first_person]


def personal_pronoun(first_person: str, gender: str) -> str | None:
    """Return the pronoun for a form of "I" after the name was given, or None if the gender is unknown.

    Args:
        gender: "men", "women" or "".
    """
    return _PERSONAL_PRONOUNS.get(gender, {}).get(first_person)
