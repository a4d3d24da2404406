"""The libraries that open other formats: asked for where they are missing, their failures made ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from narratives.errors import MissingExtraError, NarrativesError, ReadError

_LONGEST_CAUSE = 120


@contextmanager
def opening(place: str, kind: str, *, remedy: str) -> Iterator[None]:
    """What a library raises inside becomes one line that names the file and the remedy.

    Such libraries raise whatever their parsers stumble on, a KeyError or a RecursionError too.

    Raises:
        MissingExtraError: the library is not installed.
        ReadError: it cannot read the file.
    """
    try:
        yield
    except NarrativesError:
        raise
    except ImportError as error:
        raise MissingExtraError(
            f"{place}: {kind} needs {error.name}; install it with: pip install 'narratives[documents]'"
        ) from error
    except Exception as error:
        cause = " ".join(str(error).split())[:_LONGEST_CAUSE] or type(error).__name__
        raise ReadError(f"{place}: cannot be read as {kind} ({cause}); {remedy}") from error
