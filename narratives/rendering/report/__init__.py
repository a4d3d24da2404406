"""What a report shows, as plain values: the page, Markdown and Word are made from the same ones."""

from narratives.rendering.report.view import View

__all__ = ["View"]
