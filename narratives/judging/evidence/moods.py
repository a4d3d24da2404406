"""The mood of a sentence: fact, duty, permission, ban, plan or condition."""

import re
from enum import StrEnum

from attrs import frozen

from narratives.judging.evidence.clash import tokens_at
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.statement import Statement
from narratives.model import Stance


class Mood(StrEnum):
    """Whether a sentence states a fact, an obligation, a permission, a ban, a plan or a condition."""

    FACT = "fact"
    DUTY = "duty"
    FREEDOM = "freedom"
    BAN = "ban"
    PLAN = "plan"
    CONDITION = "condition"


_CUES: tuple[tuple[Mood, str], ...] = (
    (
        Mood.FREEDOM,
        r"need not|needn['’]t|(?:do|does|did) not (?:have|need) to|(?:don|doesn|didn)['’]t (?:have|need) to"
        r"|not (?:obliged|required|bound|compelled|mandatory|compulsory|obligatory) ?(?:to)?|voluntary"
        r"|optional"
        r"|free to|up to (?:him|her|them|it|the) ?\w*|leaves? (?:it )?(?:entirely )?(?:free )?to \w+|no "
        r"duty to|no obligation to",
    ),
    (
        Mood.BAN,
        r"must not|mustn['’]t|may not|can ?not|can['’]t|could not|couldn['’]t|not (?:allowed|permitted"
        r"|entitled|free) to"
        r"|forbid(?:s|den)?|forbade|prohibit(?:s|ed)?|bar(?:s|red) from|bann?(?:s|ed)(?: from)?|impossible"
        r"|unable to|off limits|no way"
        r"|under no circumstances|illegal to|unlawful to",
    ),
    (
        Mood.DUTY,
        r"must|has to|have to|had to|required to|requires?|obliged to|obliges?|bound to|shall|mandatory"
        r"|compulsory|obligatory"
        r"|should|ought to|need(?:s)? to|duty to|obligation to",
    ),
    (
        Mood.FREEDOM,
        r"may|can|could|might|allow(?:s|ed)?|permit(?:s|ted)?|entitled to|entitles?|able to|possible"
        r"|authori[sz]e[sd]?|free to|lets?",
    ),
    (
        Mood.PLAN,
        r"will|would|going to|plan(?:s|ned)? to|intend(?:s|ed)? to|about to|set to|due to \w+ (?:on|in"
        r"|next)|expect(?:s|ed)? to"
        r"|aims? to|hopes? to|promis(?:es|ed) to|vow(?:s|ed)? to|won['’]t|ready to|wants? to",
    ),
)
_PATTERNS = tuple((mood, re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)) for mood, cues in _CUES)
_CONDITION = re.compile(
    r"^(?:if|should|unless|were|had)\b|\bif\b|\bprovided that\b|\bin case\b", re.IGNORECASE
)
_MOOD_OF_STANCE = {
    Stance.DEMANDS: Mood.DUTY,
    Stance.PREDICTS: Mood.PLAN,
    Stance.ASKS: Mood.CONDITION,
    Stance.DOUBTS: Mood.CONDITION,
}


@frozen(eq=False, kw_only=True)
class MoodWithCue:
    """The mood of a sentence and its cue words; no words for a plain fact or a mood that the stance gives."""

    mood: Mood
    words: Words = ()


def mood(statement: Statement) -> MoodWithCue:
    """Return the mood of the main clause.

    The assertion's stance decides first, then a condition anywhere in the text, then the first kind of cue in
    `_CUES` that is found in the main clause.
    """
    by_stance = _MOOD_OF_STANCE.get(statement.assertion.stance)
    if by_stance is not None:
        return MoodWithCue(mood=by_stance)
    text = statement.text
    condition = _CONDITION.search(text)
    if condition is not None:
        return MoodWithCue(mood=Mood.CONDITION, words=_matched_tokens(statement, condition))
    for found_mood, pattern in _PATTERNS:
        found = pattern.search(text)
        if found is not None and _is_in_main_clause(statement, found):
            negated_entailment = found_mood is Mood.FREEDOM and any(
                word.lower_ in ("no", "nobody", "none") and word.idx < found.start()
                for word in statement.negations
            )
            return MoodWithCue(
                mood=Mood.BAN if negated_entailment else found_mood, words=_matched_tokens(statement, found)
            )
    root = statement.root
    if root is not None and root.lemma_ in _WISH_VERBS:
        return MoodWithCue(mood=Mood.PLAN, words=[root])
    return MoodWithCue(mood=Mood.FACT)


_WISH_VERBS = frozenset("want seek demand request hope expect intend wish desire urge".split())
"""Main verbs that express a wish and not a fact."""


def _matched_tokens(statement: Statement, found: re.Match[str]) -> Words:
    return tokens_at(statement, found.span())


def _is_in_main_clause(statement: Statement, found: re.Match[str]) -> bool:
    """Return True if the cue is in the main clause or in a complement clause of the main verb."""
    tokens = _matched_tokens(statement, found)
    if not tokens or any(token.text == "May" and token.i for token in tokens) or tokens[0].pos_ == "NOUN":
        return False
    up = tokens[0]
    while up.dep_ not in ("ROOT", "relcl", "advcl", "acl", "ccomp", "csubj", "conj") and up.head != up:
        up = up.head
    return bool(up.dep_ == "ROOT" or (up.dep_ == "ccomp" and up.head.dep_ == "ROOT"))
