from collections.abc import Callable

from narratives.model import Assertion, Stance

Said = Callable[..., list[Assertion]]


def sources_and_quotes(assertions: list[Assertion]) -> list[tuple[str, str]]:
    return [(one.source.name, one.quote) for one in assertions if one.source is not None]


def test_a_source_is_found_before_after_and_inside_its_quotation(said: Said) -> None:
    text = (
        "Maria Lopez said: “The road is open.”\n"
        "“The bridge is closed,” said Maria Lopez.\n"
        "“The village,” Maria Lopez said, “is empty.”"
    )
    assert {name for name, _ in sources_and_quotes(said(text))} == {"Maria Lopez"}


def test_a_quotation_of_several_sentences_gives_one_assertion_each(said: Said) -> None:
    found = said('"The talks failed. Nobody wanted peace," President Anna Berg told reporters.')
    assert sources_and_quotes(found) == [
        ("Anna Berg", "The talks failed"),
        ("Anna Berg", "Nobody wanted peace"),
    ]


def test_a_quotation_over_paragraphs_keeps_its_speaker(said: Said) -> None:
    found = said(
        "“The first day was calm,” President Anna Berg said. “The second was worse.\n“The third was quiet.”"
    )
    assert sources_and_quotes(found)[-1] == ("Anna Berg", "The third was quiet")


def test_a_block_statement_after_a_colon_is_attributed_to_the_speaker(said: Said) -> None:
    found = said(
        "President Anna Berg said in a statement:\nThe army has left the valley. No soldier remains there."
    )
    assert sources_and_quotes(found) == [
        ("Anna Berg", "The army has left the valley"),
        ("Anna Berg", "No soldier remains there"),
    ]


def test_first_person_becomes_the_speaker_and_we_the_party(said: Said) -> None:
    found = said(
        "“We have no troops there, and I know it,” Armenia’s President Vahagn Terian said.", "Armenia"
    )
    assert found[0].text == "Armenia has no troops there."
    assert found[0].party == "Armenia"


def test_the_content_of_i_declare_that_is_the_declared_clause(said: Said) -> None:
    found = said(
        "“I declare that the valley is free and does not hold a single soldier,” President Anna Berg said."
    )
    assert [one.text for one in found] == [
        "The valley is free.",
        "The valley does not hold a single soldier.",
    ]


def test_a_pronoun_source_refers_to_the_person_named_before(said: Said) -> None:
    found = said("Teves’s lawyer, Leah Santos, rejected it. “Not one ballot was false,” she said.")
    assert sources_and_quotes(found)[-1] == ("Leah Santos", "Not one ballot was false")


def test_an_unresolved_pronoun_source_is_marked_unresolved(said: Said) -> None:
    [found] = said("“The road is open,” he said.")
    assert found.source is not None
    assert not found.source.resolved


def test_a_cue_is_found_after_a_question_mark(said: Said) -> None:
    found = said("“Who asked us?” Maria Lopez asked. “Nobody did!” a voice from the crowd replied.")
    assert sources_and_quotes(found) == [
        ("Maria Lopez", "Who asked us?"),
        ("A voice from the crowd", "Nobody did!"),
    ]
    assert [one.stance for one in found] == [Stance.ASKS, Stance.ASSERTS]


def test_two_single_quotation_marks_are_read_as_one_double_mark(said: Said) -> None:
    found = said("''The river is dry,'' Maria Lopez said. ``It was a lake,'' she added.")
    assert sources_and_quotes(found) == [
        ("Maria Lopez", "The river is dry"),
        ("Maria Lopez", "It was a lake"),
    ]


def test_a_quotation_that_starts_inside_a_clause_includes_its_later_sentences(said: Said) -> None:
    found = said('Maria Lopez argued that "the dam is safe. It will hold. Nobody should worry."')
    assert [quote for _, quote in sources_and_quotes(found)] == [
        "the dam is safe",
        "It will hold",
        "Nobody should worry",
    ]


def test_transcript_lines_are_attributed_to_their_speakers(said: Said) -> None:
    found = said(
        "The hearing began at nine.\n\nLOPEZ: The dam is safe.\n\nQ: Did you inspect it?\n\n"
        "LOPEZ: We did [in May], and nothing was found.\n\nNote: the hearing went on."
    )
    assert [(name, quote) for name, quote in sources_and_quotes(found)] == [
        ("LOPEZ", "The dam is safe"),
        ("Q", "Did you inspect it?"),
        ("LOPEZ", "We did [in May]"),
        ("LOPEZ", "nothing was found"),
    ]
    assert found[2].text == "LOPEZ did in May."


def test_a_signature_under_a_quotation_names_its_source(said: Said) -> None:
    for dash in ("—", "- ", "― "):
        assert sources_and_quotes(
            said(f"“The dam will hold for a hundred years.”\n\n{dash}Maria Lopez, engineer")
        ) == [("Maria Lopez", "The dam will hold for a hundred years")]


def test_a_name_before_a_colon_is_the_source_of_the_quotation(said: Said) -> None:
    assert sources_and_quotes(said("More from Maria Lopez: “The dam will hold for a hundred years.”")) == [
        ("Maria Lopez", "The dam will hold for a hundred years")
    ]


def test_an_embedded_post_is_attributed_to_its_author(said: Said) -> None:
    assert sources_and_quotes(
        said("A post from the lake:\n\nThe dam leaks. Nobody looks. — Maria Lopez (@mlopez) May 5, 2024.")
    ) == [
        ("Maria Lopez", "The dam leaks"),
        ("Maria Lopez", "Nobody looks"),
    ]


def test_a_block_statement_after_posted_is_attributed_to_its_author(said: Said) -> None:
    found = said("The union of farmers posted on Facebook:\n\nWe were never asked. The water is ours.")
    assert [one.text for one in found] == [
        "The union of farmers was never asked.",
        "The water is the union of farmers’s.",
    ]


def test_a_relative_clause_in_a_quotation_is_a_claim_too(said: Said) -> None:
    found = said("“The base, which has 5,000 soldiers, was hit,” said Maria Lopez.")
    assert "The base has 5,000 soldiers." in [one.text for one in found]


def test_an_apposition_in_a_quotation_is_a_claim_too(said: Said) -> None:
    found = said("“The dam, a ruin from the fifties, will fall within a year,” said Maria Lopez.")
    assert {one.text for one in found} == {
        "The dam, a ruin from the fifties, will fall within a year.",
        "The dam is a ruin from the fifties.",
    }
