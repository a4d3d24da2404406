"""The articles in a folder and its subfolders."""

import os
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from attrs import frozen

from narratives.errors import ReadError
from narratives.reading.limits import MAX_FOLDER_FILES, check_limit

_MAX_LISTED = 6
"""Greatest number of endings that a warning lists."""


@frozen(kw_only=True)
class FolderFiles:
    """The files of a folder that are read as articles.

    Attributes:
        paths: sorted by the names of the subfolders and of the file.
        warning: the number of other files by ending, or "" if there are none.
    """

    paths: tuple[Path, ...]
    warning: str


def files_in(folder: Path, endings: Collection[str]) -> FolderFiles:
    """Return the files in a folder and its subfolders that have one of the endings.

    Links to folders are not followed. Names that begin with a dot are left out, and not counted.

    Args:
        endings: in lower case, such as ".txt".

    Raises:
        TooLargeError: there are more than `MAX_FOLDER_FILES` articles.
        ReadError: a folder cannot be listed, or there is no article.
    """

    def refuse(error: OSError) -> None:
        raise ReadError(f"{error.filename}: cannot be read: {error.strerror}") from error

    found: list[Path] = []
    others: Counter[str] = Counter()
    for place, folders, names in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if name.startswith("."):
                continue
            if path.suffix.lower() in endings and path.is_file():
                found.append(path)
            else:
                others[path.suffix.lower() or "without an ending"] += 1
    check_limit(
        len(found),
        MAX_FOLDER_FILES,
        place=str(folder),
        unit="articles",
        remedy="give its subfolders one by one",
    )
    known = ", ".join(sorted(endings))
    if not found:
        raise ReadError(f"{folder}: no article is in this folder; files ending in {known} are read")
    return FolderFiles(
        paths=tuple(sorted(found, key=lambda path: path.parts)), warning=_warning(folder, others)
    )


def _warning(folder: Path, others: Counter[str]) -> str:
    if not others:
        return ""
    ranked = sorted(others.items(), key=lambda one: (-one[1], one[0]))
    listed = [f"{number:,} {ending}" for ending, number in ranked[:_MAX_LISTED]]
    more = (
        [f"{sum(number for _, number in ranked[_MAX_LISTED:]):,} of other kinds"]
        if len(ranked) > _MAX_LISTED
        else []
    )
    total = sum(others.values())
    verb = "file is no article and was" if total == 1 else "files are no articles and were"
    return f"{folder}: {total:,} {verb} left out ({', '.join([*listed, *more])})"
