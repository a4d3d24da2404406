"""Documents in other languages than English."""

import subprocess
import sys

import pytest

import narratives
from narratives.errors import LanguageError
from narratives.language.detection import foreign_language

GERMAN = (
    "Der Minister sagte, die Truppen hätten das Dorf nicht angegriffen. Die Rebellen sagten, es habe einen "
    "Angriff gegeben."
)
SPANISH = "El ejército negó el ataque contra el pueblo, y los vecinos dijeron que murieron tres personas."
ENGLISH = "The army said the village was not attacked. The rebels said the village was attacked."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (GERMAN, "German"),
        (SPANISH, "Spanish"),
        ("الجيش نفى قصف القرية وقال إن القوات انسحبت من المنطقة يوم الاثنين.", "Arabic"),
        ("军队否认袭击了村庄，并表示部队已于周一撤离该地区。叛军说有三名平民死亡，五人受伤。", "Chinese"),
        ("Армия заявила, что не обстреливала деревню, а повстанцы говорят, что погибли трое.", "Russian"),
    ],
)
def test_a_text_in_another_language_is_refused_and_the_language_named(text: str, name: str) -> None:
    with pytest.raises(LanguageError, match=rf"is in {name} \(.*language=\"en\""):
        narratives.read(text, ["army", "rebels"])


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Brandt.",
        "KYIV, Ukraine — Zelensky denied it.",
        "Marta Hale, Ivo Brandt, Dirk Ansel, Nora Lindqvist and Jonathan Van der Berg spoke.",
        "“Nein,” said Mr. Brandt.",
        "Armenia met Azerbaijan. Armenia Armenia Pashinyan",
        "Armenia said " + "Nikol " * 30,
    ],
)
def test_english_names_and_short_texts_are_kept(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("De minister zei dat het leger het dorp niet had aangevallen, of dat er geen aanval was.", "nl"),
        (
            "Selon The Times of London, le ministre a dit que les troupes n'avaient pas bombardé le village.",
            "fr",
        ),
        ("Ministeren sagde, at to soldater blev dræbt i en by ved grænsen.", "da"),
        ("Minister powiedział, że to nie wojsko zaatakowało wieś, i że zginęły trzy osoby.", "pl"),
    ],
)
def test_words_that_are_also_english_do_not_make_a_text_english(text: str, code: str) -> None:
    found = foreign_language(text)
    assert found is not None
    assert found.code == code


def test_the_model_of_languages_is_not_loaded_for_plain_english() -> None:
    code = (
        "import sys\nfrom narratives.language.detection import foreign_language\n"
        f"assert foreign_language({ENGLISH!r}) is None\nassert 'py3langid' not in sys.modules\n"
        f"assert foreign_language({GERMAN!r}).code == 'de'\nassert 'py3langid' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_language_en_reads_any_text_as_english() -> None:
    with pytest.warns(narratives.NarrativesWarning) as caught:
        accounts = narratives.read(GERMAN, ["army"], language="en")
    assert "in German (de), and read as English as you asked" in str(caught[0].message)
    assert accounts.documents[0].text == GERMAN


def test_paragraphs_in_other_languages_are_left_out_with_a_warning() -> None:
    with pytest.warns(narratives.NarrativesWarning) as caught:
        accounts = narratives.read(f"{ENGLISH}\n\n{SPANISH}", ["army", "rebels"])
    assert [len(account) for account in accounts.values()] == [1, 1]
    assert "1 paragraph in Spanish (es) (16 words) left out" in str(caught[0].message)
    assert accounts.warnings == tuple(str(one.message) for one in caught)


def test_other_languages_are_refused() -> None:
    with pytest.raises(narratives.NarrativesError, match="language 'de': only English is read"):
        narratives.read(ENGLISH, ["army"], language="de")
