"""spaCy and lemminflect, which imports it, loaded without torch unless a pipeline needs torch.

spaCy's library of models, thinc, imports torch wherever it is installed, which takes two seconds or more.
Only pipelines of transformers need it. spaCy also imports its own command line with two HTTP clients, for the
function ``spacy.info`` alone; that is a third of the rest.
"""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
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
    if "spacy" not in sys.modules:
        with _without_command_line():
            return importlib.import_module("spacy")
    return importlib.import_module("spacy")


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Let spaCy be imported without its command line, which can be imported afterwards."""
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.__dict__["info"] = _info
    sys.modules.update({package.__name__: package, module.__name__: module})
    try:
        yield
    finally:
        for name in (package.__name__, module.__name__):
            del sys.modules[name]
        sys.modules.get("spacy", package).__dict__.pop("cli", None)


def _info(*arguments: Any, **options: Any) -> Any:
    """Call ``spacy.info``."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


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
