"""Load a model of sentence-transformers by its folder or its name on the model hub.

Only safetensors are read, and no code that comes with a model is run.
"""

import logging
import socket
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from attrs import frozen

from narratives.errors import MissingExtraError, NarrativesError
from narratives.harmless import plain

_PICKLES = ("pytorch_model*.bin", "adapter_model*.bin")
_DOWNLOADED = ("*.json", "*.safetensors", "*.txt", "*.model")
"""Files that are downloaded from the hub: neither pickles nor code."""
_NOT_DOWNLOADED = ("onnx/*", "openvino/*")


@frozen(kw_only=True)
class Loader:
    """One kind of model, and the words of its error messages.

    Attributes:
        model_class: the class of sentence-transformers.
        role: what the model is for: "judge", "embedder".
        error: raised if a model cannot be loaded.
        offline: the remedy that needs neither a network nor another package.
    """

    model_class: Literal["CrossEncoder", "SentenceTransformer"]
    role: str
    error: type[NarrativesError]
    offline: str

    def load(self, name: str, *, device: str | None = None) -> Any:
        """Load the model; a folder or the hub's cache on disk is tried first, then the hub.

        Args:
            device: "cpu", "cuda", "cuda:1", "mps" ...; None uses a GPU if torch finds one.

        Raises:
            NarrativesError: `error`, if the name is blank or the model cannot be loaded.
            MissingExtraError: sentence-transformers is not installed.
        """
        if not name.strip():
            raise self.error(f"{self.role} '': give the name or folder of a model; {self.offline}")
        shown = f"{name!r:.120}"
        try:
            import sentence_transformers
        except ImportError as error:
            raise MissingExtraError(
                f"{self.role} {shown} needs sentence-transformers; install it with: "
                f"pip install 'narratives[cross-encoder]'; {self.offline}"
            ) from error
        _silence_libraries()
        model_class = getattr(sentence_transformers, self.model_class)
        try:
            return _load(model_class, name, device)
        except Exception as error:
            cause = plain(str(error))[:160]
            raise self.error(f"{self.role} {shown}: cannot be loaded ({cause}); {self.offline}") from error


def _load(model_class: Any, name: str, device: str | None) -> Any:
    from huggingface_hub import snapshot_download

    if Path(name).exists():
        return _load_folder(model_class, Path(name), device)
    try:
        return _load_folder(model_class, Path(snapshot_download(name, local_files_only=True)), device)
    except Exception:
        if not _hub_is_reachable():
            raise
    found = snapshot_download(name, allow_patterns=_DOWNLOADED, ignore_patterns=_NOT_DOWNLOADED)
    return _load_folder(model_class, Path(found), device)


def _load_folder(model_class: Any, folder: Path, device: str | None) -> Any:
    _refuse_pickles(folder)
    return model_class(
        str(folder),
        local_files_only=True,
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True},
        device=device,
    )


def _refuse_pickles(folder: Path) -> None:
    """Raise ValueError if weights of the model, or of a module in a folder of it, are only there as a pickle.

    ``use_safetensors`` holds for the transformer, not for the modules after it.
    """
    for pattern in _PICKLES:
        for pickle in sorted(folder.rglob(pattern)):
            if not any(pickle.parent.glob("*.safetensors")):
                raise ValueError(f"{pickle.relative_to(folder)} is a pickle; only safetensors are read")


def _hub_is_reachable() -> bool:
    """Return True if the hub's host name resolves: without a network its client retries for a minute."""
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        socket.getaddrinfo(urlsplit(constants.ENDPOINT).hostname, 443)
    except OSError:
        return False
    return True


def _silence_libraries() -> None:
    """Disable the progress bars and the hub client's warnings about retries."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
