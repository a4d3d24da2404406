"""Sample files of other formats, built in memory, and functions to read them."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from narratives.errors import ReadError

T = TypeVar("T")

Drawn = tuple[float, float, float, str]
"""x, y, size and text; in points, from the lower left corner of the page."""


def write_file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def typeset_lines(texts: Sequence[str], *, top: float = 740, x: float = 72, size: float = 11) -> list[Drawn]:
    """Lines one below the other; "" leaves the gap between two paragraphs."""
    lines: list[Drawn] = []
    y = top
    for text in texts:
        if text:
            lines.append((x, y, size, text))
        y -= 13 if text else 10
    return lines


def pdf(pages: Sequence[Sequence[Drawn]], *, title: str = "", compress: bool = False) -> bytes:
    """Return a minimal PDF with one font (WinAnsi)."""
    return pdf_of_streams([_stream(lines) for lines in pages], title=title, compress=compress)


def _stream(lines: Sequence[Drawn]) -> bytes:
    shown = []
    for x, y, size, text in lines:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(b"/F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj" % (size, x, y, escaped.encode("cp1252")))
    return b"BT " + b"\n".join(shown) + b" ET"


def pdf_of_streams(
    streams: Sequence[bytes], *, title: str = "", compress: bool = False, forms: Sequence[bytes] = ()
) -> bytes:
    """Return a PDF with one page for each content stream; ``/Xn Do`` draws form number n."""
    names = b" ".join(b"/X%d %d 0 R" % (n, 5 + 2 * len(streams) + n) for n in range(len(forms)))
    resources = b"<< /Font << /F1 3 0 R >> /XObject << %s >> >>" % names
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(streams), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % title.encode("cp1252"),
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
            % (resources, 6 + 2 * number)
        )
        objects.append(_object(b"", stream, compress=compress))
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources " + resources
    objects += [_object(kind, form, compress=compress) for form in forms]
    content = b"%PDF-1.4\n"
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return content + trailer % (len(objects) + 1, start)


def _object(kind: bytes, stream: bytes, *, compress: bool) -> bytes:
    body = zlib.compress(stream, 9) if compress else stream
    how = b"/Filter /FlateDecode" if compress else b""
    return b"<< %s %s /Length %d >>\nstream\n%s\nendstream" % (kind, how, len(body), body)


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """Return the zip archive with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def read_or_refuse(read: Callable[..., T], content: bytes, address: str) -> T | None:
    """Return what is read, or None if the content is refused with one line that names the file."""
    try:
        return read(content, address=address)
    except ReadError as error:
        message = str(error)
    assert message.startswith(address)
    assert "\n" not in message
    assert len(message) < 300
    return None
