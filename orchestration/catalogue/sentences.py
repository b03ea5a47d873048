"""Say a definition as one sentence in the reader's language.

English has wordings of its own, which the seeds' descriptions and the commands use, too. Other languages put the words
of a field and its values into one phrase per operator, which stands in the gettext catalogue under the context
`clause`; how groups are joined is the same code for all.
"""

from __future__ import annotations

from orchestration.catalogue.labels import field_words, scope_words
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.values import range_words, said_value
from orchestration.specs import (
    ENGLISH,
    Condition,
    Phrases,
    Score,
    Segment,
    condition_words,
    in_words,
    includes_missing,
)
from orchestration.specs.words_values import listed


def sentence(reader: Reader, defined: Segment | Score) -> str:
    """Say who a segment's members are."""
    if reader.language == "en":
        return in_words(defined)
    said = in_words(
        defined,
        Phrases(
            clause=lambda condition: clause(reader, condition),
            conjunctions={word: reader.say(said) for word, said in ENGLISH.conjunctions.items()},
            some=reader.say(ENGLISH.some),
            some_but=reader.say(ENGLISH.some_but),
            everybody_but=reader.say(ENGLISH.everybody_but),
            outside=reader.say(ENGLISH.outside),
        ),
    )
    return said.removesuffix(".") if said.endswith("..") else said  # a year may end in a stop of its own


def condition_sentence(reader: Reader, condition: Condition) -> str:
    """Say one condition as a definition would."""
    return condition_words(condition) if reader.language == "en" else clause(reader, condition)


def clause(reader: Reader, condition: Condition) -> str:
    """Say one condition, by the phrase its operator has in the reader's language."""
    narrowed = scope_words(reader, condition.scope)
    values = [said_value(reader, condition, value, is_quoted=True) for value in condition.values]
    said = reader.phrase("clause", condition.operator.replace("_", " ")).format(
        field=field_words(reader, condition.field) + (f" ({narrowed})" if narrowed else ""),
        any=listed(values, reader.say("or")) if values else "",
        every=listed(values, reader.say("and")) if values else "",
        range=range_words(reader, condition),
    )
    return f"{said} {reader.say('(or is missing)')}" if includes_missing(condition) else said
