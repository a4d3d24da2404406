"""Attribution by a chat model: windows of the text → requests → statements, checked against the text."""

from narratives.attribution.chat.reader import MAX_REQUESTS, ChatReader, RequestPlan

__all__ = ["MAX_REQUESTS", "ChatReader", "RequestPlan"]
