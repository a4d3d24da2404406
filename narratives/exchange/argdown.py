"""Findings as Argdown, for further editing by hand; written only, not read.

Source: the Argdown syntax of Christian Voigt and Gregor Betz, version 2, in strict mode. ``><`` is a
contradiction, ``-`` an attack (used for framing), ``+>`` an entailment; an equivalence is an entailment in
each direction. The relation "distinct" has no counterpart in Argdown and is left out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import ARTICLE, NO_PARTY, Assertion, Stance
from narratives.verdict import Relation, Verdict

_RELATIONS: dict[Relation, tuple[str, ...]] = {
    Relation.CONTRADICTION: ("><",),
    Relation.FRAMING: ("-",),
    Relation.ENTAILMENT: ("+>",),
    Relation.EQUIVALENCE: ("+>", "+"),
}
_FRONT_MATTER = "===\nmodel:\n    mode: strict\n==="
_RELATED, _REST, _EMPTY = "Related otherwise", "Everything else", "Nothing was said"
_VOICES = "Other voices"

_SPECIAL = re.compile(r"[\\@#*_\[\]<>{}()]|[.:](?=\S)|/(?=[/*])|=(?==)|=$")
_NOT_IN_TITLES = re.compile(r"[^\w ]|_")
_MAX_NAME = 24
"""Maximum length of a party's name in titles and tags, in characters."""


def to_argdown(findings: Findings) -> str:
    """Return findings as Argdown: a section for each dispute, then other relations, other assertions, voices.

    Each assertion is a statement ``[Armenia 2]: its text #(Armenia) {…}``, written in full where it first
    occurs. The braces contain its id, party, source, stance and words as printed. A stance other than
    "asserts" is written as a speech act, "Armenia denies: …", because Argdown takes a statement as put
    forward. Special characters are escaped, so that text is never read as markup.
    """
    writer = _Writer(_titles(findings))
    sections = [_FRONT_MATTER]
    written: set[Verdict] = set()
    for dispute in findings.disputes:
        new = [verdict for verdict in dispute.verdicts if verdict not in written]
        written.update(new)
        sections += writer.section(dispute.label, dispute.assertions, new)
    own = (verdict for examination in findings.own for verdict in examination.verdicts)
    others = [
        verdict
        for verdict in (*findings.verdicts, *own)
        if verdict.relation in _RELATIONS and verdict not in written
    ]
    if others:
        sides = {side: None for verdict in others for side in (verdict.a, verdict.b)}
        sections += writer.section(_RELATED, sides, others)
    rest = [assertion for assertion in findings.assertions if assertion.id not in writer.written]
    if rest:
        sections += writer.section(_REST, rest, ())
    if findings.unassigned:
        sections += writer.section(_VOICES, findings.unassigned, ())
    if not (findings.assertions or findings.unassigned):
        sections.append(f"# {_EMPTY}")
    return "\n\n".join(sections) + "\n"


@frozen
class _Writer:
    """Titles of the statements by id of the assertion, and the ids already written in full."""

    titles: Mapping[str, str]
    written: set[str] = field(factory=set)

    def section(
        self, heading: str, assertions: Iterable[Assertion], verdicts: Iterable[Verdict]
    ) -> Iterator[str]:
        """Yield a heading, then each statement with its outgoing relations."""
        relations: dict[str, list[str]] = {}
        for verdict in verdicts:
            for operator in _RELATIONS.get(verdict.relation, ()):
                line = f"    {operator} [{self.titles[verdict.b.id]}]"
                relations.setdefault(verdict.a.id, []).append(line)
        yield f"# {escape(heading)}"
        for one in assertions:
            yield "\n".join([self._statement(one), *relations.get(one.id, ())])

    def _statement(self, one: Assertion) -> str:
        title = self.titles[one.id]
        if one.id in self.written:
            return f"[{title}]"
        self.written.add(one.id)
        party = _group(one)
        text = escape(one.text)
        if one.stance is not Stance.ASSERTS:
            text = f"{escape(party)} {one.stance}: {text}"
        name = _title_name(party)
        tag = f" #({name})" if name else ""
        return f"[{title}]: {text}{tag} {_data(one)}"


def escape(text: str) -> str:
    """Return the text on one line with the markup of Argdown escaped, or "…" if nothing visible is left."""
    return _SPECIAL.sub(lambda found: "\\" + found.group(), plain(text).strip()) or "…"


def _data(one: Assertion) -> str:
    """Return the data of a statement as YAML in braces."""
    fields = {
        "id": one.id,
        "party": plain(_group(one)),
        "source": plain(one.source.name) if one.source else "",
        "stance": str(one.stance),
        "quote": plain(one.quote),
    }
    data = json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)
    return "{" + data[1:-1].replace("{", "\\u007b").replace("}", "\\u007d") + "}"


def _titles(findings: Findings) -> dict[str, str]:
    """Return a title for each assertion, by its id: the shortened name of its party and a number."""
    counts: dict[str, int] = {}
    titles = {}
    for one in (*findings.assertions, *findings.unassigned):
        name = _title_name(_group(one)) or "Party"
        counts[name] = counts.get(name, 0) + 1
        titles[one.id] = f"{name} {counts[name]}"
    return titles


def _group(one: Assertion) -> str:
    """Return the party of an assertion, or what stands for it."""
    return one.party or (NO_PARTY if one.source else ARTICLE)


def _title_name(name: str) -> str:
    """Return the letters, digits and spaces of a name, at most `_MAX_NAME` characters."""
    return " ".join(_NOT_IN_TITLES.sub(" ", plain(name)).split())[:_MAX_NAME].strip()
