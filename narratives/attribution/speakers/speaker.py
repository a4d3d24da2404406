"""Who speaks, and in whose name: the values that resolving a source gives."""

from attrs import frozen

from narratives.attribution.speakers.affiliations import Affiliation


@frozen(kw_only=True)
class Speaker:
    """A source, resolved as far as the text allows.

    Attributes:
        kind: "person", "group", "body" or "unknown".
        resolved: False for a pronoun without an antecedent.
        joint: for a name of several parties of which ``affiliation`` is one, the names of the others.
    """

    name: str
    kind: str
    affiliation: Affiliation
    resolved: bool = True
    joint: str = ""


@frozen(kw_only=True)
class Principal:
    """The body or person whose position a speaker expresses (the term of Goffman, "Footing", 1979).

    Attributes:
        name: name of the body, or of a person who speaks for himself or herself; "" if unknown.
        person: name of the speaker; "" if the speaker is a body.
        described: the words that link the person to the body, or "".
    """

    name: str
    person: str
    described: str = ""
