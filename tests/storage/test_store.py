from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from narratives.attribution import attribute
from narratives.decisions import Decision
from narratives.errors import StorageError, TooLargeError
from narratives.findings import Findings
from narratives.model import Block, Document, Party
from narratives.reading.limits import MAX_CHARACTERS
from narratives.storage import State, Store, StoredPoint, StoredVerdict, open_store
from narratives.verdict import Relation
from tests import strategies
from tests.linear import assert_linear
from tests.storage.examples import JUDGE, KEY, PARTIES, REPLY, REPORT, said, verdict


@pytest.fixture
def filled(store: Store) -> Store:
    """The store with two documents."""
    assert store.add(REPORT, KEY, said(REPORT))
    assert store.add(REPLY, KEY, said(REPLY))
    return store


def test_documents_come_back_in_the_order_of_their_dates_whatever_order_they_were_added_in(
    filled: Store,
) -> None:
    assert filled.documents() == (REPLY, REPORT)


def test_a_document_is_added_once(filled: Store) -> None:
    before = filled.revision
    assert not filled.add(evolve(REPORT, title="Another title"), KEY, said(REPLY))
    assert filled.documents() == (REPLY, REPORT)
    assert filled.attributions(KEY)[REPORT.id] == said(REPORT)
    assert filled.revision == before


def test_another_text_with_the_same_id_is_refused(filled: Store) -> None:
    other = Document("", checksum=REPORT.sha256[:12] + "0" * 52)
    assert other.id == REPORT.id
    with pytest.raises(StorageError, match="another text in the store has this id; remove one of the two"):
        filled.add(other, KEY, evolve(said(REPLY), assertions=()))


def test_blocks_pages_and_withheld_texts_come_back(store: Store) -> None:
    marked = Document(
        "A title\n\nSome text.", blocks=(Block(runs=((0, 7),), heading=True), Block(runs=((9, 19),)))
    )
    paged = Document("One page. Another page.", pages=(0, 10))
    withheld = Document("", title="Not to be copied", checksum=REPORT.sha256)
    for one in (marked, paged, withheld):
        assert store.add(one, KEY, attribute(one, PARTIES))
    assert {one.id: one for one in store.documents()} == {one.id: one for one in (marked, paged, withheld)}


def test_attributions_come_back_under_their_key_alone(filled: Store) -> None:
    attributions = filled.attributions(KEY)
    assert attributions == {REPLY.id: said(REPLY), REPORT.id: said(REPORT)}
    assert [one.source.name for one in attributions[REPORT.id].assertions if one.source] == [
        "Ana Perić",
        "The Sudmarkian government",
        "A farmer",
    ]
    assert filled.attributions("other parties") == {}


def test_suggestions_assigned_names_and_warnings_come_back(store: Store) -> None:
    document = Document(
        "Mayor Petra Voss told Sudmarkian reporters in Sudmark that the road was closed. He left."
    )
    made = attribute(document, PARTIES, assigned={"Petra Voss": None})
    warned = evolve(made, warnings=("The text is short.",), suggestions={**made.suggestions})
    assert made.assigned == {"Petra Voss"}
    store.add(document, KEY, warned)
    assert store.attributions(KEY) == {document.id: warned}


def test_a_new_attribution_replaces_the_old_one_and_keeps_the_verdicts_on_assertions_that_stay(
    filled: Store,
) -> None:
    first, second, third = said(REPORT).assertions
    kept, lost = verdict(1, 2, Relation.NEUTRAL), verdict(0, 1)
    filled.put_verdicts(JUDGE, [kept, lost])
    fewer = attribute(REPORT, PARTIES[1:])
    assert {second.id, third.id} <= {one.id for one in fewer.assertions}
    assert first.id not in {one.id for one in fewer.assertions}
    before = filled.revision
    filled.put_attributions("Sudmark alone", {REPORT.id: fewer, "unknown": fewer})
    assert filled.attributions("Sudmark alone") == {REPORT.id: fewer}
    assert filled.attributions(KEY) == {REPLY.id: said(REPLY)}
    assert filled.verdicts(JUDGE, [(kept.a, kept.b), (lost.a, lost.b)]) == {(kept.a, kept.b): kept}
    assert filled.find_words("Perić") == ()
    assert filled.revision == before


def test_a_changed_reason_for_a_party_replaces_the_old_one(filled: Store) -> None:
    first, *others = said(REPORT).assertions
    assert first.source is not None
    changed = evolve(first, source=evolve(first.source, why="a person said so"))
    assert changed.id == first.id
    other = evolve(said(REPORT), assertions=(*others, changed))
    filled.put_attributions("key 2", {REPORT.id: other})
    assert filled.attributions("key 2") == {REPORT.id: other}


def test_verdicts_come_back_with_their_reasons_for_their_judge_and_order(filled: Store) -> None:
    one, neutral = verdict(0, 1), verdict(0, 2, Relation.NEUTRAL)
    assert filled.put_verdicts(JUDGE, [one, neutral]) == 2
    pairs = [(neutral.a, neutral.b), (one.a, one.b)]
    found = filled.verdicts(JUDGE, [*pairs, (one.b, one.a), ("unknown", one.a)])
    assert list(found.items()) == [(pairs[0], neutral), (pairs[1], one)]
    assert filled.verdicts("judge/2", pairs) == {}
    assert filled.verdicts(JUDGE, []) == {}


def test_known_verdicts_are_kept(filled: Store) -> None:
    one = verdict()
    assert filled.put_verdicts(JUDGE, [one]) == 1
    assert filled.put_verdicts(JUDGE, [evolve(one, probability=0.1), one]) == 0
    assert filled.verdicts(JUDGE, [(one.a, one.b)]) == {(one.a, one.b): one}
    assert filled.put_verdicts("judge/2", [evolve(one, probability=0.1)]) == 1


def test_verdicts_on_assertions_that_are_not_there_are_left_out(filled: Store) -> None:
    unknown = StoredVerdict(a="0" * 12, b=verdict().b, relation=Relation.NEUTRAL, probability=0.5)
    assert filled.put_verdicts(JUDGE, [unknown]) == 0
    assert filled.verdicts(JUDGE, [(unknown.a, unknown.b)]) == {}


def test_removing_a_document_removes_what_depends_on_it(filled: Store) -> None:
    across = evolve(verdict(), b=said(REPLY).assertions[0].id, reasons=())
    text, other = said(REPORT).assertions[0].text, said(REPLY).assertions[0].text
    filled.put_verdicts(JUDGE, [verdict(), across])
    filled.put_vectors("model", {text: b"\x01\x00", other: b"\x02\x00"})
    assert filled.remove(REPORT.id)
    assert filled.documents() == (REPLY,)
    assert filled.attributions(KEY) == {REPLY.id: said(REPLY)}
    assert filled.find_words("bridge") == ()
    assert filled.vectors("model", [text, other]) == {other: b"\x02\x00"}
    assert filled.add(REPORT, KEY, said(REPORT))
    pairs = [(verdict().a, verdict().b), (across.a, across.b)]
    assert filled.verdicts(JUDGE, pairs) == {}
    assert not filled.remove("unknown")


def test_the_revision_grows_with_documents_settings_and_decisions_alone(store: Store) -> None:
    decision = Decision(on="speaker", mark="party", value="Norland", speaker="Ana Perić")
    seen = [store.revision]
    store.add(REPORT, KEY, said(REPORT))
    seen.append(store.revision)
    store.set_settings({"parties": {"Norland": []}})
    seen.append(store.revision)
    store.add_decisions([decision])
    seen.append(store.revision)
    store.remove(REPORT.id)
    seen.append(store.revision)
    assert seen == sorted(set(seen))
    store.add_decisions([decision])
    store.set_settings({"parties": {"Norland": []}})
    store.put_verdicts(JUDGE, [])
    store.put_state(State(key="k", judge=JUDGE))
    store.put_vectors("model", {"a": b"b"})
    store.remove(REPORT.id)
    assert store.revision == seen[-1]


def test_settings_that_another_changed_meanwhile_are_not_replaced(store: Store) -> None:
    assert store.settings() == {}
    read_at = store.revision
    assert store.set_settings({"parties": ["Norland"]}, expected=read_at)
    store.add(REPORT, KEY, said(REPORT))
    assert not store.set_settings({"parties": ["Sudmark"]}, expected=read_at)
    assert store.settings() == {"parties": ["Norland"]}
    assert store.set_settings({"parties": ["Sudmark"]}, expected=store.revision)
    store.add(REPLY, KEY, said(REPLY))
    assert store.set_settings({"parties": []}, expected=store.revision - 1)
    assert store.set_settings({"é": None})
    assert store.settings() == {"é": None}


def test_vectors_come_back_by_model_and_text(store: Store) -> None:
    store.put_vectors("model", {"one": b"\x00\x01", "two": b""})
    store.put_vectors("model", {"one": b"other"})
    store.put_vectors("model", {})
    assert store.vectors("model", ["two", "three", "one"]) == {"two": b"", "one": b"\x00\x01"}
    assert store.vectors("other model", ["one"]) == {}


@pytest.mark.slow
def test_vectors_are_found_in_linear_time(store: Store) -> None:
    def stored(count: int) -> list[str]:
        texts = [f"Statement {number}." for number in range(count)]
        store.put_vectors(f"model of {count}", dict.fromkeys(texts, b"\x00"))
        return texts

    def read(texts: list[str]) -> None:
        assert len(store.vectors(f"model of {len(texts)}", texts)) == len(texts)

    assert_linear(read, stored, 5_000)


def test_decisions_come_back_once_in_the_order_added(store: Store) -> None:
    decisions = [
        Decision(on="speaker", mark="party", value=value, speaker="Ana Perić", by="An editor", note="“Ł”")
        for value in ("Norland", "", "Sudmark")
    ]
    assert store.add_decisions([decisions[2], decisions[0]]) == 2
    assert store.add_decisions([decisions[0], decisions[1], decisions[1]]) == 1
    assert store.add_decisions([]) == 0
    assert store.decisions() == (decisions[2], decisions[0], decisions[1])


def test_a_state_replaces_the_one_before(store: Store) -> None:
    assert store.state() is None
    points = tuple(StoredPoint(label=f"the bridge {n}", pairs=(("a", f"b{n}"), ("c", "d"))) for n in range(3))
    first = State(
        key="1",
        judge=JUDGE,
        pairs=(("a", "b"), ("c", "d")),
        points=points,
        not_compared=4,
        extra={"own": [1.5, "é"]},
    )
    store.put_state(first)
    assert store.state() == first
    second = evolve(first, key="2", points=(points[2], points[1]), pairs=(), extra={})
    store.put_state(second)
    assert store.state() == second
    store.put_state(evolve(second, points=()))
    assert store.state() == evolve(second, points=())


def test_a_snapshot_does_not_see_what_is_written_meanwhile(location: Path | str, store: Store) -> None:
    store.add(REPLY, KEY, said(REPLY))
    with open_store(location) as other:
        with store.snapshot():
            before = store.revision
            other.add(REPORT, KEY, said(REPORT))
            assert store.documents() == (REPLY,)
            assert store.attributions(KEY).keys() == {REPLY.id}
            assert store.revision == before
        assert store.documents() == (REPLY, REPORT)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge", {0, 1}),
        ("THE BRIDGES", {0, 1}),
        ("tirgu shelling", {0}),
        ("government bridge", set()),
        ("“Our army”", {1}),
        ('road" OR "bridge', set()),
        ("bridge*", {0, 1}),
        ("text:bridge", set()),
        ("nothing of the kind", set()),
        ("", set()),
        ("…!", set()),
    ],
)
def test_words_are_found_in_texts_and_quotes(filled: Store, words: str, found: set[int]) -> None:
    ids = [one.id for one in said(REPORT).assertions]
    assert set(filled.find_words(words)) == {ids[number] for number in found}


def test_the_number_of_assertions_found_is_limited(filled: Store) -> None:
    assert len(filled.find_words("bridge", limit=1)) == 1
    assert filled.find_words("bridge", limit=0) == ()
    assert len(filled.find_words("bridge", limit=10**30)) == 2


@pytest.mark.parametrize("text", ["A road\0was closed.", "A road \ud800 was closed."])
def test_a_text_that_no_database_holds_is_refused(store: Store, text: str) -> None:
    document = Document(text)
    with pytest.raises(StorageError, match=r"U\+(0000|D800)"):
        store.add(document, KEY, attribute(Document("No road."), []))
    assert store.documents() == ()


def test_a_text_over_the_limit_is_refused(store: Store) -> None:
    document = Document("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(TooLargeError, match=r"5,000,001 characters; at most 5,000,000 are read"):
        store.add(document, KEY, evolve(said(REPLY), assertions=()))


def test_an_assertion_of_another_document_is_refused_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(StorageError, match="has no place in it"):
        store.add(REPLY, KEY, said(REPORT))
    assert (store.documents(), store.revision) == ((), 0)


def test_a_probability_above_one_is_refused(filled: Store) -> None:
    with pytest.raises(StorageError, match=r"has the probability 1\.5"):
        filled.put_verdicts(JUDGE, [evolve(verdict(), probability=1.5)])


def test_a_reason_with_a_place_in_another_document_is_refused(filled: Store) -> None:
    one = verdict()
    strange = evolve(one.reasons[0], b_spans=said(REPLY).assertions[0].spans)
    with pytest.raises(StorageError, match=f"a reason has a place in document '{REPLY.id}'; give places in"):
        filled.put_verdicts(JUDGE, [evolve(one, reasons=(strange,))])
    assert filled.verdicts(JUDGE, [(one.a, one.b)]) == {}


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": {1, 2}}])
def test_settings_that_are_no_json_are_refused(store: Store, value: dict[str, object]) -> None:
    with pytest.raises(StorageError, match="is no JSON value"):
        store.set_settings(value)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.findings())
def test_any_documents_with_assertions_and_verdicts_come_back(
    tmp_path_factory: pytest.TempPathFactory, found: Findings
) -> None:
    documents = [
        one for one in found.documents if "\0" not in one.text + one.title + one.outlet + one.address
    ]
    made = {
        document.id: evolve(
            said(REPLY),
            assertions=tuple(
                evolve(one, also=())  # an attribution is of one document
                for one in found.assertions
                if one.document == document.id and "\\x00" not in repr(one)
            ),
        )
        for document in documents
    }
    known = {one.id for attribution in made.values() for one in attribution.assertions}
    verdicts = {
        (one.a.id, one.b.id): StoredVerdict(
            a=one.a.id, b=one.b.id, relation=one.relation, probability=one.probability, reasons=one.reasons
        )
        for one in reversed(found.verdicts)
        if {one.a.id, one.b.id} <= known
    }
    with open_store(tmp_path_factory.mktemp("any") / "graph.db", create=True) as store:
        for document in documents:
            assert store.add(document, KEY, made[document.id])
        store.put_verdicts(JUDGE, verdicts.values())
        assert store.attributions(KEY) == made
        assert {one.id: one for one in store.documents()} == {one.id: one for one in documents}
        assert store.verdicts(JUDGE, verdicts) == verdicts


def test_parties_of_the_examples_are_found() -> None:
    assert [one.party for one in said(REPORT).assertions] == ["Norland", "Sudmark", None]
    assert PARTIES[0] == Party("Norland", ["Norlandic"])
