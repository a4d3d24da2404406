"""Errors of the optional libraries that read other formats, translated into errors of this package."""

from collections.abc import Iterator
from contextlib import contextmanager

from narratives.errors import MissingExtraError, NarrativesError, ReadError

_MAX_CAUSE_LENGTH = 120


@contextmanager
def translate_errors(place: str, kind: str, *, remedy: str) -> Iterator[None]:
    """Translate any error raised inside into one line that names the file and the remedy.

    The libraries raise whatever error their parsers run into, also KeyError and RecursionError.

    Raises:
        MissingExtraError: the library is not installed.
        ReadError: the library cannot read the file.
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
        cause = " ".join(str(error).split())[:_MAX_CAUSE_LENGTH] or type(error).__name__
        raise ReadError(f"{place}: cannot be read as {kind} ({cause}); {remedy}") from error
