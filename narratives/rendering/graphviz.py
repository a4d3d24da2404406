"""DOT → SVG or PNG, by Graphviz where it is installed."""

import shutil
import subprocess
from typing import Literal

from narratives.errors import RenderingError

LONGEST_S = 120
"""Seconds that a picture may take."""


def draw(dot: str, form: Literal["svg", "png"], *, timeout_s: float = LONGEST_S) -> bytes:
    """The picture as Graphviz's ``dot`` draws it.

    Raises:
        RenderingError: Graphviz is not installed, took too long, or refused the graph.
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
    """The path of Graphviz's ``dot``.

    Raises:
        RenderingError: it is not installed; the message names the form that needs it.
    """
    program = shutil.which("dot")
    if program is None:
        raise RenderingError(
            f"{form.upper()}: Graphviz is not installed (no program 'dot' on the path); install it, for "
            "example with: apt install graphviz, or brew install graphviz; DOT and HTML need nothing"
        )
    return program
