"""Invented reports on one event: a wire story, an edited copy, a shortened copy and two other articles."""

from narratives.model import Document


def _document(text: str, *, outlet: str, date: str) -> Document:
    """Return the document, with each paragraph on one line."""
    paragraphs = (" ".join(one.split()) for one in text.split("\n\n"))
    return Document("\n\n".join(paragraphs), outlet=outlet, date=date)


WIRE = _document(
    """Norland denies crossing the river as talks stall

Norland's Defence Ministry said on Sunday that its troops had not crossed the River Tarn. "Our
soldiers did not cross the river and we have always respected the ceasefire line," the ministry
said.

Estland's foreign minister, Marta Oyen, told reporters that Norland had shelled two villages on the
eastern bank. "Norland shelled two villages and killed 14 people," Oyen said.

The talks between the two governments in Geneva stalled late on Saturday after Estland's delegation
left the room. Mediators from the United Nations said the meeting would resume within a week. Thomas
Brandt, the United Nations envoy, said both sides should pull back their heavy weapons from the bank
of the river.

The two countries fought a brief war over the valley in 2011, and a truce signed a year later has
been broken many times since. About 30,000 people live along the river, most of them farmers who
depend on the water for their fields.
""",
    outlet="The Wire",
    date="2024-05-12",
)

SHORTENED = Document("\n\n".join(WIRE.text.split("\n\n")[:3]), outlet="Courier", date="2024-05-12")
"""The wire story without its last two paragraphs."""

EDITED = Document(
    WIRE.text.replace(
        "Norland denies crossing the river as talks stall", "Norland: no troops beyond the Tarn"
    )
    .replace("late on Saturday", "on Saturday night")
    .replace("a brief war", "a short war"),
    outlet="Morning Post",
    date="2024-05-12",
)
"""The wire story with another title and other words in two places."""

OWN_ARTICLE = _document(
    """Estland accuses its neighbour of shelling

Two villages in the east of Estland came under fire over the weekend. Estland's foreign minister,
Marta Oyen, blamed the army of its neighbour. "Norland shelled two villages and killed 17 people,"
Oyen said in a televised address.

Norland rejected the accusation. "Our soldiers did not cross the river and we have always respected
the ceasefire line," the Norland Defence Ministry said.

Thomas Brandt, the United Nations envoy, said both sides should pull back their heavy weapons from
the bank of the river. Residents described a night of explosions and families who sheltered in
cellars until dawn.
""",
    outlet="Daily Herald",
    date="2024-05-13",
)
"""Another article, which quotes the same words of Norland and another number of Estland."""

PARTIES = ["Norland", "Estland"]
