"""The texts that pages make sentences of: they are complete, and right with any figure."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue import Catalogue, load_catalogue
from catalogue.files import read_yaml
from catalogue.language import CAUSE, NEVER
from tests.unit.catalogue.conftest import Refusal, said

POPULATION = "indicators/demography/population.yaml"
SHARE_80 = "indicators/demography/share_80_plus.yaml"
GROWTH = "indicators/demography/population_growth_5y.yaml"
BIRTHS = "indicators/demography/birth_surplus.yaml"
BUILT_UP = "indicators/land/built_up_area_by_use.yaml"
MEANING = ("meaning", {"higher": "Det kan bety mye.", "lower": "Det kan bety lite."})
QUESTIONS = ("questions", ["Hva gjør vi?", "Hvem gjør det?"])


def norwegian(content: Any, key: str = "") -> Iterator[str]:
    """All Norwegian texts in a part of the catalogue, as it is dumped."""
    if isinstance(content, dict):
        for name, part in content.items():
            yield from norwegian(part, name)
    elif isinstance(content, list):
        for part in content:
            yield from norwegian(part, key)
    elif isinstance(content, str) and key in ("nb", "negative", "zero", "higher", "lower", "questions", "reason"):
        yield content


def with_keys(home: Path, file: str, *keys: tuple[str, Any]) -> str:
    """What is said of a file whose keys are replaced; a key that is None is removed."""
    content = read_yaml(home / file) | dict(keys)
    (home / file).write_text(
        yaml.safe_dump({key: value for key, value in content.items() if value is not None}), encoding="utf-8"
    )
    return said(home, file)


# What is shipped


def test_no_norwegian_text_uses_a_word_that_is_avoided(shipped: Catalogue) -> None:
    texts = list(norwegian(shipped.model_dump(exclude={"sources"})))
    assert len(texts) > 1500
    never = re.compile(rf"\b(?:{'|'.join(NEVER)})\b", re.IGNORECASE)
    assert [text for text in texts if never.search(text)] == []


def test_what_grows_or_exceeds_has_a_sentence_for_the_opposite(shipped: Catalogue) -> None:
    wrong = [
        indicator.id
        for indicator in shipped.indicators.values()
        if (says := indicator.definition.says)
        and not says.negative
        and indicator.definition.checks.min < 0
        and re.search(r"\b(flere|økt|økte|høyere|mer) (enn|med)\b", says.nb)
    ]
    assert wrong == []


def test_a_sentence_with_a_number_of_things_has_them_in_the_plural_or_after_it(shipped: Catalogue) -> None:
    """A count that is followed by nothing, such as "Det er 12", says nothing."""
    bare = ("persons", "households", "dwellings", "buildings", "establishments", "cases")
    says = {
        i.id: i.definition.says.nb
        for i in shipped.indicators.values()
        if i.definition.says and i.definition.unit.id in bare
    }
    assert [name for name, text in says.items() if text.endswith("{value}")] == []


def test_every_word_that_is_avoided_has_a_reason() -> None:
    assert all(NEVER.values())
    assert all(CAUSE.values())


# Words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Eldrebølgen kommer.", "Eldrebølgen"),
        ("De eldre er en byrde for de unge.", "byrde"),
        ("Skattebyrden øker for dem som arbeider.", "Skattebyrden"),
        ("Aleneforsørgere er med i dette tallet.", "Aleneforsørgere"),
        ("Det er dessverre få som bor her.", "dessverre"),
        ("Folketallet i forhold til arealet.", "i forhold til"),
        ("Langs vegen bor det mange folk.", "vegen"),
        ("Her er det mange gangveger.", "gangveger"),
    ],
)
@pytest.mark.parametrize("key", ["why", "definition"])
def test_a_word_that_is_avoided_is_refused_with_the_reason(home: Path, key: str, words: str, found: str) -> None:
    text = {"nb": words, "en": "Other words about those who live in the municipality."}
    message = with_keys(home, POPULATION, (key, text))
    assert message.startswith(f"{key}.nb: does not use '{found}': ")


@pytest.mark.parametrize(
    "words", ["Statens vegvesen teller dem.", "Barn beveger seg mye her.", "Bak en vegg bor det folk."]
)
def test_a_name_or_another_word_is_not_refused(home: Path, words: str) -> None:
    content = read_yaml(home / POPULATION)
    content["definition"]["nb"] = words
    (home / POPULATION).write_text(yaml.safe_dump(content), encoding="utf-8")
    assert load_catalogue(home).indicators["population"].definition.definition.nb == words


# Questions


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Hvor mange bor her", "must end with a question mark"),
        ("Hvor mange bor her fordi de vil?", "does not use 'fordi'"),
        (f"Hvor mange {'mange ' * 12}bor her?", "has 91 characters; the most is 70."),
    ],
)
def test_a_question_that_is_no_title_is_refused(home: Path, question: str, says: str) -> None:
    message = with_keys(home, POPULATION, ("question", {"nb": question}))
    assert message.startswith("question.nb: ")
    assert says in message


def test_a_missing_question_is_refused(home: Path) -> None:
    assert with_keys(home, POPULATION, ("question", None)) == "question: is missing."


@pytest.mark.parametrize("key", ["question", "says", "what"])
def test_a_sentence_of_another_indicator_is_refused(home: Path, shipped: Catalogue, key: str) -> None:
    text = getattr(shipped.indicators["population"].definition, key).nb
    assert with_keys(home, SHARE_80, (key, {"nb": text})) == f"{key}.nb: is the same text as in {POPULATION}."


# Sentences with a value


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Kommunen har innbyggere", "must have {value}"),
        ("{verdi} bor her", "{verdi} is not a placeholder; there are value and place."),
        ("{values} bor her", "{values} is not a placeholder; did you mean value?"),
        ("{value} av {value} bor her", "has {value} twice"),
        ("{value} bor her.", "must not end with a full stop; others add words to it"),
        ("{value:>9} bor her", "has a brace that belongs to no placeholder"),
        ("det bor {value} her", "must begin with a capital or a placeholder"),
        ("{value} bor her fordi de vil", "does not use 'fordi'"),
        (f"{{value}} bor her {'og der ' * 12}", "has a sentence of 27 words; the most is 25"),
    ],
)
def test_a_sentence_that_cannot_be_filled_is_refused(home: Path, sentence: str, says: str) -> None:
    message = with_keys(home, POPULATION, ("says", {"nb": sentence}))
    assert message.startswith("says.nb: ")
    assert says in message


@pytest.mark.parametrize(
    ("phrase"), ["Folketallet", "folketallet.", "folketallet på {value}", "folketallet, som er stort,"]
)
def test_what_cannot_be_a_subject_is_refused(home: Path, phrase: str) -> None:
    assert with_keys(home, POPULATION, ("what", {"nb": phrase})).startswith("what.nb: must be words in a sentence")


@pytest.mark.parametrize("key", ["says", "what"])
def test_a_whole_without_its_sentences_is_refused(home: Path, key: str) -> None:
    message = "says and what are needed, because there is a figure of the whole."
    assert with_keys(home, POPULATION, (key, None)) == message


def test_a_sentence_where_there_are_only_parts_is_refused(home: Path) -> None:
    message = with_keys(home, BUILT_UP, ("says", {"nb": "{value} er bebygd"}))
    assert message == "says has no value to say: there are figures of the parts only."


def test_growth_without_a_sentence_for_decline_is_refused(home: Path) -> None:
    message = with_keys(home, GROWTH, ("says", {"nb": "Folketallet har økt med {value}"}))
    assert message == "says needs negative and zero: growth can be both."


@pytest.mark.parametrize("key", ["negative", "zero"])
def test_a_sentence_for_decline_or_for_zero_alone_is_refused(home: Path, key: str) -> None:
    content = read_yaml(home / BIRTHS)["says"]
    del content[key]
    assert with_keys(home, BIRTHS, ("says", content)) == "says: negative and zero go together."


def test_a_sentence_on_zero_with_a_value_is_refused(refusal: Refusal) -> None:
    message = refusal(BIRTHS, "zero: Det ble født like mange", "zero: Det ble født {value}")
    assert message == "says.zero: must not have {value}, which is zero."


def test_a_sentence_for_decline_of_what_cannot_fall_below_zero_is_refused(home: Path) -> None:
    says = {"nb": "{value} bor her", "negative": "{value} bor ikke her", "zero": "Ingen bor her"}
    assert with_keys(home, POPULATION, ("says", says)) == "says has negative, but no value is below 1."


# What a value may mean


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Det kan bety mye", "must be one or two sentences, and end with a full stop"),
        ("Det kan bli. Det kan bli. Det kan bli.", "must be one or two sentences"),
        ("Det betyr at flere bor her.", "must say what may be, with the word kan"),
        ("Det kan bety mye fordi flere bor her.", "does not use 'fordi'"),
        (f"Det kan bety {'mye ' * 23}.", "the most is 25"),
    ],
)
def test_a_meaning_that_claims_too_much_is_refused(home: Path, text: str, says: str) -> None:
    meaning = ("meaning", {"higher": text, "lower": "Det kan bety lite."})
    message = with_keys(home, POPULATION, meaning, QUESTIONS)
    assert message.startswith("meaning.higher: ")
    assert says in message


@pytest.mark.parametrize(
    "questions", [["Hva gjør vi?"], ["Hva?", "Hvem?", "Når?", "Hvor?"], ["Hva?", "Noe må gjøres."]]
)
def test_questions_are_two_or_three_and_ask(home: Path, questions: list[str]) -> None:
    assert with_keys(home, POPULATION, MEANING, ("questions", questions)).startswith("questions")


@pytest.mark.parametrize("given", [MEANING, QUESTIONS])
def test_a_meaning_without_questions_or_the_reverse_is_refused(home: Path, given: tuple[str, Any]) -> None:
    assert with_keys(home, POPULATION, given) == "meaning and questions go together."
