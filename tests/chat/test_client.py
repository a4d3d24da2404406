"""The client of a chat model: settings, secrets and failures."""

from typing import Any

import pytest

from narratives.chat import KEY_VARIABLE, MODEL_VARIABLE, URL_VARIABLE, AnswerForm, ChatClient, ChatRequest
from narratives.chat import NoAnswer as Missing
from narratives.errors import ChatError
from tests.chat_endpoint import endpoint

pytest.importorskip("openai")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # the client's own pool of connections
]

_SCHEMA = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
_FORM = AnswerForm(name="n", schema=_SCHEMA, accepted=_SCHEMA)


def requests(count: int) -> list[ChatRequest]:
    return [ChatRequest(task="Count.", content=str(number), form=_FORM) for number in range(count)]


def test_answers_have_the_order_of_the_requests() -> None:
    with endpoint(lambda number, _: {"n": number}) as (url, _):
        client = ChatClient(base_url=url, model="m", at_once=8)
        assert client.answers(requests(30)) == [{"n": number} for number in range(30)]


def test_the_settings_are_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (URL_VARIABLE, MODEL_VARIABLE, KEY_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ChatError, match=URL_VARIABLE):
        ChatClient(model="m")
    monkeypatch.setenv(URL_VARIABLE, "http://127.0.0.1:9/v1")
    with pytest.raises(ChatError, match=MODEL_VARIABLE):
        ChatClient()
    monkeypatch.setenv(MODEL_VARIABLE, "small")
    assert ChatClient().name == "chat/small"


@pytest.mark.parametrize("url", ["localhost:8000", "file:///etc/passwd", "http://", "http://[", "ftp://a/b"])
def test_a_url_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ChatError, match="http or https"):
        ChatClient(base_url=url, model="m")


def test_no_message_has_the_key_or_the_password() -> None:
    key = "sk-very-secret"
    with endpoint(lambda *_: (401, f'{{"error": {{"message": "wrong key {key}"}}}}')) as (url, sent):
        client = ChatClient(
            base_url=url.replace("//", "//user:hidden@"), model="m", api_key=key, retries=0, at_once=1
        )
        with pytest.raises(ChatError) as caught:
            client.answers(requests(20), allow_gaps=True)
    assert "wrong key ***" in str(caught.value)
    assert "hidden" not in str(caught.value)
    assert caught.value.__suppress_context__
    assert len(sent) < 20, "a refused key must stop the other requests"


def test_an_endpoint_that_keeps_failing_is_given_up() -> None:
    with endpoint(lambda *_: 500) as (url, sent):
        client = ChatClient(base_url=url, model="m", retries=0, at_once=1)
        with pytest.raises(ChatError, match="500"):
            client.answers(requests(50), allow_gaps=True)
    assert len(sent) < 10


def test_one_failed_request_is_a_gap() -> None:
    def filtered(number: int, _: Any) -> Any:
        return (400, '{"error": {"message": "content filter"}}') if number == 1 else {"n": number}

    with endpoint(filtered) as (url, _):
        client = ChatClient(base_url=url, model="m", retries=0)
        first, second, third = client.answers(requests(3), allow_gaps=True)
    assert (first, third) == ({"n": 0}, {"n": 2})
    assert isinstance(second, Missing)
    assert "content filter" in second.why


def test_a_reply_that_is_no_completion_is_an_answer_in_a_wrong_form() -> None:
    with endpoint(lambda *_: (200, "<html>")) as (url, sent):
        client = ChatClient(base_url=url, model="m", retries=0, wrong_forms=1)
        [found] = client.answers(requests(1), allow_gaps=True)
    assert isinstance(found, Missing)
    assert "not the JSON asked for" in found.why
    assert len(sent) == 2
