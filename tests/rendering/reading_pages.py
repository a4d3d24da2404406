"""Parser of the HTML page: statements, links and text by section."""

from html.parser import HTMLParser


class PageParser(HTMLParser):
    """Collects the statements, classes, links and text of each section, by section id."""

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[str] = []
        self.claims: dict[str, list[str]] = {}
        self.classes: dict[str, set[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.texts: dict[str, list[str]] = {}
        self.closed_details: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._sections.append(attributes.get("id", ""))
        section = next((name for name in reversed(self._sections) if name), "")
        if "claim" in attributes.get("class", "").split():
            self.claims.setdefault(section, []).append(attributes["data-a"])
            self.classes.setdefault(section, set()).update(attributes["class"].split())
        if tag == "a":
            self.links.setdefault(section, []).append(attributes.get("href", ""))
        if tag == "a" and "w" in attributes.get("class", "").split():
            self.classes.setdefault(attributes["data-a"].split()[0], set()).update(
                attributes["class"].split()
            )
            self.links.setdefault(attributes["data-a"].split()[0], []).append(attributes["href"])
        if tag == "details" and "open" not in attributes:
            self.closed_details.append(attributes.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._sections.pop()

    def handle_data(self, data: str) -> None:
        section = next((name for name in reversed(self._sections) if name), "")
        self.texts.setdefault(section, []).append(data)

    def text(self, section: str) -> str:
        return " ".join(" ".join(self.texts.get(section, ())).split())


def parse_page(html: str) -> PageParser:
    """Return a parser that has read the page."""
    reader = PageParser()
    reader.feed(html)
    return reader
