"""The language of a text, by the model that py3langid ships (139 languages, no network).

Source: Lui and Baldwin, "langid.py: An Off-the-shelf Language Identification Tool", ACL 2012.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from attrs import frozen

ENGLISH = "en"
_LETTERS = 30
"""Letters that a text must have in words without a capital for its language to be judged: names look like
any language."""
_MANY_WORDS, _FEW_WORDS = 20, 8
"""A text of many words, few of them distinct, repeats names and tells no language."""
_MOST_READ = 20_000
"""Characters of a text that its language is judged by."""
_IMPROBABLE = 0.005
"""Probability of English under which a text is taken to be in another language."""
_KEPT = 4096
"""Texts whose language is kept: a document is split into the same paragraphs several times."""
_PROBABLE = 0.5
"""Least probability of the other language."""
_MARKS = ".,;:!?\"'()“”‘’"
_FUNCTION_WORDS = frozenset(
    "the of and that with from have were been which this these those their they them would could should said "
    "his she our you your not what there its who when after about into than other".split()
)
"""Frequent English words that are not words of other languages, or are rare there."""
_ENGLISH_SHARE = 0.1
"""Share of `_FUNCTION_WORDS` among the words from which a text is English, without the model.

The model takes longer to load than a short article to read.
"""


@frozen(kw_only=True)
class Language:
    """A language: its ISO 639 code and its English name."""

    code: str
    name: str


@lru_cache(maxsize=_KEPT)
def foreign_language(text: str) -> Language | None:
    """Return the language of a text, or None where it is English or too short to tell.

    English is kept in doubt: of names, addresses and single words nobody can tell the language.
    """
    read = text[:_MOST_READ]
    words = read.split()
    repeats = len(words) > _MANY_WORDS and len(set(words)) < _FEW_WORDS
    plain = words if read.isupper() else [word for word in words if not word[0].isupper()]
    if repeats or sum(letter.isalpha() for word in plain for letter in word) < _LETTERS:
        return None
    if _is_plainly_english(words):
        return None
    ranked: list[tuple[str, float]] = _identifier().rank(read)
    code, probability = ranked[0]
    if code == ENGLISH or dict(ranked)[ENGLISH] >= _IMPROBABLE or probability < _PROBABLE:
        return None
    return Language(code=code, name=_names().get(code, code))


def _is_plainly_english(words: Sequence[str]) -> bool:
    known = sum(word.strip(_MARKS) in _FUNCTION_WORDS for word in words)
    return known >= _ENGLISH_SHARE * len(words)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    import yaml

    text = (files("narratives.language") / "data" / "languages.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return loaded
