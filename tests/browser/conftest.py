"""A headless Chromium, where it is installed, that takes note of what a page asks for."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import define, field
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_FLAGS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@define
class Watched:
    """A page, with what it asked for, said and complained of."""

    page: Page
    requests: list[str] = field(factory=list)
    complaints: list[str] = field(factory=list)
    dialogs: list[str] = field(factory=list)


Show = Callable[..., Watched]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Show]:
    """Open a page from disk: ``show(html, width=1280, **options of the context)``."""
    contexts: list[BrowserContext] = []

    def opened(html: str, *, width: int = 1280, height: int = 900, **options: object) -> Watched:
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        watched = Watched(page=context.new_page())
        watch(watched)
        watched.page.goto(path.as_uri())
        return watched

    yield opened
    for context in contexts:
        context.close()


def watch(watched: Watched) -> None:
    """Take note of every request beside the page itself, every complaint and every dialog."""
    page = watched.page

    def asked(url: str) -> None:
        if not url.startswith("file://") or not url.split("#", maxsplit=1)[0].endswith(".html"):
            watched.requests.append(url)

    page.on("request", lambda request: asked(request.url))
    page.on("console", lambda message: watched.complaints.append(message.text))
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))

    def closed(dialog: object) -> None:
        watched.dialogs.append(str(dialog))
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", closed)
