"""Parts of a written report in any format: headings, paragraphs, lists, tables and notes."""

from enum import StrEnum

from attrs import frozen


class Emphasis(StrEnum):
    """Reason for an emphasis: clashing words, a stance, a name or label, a decision."""

    CLASH = "clash"
    STANCE = "stance"
    LABEL = "label"
    DECIDED = "decided"


@frozen(kw_only=True)
class Run:
    """Text of a line with one emphasis. It may be untrusted: every output format escapes it."""

    text: str
    emphasis: Emphasis | None = None


@frozen(kw_only=True)
class NoteReference:
    """A reference to the note with this number."""

    number: int


@frozen(kw_only=True)
class WebLink:
    """A link. The address is a non-empty result of `escaping.web_address`."""

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
        introduces: True if it introduces the next block and should be kept on one page with it.
    """

    line: Line
    introduces: bool = False


@frozen(kw_only=True)
class Item:
    """An item of a list: its lines, and the lines of its nested list."""

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
        widths: relative widths of the columns.
        parties: for each column the number of its party, or None.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    parties: tuple[int | None, ...]


@frozen(kw_only=True)
class Note:
    """The quotation of a statement as printed in the document, and its location as text."""

    number: int
    printed: str
    place: str


Block = Heading | Paragraph | Bullets | Table


@frozen(kw_only=True)
class Outline:
    """A report in reading order.

    Attributes:
        blocks: without the title.
        notes: in the order of their numbers, which is the order of the first references.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
