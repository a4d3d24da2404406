"""Contents of a report as plain values, which the HTML page, Markdown and Word are rendered from."""

from narratives.rendering.report.view import View

__all__ = ["View"]
