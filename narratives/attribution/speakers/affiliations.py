"""Which party a speaker speaks for, and why."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.cues import roles
from narratives.attribution.speakers.forms import denotes_people, other_forms
from narratives.language.clauses import child, phrase
from narratives.language.countries import countries
from narratives.model import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_MIN_INITIALS = 3
_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)
_LONGEST_NAME = 16
"""Words on each side of a word that a party's name which holds it may reach over."""

_MAXTIES = 4
"""How far "the spokesman of the office of the president of ..." is followed."""

_ADVISERS = frozenset({"adviser", "advisor", "aide", "assistant"})
_LOCAL = frozenset({"local", "regional"})
TIES = frozenset({"of", "for", "from", "at", "with"})


def fold(name: str) -> str:
    """A name as it is compared: case, articles, apostrophes and spacing aside."""
    plain = " ".join(name.replace("’", "'").split())
    return _ARTICLES.sub("", plain).removesuffix("'s").casefold()


def contains_word(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word or words of its own; both as they are to be compared."""
    return re.search(_whole(name), text) is not None


def _whole(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"


@frozen(kw_only=True)
class PartyNames:
    """Every name that stands for a party.

    Attributes:
        full: names that stand for it alone (its name, aliases, capital), folded.
        adjectives: names that stand for it as a modifier ("Armenian"), folded.
        heads: the noun by which a text may shortly call it ("the guild"), folded.
        people: those of the full names that are printed as a person's is: words with capitals, no office.
        bodies: of a country, names of bodies of its government ("CIA"), folded; they yield to another
            party of that name.
        is_country: whether it is in the table of countries.
    """

    party: Party
    full: frozenset[str]
    adjectives: frozenset[str]
    heads: frozenset[str]
    bodies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    is_country: bool = False

    @property
    def all_names(self) -> frozenset[str]:
        """Full names and adjectives."""
        return self.full | self.adjectives


@frozen(kw_only=True)
class Affiliation:
    """The party of a speaker, or None, and the reason in a few words.

    Attributes:
        rivals: names of the parties that could all claim the speaker; empty where one or none does.
        decided: whether the user said so.
    """

    party: str | None
    why: str
    rivals: tuple[str, ...] = ()
    decided: bool = False


NO_PARTY = Affiliation(party=None, why="no party's name stands with the speaker")


def party_names(party: Party) -> PartyNames:
    """The names that a party goes by: given, in the table of countries, and as initials."""
    full = {fold(party.name), *map(fold, party.aliases)}
    full |= {other for name in sorted(full) for other in _abbreviated(name)}
    full |= {bare for name in party.aliases if (bare := person_in(name))}
    is_country = False
    bodies: set[str] = set()
    adjectives: set[str] = set()
    for country in countries():
        known = {fold(name) for name in country.names}
        if fold(party.name) in known:
            is_country = True
            full |= known
            bodies = {fold(name) for name in country.bodies}
            adjectives = {fold(name) for name in country.demonyms}
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
            person_in(name) or fold(name) for name in (party.name, *party.aliases) if _is_of_person(name)
        ),
        is_country=is_country,
    )


def _is_of_person(name: str) -> bool:
    words = name.split()
    plain = all(word[0].isupper() and word.casefold() not in roles().offices for word in words)
    return bool(person_in(name)) or (len(words) > 1 and plain)


_STOPPED = re.compile(r"(?<!\w)(?:[a-z]\.){2,}")
_UNSTOPPED = re.compile(r"(?<!\w)(?:us|uk|un|eu|uae|ussr)(?!\w)")
"""Abbreviations of states and unions, which are printed with stops and without."""


def _abbreviated(name: str) -> list[str]:
    """The folded name with the stops of its abbreviations put in and taken out: "u.s. army", "us army"."""
    if " " not in name:
        return []
    return [
        _STOPPED.sub(lambda found: found[0].replace(".", ""), name),
        _UNSTOPPED.sub(lambda found: "".join(f"{letter}." for letter in found[0]), name),
    ]


def person_in(name: str) -> str:
    """ "dirk ansel" of "Marshal Dirk Ansel" and "his lawyer, Dirk Ansel"; "" where no such name ends it."""
    words = name.split()
    start = len(words)
    while start and _is_name_word(words[start - 1]):
        start -= 1
    rest = words[start:]
    whole = len(rest) == len(words)
    return "" if whole or len(rest) < 2 else fold(" ".join(rest))


def _is_name_word(word: str) -> bool:
    plain = word.rstrip(".").casefold()
    return word[0].isupper() and not word.endswith((",", "s'", "'s", "’s")) and not _is_role(plain)


def _is_role(word: str) -> bool:
    return word in roles().titles or word in roles().offices


def _head_noun(name: str) -> str:
    """ "guild" of "Writers Guild of America"; "" for one word or where the head is no common group noun."""
    words = re.split(r"\s+(?:of|for|and)\s+", name)[0].split()
    head = words[-1].casefold() if words else ""
    return head if len(name.split()) > 1 and head in roles().offices else ""


class Affiliations:
    """Tells a party from the words that name a speaker."""

    def __init__(self, parties: Iterable[Party]) -> None:
        every = [party_names(party) for party in parties]
        given = {name for names in every for name in names.full}
        self.names = [evolve(names, full=names.full | (names.bodies - given)) for names in every]

    def is_country(self, party: str | None) -> bool:
        """Whether the party is in the table of countries."""
        return any(names.is_country for names in self.names if names.party.name == party)

    def of_name(self, name: str) -> Affiliation:
        """The party that a name stands for by itself."""
        folded = fold(name)
        return self._decide(
            [
                (len(folded), names.party.name, f"'{name}' is a name of it")
                for names in self.names
                if folded in names.full
            ]
        )

    def of_surname(self, name: str) -> Affiliation:
        """The party one of whose names, of two words or more, ends in this one: "Moore" in "Roy Moore"."""
        folded = fold(name)
        return self._decide(
            [
                (len(folded), names.party.name, f"'{name}' ends a name of it")
                for names in self.names
                if any(full.endswith(f" {folded}") for full in names.people)
            ]
        )

    def whole_name(self, head: "Token") -> tuple[str, Affiliation] | None:
        """A party's name of several words that the token stands in, as printed, however it was parsed.

        The longest such name; None where the token stands in none.
        """
        near = head.doc[max(0, head.i - _LONGEST_NAME) : head.i + _LONGEST_NAME]
        text, place = near.text, head.idx - near.start_char
        folded = text.casefold().replace("’", "'")
        best: tuple[str, Affiliation] | None = None
        for names in self.names:
            for name in names.full:
                if " " not in name:
                    continue
                for found in re.finditer(_whole(name), folded):
                    inside = found.start() <= place < found.end()
                    if inside and (best is None or len(name) > len(best[0])):
                        why = f"'{name}' is a name of it"
                        best = text[found.start() : found.end()], Affiliation(party=names.party.name, why=why)
        return best

    def of_phrase(self, head: "Token", *, depth: int = 0) -> Affiliation:
        """The party of the speaker that the noun phrase names, by the words of the phrase alone.

        By a name of the party that the phrase is or ends in; by one that modifies a title, an office or
        a group ("the Azerbaijan Defense Ministry"); or by one that these are tied to with "of" or "for".
        The longest name decides. Words such as "local" or "former" cut a group off from the party whose
        name follows, unless the user gave the whole as an alias.
        """
        words = phrase(head, without=("relcl", "appos", "acl", "punct", "cc", "conj"))
        found = self._by_own_name(head, words)
        if found.party or found.rivals:
            return found
        if _speaks_for(head) and not self._is_distanced(words):
            tie = self._by_tie(head, depth) if depth < _MAXTIES else NO_PARTY
            for decided in (self._by_modifier(head, words), tie):
                if decided.party or decided.rivals:
                    return decided
        return self._by_short_name(head, words)

    def _by_own_name(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """The phrase is, or ends in, a name of the party."""
        found = self._by_text(head, words)
        if found.party or found.rivals or not _is_loose(head):
            return found
        bare = phrase(head, without=("relcl", "appos", "acl", "punct", "cc", "conj", "prep"))
        return self._by_text(head, bare) if len(bare) < len(words) else NO_PARTY

    def _by_text(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        text = fold("".join(word.text_with_ws for word in words if word.text != '"'))
        return self._decide(
            [
                (len(name), names.party.name, f"'{name}' is a name of it")
                for names in self.names
                for name in names.full
                if text == name or (text.endswith(" " + name) and self._premodified(head, words, name))
            ]
        )

    def _premodified(self, head: "Token", words: Sequence["Token"], name: str) -> bool:
        """Return True if the words before a party's own name leave it the party.

        Adjectives and numbers do ("several", "one"), "anti-" does not; "local" does before a noun for people.
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
        """Return True if a word such as "local" or "former" is among them, unless it names a party itself."""
        return any(
            word.lower_ in roles().distancing and not any(word.lower_ in names.full for names in self.names)
            for word in words
        )

    def _by_modifier(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """A name of the party stands before a title, an office or a person."""
        before = _before_head(head, words)
        of_state = any(_is_of_state(word) for word in words) and not _is_press(head, words)
        return self._decide(
            [
                (len(name), names.party.name, f"'{name}' stands with '{head.text}'")
                for names in self.names
                for name in names.all_names
                if (of_state or not names.is_country) and contains_word(name, before)
            ]
        )

    def _by_tie(self, head: "Token", depth: int) -> Affiliation:
        """ "a spokesman for the union"; "the Defense Ministry in Phnom Penh"."""
        for preposition in head.children:
            noun = child(preposition, "pobj") if preposition.dep_ == "prep" else None
            if noun is None or noun == head:
                continue
            found = NO_PARTY
            adviser = preposition.lower_ == "to" and head.lemma_.lower() in _ADVISERS
            if (preposition.lower_ in TIES and _may_speak(head, preposition)) or adviser:
                beside = (kid for kid in noun.children if kid.dep_ == "appos")
                found = self._of_any((noun, *beside), depth + 1)
            elif preposition.lower_ == "in" and head.lemma_.lower() in roles().offices:
                found = self.of_name(_printed_name(noun))
            if found.party or found.rivals:
                return found
        return NO_PARTY

    def _of_any(self, nouns: Iterable["Token"], depth: int) -> Affiliation:
        for noun in nouns:
            whole = self.whole_name(noun)
            found = whole[1] if whole is not None else self.of_phrase(noun, depth=depth)
            if found.party or found.rivals:
                return found
        return NO_PARTY

    def _by_short_name(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        plain = [word for word in words if word.dep_ not in ("det", "poss")]
        if len(plain) != 1 or len(words) == 1:
            return NO_PARTY
        return self._decide(
            [
                (1, names.party.name, f"'the {head.lower_}' is short for it")
                for names in self.names
                if head.lower_ in names.heads
            ]
        )

    def _decide(self, found: list[tuple[int, str, str]]) -> Affiliation:
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
    return "".join(
        word.text_with_ws for word in phrase(noun, without=("prep", "relcl", "appos", "acl"))
    ).strip()


def _is_loose(head: "Token") -> bool:
    """Whether what a preposition adds leaves it the party: "residents of Marlow", "Transoil in June"."""
    dated = any(
        inner.ent_type_ == "DATE" for kid in head.children if kid.dep_ == "prep" for inner in kid.children
    )
    including = any(kid.lower_ == "including" for kid in head.children)
    return head.tag_ == "NNS" or dated or including


def _speaks_for(head: "Token") -> bool:
    known = roles().speaking
    names = [head, *(kid for kid in head.children if kid.dep_ in ("compound", "nmod", "amod"))]
    return any(word.lower_ in known or word.lemma_.lower() in known for word in names) or (
        head.pos_ == "PROPN" and head.ent_type_ in ("PERSON", "ORG", "")
    )


def _may_speak(head: "Token", preposition: "Token") -> bool:
    """ "the president of", "a spokesman for"; not "the special representative for Iran"."""
    speaks = head.lemma_.lower().startswith(("spokes", "lawyer", "attorney", "counsel"))
    return bool(speaks or preposition.lower_ != "for")


def _is_of_state(word: "Token") -> bool:
    return word.lower_.rstrip(".") in roles().state or word.lemma_.lower() in roles().state


def _is_press(head: "Token", words: Iterable["Token"]) -> bool:
    """Return True for "the U.S. media", which does not speak for the state; "state media" does."""
    return head.lower_ == "media" and not any(word.lower_ == "state" for word in words)


def _before_head(head: "Token", words: Sequence["Token"]) -> str:
    """The words before the head, owner's "'s" aside, folded."""
    before = "".join(word.text_with_ws for word in words if word.i < head.i)
    return fold(before.replace("’s ", " ").replace("'s ", " "))
