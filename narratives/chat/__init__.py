"""The client of a chat model, for the judge and the reader that use one."""

from narratives.chat.client import (
    KEY_VARIABLE,
    MODEL_VARIABLE,
    URL_VARIABLE,
    AnswerForm,
    ChatClient,
    ChatRequest,
    NoAnswer,
)

__all__ = [
    "KEY_VARIABLE",
    "MODEL_VARIABLE",
    "URL_VARIABLE",
    "AnswerForm",
    "ChatClient",
    "ChatRequest",
    "NoAnswer",
]
