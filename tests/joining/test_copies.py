"""Documents that are copies of one story."""

from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from narratives.copies import Copies, independent_reports
from narratives.joining import find_copies
from narratives.model import Assertion, Document, Span
from tests.joining.reports import EDITED, OWN_ARTICLE, SHORTENED, WIRE


def outlets(copies: tuple[Copies, ...], documents: list[Document]) -> list[list[str]]:
    names = {document.id: document.outlet for document in documents}
    return [sorted(names[key] for key in one.documents) for one in copies]


def test_edited_and_shortened_copies_are_one_story_and_another_article_is_not() -> None:
    documents = [OWN_ARTICLE, SHORTENED, EDITED, WIRE]
    found = find_copies(documents)
    assert outlets(found, documents) == [["Courier", "Morning Post", "The Wire"]]


def test_a_shortened_copy_is_contained_in_the_longer_text() -> None:
    [found] = find_copies([SHORTENED, WIRE])
    assert found.documents == (WIRE.id, SHORTENED.id)
    assert found.containment == (1.0,)
    assert found.resemblance == (0.398,)
    assert found.why == "100 % of the shorter text stands word for word in the longer one"


def test_articles_that_quote_the_same_sentences_are_no_copies() -> None:
    quotations = (
        '"We have told both governments again and again that the valley cannot be divided by force, and that '
        "every shell that falls on a village makes the next round of talks harder to hold. We will stay in "
        'the room as long as it takes, and we expect the same of everyone who signed the truce," he said. '
        '"There is no army that can win this war, and there is no village that can bear another winter of '
        'it," he said.'
    )
    first = Document(
        "The United Nations envoy made a plea for patience after the failure of the talks. "
        f"{quotations} The hall was half empty when he spoke, and the flags of both delegations had been "
        "taken down from the stage."
    )
    second = Document(
        "Diplomats sounded weary in Geneva this weekend. "
        f"{quotations} Some who heard him wondered whether a new mandate could pass in the Security Council, "
        "where two members have said that they would vote no."
    )
    assert find_copies([first, second]) == ()


def test_an_article_that_quotes_a_whole_press_release_is_no_copy_of_it() -> None:
    release = " ".join(
        f"The ministry states that its unit number {number} stayed behind the line near the old mill."
        for number in range(8)
    )
    article = f'The ministry answered its critics. "{release}" The opposition was not convinced by any of it.'
    assert find_copies([Document(release), Document(article)]) == ()


def test_a_digest_does_not_join_the_stories_that_it_contains() -> None:
    stories = [" ".join(f"{word}{number} of the" for number in range(60)) for word in ("apple", "pear")]
    digest = Document("\n\n".join(stories), outlet="digest")
    documents = [digest, *(Document(text, outlet=text[:5]) for text in stories)]
    [found] = find_copies(documents)
    assert len(found.documents) == 2
    assert found.documents[0] == digest.id


@given(st.permutations([OWN_ARTICLE, SHORTENED, EDITED, WIRE]))
def test_the_order_of_the_documents_does_not_matter(documents: list[Document]) -> None:
    assert find_copies(documents) == find_copies([WIRE, EDITED, SHORTENED, OWN_ARTICLE])


def test_short_and_withheld_texts_are_left_out() -> None:
    short = "Norland denies it. " * 3
    withheld = [Document("", checksum=letter * 64) for letter in "ab"]
    assert find_copies([Document(short), Document(f"{short} Again."), *withheld]) == ()


def test_many_documents_that_share_a_phrase_are_no_copies() -> None:
    phrase = (
        "Sign up here for our weekly letter with all the news from the valley and the river every Friday."
    )
    texts = [
        " ".join(blake2b(b"%d" % one, digest_size=3).hexdigest() for one in range(k * 60, k * 60 + 60))
        for k in range(300)
    ]
    assert find_copies([Document(f"{text} {phrase}") for text in texts]) == ()


def report(*documents: Document) -> Assertion:
    first, *rest = (
        Assertion(text="It rained.", quote="It rained.", spans=(Span(document=one.id, start=0, end=5),))
        for one in documents
    )
    return Assertion(text=first.text, quote=first.quote, spans=first.spans, also=tuple(rest))


def test_copies_and_the_documents_of_one_outlet_count_once() -> None:
    second = Document("The Wire wrote again about the river.", outlet="the wire")
    documents = [WIRE, EDITED, SHORTENED, OWN_ARTICLE, second]
    copies = find_copies(documents)

    def count(*given: Document) -> int:
        return independent_reports(report(*given), copies=copies, documents=documents)

    assert count(WIRE) == 1
    assert count(WIRE, EDITED, SHORTENED) == 1
    assert count(WIRE, second) == 1
    assert count(WIRE, OWN_ARTICLE) == 2
    assert count(EDITED, second, OWN_ARTICLE, WIRE) == 3
    assert independent_reports(report(WIRE, OWN_ARTICLE)) == 2
