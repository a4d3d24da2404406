"""The parts of a written report, whatever its form: headings, paragraphs, lists, tables and notes."""

from enum import StrEnum

from attrs import frozen


class Emphasis(StrEnum):
    """Why characters stand out: words that clash, a stance, a name or label, what was decided."""

    CLASH = "clash"
    STANCE = "stance"
    LABEL = "label"
    DECIDED = "decided"


@frozen(kw_only=True)
class Run:
    """Characters of a line, from outside or not; a form escapes them all."""

    text: str
    emphasis: Emphasis | None = None


@frozen(kw_only=True)
class NoteReference:
    """A reference to the note of that number."""

    number: int


@frozen(kw_only=True)
class WebLink:
    """A link to an address that `escaping.web_address` passed."""

    text: str
    address: str


Line = tuple[Run | NoteReference | WebLink, ...]


@frozen(kw_only=True)
class Heading:
    """A heading; the title of the report has level 1."""

    level: int
    text: str


@frozen(kw_only=True)
class Paragraph:
    """A paragraph.

    Attributes:
        introduces: whether it stands over what follows, and should stay on one page with it.
    """

    line: Line
    introduces: bool = False


@frozen(kw_only=True)
class Item:
    """An item of a list: its lines, and the lines of the list under it."""

    lines: tuple[Line, ...]
    inner: tuple[Line, ...] = ()


@frozen(kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Item, ...]


Cell = tuple[Line, ...]


@frozen(kw_only=True)
class Table:
    """A table with a header row.

    Attributes:
        widths: of the columns, in relation to each other.
        parties: for each column the number of the party that it belongs to, or None.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    parties: tuple[int | None, ...]


@frozen(kw_only=True)
class Note:
    """The words of a statement as the document prints them, and where they stand."""

    number: int
    printed: str
    place: str


Block = Heading | Paragraph | Bullets | Table


@frozen(kw_only=True)
class Outline:
    """A report in the order in which it is read.

    Attributes:
        blocks: without the title.
        notes: in the order of their numbers, which is that of the first references to them.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
