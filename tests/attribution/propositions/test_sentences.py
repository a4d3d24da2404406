"""The sentences of statements: whole, with names and articles, without what is not the speaker's."""

from collections.abc import Callable

import pytest

from narratives.model import Assertion, Party

Said = Callable[..., list[Assertion]]


def texts(assertions: list[Assertion]) -> list[str]:
    return [one.text for one in assertions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Repairs “began at dawn,” said Mayor Ana Ruiz.", ["Repairs began at dawn."]),
        (
            "The harbour board is willing to “pay for the damaged boats,” Mayor Ana Ruiz said.",
            ["The harbour board is willing to pay for the damaged boats."],
        ),
        (
            "The rules would let the fleet leave port, “but would keep it out of the bay,” "
            "according to Ana Ruiz.",
            ["The rules would let the fleet leave port.", "The rules would keep it out of the bay."],
        ),
    ],
)
def test_a_clause_that_begins_before_its_quotation_is_whole(
    said: Said, text: str, expected: list[str]
) -> None:
    assert texts(said(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Judge Omar Haddad called the letter “a forgery,” and fellow judge Lena Voss agreed "
            "the court was misled.",
            ["The letter is a forgery.", "The court was misled."],
        ),
        (
            "The envoys met to discuss “ways to end the blockade on the coast,” the ministry said "
            "in a statement.",
            ["The envoys met to discuss ways to end the blockade on the coast."],
        ),
    ],
)
def test_quoted_words_that_are_part_of_a_statement_are_no_statement_of_their_own(
    said: Said, text: str, expected: list[str]
) -> None:
    assert texts(said(text)) == expected


def test_what_another_person_says_inside_a_statement_stays_their_statement(said: Said) -> None:
    found = said("The union said the director told it, “The plant will close in May.”")
    assert any("The plant will close in May" in one.text for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ivan Petrov claims there were two ballots and has refused to leave the hall.",
            ["There were two ballots."],
        ),
        (
            "The pilots insist there was fog over the runway and have hired a lawyer.",
            ["There was fog over the runway."],
        ),
        (
            "The clerk says there were no keys and there was no guard.",
            ["There were no keys.", "There was no guard."],
        ),
    ],
)
def test_a_verb_after_there_was_belongs_to_the_writer(said: Said, text: str, expected: list[str]) -> None:
    assert texts(said(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ana Ruiz said she had seen no smoke, adding that the valve was shut.",
            ["Ana Ruiz had seen no smoke.", "The valve was shut."],
        ),
        (
            "Ivan Petrov said the crew was rested, insisting it had slept nine hours.",
            ["The crew was rested.", "It had slept nine hours."],
        ),
    ],
)
def test_a_further_report_is_no_part_of_a_statement(said: Said, text: str, expected: list[str]) -> None:
    assert texts(said(text)) == expected


@pytest.mark.parametrize(
    ("party", "text", "expected"),
    [
        (
            "Harbour Ministry",
            "“We cannot sell our ships while we defend our coast,” the Harbour Ministry said.",
            "The Harbour Ministry cannot sell its ships while it defends its coast.",
        ),
        (
            "dock workers",
            "“We have not left our posts,” the dock workers said.",
            "The dock workers have not left their posts.",
        ),
        (
            "United States",
            "“We do not own our neighbours,” the United States said.",
            "The United States does not own its neighbours.",
        ),
    ],
)
def test_a_name_is_not_repeated_in_a_sentence(said: Said, party: str, text: str, expected: str) -> None:
    assert texts(said(text, party)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“I sold my boat and I kept my nets,” said Mr Omar Haddad.", "Omar Haddad sold his boat"),
        ("“I sold my boat,” said Tesfaye Gebre, a fisherman.", "Tesfaye Gebre sold Gebre’s boat."),
        (
            "“If I was on the board, I would sell,” a senior dock manager said.",
            "If a senior dock manager was on the board, the manager would sell.",
        ),
    ],
)
def test_a_person_is_named_once_and_then_by_pronoun_or_surname(said: Said, text: str, expected: str) -> None:
    assert texts(said(text))[0].startswith(expected)


def test_the_name_is_repeated_after_another_name(said: Said) -> None:
    found = said("“We met Norland before our ships sailed,” the ministry said.", "Ministry")
    assert texts(found) == ["The Ministry met Norland before the Ministry’s ships sailed."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We all need a rest,” Ana Ruiz said.", "We all need a rest."),
        ("“We are entering a hard winter,” said Lena Voss, an economist.", "We are entering a hard winter."),
        ("“We each pay a share,” the dock workers said.", "We each pay a share."),
    ],
)
def test_we_that_includes_others_stays_as_printed(said: Said, text: str, expected: str) -> None:
    assert texts(said(text, Party("dock workers"))) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland says the balloon was over its territory.", "The balloon was over Norland’s territory."),
        (
            "Norland said the missiles had crossed its airspace.",
            "The missiles had crossed Norland’s airspace.",
        ),
        ("Norland said the storm had lost its force.", "The storm had lost its force."),
    ],
)
def test_its_territory_is_that_of_the_state_that_speaks(said: Said, text: str, expected: str) -> None:
    assert texts(said(text, "Norland")) == [expected]


def test_his_has_the_antecedent_of_his_in_the_name_of_the_source(said: Said) -> None:
    found = said("Mayor Ivan Petrov resigned. His lawyers say his accusers were paid.")
    assert texts(found) == ["Ivan Petrov’s accusers were paid."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Nobody robbed these sailors. They were not on the pier,” Ana Ruiz said.",
            "These sailors were not on the pier.",
        ),
        (
            "“The guards met the drivers. They were armed,” Ana Ruiz said.",
            "They were armed.",
        ),
    ],
)
def test_they_is_the_only_plural_noun_of_the_sentence_before(said: Said, text: str, expected: str) -> None:
    assert texts(said(text))[-1] == expected


def test_contractions_after_a_replaced_pronoun_are_written_out(said: Said) -> None:
    found = said("Mayor Ivan Petrov spoke. “He’s not only tired, he is ill,” said Ana Ruiz.")
    assert texts(found)[0].startswith("Ivan Petrov is tired")


def test_the_first_person_in_quotation_marks_is_the_source(said: Said) -> None:
    found = said("Ana Ruiz said the board had “thanked me for my work.”")
    assert texts(found) == ["The board had thanked Ana Ruiz for her work."]


@pytest.mark.parametrize(
    "text",
    [
        "The fear grew that the dam would break.",
        "A suspicion persists that the vote was bought.",
        "The realisation was dawning that the firm had no money.",
    ],
)
def test_a_fear_or_suspicion_holds_no_attitude(said: Said, text: str) -> None:
    assert said(text) == []


def test_a_definite_object_is_sought_and_not_demanded(said: Said) -> None:
    found = said("Ana Ruiz and Ivan Petrov are candidates seeking the governor's office.")
    assert not any(one.text.startswith("There should be") for one in found)


def test_an_adjective_is_no_part_of_a_name_that_is_printed_without_it(said: Said) -> None:
    found = said("Defiant Ivan Petrov says the count was wrong. Ivan Petrov says the vote must be repeated.")
    assert {one.source.name for one in found if one.source} == {"Ivan Petrov"}


def test_a_surname_is_of_the_person_who_is_named_most(said: Said) -> None:
    text = (
        "Roy Marsh lost the vote. Roy Marsh has not conceded. His wife Caroline Marsh spoke on Sunday. "
        "Mr Marsh said the count was wrong."
    )
    assert [one.source.name for one in said(text) if one.source][-1] == "Roy Marsh"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivan Petrov describes himself as a lifelong sailor.", "Ivan Petrov is a lifelong sailor."),
        ("The dock company called itself “the best employer on the coast.”", "The dock company is the best"),
    ],
)
def test_who_labels_himself_is_the_subject(said: Said, text: str, expected: str) -> None:
    assert texts(said(text))[0].startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Two other captains did not answer letters seeking comment.",
        "The owner did not return calls seeking an interview.",
    ],
)
def test_comment_that_was_sought_is_no_demand(said: Said, text: str) -> None:
    assert said(text) == []


def test_claims_that_are_joined_by_and_that_are_split(said: Said) -> None:
    found = said("Ana Ruiz said that the crews had no pay and that the board is to blame for the strike.")
    assert texts(found) == ["The crews had no pay.", "The board is to blame for the strike."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivan Petrov's lawyer said his client slept at home.", "Ivan Petrov slept at home."),
        ("Lena Voss's mother said her daughter had been robbed.", "Lena Voss had been robbed."),
        ("Lena Voss's mother said her neighbour had been robbed.", "Her neighbour had been robbed."),
    ],
)
def test_a_client_or_child_is_named_by_the_source(said: Said, text: str, expected: str) -> None:
    assert texts(said(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ivan Petrov denied the allegations and said they were made up by rivals.",
            "The allegations were made up by rivals.",
        ),
        ("Ivan Petrov signed the treaty and said it would end the war.", "The treaty would end the war."),
        ("The company rejected the offer and said it would appeal.", "It would appeal."),
    ],
)
def test_it_and_they_are_what_the_verb_before_is_about(said: Said, text: str, expected: str) -> None:
    assert texts(said(text))[-1] == expected


@pytest.mark.parametrize(
    ("party", "text", "expected"),
    [
        ("White House", "The White House defended its decision to leave.", "The White House defended"),
        ("Iran", "Iran's naval chief vowed to sink more boats.", "Iran's naval chief will"),
        ("Police", "Police vowed to search the harbour.", "Police will search the harbour."),
    ],
)
def test_bodies_have_their_article(said: Said, party: str, text: str, expected: str) -> None:
    assert texts(said(text, party))[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor declared herself the winner of the vote.", "The mayor is the winner of the vote."),
        ("The ministry declared the count a fraud.", "The count is a fraud."),
        ("The ministry declared the ballots invalid.", "The ballots are invalid."),
    ],
)
def test_a_clause_without_a_verb_gets_one(said: Said, text: str, expected: str) -> None:
    assert texts(said(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lena Voss left the court on Monday. “He invented the whole story,” said Ivan Petrov. "
            "“She took nothing,” said Ivan Petrov.",
            "Lena Voss took nothing.",
        ),
        (
            "Lena Voss and Maria Brkic left the court on Monday. “She took nothing,” said Ivan Petrov.",
            "She took nothing.",
        ),
    ],
)
def test_she_is_the_only_other_person_near(said: Said, text: str, expected: str) -> None:
    assert texts(said(text))[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union, however, had signed nothing, said Ana Ruiz.", "The union had signed nothing."),
        ("“Meanwhile, the gates were shut,” said Ana Ruiz.", "The gates were shut."),
        ("Ana Ruiz said the gates were shut, however cold it was.", "The gates were shut"),
    ],
)
def test_what_links_a_statement_to_the_text_before_is_left_out(said: Said, text: str, expected: str) -> None:
    assert texts(said(text))[0].startswith(expected)


def test_a_chamber_has_its_article(said: Said) -> None:
    found = said(
        "“We urge both sides to talk,” the Norland Chamber of Trade said.", "Norland Chamber of Trade"
    )
    assert texts(found) == ["The Norland Chamber of Trade urges both sides to talk."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ruiz said late on Friday the mill would open within a month.",
            "The mill would open within a month.",
        ),
        ("Ruiz said Monday the dam had burst.", "The dam had burst."),
        ("Ruiz said yesterday the road was shut.", "The road was shut."),
        ("Ruiz said that on Friday the dam had burst.", "On Friday the dam had burst."),
        ("By Sunday 17 people had died, Ruiz said.", "By Sunday 17 people had died."),
        ("On Friday, Ruiz said, the dam was empty.", "On Friday the dam was empty."),
    ],
)
def test_the_day_of_the_cue_is_no_part_of_what_was_said(said: Said, text: str, expected: str) -> None:
    assert texts(said(text, "Ruiz")) == [expected]


def test_it_is_the_source_only_where_the_adjective_is_that_of_a_source(said: Said) -> None:
    text = "{0} is sold in town. The health agency said it was {1}."
    found = {
        adjective: said(text.format("Xalate", adjective), "agency")[0].text
        for adjective in ("sorry", "ready to talk", "harmful to humans", "safe")
    }
    assert found == {
        "sorry": "The health agency was sorry.",
        "ready to talk": "The health agency was ready to talk.",
        "harmful to humans": "It was harmful to humans.",
        "safe": "It was safe.",
    }


def test_a_list_is_no_apposition(said: Said) -> None:
    text = "“Studies by the food agency, the health board and many courts prove us right,” Ruiz said."
    assert len(said(text, "Ruiz")) == 1


def test_we_of_a_prime_minister_is_not_the_prime_minister(said: Said) -> None:
    party = Party("Ostra’s prime minister", ("Peter Marsh",))
    [found] = said("“We gave the land away,” Peter Marsh said.", party)
    assert (found.text, found.unresolved) == ("We gave the land away.", ("we",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "A trade deal with Belmark was signed. Ruiz said this deal was dead.",
            "The trade deal with Belmark was dead.",
        ),
        ("Lake’s lawsuit was filed in May. Ruiz said this lawsuit was a joke.", "Lake’s lawsuit was a joke."),
        (
            "The strikes on the mill killed nine. Ruiz called these strikes a crime.",
            "The strikes on the mill are a crime.",
        ),
        # What another calls it, and "this town", are not taken over.
        ("“The shameful plan is dead,” Lake said.\n\n“This plan holds,” Ruiz said.", "This plan holds."),
        ("The old town voted. “This town is ours,” Ruiz said.", "This town is Ruiz’s."),
    ],
)
def test_this_thing_is_the_one_that_the_text_describes(said: Said, text: str, sentence: str) -> None:
    assert [one.text for one in said(text, "Ruiz") if one.party == "Ruiz"] == [sentence]
