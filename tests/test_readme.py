import doctest
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_examples_of_the_readme_have_the_output_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0


@pytest.mark.slow
def test_the_output_that_the_readme_shows_is_what_the_command_prints() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = text.split("```text\n")[1].split("```")[0].split()
    command = [sys.executable, "-m", "narratives", "compare", "seeds/karabakh-2023/report.txt"]
    command += ["--parties", "seeds/karabakh-2023/parties.yaml"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert printed[: len(shown)] == shown


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_links_to_files_are_valid(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [part.split(")")[0].split("#")[0] for part in text.split("](")[1:]]
    inside = [link for link in links if not link.startswith("https://")]
    assert [link for link in inside if not ((ROOT / page).parent / link).exists()] == []
    assert page != "README.md" or len(inside) > 5
