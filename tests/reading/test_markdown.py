from narratives.reading.markdown import markdown_document

REPORT = """---
title: Talks
---

# Talks *fail*

The minister said that the **truce holds** and
called [the claim](https://example.org) false.

> The truce, the army said, is broken.

```
The code said nothing.
```

- Point one &amp; two.
"""


def prose(text: str) -> list[str]:
    document = markdown_document(text, address="report.md")
    return ["".join(text[start:end] for start, end in block.runs) for block in document.blocks]


def test_prose_excludes_code_and_front_matter_and_its_offsets_point_into_the_source() -> None:
    assert prose(REPORT)[0] == "Talks fail"
    assert "The minister said that the truce holds and\ncalled the claim false." in prose(REPORT)
    assert "The truce, the army said, is broken." in prose(REPORT)
    assert not any("code" in paragraph or "title" in paragraph for paragraph in prose(REPORT))


def test_the_first_heading_is_the_title() -> None:
    assert markdown_document(REPORT, address="report.md").title == "Talks fail"


def test_windows_newlines_keep_their_offsets() -> None:
    assert prose(REPORT.replace("\n", "\r\n"))[0] == "Talks fail"
    assert any("the truce holds and" in paragraph for paragraph in prose(REPORT.replace("\n", "\r\n")))
