"""Names and places of the demo shop's customers, per country."""

from dataclasses import dataclass
from typing import Final

NAMES_PER_LIST: Final = 16
"""Every list of names has this length, so that a name is found by its position alone."""

CITY_SHARES: Final = 20
"""The weights of a country's cities add up to this."""


@dataclass(frozen=True)
class City:
    """A city, the region it lies in, and how many of twenty customers of the country live there."""

    name: str
    region: str
    weight: int


@dataclass(frozen=True)
class Country:
    """A country of customers with the names usual there; surnames are (male, female) pairs."""

    code: str
    name: str
    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]
    cities: tuple[City, ...]


def _words(text: str) -> tuple[str, ...]:
    """Split names written one after the other."""
    return tuple(text.split())


def _same(surnames: str) -> tuple[tuple[str, str], ...]:
    """Pair surnames that are the same for men and women."""
    return tuple((surname, surname) for surname in surnames.split())


def _russian(surnames: str) -> tuple[tuple[str, str], ...]:
    """Pair surnames with their feminine form in -а."""
    return tuple((surname, f"{surname}а") for surname in surnames.split())


def _polish(surnames: str) -> tuple[tuple[str, str], ...]:
    """Pair surnames in -ski and -cki with their feminine form in -ska and -cka; the others do not change."""
    return tuple(
        (surname, f"{surname[:-1]}a" if surname.endswith(("ski", "cki")) else surname) for surname in surnames.split()
    )


COUNTRIES: Final = (
    Country(
        code="ru",
        name="Россия",
        men=_words(
            "Александр Дмитрий Максим Сергей Андрей Алексей Артём Илья Кирилл Михаил Никита Матвей Роман Егор Иван Пётр"
        ),
        women=_words(
            "Анна Мария Елена Дарья Алина Ирина Екатерина Арина Полина Ольга Юлия Татьяна Наталья Виктория Елизавета "
            "Алёна"
        ),
        surnames=_russian(
            "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев "
            "Лебедев Семёнов Щукин"
        ),
        cities=(
            City("Москва", "Москва", 9),
            City("Санкт-Петербург", "Санкт-Петербург", 3),
            City("Новосибирск", "Новосибирская область", 1),
            City("Екатеринбург", "Свердловская область", 2),
            City("Казань", "Татарстан", 1),
            City("Нижний Новгород", "Нижегородская область", 1),
            City("Орёл", "Орловская область", 1),
            City("Ростов-на-Дону", "Ростовская область", 1),
            City("Йошкар-Ола", "Марий Эл", 1),
        ),
    ),
    Country(
        code="pl",
        name="Polska",
        men=_words(
            "Jan Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Jakub Adam Łukasz Grzegorz Mateusz Wojciech "
            "Mariusz Sławomir"
        ),
        women=_words(
            "Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Zofia Joanna Magdalena Monika Łucja "
            "Danuta Żaneta Beata"
        ),
        surnames=_polish(
            "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski "
            "Kozłowski Jankowski Mazur Krawczyk Grodzicki"
        ),
        cities=(
            City("Warszawa", "mazowieckie", 7),
            City("Kraków", "małopolskie", 4),
            City("Łódź", "łódzkie", 3),
            City("Wrocław", "dolnośląskie", 2),
            City("Poznań", "wielkopolskie", 2),
            City("Gdańsk", "pomorskie", 2),
        ),
    ),
    Country(
        code="de",
        name="Deutschland",
        men=_words(
            "Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günter Stefan Christian Uwe Werner Horst Frank Jörg "
            "Björn"
        ),
        women=_words(
            "Maria Ursula Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea Gisela "
            "Käthe Zoë"
        ),
        surnames=_same(
            "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Groß Weiß "
            "Köhler"
        ),
        cities=(
            City("Berlin", "Berlin", 6),
            City("Hamburg", "Hamburg", 4),
            City("München", "Bayern", 3),
            City("Köln", "Nordrhein-Westfalen", 3),
            City("Düsseldorf", "Nordrhein-Westfalen", 2),
            City("Görlitz", "Sachsen", 2),
        ),
    ),
    Country(
        code="en",
        name="United Kingdom",
        men=_words(
            "Oliver George Harry Noah Jack Leo Arthur Oscar Charlie Thomas William Henry James Alfred Seán Edward"
        ),
        women=_words("Olivia Amelia Isla Ava Mia Ivy Lily Sophia Grace Freya Emily Charlotte Alice Florence Zoë Chloé"),
        surnames=_same(
            "Smith Jones Taylor Brown Williams Wilson Johnson Davies O'Neill Wright Evans Thomas Walker Smith-Hall "
            "Green Brontë"
        ),
        cities=(
            City("London", "Greater London", 8),
            City("Manchester", "Greater Manchester", 4),
            City("Bristol", "Bristol", 3),
            City("Edinburgh", "Scotland", 3),
            City("Cardiff", "Wales", 2),
        ),
    ),
)
