"""Display names of documents."""

import re
from collections import Counter
from collections.abc import Iterable

from narratives.harmless import plain
from narratives.model import Document


def file_name(document: Document) -> str:
    """Return the name of the file that the document was read from, without its folders, which are private."""
    return re.split(r"[/\\]", document.address)[-1]


def document_names(documents: Iterable[Document]) -> dict[str, str]:
    """Return a unique name for each document id, or an empty dict if there are fewer than two documents.

    The name is the title. If titles are equal, outlet and date are added, then a number.
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


def outlet_names(documents: Iterable[Document]) -> dict[str, str]:
    """Return a unique short name for each document id: its outlet if it is the only one of it, else its name.

    The result is empty if there are fewer than two documents.
    """
    several = {document.id: document for document in documents}
    names = document_names(several.values())
    outlets = {key: plain(document.outlet) for key, document in several.items()}
    count = Counter(outlets.values())
    return {
        key: outlets[key] if outlets[key] and count[outlets[key]] == 1 else name
        for key, name in names.items()
    }


def _title(document: Document) -> str:
    return plain(document.title) or plain(file_name(document)) or "untitled"
