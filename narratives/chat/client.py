"""A chat model behind an OpenAI-compatible endpoint that answers in JSON of a given schema.

Needs the ``chat`` extra (``openai``). The texts of the requests are sent to the given endpoint.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

from narratives.errors import ChatError, MissingExtraError
from narratives.harmless import plain

URL_VARIABLE = "NARRATIVES_CHAT_URL"
"""Environment variable with the URL of the endpoint."""
MODEL_VARIABLE = "NARRATIVES_CHAT_MODEL"
"""Environment variable with the name of the model."""
KEY_VARIABLE = "NARRATIVES_CHAT_KEY"
"""Environment variable with the key that is sent to the endpoint."""

_NO_KEY = "none"
_MAX_ANSWER_CHARS = 200_000
_MAX_CAUSE_CHARS = 160
_MAX_FAILED_IN_A_ROW = 5
"""Number of failed calls in a row after which the endpoint is taken to be out of order."""
_CLIENT_ERROR, _SERVER_ERROR = 400, 500
_OF_ONE_REQUEST = frozenset({400, 408, 409, 413, 422, 429})
"""Client errors of HTTP that may be due to one request: too long, refused by a filter, too many at once."""

Answer = Mapping[str, Any]


@frozen(kw_only=True)
class AnswerForm:
    """The form of an answer.

    Attributes:
        name: sent with the schema.
        schema: JSON Schema that the endpoint is asked to follow.
        accepted: JSON Schema that an answer must fit to be used; it may allow more than ``schema``.
    """

    name: str
    schema: Mapping[str, Any]
    accepted: Mapping[str, Any]


@frozen(kw_only=True)
class ChatRequest:
    """One request: the task for the model, and the content, which is data."""

    task: str
    content: str
    form: AnswerForm


@frozen(kw_only=True)
class NoAnswer:
    """A request without a usable answer.

    Attributes:
        why: the cause, on one line.
        failed: True if the call failed; False if the answers were not in the form asked for.
    """

    why: str
    failed: bool


class ChatClient:
    """Sends requests to a chat model in parallel and checks the form of the answers.

    Args:
        base_url: URL of the endpoint ("http://localhost:8000/v1"); None takes `URL_VARIABLE`.
        model: name of the model at the endpoint; None takes `MODEL_VARIABLE`.
        api_key: sent to the endpoint and never printed; None takes `KEY_VARIABLE`, if it is set.
        timeout: seconds that one call may take, > 0.
        retries: how often a failed call is tried again, >= 0.
        wrong_forms: how often an answer in another form is requested again, >= 0; None is ``retries``.
        at_once: number of parallel calls, > 0.

    Raises:
        MissingExtraError: the ``chat`` extra is not installed.
        ChatError: the URL or the model is missing, or a setting is invalid.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        model: str | None = None,
        api_key: str | None = None,
        timeout: float = 30.0,
        retries: int = 2,
        wrong_forms: int | None = None,
        at_once: int = 4,
    ) -> None:
        if timeout <= 0 or retries < 0 or at_once < 1:
            raise ChatError(
                f"timeout {timeout}, retries {retries}, at_once {at_once}: they must be > 0, >= 0 and > 0"
            )
        url = _setting(base_url, URL_VARIABLE, "URL of an endpoint", "http://localhost:8000/v1")
        named = _setting(model, MODEL_VARIABLE, "name of a model", "my-model")
        self._key = (api_key if api_key is not None else os.environ.get(KEY_VARIABLE, "")).strip()
        self._place = _printable_url(url)
        self.name = f"chat/{plain(named)}"
        try:
            from openai import OpenAI
        except ImportError as error:
            raise MissingExtraError(
                f"a chat model needs {error.name}; install it with: pip install 'narratives[chat]'"
            ) from error
        self._model = named
        self._tries = 1 + (retries if wrong_forms is None else wrong_forms)
        self._at_once = at_once
        self._client = OpenAI(
            base_url=url, api_key=self._key or _NO_KEY, timeout=timeout, max_retries=retries
        )

    def answers(
        self,
        requests: Sequence[ChatRequest],
        *,
        allow_gaps: bool = False,
        on_answer: Callable[[int], None] | None = None,
    ) -> list[Answer | NoAnswer]:
        """Return one answer for each request, in the order of the requests.

        Args:
            allow_gaps: return `NoAnswer` for a request without a usable answer, instead of raising an error.
            on_answer: called with the number of answers so far, after each.

        Raises:
            ChatError: the endpoint cannot be reached, refuses the calls or fails repeatedly, or a request has
                no usable answer without ``allow_gaps``. Requests that were not sent yet are not sent then.
        """
        found: list[Answer | NoAnswer] = []
        failed_in_a_row = 0
        threads = ThreadPoolExecutor(self._at_once)
        try:
            for future in [threads.submit(self._answer, request) for request in requests]:
                answer = future.result()
                found.append(answer)
                failed = isinstance(answer, NoAnswer) and answer.failed
                failed_in_a_row = failed_in_a_row + 1 if failed else 0
                missing = isinstance(answer, NoAnswer) and not allow_gaps
                all_failed = failed_in_a_row == len(requests)
                if isinstance(answer, NoAnswer) and (
                    missing or all_failed or failed_in_a_row >= _MAX_FAILED_IN_A_ROW
                ):
                    raise self._error(answer.why)
                if on_answer is not None:
                    on_answer(len(found))
        finally:
            threads.shutdown(cancel_futures=True)
        return found

    def _answer(self, request: ChatRequest) -> Answer | NoAnswer:
        """Return the answer to a request, or why there is none.

        Raises:
            ChatError: no request can succeed: the key, the model or the path of the URL is wrong.
        """
        from openai import APIStatusError, OpenAIError

        for _ in range(self._tries):
            try:
                reply = self._client.chat.completions.create(
                    model=self._model,
                    temperature=0,
                    messages=[
                        {"role": "system", "content": request.task},
                        {"role": "user", "content": request.content},
                    ],
                    response_format={
                        "type": "json_schema",
                        "json_schema": {
                            "name": request.form.name,
                            "strict": True,
                            "schema": dict(request.form.schema),
                        },
                    },
                )
            except OpenAIError as error:
                cause = self._without_key(plain(str(error)))[:_MAX_CAUSE_CHARS]
                status = error.status_code if isinstance(error, APIStatusError) else None
                refused = status is not None and _CLIENT_ERROR <= status < _SERVER_ERROR
                if refused and status not in _OF_ONE_REQUEST:
                    raise self._error(cause) from None  # the original error may contain the key
                return NoAnswer(why=cause, failed=True)
            except ValueError:  # the body of the reply is not JSON
                continue
            answer = _parsed(_content(reply), request.form.accepted)
            if answer is not None:
                return answer
        count = f"{self._tries} answers in turn that are" if self._tries > 1 else "an answer that is"
        return NoAnswer(why=f"{count} not the JSON asked for", failed=False)

    def _error(self, cause: str) -> ChatError:
        return ChatError(f"{self.name!r} at {self._place}: {cause}")

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key else text


def _setting(value: str | None, variable: str, what: str, example: str) -> str:
    found = (value if value is not None else os.environ.get(variable, "")).strip()
    if not found:
        raise ChatError(f"a chat model needs the {what}, such as {example!r}; give it, or set {variable}")
    return found


def _printable_url(url: str) -> str:
    """Return the URL without a user name, password and query, which may be secret.

    Raises:
        ChatError: it is no URL of http or https.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in ("http", "https"):
        raise ChatError("the URL of the endpoint is not one of http or https: http://localhost:8000/v1")
    place = f"[{host}]" if ":" in host else host
    return plain(f"{parts.scheme}://{place}{f':{port}' if port else ''}{parts.path}")


def _content(reply: Any) -> str | None:
    """Return the text of a reply, or None if the endpoint answered in another form."""
    try:
        content = reply.choices[0].message.content
    except (AttributeError, IndexError, TypeError):
        return None
    return content if isinstance(content, str) else None


def _parsed(content: str | None, accepted: Mapping[str, Any]) -> Answer | None:
    """Return the answer if it is valid JSON of the schema, or None."""
    from jsonschema import Draft202012Validator

    if not content or len(content) > _MAX_ANSWER_CHARS:
        return None
    try:
        answer = json.loads(content, parse_constant=_reject_constant)
    except (ValueError, RecursionError):
        return None
    return answer if Draft202012Validator(dict(accepted)).is_valid(answer) else None


def _reject_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")
