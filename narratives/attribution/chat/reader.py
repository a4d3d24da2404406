"""Read documents with a chat model: who says what, each statement checked against the text.

Needs the ``chat`` extra (``openai``). The texts are sent to the given endpoint.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from narratives.attribution.accounts import Attribution, attribute, in_text_order
from narratives.attribution.chat.acceptance import Acceptance, Accepted, Statement
from narratives.attribution.chat.request import characters, request
from narratives.attribution.chat.sources import completed_names, source_and_party
from narratives.attribution.chat.windows import Window, windows
from narratives.chat import ChatClient, ChatRequest, NoAnswer
from narratives.errors import ChatError
from narratives.language.times import interval
from narratives.model import Assertion, Document, Party

MAX_REQUESTS = 200
"""Greatest number of requests of one reading, unless another is given."""
_CHARACTERS_PER_TOKEN = 4
_WRONG_FORMS = 1
"""How often an answer in another form is requested again."""


@frozen(kw_only=True)
class RequestPlan:
    """What a chat model would be asked.

    Attributes:
        requests: number of requests; an answer in another form is requested once more.
        characters: characters that are sent with them.
    """

    requests: int
    characters: int

    @property
    def tokens(self) -> int:
        """An estimate of the tokens that are sent: a quarter of the characters. Answers are not included."""
        return -(-self.characters // _CHARACTERS_PER_TOKEN)

    def __str__(self) -> str:
        plural = "" if self.requests == 1 else "s"
        return f"{self.requests:,} request{plural}, about {self.tokens:,} tokens to send"


class ChatReader:
    """Reads documents with a chat model behind an OpenAI-compatible endpoint, instead of with the rules.

    The text is sent in windows of a few paragraphs, with the names of the parties. A statement of an answer
    is taken only if its quote and its speaker are printed in the text, and its party is one of those given. A
    window without a usable answer is read by the rules. ``Accounts.warnings`` tells both.

    Args:
        base_url: URL of the endpoint ("http://localhost:8000/v1"); None takes NARRATIVES_CHAT_URL from the
            environment.
        model: name of the model at the endpoint; None takes NARRATIVES_CHAT_MODEL.
        api_key: sent to the endpoint and never printed; None takes NARRATIVES_CHAT_KEY, if it is set.
        timeout: seconds that one call may take, > 0.
        retries: how often a failed call is tried again, >= 0.
        at_once: number of parallel calls, > 0.
        max_requests: greatest number of requests of one reading, > 0; more are refused before the first.
        on_plan: called with the plan before the first request of a reading.

    Raises:
        MissingExtraError: the ``chat`` extra is not installed.
        ChatError: the URL or the model is missing, or a setting is invalid.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        model: str | None = None,
        api_key: str | None = None,
        timeout: float = 60.0,
        retries: int = 2,
        at_once: int = 4,
        max_requests: int = MAX_REQUESTS,
        on_plan: Callable[[RequestPlan], None] | None = None,
    ) -> None:
        if max_requests < 1:
            raise ChatError(f"max_requests {max_requests}: it must be > 0")
        self._client = ChatClient(
            base_url=base_url,
            model=model,
            api_key=api_key,
            timeout=timeout,
            retries=retries,
            wrong_forms=_WRONG_FORMS,
            at_once=at_once,
        )
        self.name = self._client.name
        self._max_requests = max_requests
        self._on_plan = on_plan

    def plan(
        self,
        documents: Document | Iterable[Document],
        parties: Iterable[Party] = (),
        *,
        any_language: bool = False,
    ) -> RequestPlan:
        """Return the number and size of the requests for documents, without sending anything."""
        several = [documents] if isinstance(documents, Document) else documents
        given = tuple(parties)
        return _plan(
            [
                request(window, given)
                for document in several
                for window in windows(document, any_language=any_language)
            ]
        )

    def attribute(
        self,
        documents: Sequence[Document],
        parties: Sequence[Party],
        *,
        assigned: Mapping[str, str | None] | None = None,
        any_language: bool = False,
        on_document: Callable[[int, int], None] | None = None,
    ) -> list[Attribution]:
        """Return the attribution of each document; arguments as for `narratives.attribution.attribute`.

        Args:
            on_document: called with the number of documents that are answered, and the total number.

        Raises:
            ChatError: too many requests would be needed, or the endpoint cannot be used.
        """
        every = [windows(document, any_language=any_language) for document in documents]
        requests = [request(window, parties) for own in every for window in own]
        plan = _plan(requests)
        if plan.requests > self._max_requests:
            raise ChatError(
                f"{self.name!r}: {plan.requests:,} requests would be needed, and at most "
                f"{self._max_requests:,} are allowed; read fewer documents, or allow more "
                "(max_requests=..., --chat-max-requests)"
            )
        if self._on_plan is not None:
            self._on_plan(plan)
        ends = [sum(map(len, every[: number + 1])) for number in range(len(every))]

        def report(answered: int) -> None:
            if on_document is not None:
                on_document(sum(end <= answered for end in ends), len(ends))

        report(0)
        answers = iter(self._client.answers(requests, allow_gaps=True, on_answer=report))
        return [
            self._attribution(
                document,
                parties,
                [(window, next(answers)) for window in own],
                assigned=assigned or {},
                any_language=any_language,
            )
            for document, own in zip(documents, every, strict=True)
        ]

    def _attribution(
        self,
        document: Document,
        parties: Sequence[Party],
        answered: Sequence[tuple[Window, Mapping[str, object] | NoAnswer]],
        *,
        assigned: Mapping[str, str | None],
        any_language: bool,
    ) -> Attribution:
        """Return the attribution of a document from the answers on its windows."""
        acceptance = Acceptance(document, parties)
        accepted = [
            acceptance.accept(answer, window)
            for window, answer in answered
            if not isinstance(answer, NoAnswer)
        ]
        gaps = [(window, answer) for window, answer in answered if isinstance(answer, NoAnswer)]
        statements = [statement for one in accepted for statement in one.statements]
        names = completed_names(statement.name for statement in statements)
        found: dict[str, Assertion] = {}
        assigned_names: set[str] = set()
        for statement in statements:
            assertion, assigned_name = self._assertion(statement, document, names, assigned)
            found.setdefault(assertion.id, assertion)
            assigned_names |= {assigned_name} - {""}
        by_rules = (
            attribute(document, parties, assigned=assigned, any_language=any_language) if gaps else None
        )
        if by_rules is not None:
            for assertion in by_rules.assertions:
                if any(window.contains(assertion.spans[0].start) for window, _ in gaps):
                    found.setdefault(assertion.id, assertion)
            assigned_names |= by_rules.assigned
        label = document.address or document.title or "the text"
        return Attribution(
            assertions=in_text_order(found.values()),
            suggestions=by_rules.suggestions if by_rules is not None else {},
            assigned=frozenset(assigned_names),
            warnings=tuple(
                f"{label}: {line}"
                for line in self._warnings(accepted, [gap for _, gap in gaps], len(answered))
            ),
        )

    def _assertion(
        self,
        statement: Statement,
        document: Document,
        names: Mapping[str, str],
        assigned: Mapping[str, str | None],
    ) -> tuple[Assertion, str]:
        """Return the assertion of a statement, and the assigned name that decided its party, or ""."""
        source, party, assigned_name = source_and_party(
            statement, names, assigned, why=f"read by the chat model {self.name.removeprefix('chat/')}"
        )
        assertion = Assertion(
            text=statement.text,
            quote=statement.quote,
            party=party,
            source=source,
            cue=statement.cue,
            stance=statement.stance,
            spans=statement.spans,
            time=interval(statement.text, document.date),
        )
        return assertion, assigned_name

    def _warnings(self, accepted: Sequence[Accepted], gaps: Sequence[NoAnswer], requests: int) -> list[str]:
        found = []
        refused = sum((one.refused for one in accepted), Counter[str]())
        total = refused.total() + sum(len(one.statements) for one in accepted)
        if refused:
            reasons = ", ".join(f"{count} {why}" for why, count in sorted(refused.items()))
            found.append(
                f"{refused.total()} of {total} statements of {self.name!r} are left out, since the text does "
                f"not support them: {reasons}"
            )
        reworded = sum(one.reworded for one in accepted)
        if reworded:
            found.append(
                f"{reworded} of {total} statements of {self.name!r} are shown in the printed words, since "
                "its sentence says more than they do"
            )
        without_cue = sum(one.without_cue for one in accepted)
        if without_cue:
            found.append(
                f"{without_cue} of {total} statements of {self.name!r} have no cue, since its words are not "
                "in the text"
            )
        for why, count in sorted(Counter(gap.why for gap in gaps).items()):
            found.append(
                f"{count} of {requests} requests to {self.name!r} had no usable answer ({why}); the rules "
                "read these paragraphs"
            )
        return found


def _plan(requests: Sequence[ChatRequest]) -> RequestPlan:
    return RequestPlan(requests=len(requests), characters=sum(map(characters, requests)))
