"""spaCy and lemminflect, which imports it, loaded without torch unless a pipeline needs torch.

spaCy's library of models, thinc, imports torch wherever it is installed, which takes two seconds or more.
Only pipelines of transformers need it.
"""

import importlib
import importlib.util
import sys
from functools import cache
from typing import Any

_NEEDS_TORCH = "en_core_web_trf"
_ABSENT: Any = None
"""A module of this value in `sys.modules` cannot be imported."""


@cache
def spacy() -> Any:
    """Return the module spaCy."""
    if not {"torch", "thinc.compat"} & sys.modules.keys() and not importlib.util.find_spec(_NEEDS_TORCH):
        sys.modules["torch"] = _ABSENT
        try:
            importlib.import_module("thinc.compat")
        finally:
            del sys.modules["torch"]
    return importlib.import_module("spacy")


@cache
def lemminflect() -> Any:
    """Return the module lemminflect: the lemmas and inflected forms of English words."""
    spacy()
    return importlib.import_module("lemminflect")


@cache
def stop_words() -> frozenset[str]:
    """Return spaCy's English words of little meaning, in lower case."""
    spacy()
    found = importlib.import_module("spacy.lang.en.stop_words").STOP_WORDS
    return frozenset(found)
