"""The options of the command for a chat model as reader."""

import json
from pathlib import Path

import pytest

from narratives.cli import main
from tests.attribution.chat.test_reader import ALARM, CLOSED, GATE, LOCKED, REPORT, answers
from tests.chat_endpoint import endpoint

pytest.importorskip("openai")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # the client's own pool of connections
]


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"NARRATIVES_CHAT_{name}", raising=False)
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["narratives", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


PARTIES = ("-p", "Harbour Workers=the union", "-p", "Marrow Port=Ines Holt")


@pytest.mark.parametrize("command", ["extract", "compare", "parties"])
def test_a_command_reads_with_the_chat_model_and_tells_the_cost_first(
    command: str, report: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NARRATIVES_CHAT_KEY", "sk-very-secret")
    with endpoint(answers(CLOSED, GATE, ALARM, LOCKED)) as (url, requests):
        options = ("--reader", "chat", "--chat-url", url, "--chat-model", "m")
        assert run(monkeypatch, command, report, *PARTIES, *options) == 0
    out, err = capsys.readouterr()
    assert err.startswith("narratives: chat model: 1 request, about ")
    assert "Mara Quist" in out or command == "compare"
    assert len(requests) == 1
    assert "secret" not in out + err


def test_the_url_and_the_model_are_taken_from_the_environment(
    report: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with endpoint(answers(GATE)) as (url, _):
        monkeypatch.setenv("NARRATIVES_CHAT_URL", url)
        monkeypatch.setenv("NARRATIVES_CHAT_MODEL", "m")
        assert run(monkeypatch, "extract", report, *PARTIES, "--reader", "chat", "--json", "-q") == 0
    out, err = capsys.readouterr()
    [one] = json.loads(out)["assertions"]
    assert one["text"] == "The emergency gate was open."
    assert err == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--chat-model", "m"), "--chat-model is for a chat model as reader; give --reader chat too"),
        (("--reader", "chat"), "needs the URL of an endpoint"),
        (("--reader", "chat", "--chat-url", "http://127.0.0.1:9/v1"), "set NARRATIVES_CHAT_MODEL"),
        (("--reader", "chat", "--chat-url", "x", "--chat-model", "m"), "http or https"),
        (
            (*"--reader chat --chat-url http://127.0.0.1:9/v1 --chat-model m --chat-max-requests 0".split(),),
            "max_requests 0",
        ),
    ],
)
def test_a_wrong_call_is_one_line(
    options: tuple[str, ...],
    message: str,
    report: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, "extract", report, *PARTIES, *options) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert (out, err.count("\n")) == ("", 1)


def test_accounts_by_hand_have_no_reader(
    report: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(report).with_name("accounts.yaml")
    file.write_text("Union:\n  - The gate is locked.\nPort:\n  - The gate is open.\n", encoding="utf-8")
    options = ("--reader", "chat", "--chat-url", "http://127.0.0.1:9/v1", "--chat-model", "m")
    assert run(monkeypatch, "compare", str(file), *options) == 2
    assert "--reader chat is for articles" in capsys.readouterr().err
