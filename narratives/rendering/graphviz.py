"""Conversion of DOT to SVG or PNG with Graphviz, if it is installed."""

import shutil
import subprocess
from typing import Literal

from narratives.errors import RenderingError

DEFAULT_TIMEOUT_S = 120
"""Time limit for one picture, in seconds."""


def draw(dot: str, form: Literal["svg", "png"], *, timeout_s: float = DEFAULT_TIMEOUT_S) -> bytes:
    """Return the picture that Graphviz's ``dot`` draws.

    Raises:
        RenderingError: Graphviz is not installed, exceeded the time limit, or rejected the graph.
    """
    program = find_graphviz(form)
    try:
        done = subprocess.run(  # noqa: S603 - the program found above, the graph on its standard input
            [program, f"-T{form}"], input=dot.encode(), capture_output=True, check=True, timeout=timeout_s
        )
    except subprocess.TimeoutExpired:
        raise RenderingError(
            f"{form.upper()}: Graphviz took over {timeout_s:g} seconds; draw fewer assertions"
        ) from None
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode(errors="replace").split())
        raise RenderingError(f"{form.upper()}: Graphviz refused the graph: {said:.200}") from error
    return done.stdout


def find_graphviz(form: str) -> str:
    """Return the path of Graphviz's ``dot``.

    Raises:
        RenderingError: it is not installed. The message names the output format that needs it.
    """
    program = shutil.which("dot")
    if program is None:
        raise RenderingError(
            f"{form.upper()}: Graphviz is not installed (no program 'dot' on the path); install it, for "
            "example with: apt install graphviz, or brew install graphviz; DOT and HTML need nothing"
        )
    return program
