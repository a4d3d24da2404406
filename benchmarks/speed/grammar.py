"""The words of the generated reports: states, towns, incidents, and the sentences that tell of them."""

from attrs import frozen

STATES = (
    "Norland", "Sudmark", "Ostvale", "Westerby", "Highmoor", "Lowfen",
    "Redhaven", "Greywick", "Stonebay", "Birkholm", "Larkfield", "Kingsmere",
)  # fmt: skip
FIRST_NAMES = (
    "Ilsa Bram Tove Anders Mira Joren Petra Oskar Lena Viktor Sanna Emil Greta Ruben Astrid Felix Nadia "
    "Henrik Clara Stellan Marta Kasper Elin Tomas"
).split()
LAST_NAMES = (
    "Brandt Holm Vesterberg Lund Karsten Nyholm Falk Dreyer Sandvik Marek Thorsen Albrecht Hagen Olofson "
    "Riemer Stern Wallin Norrby Petrov Krag Ekdahl Lindqvist Moberg Tarn"
).split()
_TOWN_STARTS = (
    "Arn Bel Cold Dar Eld Far Gal Hart Iver Jar Kel Lang Mar Nor Orm Pell Quar Ras Sel Tarn Ulf Var Wen Yar"
).split()
_TOWN_ENDS = "beck bridge bury dale ford gate ham hurst leigh mere mouth stead stow ton wick worth".split()
TOWNS = tuple(start + end for start in _TOWN_STARTS for end in _TOWN_ENDS)
OUTLETS = (
    "The Harbour Courier", "The Evening Ledger", "The Continental Wire", "The Highland Herald",
    "The Morning Dispatch", "The Port Gazette", "The Valley Observer", "The Capital Tribune",
)  # fmt: skip


@frozen
class Incident:
    """An event that two states dispute.

    Attributes:
        past, gerund, noun: of the deed: "shelled", "shelling", "shelling of".
        thing: what it was done to, without an article: "road bridge".
        victims: those who died, in the plural.
        usable, unusable: rival states of the thing afterwards, after "is".
    """

    past: str
    gerund: str
    noun: str
    thing: str
    victims: str
    usable: str
    unusable: str


INCIDENTS = (
    Incident("shelled", "shelling", "shelling of", "road bridge", "civilians", "open to traffic", "closed"),
    Incident(
        "ambushed",
        "ambushing",
        "ambush of",
        "aid convoy",
        "drivers",
        "back on its way",
        "stranded in the hills",
    ),
    Incident(
        "bombed", "bombing", "bombing of", "district hospital", "patients", "treating patients", "empty"
    ),
    Incident(
        "stormed", "storming", "storming of", "border post", "guards", "under guard as before", "in ruins"
    ),
    Incident(
        "mined", "mining", "mining of", "harbour channel", "sailors", "safe for ships", "blocked by a wreck"
    ),
    Incident(
        "set fire to",
        "setting fire to",
        "burning of",
        "grain store",
        "workers",
        "in use again",
        "a burnt shell",
    ),
    Incident(
        "blew up",
        "blowing up",
        "blast at",
        "gas pipeline",
        "engineers",
        "pumping at full pressure",
        "shut down",
    ),
    Incident("raided", "raiding", "raid on", "fishing port", "fishermen", "working normally", "deserted"),
    Incident(
        "shot down", "shooting down", "downing of", "transport plane", "crew members", "intact", "destroyed"
    ),
    Incident("flooded", "flooding", "flooding of", "coal mine", "miners", "dry and at work", "full of water"),
    Incident("struck", "striking", "strike on", "bus station", "passengers", "running", "out of use"),
    Incident(
        "seized", "seizing", "seizure of", "radio mast", "technicians", "on the air", "silent since that day"
    ),
    Incident(
        "cut", "cutting", "cutting of", "power line", "linesmen", "carrying current", "lying on the ground"
    ),
    Incident(
        "poisoned",
        "poisoning",
        "poisoning of",
        "drinking water reservoir",
        "residents",
        "clean",
        "unfit to drink",
    ),
    Incident(
        "searched",
        "searching",
        "search of",
        "passenger ferry",
        "travellers",
        "sailing to its timetable",
        "held",
    ),
    Incident(
        "demolished", "demolishing", "demolition of", "railway station", "railwaymen", "standing", "gone"
    ),
)

PARTICIPLES = {"blew up": "blown up"}
"""Past tense → participle, where they differ."""

AGENT = (
    "{forces} {past} the {thing} at {town}",
    "the {thing} near {town} was {participle} by {forces}",
    "it was {forces} that {past} the {thing} in {town}",
    "responsibility for the {noun} the {thing} at {town} lies with {state}",
)
COUNT = (
    "{count} {victims} were killed in the {noun} the {thing} at {town}",
    "the {noun} the {thing} in {town} cost the lives of {count} {victims}",
    "{count} {victims} died at {town}",
    "the number of {victims} killed at the {thing} was {count}",
)
HOUR = (
    "the {noun} the {thing} at {town} began at {hour}",
    "the first reports of the {noun} the {thing} came from {town} at {hour}",
    "it was {hour} when the {noun} the {thing} near {town} started",
)
CONDITION = (
    "the {thing} at {town} is {condition}",
    "after what happened, the {thing} near {town} is {condition}",
    "the {thing} in {town} is now {condition}",
)
PRESENCE = (
    "{forces} were in {town} on {day}",
    "units of {state} had been in {town} since {day}",
    "the army of {state} kept a battalion at {town} on {day}",
)
ABSENCE = (
    "no {state} soldiers were in {town} on {day}",
    "the last troops of {state} had left {town} long before {day}",
    "there was not one soldier of {state} in {town} on {day}",
)
FORCES = ("{state} forces", "soldiers from {state}", "the army of {state}", "{state} troops")
HOURS = ("dawn", "6 a.m.", "9 a.m.", "noon", "3 p.m.", "7 p.m.", "midnight")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

OTHER = (
    "{state} wanted a meeting of the two foreign ministers in {town}",
    "the families of the {victims} would receive help from {state}",
    "{state} would send its own experts to {town}",
    "schools in {town} would reopen on {day}",
    "the border with {rival} would be watched more closely",
    "{state} had informed its allies of the events in {town}",
    "trade with {rival} had fallen by {share} percent since the spring",
    "the governor of the {town} district had returned from a visit abroad",
)

SAID = (
    "{content}, {speaker} said.",
    "{speaker} said that {content}.",
    "“{content},” said {speaker}.",
    "According to {speaker}, {content}.",
    "{speaker} told reporters that {content}.",
    "“{content},” {speaker} said on {day}.",
    "In a statement, {speaker} said that {content}.",
)
DENIED = (
    "{speaker} denied that {content}.",
    "{speaker} has denied that {content}.",
    "On {day}, {speaker} denied that {content}.",
)
ACCUSED = (
    "{speaker} accused {rival} of {content}.",
    "On {day}, {speaker} accused {rival} of {content}.",
)

TITLES = (
    "{state} and {rival} trade accusations over {town}",
    "Rival accounts of the {noun} the {thing} at {town}",
    "What is known of the {noun} the {thing} near {town}",
    "{town}: {state} points to {rival}",
)
BACKGROUND = (
    "The town of {town} lies a day's drive from the capital and has changed hands twice in a century.",
    "Relations between {state} and {rival} have been poor since a dispute over fishing rights.",
    "Reporters could not reach the {thing} on {day}, and telephone lines were down for hours.",
    "A market is held in {town} every {day}, and farmers come to it from both sides of the border.",
    "The two governments last met in the spring, without result.",
    "Snow had fallen in the hills above {town} during the week, and the road was slippery.",
    "Shops in {town} stayed shut and buses ran only as far as the mill.",
    "The {thing} was built forty years ago with a loan from abroad.",
    "Observers of the neighbouring countries have been in the region for three years.",
    "Prices of bread and fuel have risen in the border districts since last winter.",
    "A memorial service was held in the old church, and the choir sang in both languages.",
    "Both sides have lodged complaints with the same court before.",
)
