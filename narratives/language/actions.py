"""The actions that a text reports, found from its words alone, without a parser."""

import re
from functools import lru_cache

from narratives.language.keys import LIGHT_VERBS
from narratives.language.lexicon import group
from narratives.language.packages import lemminflect

_NO_ACTION = frozenset(
    "accuse acknowledge act add address admit affirm agree aim allege allow announce appear argue arm ask "
    "assert assess assume attempt base begin believe call care carry case cause cite claim clarify clear "
    "close comment concern condemn confirm consider contain continue contradict contribute create "
    "criticise criticize decide declare defend deny depend describe design detail discuss dismiss doubt "
    "emphasise emphasize end endorse enjoy ensure establish estimate exist expect explain express face "
    "fact fail fear feel field find focus follow force form found function group happen hear help "
    "highlight hire hold hope house identify imply include indicate inform insist intend involve issue "
    "keep know last lead learn let like link list live locate look lord love matter mean mention move "
    "need note number occur operate order own part party people place plan play point pose position power "
    "prepare present president press pressure prove provide question react reason recall refer reflect "
    "regard reject relate remark remember repeat reply report represent require resolve respond result "
    "reveal root rule run schedule score see seek sense serve set shall share should show side sort "
    "source speak stand start state stay stop stress subject suggest support suppose suspect system take "
    "talk target task tell tend term test think threaten time treat trust try turn underline understand "
    "unite urge use view vow wait want warn watch word work worry write".split()
)
"""Verbs of speech, thought, intention and state, and nouns that look like verbs: no action is meant."""
_ACTION_GROUPS = frozenset(
    "attack ceasefire deal deploy destroy fight invade kill occupy talk violate withdraw wound".split()
)
"""Groups of `language/data/groups.yaml` of which every word stands for an action."""
_ACTION_NOUNS = frozenset(
    "arrest blockade burglary ceremony coup crash crime cyberattack demonstration earthquake election "
    "eruption evacuation fire flood fraud funeral genocide heist hijacking hurricane inauguration "
    "landslide lawsuit massacre murder protest raid rally rape referendum resignation riot robbery "
    "shootdown strike summit trial veto vote wildfire".split()
)
_NO_ACTION_NOUNS = frozenset(
    "administration apartment building compartment condition department document element environment "
    "equipment establishment evening government institution investment management meaning meeting moment "
    "morning nation organisation organization parliament population position regulation section situation "
    "station tension warning wedding".split()
)
"""Nouns that end like nouns of action and stand for a thing, a body or a state."""
_NOUN_ENDINGS = (
    ("ification", ("ify",)),
    ("ation", ("ate", "e", "")),
    ("ition", ("it", "e", "")),
    ("ssion", ("t", "ss", "de")),
    ("sion", ("de", "d", "se")),
    ("ction", ("ct", "y")),
    ("tion", ("te", "t")),
    ("ment", ("",)),
    ("ery", ("", "e")),
    ("val", ("ve",)),
    ("sal", ("se", "ss")),
    ("ing", ("", "e")),
)
"""Ending of a noun of action → the endings of its verb."""
_SHORTEST_VERB = 3
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_OTHER_WORDS = {
    "shootdown": "shooting",
    "shootdowns": "shootings",
    "payoff": "payment",
    "payoffs": "payments",
}
"""Nouns of action that the dictionary lacks or knows as things, and a word for the same action."""


def reported_actions(word: str) -> frozenset[str]:
    """Return the key of the action that a word reports: "robbed", "robbery" and "murder", but not "rob"."""
    certain, _ = _reported(word.lower())
    return frozenset() if certain is None else frozenset({certain})


def possible_actions(word: str) -> frozenset[str]:
    """Return the keys of the actions that a word names if it is a verb: "rob", "shelling", "email"."""
    return _reported(word.lower())[1]


@lru_cache(maxsize=1 << 16)
def _reported(word: str) -> tuple[str | None, frozenset[str]]:
    """Return the key of the action that a word reports, or None, and the keys of those it may name."""
    by_kind = lemminflect().getAllLemmas(_OTHER_WORDS.get(word, word))
    nouns = by_kind.get("NOUN", ())
    if not _NO_ACTION_NOUNS.isdisjoint(nouns):
        return None, frozenset()
    verbs = [lemma for lemma in by_kind.get("VERB", ()) if _acts(lemma)]
    possible = frozenset(group(lemma) for lemma in verbs)
    past = next((lemma for lemma in verbs if word in _past_forms(lemma)), None)
    if past is not None:
        return group(past), possible
    for noun in nouns:
        named = _verb_of_noun(noun)
        if named is not None or noun in _ACTION_NOUNS or group(noun) in _ACTION_GROUPS:
            return group(named or noun), possible
    return None, possible


def _acts(lemma: str) -> bool:
    return lemma not in LIGHT_VERBS and lemma not in _NO_ACTION and len(lemma) >= _SHORTEST_VERB


def _past_forms(lemma: str) -> frozenset[str]:
    forms = (form for tag in ("VBD", "VBN") for form in lemminflect().getInflection(lemma, tag))
    return frozenset(forms) - {lemma}


def _verb_of_noun(noun: str) -> str | None:
    """Return the verb that a noun of action is made from: "robbery" → "rob"."""
    for ending, verb_endings in _NOUN_ENDINGS:
        if not noun.endswith(ending):
            continue
        stem = noun.removesuffix(ending)
        stems = [stem + one for one in verb_endings]
        if _DOUBLED.search(stem):
            stems.append(stem[:-1])
        for verb in stems:
            if len(verb) >= _SHORTEST_VERB and verb in lemminflect().getAllLemmas(verb).get("VERB", ()):
                return verb if _acts(verb) else None
    return None
