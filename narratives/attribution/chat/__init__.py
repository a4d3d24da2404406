"""Attribution by a chat model: windows of the text → requests → statements, checked against the text."""

from narratives.attribution.chat.reader import ChatReader, RequestPlan

__all__ = ["ChatReader", "RequestPlan"]
