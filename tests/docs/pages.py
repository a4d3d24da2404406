"""The pages of the documentation and their examples."""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = tuple(sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts))
NAMES = tuple(str(path.relative_to(DOCS)) for path in PAGES)

_FENCE = re.compile(r"^(`{3,})(\{[\w-]+\})?[ ]*(\w*)[^\n]*\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_CAPTION = re.compile(r"\A(?::[\w-]+:[^\n]*\n)*?:caption: ([^\n]+)\n(?::[\w-]+:[^\n]*\n)*\n?")


@frozen(kw_only=True)
class Example:
    """A fenced code block.

    Attributes:
        kind: ``python``, ``console`` (run and compared), ``file`` (written to ``name``), or another language.
        line: line number of the opening fence, from 1.
    """

    kind: str
    text: str
    line: int
    name: str = ""


@frozen(kw_only=True)
class Call:
    """A command of a console block, and the output that the page shows."""

    command: str
    shown: str


def examples(path: Path) -> Iterator[Example]:
    """Yield the fenced code blocks of a page, in order."""
    text = path.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        _, directive, language, body = found.groups()
        line = text.count("\n", 0, found.start()) + 1
        caption = _CAPTION.match(body)
        if directive == "{code-block}" and caption:
            yield Example(kind="file", text=body[caption.end() :], line=line, name=caption.group(1))
        elif directive is None:
            yield Example(kind=language, text=body, line=line)


def calls(text: str) -> Iterator[Call]:
    """Yield the commands of a console block: lines that begin with ``$``, each followed by its output."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield Call(command=command, shown=shown)
