"""The report as Markdown: CommonMark with the tables and footnotes that GitHub renders."""

import string
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from narratives.findings import Findings
from narratives.model import encodable
from narratives.rendering.escaping import markdown_link, markdown_text
from narratives.rendering.report.blocks import (
    Block,
    Bullets,
    Cell,
    Emphasis,
    Heading,
    Line,
    Note,
    NoteReference,
    Paragraph,
    Run,
    Table,
    WebLink,
)
from narratives.rendering.report.outline import outline

_EMPHASIS_MARKS = {Emphasis.CLASH: "**", Emphasis.LABEL: "**", Emphasis.STANCE: "*", Emphasis.DECIDED: "*"}
_LINE_SEPARATOR = " — "


def markdown(findings: Findings, *, version: str) -> str:
    """Return the findings as a Markdown document, with the quotation of each statement as a footnote.

    All untrusted text is escaped, and no HTML is written. The same findings give the same text.

    Args:
        version: of the package, shown at the end of the report.
    """
    report = outline(findings, version=version)
    parts = [f"# {_text(report.title)}", *map(_block, report.blocks)]
    if report.notes:
        parts.append("\n".join(map(_note, report.notes)))
    return encodable("\n\n".join(parts) + "\n")


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_text(block.text)}"
    if isinstance(block, Paragraph):
        return _line(block.line)
    if isinstance(block, Bullets):
        return "\n".join(_bullets(block))
    return "\n".join(_table(block))


def _bullets(block: Bullets) -> Iterator[str]:
    for item in block.items:
        yield f"- {_lines(item.lines)}"
        for line in item.inner:
            yield f"  - {_line(line)}"


def _table(table: Table) -> Iterator[str]:
    yield _row(map(_text, table.header))
    yield _row("---" for _ in table.header)
    for row in table.rows:
        yield _row(map(_lines, row))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _note(note: Note) -> str:
    place = f", {_text(note.place)}" if note.place else ""
    return f"[^{note.number}]: “{_text(note.printed)}”{place}"


def _lines(lines: Cell | Sequence[Line]) -> str:
    """Return the lines of an item or a cell, joined into one."""
    return _LINE_SEPARATOR.join(filter(None, map(_line, lines)))


def _line(line: Line) -> str:
    """Return the line in Markdown."""
    texts = [one.text if isinstance(one, Run | WebLink) else "" for one in line]
    written = []
    for number, one in enumerate(line):
        if isinstance(one, NoteReference):
            written.append(f"[^{one.number}]")
        elif isinstance(one, WebLink):
            written.append(markdown_link(one.text, one.address))
        else:
            before, after = texts[number - 1 : number], texts[number + 1 : number + 2]
            written.append(_run(one, "".join(before)[-1:], "".join(after)[:1]))
    return "".join(written).strip()


def _run(run: Run, before: str, after: str) -> str:
    """Return the run in Markdown, without its emphasis if a renderer might show the marks literally.

    Args:
        before, after: the adjacent characters, or "". CommonMark decides by them whether a mark opens or
            closes emphasis.
    """
    words = markdown_text(run.text)
    inner = words.strip()
    mark = _EMPHASIS_MARKS[run.emphasis] if run.emphasis is not None and inner else ""
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    opens = lead or not _is_punctuation(inner[:1]) or not before or _is_delimiter(before)
    closes = trail or not _is_punctuation(inner[-1:]) or not after or _is_delimiter(after)
    if not (mark and opens and closes):
        return words
    return f"{lead}{mark}{inner}{mark}{trail}"


def _is_delimiter(character: str) -> bool:
    """Return True if the character is white space or punctuation in every version of CommonMark."""
    return character.isspace() or character in string.punctuation or _general_category(character) == "P"


def _is_punctuation(character: str) -> bool:
    """Return True if the character is punctuation in any version of CommonMark; 0.31 added symbols."""
    return _general_category(character) in ("P", "S")


def _general_category(character: str) -> str:
    return unicodedata.category(character)[0] if character else ""


def _text(text: str) -> str:
    return markdown_text(text).strip()
