import json
import random
from contextlib import suppress
from html import escape
from time import process_time

import pytest
from lxml import html

from narratives.errors import TooLargeError
from narratives.reading import limits
from narratives.reading.markup import passages_of_html
from narratives.reading.tags import attribute_counts
from narratives.reading.web import web_document
from tests.reading.sample_files import read_or_refuse

NAMES = """script SCRIPT style title TITLE textarea xmp iframe noembed noframes noscript plaintext svg math
template select""".split()
MARKS = [
    *" < > / = ' \" - -- ! ? a b c=d e='f e=\"g y=/ x <p <p> </p> <p/> <b </b <i &lt; \u017f".split(),
    *"<!-- --> --!> <!--> <!---> <! <? ?> </ /> <![CDATA[ ]]> <!doctype <!> <?> </>".split(),
    *" \n\t\f\v\xa0      ",
]
ENDS = ["", ">", "'>", '">-->', "-->", "z</script></title>", "</textarea>", "</style >", "]]>", "?>"]


def random_markup(random_state: random.Random) -> str:
    """Return a page of random pieces of tags with an element of eight attributes, which they may hide."""
    elements = [
        piece
        for name in NAMES
        for piece in (
            f"<{name}>",
            f"</{name}>",
            f"<{name}",
            f"</{name}",
            f"<{name}/>",
            f"</{name}x>",
            f"<{name} y=/>",
        )
    ]
    pieces = [
        random_state.choice(MARKS if random_state.random() < 0.5 else elements)
        for _ in range(random_state.randint(2, 14))
    ]
    return f"<div>z</div>{''.join(pieces)}<q a b c d e f g h>{random_state.choice(ENDS)}"


@pytest.mark.parametrize("seed", range(3))
def test_no_parsed_element_has_more_attributes_than_were_counted(seed: int) -> None:
    random_state = random.Random(seed)  # noqa: S311
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    for _ in range(1_500):
        page = random_markup(random_state)
        tree = html.document_fromstring(page.encode(), parser=parser)
        parsed = max(len(element.attrib) for element in tree.iter() if isinstance(element.tag, str))
        assert max(attribute_counts(page)) >= parsed, page


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        ("<TITLE>x</title><p a b>", [0, 0, 2]),
        ("<title>x</titles><p a b></title><i c>", [0, 0, 1]),
        ("<title><p a b>", [0, 2]),
        ("<script><!--<script></script><p a></script><i b c>", [0, 0, 2]),
        ("<script>if (a<b c d e)</SCRIPT\n><p a>", [0, 0, 1]),
        ("<!--><p a b><!---><p c>--><!-- <p a> --!><p d>", [2, 1, 1]),
        ("<!-- <p a>", [1]),
        ("<p a='>' b=\">\" c=> d>", [3]),
        ("<p a=\xa0'><b c d>'>", [1, 2]),
        ("1 < 2 <3 a b>", []),
    ],
)
def test_attributes_are_counted_in_tags_and_not_in_text_or_comments(page: str, numbers: list[int]) -> None:
    assert list(attribute_counts(page)) == numbers


def hiding_places() -> dict[str, tuple[str, int]]:
    """Return pieces of pages with repeat counts; PARAGRAPH stands for an element with many attributes."""
    body = json.dumps({"@type": "NewsArticle", "articleBody": "PARAGRAPH"})
    posts = json.dumps({"topic_1": json.dumps({"post_stream": {"posts": [{"cooked": "PARAGRAPH"}]}})})
    once = {
        **{f"{name} in another case": f"<{name}>x</{name.swapcase()}>PARAGRAPH" for name in NAMES},
        **{f"{name} with a quote": f"<{name}><p x='</{name} >PARAGRAPH" for name in NAMES},
        **{f"{name} empty": f"<{name}/>PARAGRAPH</{name}>" for name in NAMES},
        **{f"{name} unended": f"<{name}>PARAGRAPH" for name in NAMES},
        **{
            f"after {mark}": f"{mark}PARAGRAPH"
            for mark in (
                *"<!--> <!---> <!--".split(),
                *("<!-- --!>", "<![CDATA[ > ]]>", "<?x ?>", "<!x '>", "</3 '>"),
            )
        },
        "control": "<titl\x01e>x</title>PARAGRAPH<titl\x01e><p x='</title>PARAGRAPH",
        "repaired": "<!--<html --/>\nPARAGRAPH-->",
        "JSON": f'<script type="application/ld+json">{body}</script><p>He said it.</p>',
        "posts": f'<div id="data-preloaded" data-preloaded="{escape(posts)}"></div><p>He said it.</p>',
    }
    often = [*(f"<{name}>" for name in NAMES), *"<!-- <! <? </ <title></title".split(), "<p x='"]
    return {
        **{name: (body, 1) for name, body in once.items()},
        **{f"many {mark}": (mark, 75_000) for mark in often},
        "nested scripts": ("<script><!--<script></script>", 15_000),
    }


HIDING_PLACES = hiding_places()


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "times"), HIDING_PLACES.values(), ids=HIDING_PLACES)
def test_a_tag_with_twenty_thousand_attributes_takes_a_second_at_most_wherever_it_is(
    piece: str, times: int
) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(20_000))
    body = piece.replace("PARAGRAPH", f"<p {attributes}>The minister said it.</p>") * times
    for page in (f"{body}<!-- <html> -->", f"<html><body>{body}</body></html>"):
        start = process_time()
        read_or_refuse(web_document, page.encode(), "page.html")
        assert process_time() - start < 1.5
    start = process_time()
    with suppress(TooLargeError):
        passages_of_html(body, place="page.html")
    assert process_time() - start < 1.5


def test_attributes_in_embedded_json_are_limited_too() -> None:
    many = " ".join(f"a{number}=1" for number in range(limits.MAX_ATTRIBUTES + 1))
    body = json.dumps({"@graph": [{"articleBody": escape(f"<p {many}>It is shut.</p>")}]})
    page = f'<html><body><script type="application/ld+json">{body}</script><p>It is shut.</p></body></html>'
    with pytest.raises(TooLargeError, match="2,001 attributes or more in a tag; at most 2,000 are read"):
        web_document(page.encode(), address="page.html")
