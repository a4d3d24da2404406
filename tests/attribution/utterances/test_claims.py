"""How a content is split into its claims, and the sentence of each."""

from collections.abc import Callable

import pytest

from narratives.model import Assertion, Stance

Said = Callable[..., list[Assertion]]


def sources_and_claims(found: list[Assertion]) -> list[tuple[str | None, str]]:
    return [(one.source.name if one.source else None, one.text) for one in found]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # A verb that shares the auxiliary of the one before.
        (
            "Lake said the state is closing the mines and opening new banks in the north.",
            ["The state is closing the mines.", "The state is opening new banks in the north."],
        ),
        (
            "Ruiz said two men were arrested on Monday and charged with theft.",
            ["Two men were arrested on Monday.", "Two men were charged with theft."],
        ),
        (
            '"We will rebuild the mill and sell the ferry," Lake said.',
            ["Lake will rebuild the mill.", "Lake will sell the ferry."],
        ),
        # A verb that the parser coordinates with an infinitive.
        (
            "Lake said they tried to hide the report and did not stop the pump.",
            ["They tried to hide the report.", "They did not stop the pump."],
        ),
        # Clauses that only a comma joins.
        (
            '"The council did not help us, it worked against us," Ruiz said.',
            ["The council did not help Ruiz.", "The council worked against Ruiz."],
        ),
        # Clauses that add a claim.
        (
            "Lake says she is no threat, as she has no symptoms of fever and is not considered contagious.",
            [
                "She is no threat.",
                "She has no symptoms of fever.",
                "She is not considered contagious.",
            ],
        ),
        (
            '"Even though the dam leaks, it holds," Lake said.',
            ["The dam leaks.", "It holds."],
        ),
        (
            "Lake said prices fell by 3 percent, while wages rose by 2 percent.",
            ["Prices fell by 3 percent.", "Wages rose by 2 percent."],
        ),
        # What a first person feels about.
        (
            '"We are deeply saddened that the council is closing the school," Ruiz said.',
            ["The council is closing the school."],
        ),
        ('"I mean, the dam leaks," Ruiz said.', ["The dam leaks."]),
        (
            '"I think Lake is the best, but he doesn\'t have a chance," Ruiz said.',
            ["Lake is the best.", "He doesn't have a chance."],
        ),
        ('"The dam is safe, I believe," Ruiz said.', ["The dam is safe."]),
        (
            '"I do not believe that the dam is safe, and we will shut it," Ruiz said.',
            ["The dam is safe.", "Ruiz will shut it."],
        ),
        # Indirect questions.
        ("Ruiz explained why the dam failed.", ["The dam failed."]),
        ("Ruiz explained how the army took the town.", ["The army took the town."]),
        ("Ruiz revealed what the mayor had said.", []),
    ],
)
def test_each_claim_of_a_content_is_an_assertion(said: Said, text: str, claims: list[str]) -> None:
    assert [one.text for one in said(text, "Ruiz", "Lake")] == claims


@pytest.mark.parametrize(
    "text",
    [
        "As troops advanced, the town emptied.",
        "While the bridge was shut, no convoy passed.",
        "The army has not shelled the market or killed traders.",
        "The army is not shelling the market and killing traders.",
        "The men who tried to flee and were shot had no guns.",
        "If they want a vote, the mayor will hold one.",
        "The minister was arrested and tried.",
        "The mayor may have taken money and lied to voters.",
    ],
)
def test_a_content_with_one_claim_is_not_split(said: Said, text: str) -> None:
    [found] = said(f'"{text.rstrip(".")}," Ruiz said.', "Ruiz")
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "I have no — I have money from millers.",
        "If I am sure that the dam holds, I will say so.",
        "I am not sure that the dam holds.",
        "I know what the army did.",
        "I can't believe that the dam failed.",
        "I thought the dam was safe.",
        "I was told that the dam is safe.",
        "I want them to know that I think the dam is safe.",
    ],
)
def test_what_is_begun_again_or_not_certain_is_no_claim_of_its_own(said: Said, text: str) -> None:
    [found] = said(f'"{text.rstrip(".")}," Ruiz said.', "Ruiz")
    assert found.quote == text.rstrip(".")


@pytest.mark.parametrize(
    ("text", "source", "claim"),
    [
        # Who praises or blames an act says that it was done.
        ("Ruiz rebuked the council for closing the school.", "Ruiz", "The council closed the school."),
        ("Ruiz was criticised by Lake for closing the school.", "Lake", "Ruiz closed the school."),
        ("Lake thanked the army for leaving the town.", "Lake", "The army left the town."),
        (
            'Lake rebuffed the offer, blaming the economic "terrorism" of fines for the strikes.',
            "Lake",
            "The economic terrorism of fines is responsible for the strikes.",
        ),
        # A subject whose start the parser cuts off.
        (
            "Lake claims the $100 million, unmanned ferry was crossing open water.",
            "Lake",
            "The $100 million, unmanned ferry was crossing open water.",
        ),
        # What is done in order to speak.
        ("Lake used the speech to say that Ostra lies.", "Lake", "Ostra lies."),
        ("Lake went on television to accuse Ruiz of theft.", "Lake", "Ruiz is guilty of theft."),
        ("Lake called a meeting to announce that the dam would close.", "Lake", "The dam would close."),
        ("Ruiz wrote to the paper to deny the report.", "Ruiz", "Ruiz denied the report."),
        # Who adopts a text says what is in it.
        (
            "Lake helped members of the Council to approve a resolution calling for Ostra to leave the town.",
            "Members of the Council",
            "Ostra should leave the town.",
        ),
    ],
)
def test_a_construction_gives_the_claim_that_is_made(said: Said, text: str, source: str, claim: str) -> None:
    assert sources_and_claims(said(text, "Ruiz", "Lake", "Ostra")) == [(source, claim)]


@pytest.mark.parametrize(
    "text",
    [
        "Lake was called to say that the dam leaks.",
        "Ruiz did not come to say that the dam leaks.",
        "Lake has the right to say that the dam leaks.",
        "Lake used a rope to hold the boat.",
    ],
)
def test_an_infinitive_of_what_was_not_said_gives_no_assertion(said: Said, text: str) -> None:
    assert said(text, "Ruiz", "Lake") == []


def test_who_does_not_believe_a_claim_denies_it(said: Said) -> None:
    [found] = said('"I don\'t believe the dam is safe," Ruiz said.', "Ruiz")
    assert (found.stance, found.text) == (Stance.DENIES, "The dam is safe.")


def test_a_person_of_no_party_is_not_the_group_that_speaks(said: Said) -> None:
    [found] = said('"That is not my memory of what he told us," Ruiz said.')
    assert found.text == "That is not Ruiz’s memory of what he told us."


@pytest.mark.parametrize(
    ("text", "source", "claim"),
    [
        ("Lake accused them of working to stop the plan.", "Lake", "They worked to stop the plan."),
        ("Ruiz blamed Thursday the media for the fire.", "Ruiz", "The media are responsible for the fire."),
        ("Lake called Ruiz a hypocrite, linking to a story about a party.", "Lake", "Ruiz is a hypocrite."),
        ("Lake said the dam is safe, citing a letter of the engineers.", "Lake", "The dam is safe."),
        (
            'Lake argued "there is a rule for this," citing a case in which a miller was found guilty.',
            "Lake",
            "There is a rule for this.",
        ),
        (
            "Lake said the army left the town, leaving the road open.",
            "Lake",
            "The army left the town, leaving the road open.",
        ),
    ],
)
def test_what_else_the_source_did_is_no_part_of_the_claim(
    said: Said, text: str, source: str, claim: str
) -> None:
    assert sources_and_claims(said(text, "Ruiz", "Lake")) == [(source, claim)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Lake said officials were told to stop the pump and did.",
            ["Officials were told to stop the pump and did."],
        ),
        (
            "Lake said the town has no water, as the army claimed.",
            ["The town has no water, as the army claimed."],
        ),
        ("Lake attacked Ruiz for not paying the miners.", ["Ruiz did not pay the miners."]),
        (
            "Lake criticised plans for closing the school.",
            ["Lake criticised plans for closing the school."],
        ),
        ("Lake credited Ruiz with saving the mill.", ["Ruiz saved the mill."]),
        (
            "Ruiz said the road was closed, while Lake said it was open.",
            ["The road was closed.", "It was open."],
        ),
    ],
)
def test_no_claim_loses_its_verb_or_its_actor(said: Said, text: str, claims: list[str]) -> None:
    assert [one.text for one in said(text, "Ruiz", "Lake")] == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # A question word that opens a clause of time or a subject is kept.
        (
            "Ruiz said that when he took office, the city was bankrupt.",
            ["When he took office, the city was bankrupt."],
        ),
        ("Lake said what happened on Monday was a crime.", ["What happened on Monday was a crime."]),
        ("Ruiz revealed how much money the mayor stole.", []),
        # A condition, a hedge and a reason belong to what they limit.
        (
            '"If the dam breaks, I think thousands will die," Lake said.',
            ["If the dam breaks, Lake thinks thousands will die."],
        ),
        (
            "Lake said the mayor is allegedly selling the park and closing the pool.",
            ["The mayor is allegedly selling the park and closing the pool."],
        ),
        (
            '"I know he lied because I saw the letter," Lake said.',
            ["Lake knows he lied because Lake saw the letter."],
        ),
        # Each verb has the actor that the sentence gives it.
        (
            "Lake said the court let the firm sell the mine and fined the mayor.",
            ["The court let the firm sell the mine and fined the mayor."],
        ),
        (
            "Lake said Ostra will quit the treaty and expel its inspectors.",
            ["Ostra will quit the treaty.", "Ostra will expel its inspectors."],
        ),
        (
            "Ivan Ruiz said the suspect was shot, as he reached for a gun.",
            ["The suspect was shot.", "He reached for a gun."],
        ),
        # Acts that are not simply told keep the verb that praises or blames them.
        (
            "Ruiz criticized Lake, not the mayor, for selling the park.",
            ["Ruiz criticized Lake, not the mayor, for selling the park."],
        ),
        ("Ruiz criticised Lake for lying and stealing.", ["Ruiz criticised Lake for lying and stealing."]),
        # A result is no content, and a question is not split.
        ("Lake was so upset that Ruiz apologized.", []),
        ("Ruiz is not surprised that the dam failed.", []),
        (
            '"Will you close the mines and sell the land?" Lake asked.',
            ["Will you close the mines and sell the land?"],
        ),
        (
            'Lake said the soldiers entered the "red zone," burning three houses.',
            ["The soldiers entered the red zone, burning three houses."],
        ),
    ],
)
def test_a_claim_keeps_what_it_depends_on(said: Said, text: str, claims: list[str]) -> None:
    assert [one.text for one in said(text, "Ruiz", "Lake")] == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            '"The mayor lied, I don\'t believe he is sorry," Lake said.',
            [("asserts", "The mayor lied."), ("denies", "He is sorry.")],
        ),
        (
            '"I don\'t think that the mayor, who lied to us, should stay," Lake said.',
            [("denies", "The mayor, who lied to Lake, should stay."), ("asserts", "The mayor lied to Lake.")],
        ),
        (
            "Lake denied that the firm is closing the mine, although it is losing money.",
            [("denies", "The firm is closing the mine."), ("asserts", "It is losing money.")],
        ),
    ],
)
def test_only_what_is_denied_has_the_stance_of_the_denial(
    said: Said, text: str, claims: list[tuple[str, str]]
) -> None:
    assert [(str(one.stance), one.text) for one in said(text, "Lake")] == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "“Nothing changes the fact that the bridge was shelled,” Lake said.",
            ["Nothing changes the fact that the bridge was shelled.", "The bridge was shelled."],
        ),
        (
            "Ruiz said Lake ignored the fact that the mill had poisoned the river and had broken the law.",
            [
                "Lake ignored the fact that the mill had poisoned the river and had broken the law.",
                "The mill had poisoned the river.",
                "The mill had broken the law.",
            ],
        ),
        (
            "Ruiz said Lake disputes the fact that the bridge was shelled.",
            ["Lake disputes the fact that the bridge was shelled."],
        ),
        (
            "The mill closed despite the fact that it made money, Ruiz said.",
            ["The mill closed despite the fact that it made money."],
        ),
        ("It is a fact that the bridge fell, Ruiz said.", ["It is a fact that the bridge fell."]),
    ],
)
def test_what_a_statement_takes_for_a_fact_is_claimed_too(said: Said, text: str, claims: list[str]) -> None:
    assert [one.text for one in said(text, "Ruiz", "Lake")] == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Ostra said it was sorry for the family but it would continue to mine the valley.",
            ["Ostra was sorry for the family.", "Ostra would continue to mine the valley."],
        ),
        ("Ostra said it was sorry, but it left the talks.", ["Ostra was sorry."]),
        (
            "The council not only failed to protect us, it colluded with Belmark, Ostra said.",
            ["The council failed to protect us.", "The council colluded with Belmark."],
        ),
        ("“I can only tell you we cannot leave the dam,” Ostra said.", ["Ostra cannot leave the dam."]),
        ("“I will tell you what they did,” Ostra said.", ["Ostra will tell you what they did."]),
    ],
)
def test_a_report_goes_on_where_the_auxiliary_shows_it(said: Said, text: str, claims: list[str]) -> None:
    assert [one.text for one in said(text, "Ostra") if one.source] == claims


@pytest.mark.parametrize(
    ("text", "source", "claim"),
    [
        (
            "A groundsman claimed sprays containing the salt had caused his illness.",
            "A groundsman",
            "Sprays containing the salt had caused his illness.",
        ),
        (
            "Brad Lake stood on the steps, identifying himself as a lieutenant of the guard.",
            "Brad Lake",
            "Brad Lake is a lieutenant of the guard.",
        ),
        (
            "According to court papers, Brad Lake told them he had an order to seize the hall.",
            "Brad Lake",
            "Brad Lake had an order to seize the hall.",
        ),
        (
            "Speaking to reporters outside the court, Brad Lake told them he had an order to seize the hall.",
            "Brad Lake",
            "Brad Lake had an order to seize the hall.",
        ),
        ("Ruiz claimed victory over Lake.", "Ruiz", "Ruiz claimed victory over Lake."),
    ],
)
def test_a_claim_is_found_where_the_parser_or_a_report_hides_it(
    said: Said, text: str, source: str, claim: str
) -> None:
    assert sources_and_claims(said(text, "Lake", "Ruiz")) == [(source, claim)]


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz left the room without confirming the report.",
        "Ruiz avoided confirming the report.",
        "Instead of rejecting the claim, Ruiz left.",
        "Both floated the notion of announcing a truce.",
        "It is not true that Ruiz said the plan was dead.",
        "Ruiz no longer identifies himself as a farmer.",
        "An earlier version incorrectly identified Ruiz as a senator.",
        "Ruiz introduced the bill as an amendment.",
        "Ruiz questioned a witness.",
    ],
)
def test_what_was_not_said_is_no_statement(said: Said, text: str) -> None:
    assert said(text, "Ruiz") == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Peter Marsh said he was innocent, but he had lied before.", ["Peter Marsh was innocent."]),
        ("Ruiz denied that she was ill, but she would sell the mill.", ["She was ill."]),
        (
            "The army said it was winning but it would later emerge that it had lost.",
            ["The army was winning."],
        ),
        ("The war was lost, according to Ruiz, but Lake denied that.", ["The war was lost."]),
        (
            "Ruiz said the alleged fact that the dam had leaked was a lie.",
            ["The alleged fact that the dam had leaked was a lie."],
        ),
        (
            "Ruiz said Lake invented the fact that the dam had leaked.",
            ["Lake invented the fact that the dam had leaked."],
        ),
        (
            "Ruiz said the fact that a man is poor should not matter.",
            ["The fact that a man is poor should not matter."],
        ),
    ],
)
def test_what_the_writer_adds_and_what_is_not_granted_is_no_claim(
    said: Said, text: str, claims: list[str]
) -> None:
    assert [one.text for one in said(text, "Ruiz", "Lake", "Marsh") if one.party != "Lake"] == claims


def test_what_is_allegedly_so_is_alleged_by_the_source_before(said: Said) -> None:
    text = (
        "The Ostra Post says Peter Marsh met the guard. "
        "Marsh allegedly paid him and told him that he was safe."
    )
    assert sources_and_claims(said(text, "Ostra Post", "Marsh")) == [
        ("Ostra Post", "Peter Marsh met the guard."),
        ("Ostra Post", "Marsh paid him."),
        ("Ostra Post", "Marsh told him that he was safe."),
    ]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Anna Weber said she was ill. She allegedly took the money.", ["Anna Weber", "(unnamed)"]),
        ("Anna Weber left. Peter Marsh allegedly took the money.", ["(unnamed)"]),
        ("Anna Weber said she was ill. Peter Marsh allegedly shot her.", ["Anna Weber", "(unnamed)"]),
        (
            "Prosecutors say Peter Marsh met the buyers. Marsh allegedly sold them the plans.",
            ["Prosecutors"] * 2,
        ),
        ("Peter Marsh reportedly told aides that the mill was shut.", ["Peter Marsh"]),
    ],
)
def test_who_alleges_it_may_stay_open(said: Said, text: str, sources: list[str]) -> None:
    assert [source for source, _ in sources_and_claims(said(text, "Marsh"))] == sources


@pytest.mark.parametrize(
    ("text", "source", "claim"),
    [
        (
            "Since Lake has more votes, farmers who back him would go against the town, Ruiz said.",
            "Ruiz",
            "Since Lake has more votes, farmers who back him would go against the town.",
        ),
        ("The answer, Ruiz told the paper, was simple.", "Ruiz", "The answer was simple."),
        (
            "As the vote nears, Ruiz says, the number of free farmers shrinks.",
            "Ruiz",
            "As the vote nears, the number of free farmers shrinks.",
        ),
        (
            "While he is third in the polls, a win could help him, the union said.",
            "The union",
            "While he is third in the polls, a win could help him.",
        ),
        ("Those gifts, Ruiz said, paid for the hall.", "Ruiz", "Those gifts paid for the hall."),
        ("As the Post noted, Lake raised a million.", "The Post", "Lake raised a million."),
        ("As reported by the Post, the army took the town.", "The Post", "The army took the town."),
        ("The figures changed in May, as Ruiz has acknowledged.", "Ruiz", "The figures changed in May."),
        ("As the crowd shouted, Ruiz said, “Please sit down.”", "Ruiz", "Please sit down."),
        (
            "Maria Falk asked the mayor during a talk if he would close the mill.",
            "Maria Falk",
            "He would close the mill.",
        ),
        ("“Thank you, son,” Ruiz replied, before adding a smile.", "Ruiz", "Thank you, son."),
        (
            "Ruiz spoke about the wall, saying it will be “as big as it needs to be.”",
            "Ruiz",
            "It will be as big as it needs to be.",
        ),
    ],
)
def test_the_content_is_found_around_its_cue(said: Said, text: str, source: str, claim: str) -> None:
    assert sources_and_claims(said(text)) == [(source, claim)]


@pytest.mark.parametrize(
    "text", ["As he promised, Lake closed the mill.", "As Ruiz said it would, the army left."]
)
def test_a_clause_with_as_that_reports_nothing_makes_no_statement(said: Said, text: str) -> None:
    assert said(text, "Ruiz", "Lake") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "“The bridge is safe,” Lake said. The crew supposedly never tested it.",
            ["The crew never tested it."],
        ),
        ("Police said two men were held. They allegedly robbed a bank.", ["They robbed a bank."]),
        ("In a letter, Ruiz told Lake of the battle, which was lost.", []),
        ("“Great news,” Ruiz told the crowd in Ostra, where he was born.", ["Great news."]),
        ("“The leaders met the workers, they were angry,” Ruiz said.", ["They were angry."]),
        (
            "A rival’s bid for the bank failed. Ruiz said this bid was illegal.",
            ["The bid for the bank was illegal."],
        ),
        ("As Ruiz argued with Lake, the crowd cheered.", []),
        ("Lake did not resign, as Ruiz reported.", []),
        ("As Ruiz reported falsely, Lake had resigned.", []),
        ("Ruiz would have supported the ban if Lake had asked.", []),
        ("Do you support the ban?", []),
        ("Iran was told by Israel to withdraw its troops.", ["Iran should withdraw its troops."]),
        ("Ruiz boasted about telling Lake that the deal was dead.", ["The deal was dead."]),
        ("Ruiz did not leave without accusing Lake of lying.", ["Lake lied."]),
        ("If he had said, “Come in.” she would have stayed.", []),
        ("The soldiers, Ruiz told the court, killed six men.", ["The soldiers killed six men."]),
        (
            "The bank is safe, according to Ruiz, and it has passed every test.",
            ["The bank has passed every test."],
        ),
        ("“In a second round, he could win,” said Paul Brandt.", ["In a second round, he could win."]),
        ("Peter Marsh and Maria Falk said they will leave.", ["Peter Marsh and Maria Falk will leave."]),
    ],
)
def test_what_stands_near_is_not_taken_for_said_or_meant(said: Said, text: str, found: list[str]) -> None:
    assert [one.text for one in said(text)][-1:] == found


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Chinese officials have denied accusations of theft.", "China is guilty of theft."),
        ("Supporters of Lake denied attacking the hall.", "Supporters of Lake attacked the hall."),
    ],
)
def test_officials_deny_for_their_state(said: Said, text: str, claim: str) -> None:
    assert [(one.stance, one.text) for one in said(text, "China", "Lake")] == [(Stance.DENIES, claim)]
