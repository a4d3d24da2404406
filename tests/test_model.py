import pytest

import narratives
from narratives import Account, Assertion, Document, Party, Span
from narratives.errors import AccountError, NarrativesError, SpanError


def test_an_account_is_a_set_of_assertions_made_from_plain_strings() -> None:
    account = Account("Armenia", ["No forces are there.", "The truce holds.", "No forces are there."])
    first, second = account
    assert len(account) == 2
    assert first.text == "No forces are there."
    assert second in account
    assert account == Account("Armenia", ["The truce holds.", "No forces are there."])
    assert account & {second} == {second}
    assert account >= Account("Armenia", ["The truce holds."])


def test_ids_come_from_content() -> None:
    one, other = (Account("Armenia", ["The truce holds."]).assertions[0] for _ in range(2))
    assert one.id == other.id
    assert len(one.id) == 12
    assert one.id != Account("Azerbaijan", ["The truce holds."]).assertions[0].id
    assert Document("The truce holds.").id == Document("The truce holds.", title="Another").id


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_blank_assertion_is_refused(text: str) -> None:
    with pytest.raises(AccountError, match="blank"):
        Account("Armenia", [text])


def test_one_text_instead_of_a_list_is_refused_with_the_remedy() -> None:
    with pytest.raises(AccountError, match=r"put it in \[ \]"):
        Account("Armenia", "No forces are there.")


def test_a_value_that_is_no_text_is_refused() -> None:
    with pytest.raises(AccountError, match="42 is neither a text nor an Assertion"):
        Account("Armenia", [42])


def test_an_assertion_without_party_gets_the_party_of_the_account() -> None:
    [assertion] = Account("Armenia", [Assertion(text="The road is open.")])
    assert assertion.party == "Armenia"


def test_a_party_needs_a_name() -> None:
    with pytest.raises(AccountError, match="a name is needed"):
        Party(" ")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_span_offsets_out_of_order_are_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match="0 <= start < end"):
        Span(document="d", start=start, end=end)


def test_values_are_frozen() -> None:
    assertion = Assertion(text="The truce holds.")
    with pytest.raises(AttributeError):
        assertion.text = "It does not."  # type: ignore[misc]


def test_errors_derive_from_the_base_class_and_a_builtin() -> None:
    assert issubclass(AccountError, NarrativesError)
    assert issubclass(AccountError, ValueError)
    assert narratives.NarrativesError is NarrativesError


@pytest.mark.parametrize("name", ["\u202e", "\u200b\u2066", "\u0301"])
def test_a_party_needs_a_visible_name(name: str) -> None:
    with pytest.raises(AccountError, match="a name is needed that can be seen"):
        Account(name)


def test_spans_in_several_documents_are_refused() -> None:
    spans = tuple(Span(document=key, start=0, end=1) for key in ("a", "b"))
    with pytest.raises(AccountError, match="its spans lie in several documents"):
        Assertion(text="It is open.", spans=spans)
