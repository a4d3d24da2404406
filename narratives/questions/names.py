"""Find what a question names: parties, outlets, sources, reasons, assertions."""

from collections.abc import Iterable, Sequence

from narratives.errors import QuestionError
from narratives.language.countries import country_of
from narratives.language.names import fold, similar_names
from narratives.model import Account, Assertion
from narratives.verdict import ReasonKind

_MOST_LISTED = 16


def party_of(name: str, accounts: Sequence[Account]) -> str:
    """Return the name of the party that has this name, this alias, or is of the country with this name.

    Raises:
        QuestionError: there is no such party, or the country's name fits several.
    """
    folded = fold(name)
    for account in accounts:
        if account.name == name:
            return account.name
    by_name = {fold(alias): account.name for account in reversed(accounts) for alias in account.party.aliases}
    by_name |= {fold(account.name): account.name for account in reversed(accounts)}
    if folded in by_name:
        return by_name[folded]
    country = country_of().get(folded)
    if country is not None:
        of_country = {party for known, party in by_name.items() if country_of().get(known) == country}
        if len(of_country) == 1:
            return of_country.pop()
    known = [name for account in accounts for name in (account.name, *account.party.aliases)]
    raise _unknown("party", name, known, [account.name for account in accounts])


def parties_of(names: Iterable[str], accounts: Sequence[Account]) -> frozenset[str]:
    """Return the names of the parties that are asked about.

    Raises:
        QuestionError: a party is unknown, or two names are of one party.
    """
    given: dict[str, str] = {}
    for name in (names,) if isinstance(names, str) else names:
        party = party_of(name, accounts)
        if party in given:
            raise QuestionError(
                f"{given[party]!r:.60} and {name!r:.60} are one party, {party!r:.60}; name another"
            )
        given[party] = name
    return frozenset(given)


def reason_of(name: str) -> ReasonKind:
    """Return the kind of reason with this name, ignoring case.

    Raises:
        QuestionError: there is no such kind.
    """
    wanted, kinds = str(name).strip().casefold(), [kind.value for kind in ReasonKind]
    if wanted not in kinds:
        raise _unknown("reason", name, kinds, kinds)
    return ReasonKind(wanted)


def outlet_of(name: str, outlets: Sequence[str]) -> str:
    """Return the folded name of the outlet.

    Raises:
        QuestionError: no document is from such an outlet.
    """
    if fold(name) not in {fold(outlet) for outlet in outlets}:
        raise _unknown("outlet", name, outlets, outlets)
    return fold(name)


def sources_of(name: str, sources: Sequence[str]) -> frozenset[str]:
    """Return the names of the sources that are called so, or else whose names contain it as whole words.

    Raises:
        QuestionError: there is none.
    """
    folded = fold(name)
    exact = frozenset(source for source in sources if fold(source) == folded)
    part = frozenset(source for source in sources if folded and f" {folded} " in f" {fold(source)} ")
    if not exact | part:
        raise _unknown("source", name, sources, sources)
    return exact or part


def unknown_assertion(given: Assertion | str) -> QuestionError:
    """Return the error for an assertion that the graph does not contain."""
    if isinstance(given, Assertion):
        return QuestionError(f"assertion {given.text!r:.60} is not in the graph; take one of its accounts")
    return QuestionError(
        f"assertion {given!r:.60} is not in the graph; give the id of one of its assertions, such as "
        "account.assertions[0].id"
    )


def _unknown(kind: str, name: str, known: Iterable[str], listed: Iterable[str]) -> QuestionError:
    near = similar_names(str(name), filter(None, known))
    every = list(dict.fromkeys(filter(None, listed)))
    if near:
        remedy = f"did you mean {' or '.join(f'{one!r:.60}' for one in near)}?"
    elif every:
        more = f" and {len(every) - _MOST_LISTED} more" if len(every) > _MOST_LISTED else ""
        remedy = f"there are: {', '.join(f'{one:.60}' for one in every[:_MOST_LISTED])}{more}"
    else:
        remedy = f"no {kind} is known of any assertion"
    fault = "is unknown" if kind == "reason" else "is not in the findings"
    return QuestionError(f"{kind} {str(name)!r:.60} {fault}; {remedy}")
