"""What documents are called where there are several."""

import re
from collections import Counter
from collections.abc import Iterable

from narratives.harmless import plain
from narratives.model import Document


def file_name(document: Document) -> str:
    """Name of the file that it was read from, without the folders, which are the reader's own affair."""
    return re.split(r"[/\\]", document.address)[-1]


def names(documents: Iterable[Document]) -> dict[str, str]:
    """Id of a document → a name that no other has: title, outlet and day, a number where they are alike.

    Nothing for one document alone, which needs no name.
    """
    several = list({document.id: document for document in documents}.values())
    if len(several) < 2:
        return {}
    titles = Counter(_title(document) for document in several)
    taken: Counter[str] = Counter()
    found = {}
    for document in several:
        name = _title(document)
        if titles[name] > 1:
            name = ", ".join(filter(None, (name, plain(document.outlet), document.date)))
        taken[name] += 1
        found[document.id] = f"{name} ({taken[name]})" if taken[name] > 1 else name
    return found


def _title(document: Document) -> str:
    return plain(document.title) or plain(file_name(document)) or "untitled"
