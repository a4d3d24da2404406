"""A graph that is kept: growing, removing and deciding give what making it at once gives."""

import itertools
import multiprocessing
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from attrs import evolve

import narratives
from narratives import Corpus, Decision, Document, Party, open_corpus
from narratives.decisions import Mark, StatementKey, Subject
from narratives.errors import JudgeError, PartyError, StorageError
from narratives.storage import open_store
from narratives.verdict import Pair, Relation, Verdict

MONDAY = Document(
    "Norland's defence ministry said on Monday that its troops had left the border town of Harrow. "
    "Sudland's government denied that Norland's troops had left Harrow. "
    'Sudland said that Norland had shelled the town\'s hospital. "We did not shell the hospital," '
    "Norland's defence minister said.",
    title="Troops leave Harrow, says ministry",
    outlet="The Courier",
    date="2031-03-03",
    address="courier/monday.txt",
)
TUESDAY = Document(
    "Sudland's government said that forty people had died in Harrow. "
    "Norland said that six people had died in Harrow. Norland said that the bridge was intact.",
    title="Toll in Harrow disputed",
    outlet="The Ledger",
    date="2031-03-04",
    address="ledger/tuesday.txt",
)
WEDNESDAY = Document(
    "Sudland said that Norland's army had destroyed the bridge at Harrow. "
    "Norland's army denied destroying the bridge at Harrow.",
    title="Bridge at Harrow",
    outlet="The Courier",
    date="2031-03-05",
    address="courier/wednesday.txt",
)
REPRINT = evolve(
    MONDAY,
    text=f"{MONDAY.text} Norland spoke of a visit of its defence minister to the border.",
    outlet="The Ledger",
    address="ledger/monday.txt",
    date="2031-03-04",
)
ALL = (MONDAY, TUESDAY, WEDNESDAY)
PARTIES = [Party("Norland"), Party("Sudland")]


class CountingJudge:
    """Takes statements with and without "not", "denied" or the like for contradictions, and counts pairs."""

    name = "counting/1"

    def __init__(self) -> None:
        self.pairs: list[Pair] = []

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        self.pairs += pairs
        return [self._verdict(a, b) for a, b in pairs]

    def _verdict(self, a: narratives.Assertion, b: narratives.Assertion) -> Verdict:
        words = [set(one.text.lower().rstrip(".").split()) for one in (a, b)]
        alike = len(words[0] & words[1]) / len(words[0] | words[1])
        relation = Relation.CONTRADICTION if alike > 0.3 else Relation.NEUTRAL
        return Verdict(a=a, b=b, relation=relation, probability=round(alike, 3), judge=self.name)


@pytest.fixture
def judge() -> CountingJudge:
    return CountingJudge()


@pytest.fixture
def corpus(tmp_path: Path, judge: CountingJudge) -> Iterator[Corpus]:
    with open_corpus(tmp_path / "graph.db", judge=judge) as opened:
        yield opened


def made(path: Path, documents: Sequence[Document], judge: CountingJudge | None = None) -> str:
    """Return the JSON of a corpus that is made by adding the documents one by one."""
    with open_corpus(path, judge=judge or CountingJudge()) as corpus:
        for document in documents:
            corpus.add(document, PARTIES)
            corpus.comparison()
        return corpus.comparison().to_json(texts=True)


@pytest.mark.slow
def test_a_grown_graph_equals_one_that_is_made_at_once_in_any_order(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "once.db", judge=CountingJudge()) as corpus:
        corpus.add(ALL, PARTIES)
        once = corpus.comparison()
        assert [document.title for document in once.documents] == [document.title for document in ALL]
        assert len(once.disputes) >= 2
    for number, order in enumerate(itertools.permutations(ALL)):
        assert made(tmp_path / f"grown{number}.db", order) == once.to_json(texts=True)
    read = narratives.compare(narratives.read(ALL, PARTIES), judge=CountingJudge())
    assert read.to_json(texts=True) == once.to_json(texts=True)


@pytest.mark.slow
def test_only_new_pairs_are_judged(corpus: Corpus, judge: CountingJudge) -> None:
    corpus.add([MONDAY, TUESDAY], PARTIES)
    corpus.comparison()
    before = list(judge.pairs)
    corpus.add(WEDNESDAY)
    after = corpus.comparison()
    new = judge.pairs[len(before) :]
    wednesday = {one.id for one in after.assertions if one.document == WEDNESDAY.id}
    assert new
    assert all({a.id, b.id} & wednesday for a, b in new)
    assert len({(a.id, b.id) for a, b in judge.pairs}) == len(judge.pairs)
    sizes = [len(account) for account in after.accounts]
    assert len(judge.pairs) == sizes[0] * sizes[1]


@pytest.mark.slow
def test_removing_a_document_gives_what_there_was_without_it(tmp_path: Path, corpus: Corpus) -> None:
    corpus.add(ALL, PARTIES)
    corpus.comparison()
    assert corpus.remove("ledger/tuesday.txt") == (TUESDAY,)
    assert corpus.comparison().to_json(texts=True) == made(tmp_path / "other.db", [MONDAY, WEDNESDAY])
    corpus.add(TUESDAY)
    assert corpus.comparison().to_json(texts=True) == made(tmp_path / "third.db", ALL)


@pytest.mark.slow
def test_what_was_made_is_loaded_without_judging(tmp_path: Path, judge: CountingJudge) -> None:
    text = made(tmp_path / "graph.db", ALL, judge)
    count = len(judge.pairs)
    with open_corpus(tmp_path / "graph.db", create=False) as corpus:
        assert corpus.comparison().to_json(texts=True) == text
        assert corpus.graph.disputes(between=["Norland", "Sudland"])
    with open_corpus(tmp_path / "graph.db", judge=judge) as corpus:
        assert corpus.comparison().to_json(texts=True) == text
    assert len(judge.pairs) == count


@pytest.mark.slow
def test_joined_statements_are_loaded_without_finding_them_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(tmp_path / "graph.db", [MONDAY, REPRINT, TUESDAY])
    monkeypatch.setattr("narratives.joining.accounts.find_copies", lambda _documents: pytest.fail("searched"))
    with open_corpus(tmp_path / "graph.db", create=False) as corpus:
        found = corpus.comparison()
    assert found.to_json(texts=True) == text
    assert [one.documents for one in found.copies] == [(REPRINT.id, MONDAY.id)]
    assert any(one.also for one in found.assertions)


@pytest.mark.slow
@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"statements": [["0" * 16, "1" * 16]], "copies": []},
        {"statements": [[]], "copies": []},
        {"statements": 7, "copies": None},
        {"statements": [], "copies": [{"documents": ["x", "x"]}]},
    ],
    ids=["none", "unknown", "empty", "no list", "malformed copies"],
)
def test_altered_joined_statements_are_found_again(tmp_path: Path, extra: dict[str, object]) -> None:
    text = made(tmp_path / "graph.db", [MONDAY, REPRINT, TUESDAY])
    with open_store(tmp_path / "graph.db") as store:
        state = store.state()
        assert state is not None
        kept = {key: value for key, value in state.extra.items() if key not in ("statements", "copies")}
        store.put_state(evolve(state, extra=kept | extra))
    with open_corpus(tmp_path / "graph.db", create=False) as corpus:
        assert corpus.comparison().to_json(texts=True) == text


@pytest.mark.slow
def test_points_at_issue_that_lack_a_conflict_are_grouped_again(tmp_path: Path) -> None:
    text = made(tmp_path / "graph.db", ALL)
    with open_store(tmp_path / "graph.db") as store:
        state = store.state()
        assert state is not None
        assert len(state.points) >= 2
        store.put_state(evolve(state, points=state.points[1:]))
    with open_corpus(tmp_path / "graph.db", create=False) as corpus:
        assert corpus.comparison().to_json(texts=True) == text


@pytest.mark.slow
def test_parties_are_found_once_and_joined_by_their_names(corpus: Corpus) -> None:
    corpus.add([Document("The bridge is old.")])
    assert not corpus.parties
    corpus.add([Document("Finland said that the ferry had sunk. Estonia denied that the ferry had sunk.")])
    assert [party.name for party in corpus.parties] == ["Estonia", "Finland"]
    corpus.add([Document("Latvia said that the ferry was late.")])
    assert [party.name for party in corpus.parties] == ["Estonia", "Finland"]
    corpus.add(TUESDAY, [Party("Republic of Finland", ("Finland", "the Finns")), Party("Latvia")])
    assert corpus.parties == (
        Party("Estonia"),
        Party("Finland", ("Republic of Finland", "the Finns")),
        Party("Latvia"),
    )
    found = corpus.comparison()
    assert [(account.name, len(account)) for account in found.accounts] == [
        ("Estonia", 1),
        ("Finland", 1),
        ("Latvia", 1),
    ]
    with pytest.raises(PartyError, match="Latvia"):
        corpus.add(WEDNESDAY, [Party("Baltia", ("Estonia", "Latvia"))])


@pytest.mark.slow
def test_decisions_are_kept_and_apply_to_what_is_added_later(corpus: Corpus, tmp_path: Path) -> None:
    corpus.add([MONDAY, TUESDAY], PARTIES)
    before = corpus.comparison()
    verdict = before.disputes[0].verdicts[0]
    pair = (StatementKey.of(verdict.a), StatementKey.of(verdict.b))
    wrong = Decision(on=Subject.RELATION, mark=Mark.WRONG, value="contradiction", statements=pair, by="Ines")
    reworded = Decision(
        on=Subject.STATEMENT,
        mark=Mark.REWORDED,
        value="Norland's troops had left Harrow for good.",
        statements=pair[:1],
        by="Ines",
    )
    assert corpus.decide([wrong]) == 1
    assert corpus.decide([wrong]) == 0
    after = corpus.comparison()
    assert verdict not in after.verdicts
    assert [review.before for review in after.reviews] == [verdict]
    corpus.decide([reworded])
    corpus.add(WEDNESDAY)
    grown = corpus.comparison()
    assert "Norland's troops had left Harrow for good." in [one.text for one in grown.assertions]
    assert corpus.decisions == (wrong, reworded)
    with open_corpus(tmp_path / "graph.db", create=False) as again:
        assert again.comparison() == grown


@pytest.mark.slow
def test_a_document_that_is_known_is_not_added_again(corpus: Corpus) -> None:
    assert corpus.add(MONDAY, PARTIES).documents == (MONDAY,)
    again = corpus.add([MONDAY, TUESDAY])
    assert again.known == (MONDAY,)
    assert again.documents == (TUESDAY,)
    assert len(corpus.documents) == 2


def test_an_empty_graph_says_what_to_do(corpus: Corpus) -> None:
    with pytest.raises(StorageError, match="has no documents; add some first"):
        corpus.comparison()


@pytest.mark.slow
def test_a_document_that_is_not_there_is_not_removed(corpus: Corpus) -> None:
    corpus.add(ALL, PARTIES)
    with pytest.raises(
        StorageError, match=r"there is no document 'ledger/tuesday.tx'; did you mean 'ledger/tue"
    ):
        corpus.remove(MONDAY.id, "ledger/tuesday.tx")
    assert len(corpus.documents) == 3
    assert corpus.remove(MONDAY.id[:6]) == (MONDAY,)


def test_a_judge_without_a_name_is_refused(tmp_path: Path) -> None:
    class Nameless:
        def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
            return [Verdict(a=a, b=b, relation=Relation.NEUTRAL, probability=1.0) for a, b in pairs]

    with open_corpus(tmp_path / "graph.db", judge=Nameless()) as corpus:
        corpus.add(MONDAY, PARTIES)
        with pytest.raises(JudgeError, match="it has no name; give it an attribute `name`"):
            corpus.comparison()


def _add(path: Path, number: int) -> None:
    text = f"Norland said that bridge {number} was closed. Sudland denied that bridge {number} was closed."
    with open_corpus(path, judge=CountingJudge()) as corpus:
        corpus.add(Document(text, title=f"Bridge {number}", date=f"2031-04-{number + 1:02}"), PARTIES)
        corpus.comparison()


@pytest.mark.slow
def test_four_processes_add_documents_at_once(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add, args=(path, number)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    with open_corpus(path, judge=CountingJudge()) as corpus:
        found = corpus.comparison()
    assert len(found.documents) == 4
    assert [len(account) for account in found.accounts] == [4, 4]
    documents = [
        Document(
            f"Norland said that bridge {n} was closed. Sudland denied that bridge {n} was closed.",
            title=f"Bridge {n}",
            date=f"2031-04-{n + 1:02}",
        )
        for n in range(4)
    ]
    assert (
        found.to_json()
        == narratives.compare(narratives.read(documents, PARTIES), judge=CountingJudge()).to_json()
    )


def test_a_folder_is_added_with_a_warning_about_other_files(tmp_path: Path, corpus: Corpus) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "monday.txt").write_text(MONDAY.text, encoding="utf-8")
    (folder / "table.csv").write_text("a,b", encoding="utf-8")
    added = corpus.add(folder, PARTIES)
    assert [one.id for one in added.documents] == [MONDAY.id]
    assert added.warnings == (f"{folder}: 1 file is no article and was left out (1 .csv)",)


@pytest.mark.slow
def test_without_parties_everything_is_kept_as_other_voices(corpus: Corpus) -> None:
    corpus.add(Document("The bridge is old. A villager said that the bridge was closed."))
    found = corpus.comparison()
    assert len(found.documents) == 1
    assert found.accounts == ()
    assert "villager" in str([voice.name for voice in found.voices])
