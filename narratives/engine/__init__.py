"""Where batches of work are run: in this process, in several on this machine, or on a Ray cluster."""

from narratives.engine.engines import Engine, error_line, load_engine

__all__ = ["Engine", "error_line", "load_engine"]
