"""What the results of a worker depend on: the versions of this program, its parser and its libraries."""

from importlib.metadata import version

from narratives.language.pipeline import pipeline_name
from narratives.version import __version__

PACKAGES = ("onnxruntime", "spacy", "tokenizers")


def versions() -> dict[str, str]:
    """Return name → version of this program, the parser and `PACKAGES`, as installed on this machine."""
    return {
        "narratives": __version__,
        "parser": pipeline_name(),
        **{name: version(name) for name in PACKAGES},
    }
