"""The statements, links and texts of a page, by the section that they stand in."""

from html.parser import HTMLParser


class PageReader(HTMLParser):
    """Statements by the section of the page that they stand in, with what is in it as text."""

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[str] = []
        self.claims: dict[str, list[str]] = {}
        self.classes: dict[str, set[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.texts: dict[str, list[str]] = {}
        self.closed_details: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._sections.append(told.get("id", ""))
        here = next((name for name in reversed(self._sections) if name), "")
        if "claim" in told.get("class", "").split():
            self.claims.setdefault(here, []).append(told["data-a"])
            self.classes.setdefault(here, set()).update(told["class"].split())
        if tag == "a":
            self.links.setdefault(here, []).append(told.get("href", ""))
        if tag == "a" and "w" in told.get("class", "").split():
            self.classes.setdefault(told["data-a"].split()[0], set()).update(told["class"].split())
            self.links.setdefault(told["data-a"].split()[0], []).append(told["href"])
        if tag == "details" and "open" not in told:
            self.closed_details.append(told.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._sections.pop()

    def handle_data(self, data: str) -> None:
        here = next((name for name in reversed(self._sections) if name), "")
        self.texts.setdefault(here, []).append(data)

    def text(self, section: str) -> str:
        return " ".join(" ".join(self.texts.get(section, ())).split())


def read_claims(html: str) -> PageReader:
    """Read a page."""
    reader = PageReader()
    reader.feed(html)
    return reader
