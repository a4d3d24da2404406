"""What can go wrong.

The tree::

    NarrativesError
    ├── ReadError (ValueError)          a document cannot be read
    │   ├── DocumentMissingError (FileNotFoundError)
    │   ├── LanguageError               it is not in English
    │   └── TooLargeError               it is over a cap: bytes, pages, entries, what it expands to
    ├── SpanError (ValueError)          offsets are not a place in a text
    ├── AccountError (ValueError)       an account or an assertion cannot be made of this
    ├── PartyError (ValueError)         the parties asked for do not fit the text or each other
    ├── PartiesFileError (ValueError)   a parties file is broken
    ├── ComparisonError (ValueError)    these accounts cannot be compared
    ├── ExchangeError (ValueError)      a file of findings is broken or of another format
    ├── DecisionError (ValueError)      a person's decision, or a file of them, is broken
    ├── RenderingError (RuntimeError)   a picture cannot be drawn here
    ├── JudgeError (RuntimeError)       a judge cannot be loaded or cannot answer
    │   └── WeightsError                embedded weights are missing or not the ones that were shipped
    ├── EmbedderError (RuntimeError)    an embedder cannot be loaded, or texts or vectors do not fit it
    ├── TrainingDataError (ValueError)  rows for training are broken
    └── MissingExtraError (ImportError) an optional package is needed

Each message is one line: the value, the place, the remedy. What is read all the same gives a
`NarrativesWarning`.
"""


class NarrativesError(Exception):
    """Parent of every error that this package raises on purpose."""


class ReadError(NarrativesError, ValueError):
    """A document cannot be read: empty, too large, broken, not of its format, without text."""


class DocumentMissingError(ReadError, FileNotFoundError):
    """There is no file of that name."""


class LanguageError(ReadError):
    """A document is in a language other than English."""


class TooLargeError(ReadError):
    """A file is over a cap: its bytes, what they expand to, its pages, entries or statements."""


class SpanError(NarrativesError, ValueError):
    """Offsets are not in order or lie outside the text."""


class AccountError(NarrativesError, ValueError):
    """An account, an assertion or a party cannot be made of the values given."""


class PartyError(NarrativesError, ValueError):
    """A party is not in the text, is named twice, or shares an alias with another."""


class PartiesFileError(NarrativesError, ValueError):
    """A parties file is not a mapping of names to lists of names."""


class ComparisonError(NarrativesError, ValueError):
    """Too few accounts, or the same party twice."""


class ExchangeError(NarrativesError, ValueError):
    """A file of findings is broken, of another format, or points at what is not there."""


class DecisionError(NarrativesError, ValueError):
    """A person's decision, or a file of decisions, is broken."""


class RenderingError(NarrativesError, RuntimeError):
    """A picture cannot be drawn: Graphviz is not there, or gave up."""


class JudgeError(NarrativesError, RuntimeError):
    """A judge cannot be loaded, is no NLI model, or answered with something else than verdicts."""


class WeightsError(JudgeError):
    """Embedded weights are missing or differ from their checksum."""


class EmbedderError(NarrativesError, RuntimeError):
    """A sentence embedder cannot be loaded, or texts or vectors are not what it takes."""


class TrainingDataError(NarrativesError, ValueError):
    """A training row lacks a field or has a label that is none of the three."""


class MissingExtraError(NarrativesError, ImportError):
    """An optional package is needed for what was asked."""


class NarrativesWarning(UserWarning):
    """Something was read that may not be what was meant; the message names the value and the remedy."""
