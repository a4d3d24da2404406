"""Findings as Argdown, for people who go on with the argument by hand; one way.

Source: the Argdown syntax of Christian Voigt and Gregor Betz, version 2, in its strict mode. ``><`` is a
contradiction, ``-`` a conflict in which both cannot hold together (rival framings), ``+>`` an entailment;
an equivalence is two of those. Pairs that only look opposed are no relation of Argdown and are left out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import ARTICLE, Assertion, Stance
from narratives.verdict import Relation, Verdict

_RELATIONS: dict[Relation, tuple[str, ...]] = {
    Relation.CONTRADICTION: ("><",),
    Relation.FRAMING: ("-",),
    Relation.ENTAILMENT: ("+>",),
    Relation.EQUIVALENCE: ("+>", "+"),
}
_FRONT_MATTER = "===\nmodel:\n    mode: strict\n==="
_RELATED, _REST, _NOTHING = "Related otherwise", "Everything else", "Nothing was said"

_SPECIAL = re.compile(r"[\\@#*_\[\]<>{}()]|[.:](?=\S)|/(?=[/*])|=(?==)|=$")
_UNFIT = re.compile(r"[^\w ]|_")
_LONGEST_NAME = 24


def to_argdown(findings: Findings) -> str:
    """Write findings as Argdown: a section a point at issue, then what is related otherwise, then the rest.

    Each assertion is a statement ``[Armenia 2]: its text #(Armenia) {…}``, written out where it first
    appears; the braces hold its id, party, source and words as printed. What is not asserted is told as the
    act, "Armenia denies: …", since a statement of Argdown is put forward as true. Special characters are
    escaped, so that no text is anything else than text.
    """
    page = _Page(_titles(findings))
    sections = [_FRONT_MATTER]
    told: set[Verdict] = set()
    for dispute in findings.disputes:
        new = [verdict for verdict in dispute.verdicts if verdict not in told]
        told.update(new)
        sections += page.section(dispute.label, dispute.assertions, new)
    own = (verdict for one in findings.own for verdict in one.verdicts)
    left = [one for one in (*findings.verdicts, *own) if one.relation in _RELATIONS and one not in told]
    if left:
        sections += page.section(_RELATED, {side: None for one in left for side in (one.a, one.b)}, left)
    rest = [one for one in findings.assertions if one.id not in page.written]
    if rest:
        sections += page.section(_REST, rest, ())
    if not findings.assertions:
        sections.append(f"# {_NOTHING}")
    return "\n\n".join(sections) + "\n"


@frozen
class _Page:
    """Titles of statements by the id of the assertion, and which are written out already."""

    titles: Mapping[str, str]
    written: set[str] = field(factory=set)

    def section(
        self, heading: str, assertions: Iterable[Assertion], verdicts: Iterable[Verdict]
    ) -> Iterator[str]:
        """A heading, then the statements with the relations that go out from each."""
        relations: dict[str, list[str]] = {}
        for verdict in verdicts:
            for mark in _RELATIONS.get(verdict.relation, ()):
                line = f"    {mark} [{self.titles[verdict.b.id]}]"
                relations.setdefault(verdict.a.id, []).append(line)
        yield f"# {escaped(heading)}"
        for one in assertions:
            yield "\n".join([self._statement(one), *relations.get(one.id, ())])

    def _statement(self, one: Assertion) -> str:
        title = self.titles[one.id]
        if one.id in self.written:
            return f"[{title}]"
        self.written.add(one.id)
        party = one.party or ARTICLE
        text = escaped(one.text)
        if one.stance is not Stance.ASSERTS:
            text = f"{escaped(party)} {one.stance}: {text}"
        name = _short(party)
        tag = f" #({name})" if name else ""
        return f"[{title}]: {text}{tag} {_data(one)}"


def escaped(text: str) -> str:
    """The text as Argdown that shows it and nothing else, on one line; "…" where nothing is left of it."""
    return _SPECIAL.sub(lambda found: "\\" + found.group(), plain(text).strip()) or "…"


def _data(one: Assertion) -> str:
    """What a statement carries in braces, as YAML."""
    known = {
        "id": one.id,
        "party": plain(one.party or ARTICLE),
        "source": plain(one.source.name) if one.source else "",
        "stance": str(one.stance),
        "quote": plain(one.quote),
    }
    told = json.dumps({name: value for name, value in known.items() if value}, ensure_ascii=False)
    return "{" + told[1:-1].replace("{", "\\u007b").replace("}", "\\u007d") + "}"


def _titles(findings: Findings) -> dict[str, str]:
    """A title for each assertion: the name of its party as far as a title can hold it, and a number."""
    counts: dict[str, int] = {}
    titles = {}
    for one in findings.assertions:
        name = _short(one.party or ARTICLE) or "Party"
        counts[name] = counts.get(name, 0) + 1
        titles[one.id] = f"{name} {counts[name]}"
    return titles


def _short(name: str) -> str:
    """Letters, digits and spaces of a name."""
    return " ".join(_UNFIT.sub(" ", plain(name)).split())[:_LONGEST_NAME].strip()
