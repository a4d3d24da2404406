"""Determine which party a speaker speaks for, and the reason."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from narratives.attribution.cues import roles
from narratives.attribution.speakers.forms import denotes_people, other_forms
from narratives.language.clauses import child, phrase
from narratives.language.countries import countries
from narratives.language.names import fold
from narratives.model import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_MIN_INITIALS = 3
_PARTIES_KEPT = 4096
"""Parties whose names are kept."""
_NAME_WINDOW = 16
"""Number of words before and after a word that are searched for a party's name that contains the word."""

_MAX_TIES = 4
"""Greatest number of nested phrases followed: "the spokesman of the office of the president of ..."."""

_ADVISERS = frozenset({"adviser", "advisor", "aide", "assistant"})
_LOCAL = frozenset({"local", "regional"})
TIES = frozenset({"of", "for", "from", "at", "with"})
"""Prepositions between a title and the body that its holder speaks for."""


_WORD_CHARACTER = re.compile(r"\w")


def contains_word(name: str, text: str) -> bool:
    """Return True if the text contains the name as whole words; case matters."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _WORD_CHARACTER.match(text, start - 1, start) and not _WORD_CHARACTER.match(text, end):
            return True
        start = text.find(name, start + 1)
    return False


def _word_pattern(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"


@frozen(kw_only=True)
class PartyNames:
    """All names of a party, folded (see `fold`).

    Attributes:
        full: names that denote the party on their own (its name, aliases, capital).
        adjectives: names that denote it as a modifier ("Armenian").
        heads: head nouns that may be used as short names ("the guild").
        people: those of the full names that look like names of people: capitalised words, no office.
        bodies: for a country, names of bodies of its government ("CIA"), unless another party has that name.
        printed: folded name → the name with its capital letters, for reasons.
        is_country: True if the party is in the table of countries.
    """

    party: Party
    full: frozenset[str]
    adjectives: frozenset[str]
    heads: frozenset[str]
    bodies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    is_country: bool = False
    printed: Mapping[str, str] = field(factory=dict, eq=False)

    @property
    def all_names(self) -> frozenset[str]:
        """Full names and adjectives."""
        return self.full | self.adjectives

    def as_printed(self, name: str) -> str:
        """Return a folded name with its capital letters, if they are known."""
        return self.printed.get(name, name)


@frozen(kw_only=True)
class Affiliation:
    """The party of a speaker, or None, with a short reason.

    Attributes:
        rivals: names of the parties that match equally well; empty if one party or none matches.
        decided: True if the user assigned the speaker.
    """

    party: str | None
    why: str
    rivals: tuple[str, ...] = ()
    decided: bool = False


NO_PARTY = Affiliation(party=None, why="no party's name stands with the speaker")


@lru_cache(maxsize=_PARTIES_KEPT)
def party_names(party: Party) -> PartyNames:
    """Return the names of a party: as given, from the table of countries, other forms, and initials.

    The names are kept, because the documents of a corpus are read with the same parties.
    """
    full = {fold(party.name), *map(fold, party.aliases)}
    full |= {other for name in sorted(full) for other in _abbreviation_variants(name)}
    full |= {person for name in party.aliases if (person := person_in(name))}
    is_country = False
    printed = {fold(name): name for name in (*party.aliases, party.name)}
    printed |= {person: name[-len(person) :] for name in party.aliases if (person := person_in(name))}
    bodies: set[str] = set()
    adjectives: set[str] = set()
    for country in countries():
        known = {fold(name) for name in country.names}
        if fold(party.name) in known:
            is_country = True
            full |= known
            bodies = {fold(name) for name in country.bodies}
            adjectives = {fold(name) for name in country.demonyms}
            every = (*country.names, *country.demonyms, *country.bodies)
            printed = {fold(name): name for name in every} | printed
    full |= {other for name in sorted(full) for other in other_forms(name)}
    initials = "".join(word[0] for word in re.findall(r"[A-Z][\w’']*", party.name))
    if len(initials) >= _MIN_INITIALS:
        full.add(initials.casefold())
    heads = {head for name in (party.name, *party.aliases) if (head := _head_noun(name))}
    return PartyNames(
        party=party,
        full=frozenset(full),
        adjectives=frozenset(adjectives),
        heads=frozenset(heads),
        bodies=frozenset(bodies),
        people=frozenset(
            person_in(name) or fold(name) for name in (party.name, *party.aliases) if _is_person_name(name)
        ),
        is_country=is_country,
        printed=printed,
    )


def _is_person_name(name: str) -> bool:
    """Return True for "Dirk Ansel" and "Marshal Dirk Ansel"; False for one word."""
    words = name.split()
    plain = all(word[0].isupper() and word.casefold() not in roles().offices for word in words)
    return bool(person_in(name)) or (len(words) > 1 and plain)


_WITH_STOPS = re.compile(r"(?<!\w)(?:[a-z]\.){2,}")
_WITHOUT_STOPS = re.compile(r"(?<!\w)(?:us|uk|un|eu|uae|ussr)(?!\w)")
"""Abbreviations of states and unions that are written with and without full stops."""


def _abbreviation_variants(name: str) -> list[str]:
    """Return the folded name with and without full stops in abbreviations: "u.s. army", "us army"."""
    if " " not in name:
        return []
    return [
        _WITH_STOPS.sub(lambda found: found[0].replace(".", ""), name),
        _WITHOUT_STOPS.sub(lambda found: "".join(f"{letter}." for letter in found[0]), name),
    ]


def person_in(name: str) -> str:
    """Return the person's name that follows a title or description, folded, or "".

    "dirk ansel" for "Marshal Dirk Ansel" and "his lawyer, Dirk Ansel"; "" for "Dirk Ansel" alone.
    """
    words = name.split()
    start = len(words)
    while start and _is_name_word(words[start - 1]):
        start -= 1
    rest = words[start:]
    no_description = len(rest) == len(words)
    return "" if no_description or len(rest) < 2 else fold(" ".join(rest))


def _is_name_word(word: str) -> bool:
    """Return True for a capitalised word that is no title, office or possessive and no end of a phrase."""
    plain = word.rstrip(".").casefold()
    return word[0].isupper() and not word.endswith((",", "s'", "'s", "’s")) and not _is_role(plain)


def _is_role(word: str) -> bool:
    return word in roles().titles or word in roles().offices


def _head_noun(name: str) -> str:
    """Return "guild" for "Writers Guild of America"; "" for one word or another kind of head noun."""
    words = re.split(r"\s+(?:of|for|and)\s+", name)[0].split()
    head = words[-1].casefold() if words else ""
    return head if len(name.split()) > 1 and head in roles().offices else ""


class Affiliations:
    """Finds the party of a speaker from the words that name the speaker."""

    def __init__(self, parties: Iterable[Party]) -> None:
        every = [party_names(party) for party in parties]
        given = {name for names in every for name in names.full}
        self.names = [evolve(names, full=names.full | (names.bodies - given)) for names in every]

    def is_country(self, party: str | None) -> bool:
        """Return True if the party is in the table of countries."""
        return any(names.is_country for names in self.names if names.party.name == party)

    def of_name(self, name: str) -> Affiliation:
        """Return the party that has this full name."""
        folded = fold(name)
        return self._longest_match(
            [
                (len(folded), names.party.name, f"'{name}' is a name of it")
                for names in self.names
                if folded in names.full
            ]
        )

    def of_surname(self, name: str) -> Affiliation:
        """Return the party with a person's name that ends in this name: "Moore" for "Roy Moore"."""
        folded = fold(name)
        return self._longest_match(
            [
                (len(folded), names.party.name, f"'{name}' ends a name of it")
                for names in self.names
                if any(full.endswith(f" {folded}") for full in names.people)
            ]
        )

    def name_containing(self, head: "Token") -> tuple[str, Affiliation] | None:
        """Return the longest party name of several words that contains the token, as printed, and its party.

        None if there is no such name. The search does not depend on the parse.
        """
        window = head.doc[max(0, head.i - _NAME_WINDOW) : head.i + _NAME_WINDOW]
        text, offset = window.text, head.idx - window.start_char
        folded = text.casefold().replace("’", "'")
        best: tuple[str, Affiliation] | None = None
        for names in self.names:
            for name in names.full:
                if " " not in name:
                    continue
                for found in re.finditer(_word_pattern(name), folded):
                    inside = found.start() <= offset < found.end()
                    if inside and (best is None or len(name) > len(best[0])):
                        why = f"'{names.as_printed(name)}' is a name of it"
                        best = text[found.start() : found.end()], Affiliation(party=names.party.name, why=why)
        return best

    def of_phrase(self, head: "Token", *, depth: int = 0) -> Affiliation:
        """Return the party of the speaker named by a noun phrase, from the words of the phrase alone.

        The phrase may equal a name of the party or end in one; have one as a modifier of a title, office or
        group ("the Azerbaijan Defense Ministry"); or have one in a prepositional phrase with "of", "for" and
        the like. The longest name wins. Words such as "local" or "former" exclude the party whose name
        follows, unless the whole phrase is an alias.

        Args:
            head: head of the noun phrase.
            depth: number of prepositional phrases followed so far.
        """
        words = phrase(head, without=("relcl", "appos", "acl", "punct", "cc", "conj"))
        found = self._by_own_name(head, words)
        if found.party or found.rivals:
            return found
        if _can_speak_for_party(head) and not self._is_distanced(words):
            tied = self._by_preposition(head, depth) if depth < _MAX_TIES else NO_PARTY
            for candidate in (self._by_modifier(head, words), tied):
                if candidate.party or candidate.rivals:
                    return candidate
        return self._by_short_name(head, words)

    def _by_own_name(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """Return the party if the phrase equals a name of it or ends in one."""
        found = self._by_text(head, words)
        if found.party or found.rivals or not _can_drop_prepositions(head):
            return found
        bare = phrase(head, without=("relcl", "appos", "acl", "punct", "cc", "conj", "prep"))
        return self._by_text(head, bare) if len(bare) < len(words) else NO_PARTY

    def _by_text(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """Return the party if the text of the words equals a full name or ends in one."""
        text = fold("".join(word.text_with_ws for word in words if word.text != '"'))
        return self._longest_match(
            [
                (len(name), names.party.name, f"'{names.as_printed(name)}' is a name of it")
                for names in self.names
                for name in names.full
                if text == name or (text.endswith(" " + name) and self._premodified(head, words, name))
            ]
        )

    def _premodified(self, head: "Token", words: Sequence["Token"], name: str) -> bool:
        """Return True if the phrase still denotes the party with the words before its name.

        True for adjectives and numbers ("several"), False for "anti-"; "local" is allowed before people.
        """
        before = words[: len(words) - len(name.split())]
        if denotes_people(name):
            before = [word for word in before if word.lower_ not in _LOCAL]
        return (
            head.dep_ != "compound"
            and all(word.dep_ in ("det", "amod", "nummod") for word in before)
            and not self._is_distanced(before)
        )

    def _is_distanced(self, words: Iterable["Token"]) -> bool:
        """Return True if one of the words is "local", "former" or the like and not itself a party's name."""
        return any(
            word.lower_ in roles().distancing and not any(word.lower_ in names.full for names in self.names)
            for word in words
        )

    def _by_modifier(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """Return the party whose name precedes a title, an office or a person."""
        before = _before_head(head, words)
        of_state = any(_is_state_word(word) for word in words) and not _is_press(head, words)
        return self._longest_match(
            [
                (len(name), names.party.name, f"'{names.as_printed(name)}' stands with '{head.text}'")
                for names in self.names
                for name in names.all_names
                if (of_state or not names.is_country) and contains_word(name, before)
            ]
        )

    def _by_preposition(self, head: "Token", depth: int) -> Affiliation:
        """Return the party in "a spokesman for the union" or "the Defense Ministry in Phnom Penh"."""
        for preposition in head.children:
            noun = child(preposition, "pobj") if preposition.dep_ == "prep" else None
            if noun is None or noun == head:
                continue
            found = NO_PARTY
            adviser = preposition.lower_ == "to" and head.lemma_.lower() in _ADVISERS
            if (preposition.lower_ in TIES and _links_spokesperson(head, preposition)) or adviser:
                apposed = (kid for kid in noun.children if kid.dep_ == "appos")
                found = self._of_first((noun, *apposed), depth + 1)
            elif preposition.lower_ == "in" and head.lemma_.lower() in roles().offices:
                found = self.of_name(_printed_name(noun))
            if found.party or found.rivals:
                return found
        return NO_PARTY

    def _of_first(self, nouns: Iterable["Token"], depth: int) -> Affiliation:
        """Return the affiliation of the first noun that has one."""
        for noun in nouns:
            named = self.name_containing(noun)
            found = named[1] if named is not None else self.of_phrase(noun, depth=depth)
            if found.party or found.rivals:
                return found
        return NO_PARTY

    def _by_short_name(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """Return the party for which a bare head noun is short: "the guild"."""
        content = [word for word in words if word.dep_ not in ("det", "poss")]
        if len(content) != 1 or len(words) == 1:
            return NO_PARTY
        return self._longest_match(
            [
                (1, names.party.name, f"'the {head.lower_}' is short for it")
                for names in self.names
                if head.lower_ in names.heads
            ]
        )

    def _longest_match(self, found: list[tuple[int, str, str]]) -> Affiliation:
        """Return the affiliation with the longest matching name, or the rivals if several parties have one.

        Args:
            found: for each match, length of the name, party and reason.
        """
        if not found:
            return NO_PARTY
        longest = max(length for length, _, _ in found)
        best = {party: why for length, party, why in found if length == longest}
        if len(best) > 1:
            rivals = tuple(sorted(best))
            return Affiliation(party=None, why=f"{' and '.join(rivals)} could both claim it", rivals=rivals)
        [(party, why)] = best.items()
        return Affiliation(party=party, why=why)


def _printed_name(noun: "Token") -> str:
    """Return the noun phrase as printed, without prepositional phrases, clauses and appositives."""
    return "".join(
        word.text_with_ws for word in phrase(noun, without=("prep", "relcl", "appos", "acl"))
    ).strip()


def _can_drop_prepositions(head: "Token") -> bool:
    """Return True if the name is the same without "of Marlow" or "in June": "residents of Marlow"."""
    dated = any(
        inner.ent_type_ == "DATE" for kid in head.children if kid.dep_ == "prep" for inner in kid.children
    )
    including = any(kid.lower_ == "including" for kid in head.children)
    return head.tag_ in ("NNS", "NNPS") or dated or including


def _can_speak_for_party(head: "Token") -> bool:
    """Return True if the head or its modifiers are a title, office or body, or the head is a proper name."""
    known = roles().speaking
    names = [head, *(kid for kid in head.children if kid.dep_ in ("compound", "nmod", "amod"))]
    return any(word.lower_ in known or word.lemma_.lower() in known for word in names) or (
        head.pos_ == "PROPN" and head.ent_type_ in ("PERSON", "ORG", "")
    )


def _links_spokesperson(head: "Token", preposition: "Token") -> bool:
    """Return True for "the president of" and "a spokesman for", not for "the special representative for"."""
    spokesperson = head.lemma_.lower().startswith(("spokes", "lawyer", "attorney", "counsel"))
    return bool(spokesperson or preposition.lower_ != "for")


def _is_state_word(word: "Token") -> bool:
    """Return True for a word that denotes a body or office of a state."""
    return word.lower_.rstrip(".") in roles().state or word.lemma_.lower() in roles().state


def _is_press(head: "Token", words: Iterable["Token"]) -> bool:
    """Return True for "the U.S. media", which does not speak for the state, False for "state media"."""
    return head.lower_ == "media" and not any(word.lower_ == "state" for word in words)


def _before_head(head: "Token", words: Sequence["Token"]) -> str:
    """Return the words before the head without possessive "'s", folded."""
    before = "".join(word.text_with_ws for word in words if word.i < head.i)
    return fold(before.replace("’s ", " ").replace("'s ", " "))
