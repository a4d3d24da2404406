"""The text that a report must show in every output format."""

from collections.abc import Iterator

from narratives.harmless import plain
from narratives.rendering.report.blocks import Bullets, Heading, Line, Outline, Paragraph


def line_groups(report: Outline) -> Iterator[list[str]]:
    """Yield the lines of each heading, paragraph, item, cell and note as plain text, without empty lines."""
    yield [plain(report.title)]
    for block in report.blocks:
        if isinstance(block, Heading):
            yield [plain(block.text)]
        elif isinstance(block, Paragraph):
            yield _texts(block.line)
        elif isinstance(block, Bullets):
            for item in block.items:
                yield _texts(*item.lines)
                yield from (_texts(line) for line in item.inner)
        else:
            yield from ([plain(name)] for name in block.header)
            yield from (_texts(*cell) for row in block.rows for cell in row)
    for note in report.notes:
        yield [plain(f"“{plain(note.printed)}”" + (f", {note.place}" if note.place else ""))]


def _texts(*lines: Line) -> list[str]:
    found = (plain("".join(getattr(one, "text", "") for one in line)) for line in lines)
    return [text for text in found if text]
