"""Proposed parties, as a table in the terminal and as a parties file."""

import json
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from narratives.findings import Findings, Speaker
from narratives.harmless import plain
from narratives.model import ARTICLE
from narratives.rendering.notices import format_count, unassigned_summary

_MAX_PROPOSED_SPEAKERS = 6
"""Maximum number of speakers proposed as parties if fewer than two parties were found."""


def show_parties(console: Console, findings: Findings) -> None:
    """Print each party with its speakers and why each was assigned to it, then the speakers of no party."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Party", "Statements", "Speaker", "Why"):
        table.add_column(title, justify="right" if title == "Statements" else "left")
    for account in findings.accounts:
        own = [one for one in findings.speakers if one.party == account.name]
        table.add_row(Text(plain(account.name), style="bold"), str(len(account)), "", "", end_section=not own)
        for number, one in enumerate(own):
            _add_speaker_row(table, one, last=number == len(own) - 1)
    others = [one for one in findings.speakers if one.party is None]
    if others:
        table.add_row(Text("(no party)", style="bold"), str(sum(one.statements for one in others)), "", "")
    for one in others:
        _add_speaker_row(table, one, last=False)
    console.print(table)
    line = unassigned_summary(findings)
    if line:
        console.print(Text(line, style="dim"))
    console.print(
        Text("As a file for --parties: add -o parties.yaml, or --yaml to print it, and change what is wrong.")
    )


def _add_speaker_row(table: Table, one: Speaker, *, last: bool) -> None:
    why = plain(one.why)
    if one.suggestion is not None:
        why += f"; may speak for {plain(one.suggestion.party)}: {plain(one.suggestion.why)}"
    table.add_row("", str(one.statements), Text(plain(one.name)), Text(why, style="dim"), end_section=last)


def parties_yaml(findings: Findings) -> str:
    """Return the contents of a parties file: each party with the names of its speakers.

    Comments give the reason for each assignment. If fewer than two parties have statements, the speakers
    themselves are proposed as parties. Speakers of no party are listed in comments, with the party that each
    may speak for.
    """
    return "\n".join(_yaml_lines(findings)) + "\n"


def _yaml_lines(findings: Findings) -> Iterator[str]:
    speakers = findings.speakers
    taken: set[str] = set()
    speaking = [account for account in findings.accounts if account.name != ARTICLE]
    yield "# A party's name, and the other names that it and its speakers go by."
    for account in speaking:
        yield f"{_yaml_string(account.name)}:  # {format_count(len(account), 'statement')}"
        taken.add(account.name.casefold())
        names = dict.fromkeys(account.party.aliases, "")
        names |= {one.name: one.why for one in speakers if one.party == account.name}
        by_key = {name.casefold(): (name, why) for name, why in reversed(names.items())}
        own = [told for key, told in reversed(by_key.items()) if key not in taken]
        taken.update(name.casefold() for name, _ in own)
        yield from (f"  - {_yaml_string(name)}" + (f"  # {plain(why)}" if why else "") for name, why in own)
        if not own:
            yield "  []"
    others = [one for one in speakers if one.party is None and one.name.casefold() not in taken]
    if sum(len(account) > 0 for account in speaking) < 2:
        proposed = others[:_MAX_PROPOSED_SPEAKERS]
        others = others[_MAX_PROPOSED_SPEAKERS:]
        for one in proposed:
            number = format_count(one.statements, "statement")
            yield f"{_yaml_string(one.name)}: []  # {number}; {plain(one.why)}"
    if others:
        yield ""
        yield "# Speakers of no party. To give one a party, remove the # before 'speakers:' and its line."
        yield "# speakers:"
    for one in others:
        hint = f"may be: {plain(one.suggestion.why)}" if one.suggestion else plain(one.why)
        party = one.suggestion.party if one.suggestion else "PARTY"
        number = format_count(one.statements, "statement")
        yield f"#   {_yaml_string(one.name)}: {_yaml_string(party)}  # {number}; {hint}"


def _yaml_string(name: str) -> str:
    """Return the name as a quoted YAML scalar on one line."""
    return json.dumps(plain(name), ensure_ascii=False)
