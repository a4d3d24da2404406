"""The errors and the warning that the package raises.

The class tree::

    NarrativesError
    ├── ReadError (ValueError)          a document cannot be read
    │   ├── DocumentMissingError (FileNotFoundError)
    │   ├── LanguageError               a document is not in English
    │   └── TooLargeError               a file exceeds a limit: bytes, pages, entries, expanded size
    ├── SpanError (ValueError)          offsets are not valid for a text
    ├── AccountError (ValueError)       the values do not make an account, an assertion or a party
    ├── PartyError (ValueError)         the parties given do not fit the text or each other
    ├── PartiesFileError (ValueError)   a parties file is invalid
    ├── ComparisonError (ValueError)    the accounts cannot be compared
    ├── ExchangeError (ValueError)      a file of findings is invalid or in another format
    ├── QuestionError (ValueError)      a question has an unknown name or an invalid value
    ├── DecisionError (ValueError)      a decision by a person, or a file of decisions, is invalid
    ├── StorageError (RuntimeError)     a store cannot be opened, read or written
    ├── RenderingError (RuntimeError)   a picture cannot be drawn
    ├── EngineError (RuntimeError)      work cannot be distributed over processes or machines
    ├── JudgeError (RuntimeError)       a judge cannot be loaded or returns invalid verdicts
    │   └── WeightsError                embedded weights are missing or fail their checksum
    ├── ChatError (RuntimeError)        a chat model cannot be used, or would need too many requests
    ├── EmbedderError (RuntimeError)    an embedder cannot be loaded, or the texts or vectors do not fit it
    ├── TrainingDataError (ValueError)  training rows are invalid
    └── MissingExtraError (ImportError) an optional package is missing

Each message is one line with the value, the place and the remedy. Input that is doubtful but still read gives
a `NarrativesWarning`.
"""


class NarrativesError(Exception):
    """Base class of the errors that the package raises."""


class ReadError(NarrativesError, ValueError):
    """A document cannot be read: it is empty, too large, damaged, of another format, or has no text."""


class DocumentMissingError(ReadError, FileNotFoundError):
    """The file does not exist."""


class LanguageError(ReadError):
    """A document is in a language other than English."""


class TooLargeError(ReadError):
    """A file exceeds a limit on its bytes, expanded size, pages, entries or statements."""


class SpanError(NarrativesError, ValueError):
    """Offsets are out of order or outside the text."""


class AccountError(NarrativesError, ValueError):
    """The values given do not make an account, an assertion or a party."""


class PartyError(NarrativesError, ValueError):
    """Parties share a name, too few were found, or a speaker assignment has no such party or speaker."""


class PartiesFileError(NarrativesError, ValueError):
    """A parties file is not a mapping of names to lists of names."""


class ComparisonError(NarrativesError, ValueError):
    """The same party is given twice, a value is not an account, or the findings hold no comparison."""


class ExchangeError(NarrativesError, ValueError):
    """A file of findings is invalid, in another format, or refers to something that it does not contain."""


class QuestionError(NarrativesError, ValueError):
    """A question names an unknown party, outlet, source, reason or assertion, or a value of it is invalid."""


class DecisionError(NarrativesError, ValueError):
    """A decision by a person, or a file of decisions, is invalid."""


class StorageError(NarrativesError, RuntimeError):
    """A store cannot be opened, read or written, or what it holds was altered."""


class RenderingError(NarrativesError, RuntimeError):
    """A picture cannot be drawn: Graphviz is not installed, or failed."""


class EngineError(NarrativesError, RuntimeError):
    """Work cannot be distributed: there is no such engine, or a worker was killed."""


class JudgeError(NarrativesError, RuntimeError):
    """A judge cannot be loaded, is not an NLI model, or returns something other than verdicts."""


class WeightsError(JudgeError):
    """Embedded weights are missing or do not match their checksum."""


class ChatError(NarrativesError, RuntimeError):
    """A chat model is not set up, cannot be reached, refuses the calls, or would need too many requests."""


class EmbedderError(NarrativesError, RuntimeError):
    """A sentence embedder cannot be loaded, or texts or vectors are not what it takes."""


class TrainingDataError(NarrativesError, ValueError):
    """A training row lacks a field, or its label is not one of the three."""


class MissingExtraError(NarrativesError, ImportError):
    """An optional package is not installed."""


class NarrativesWarning(UserWarning):
    """The input was read, but may not be what the user meant; the message has the value and the remedy."""
