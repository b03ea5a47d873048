"""What the demo shop sells: categories as paths, and how products in each are named and priced."""

from dataclasses import dataclass
from typing import Final

BRANDS: Final = (
    "Русский чай",
    "Самовар и Ко",
    "Чайная лавка",
    "Wawel Dom",
    "Złoty Liść",
    "Müller & Söhne",
    "Schwarzwald",
    "Élan",
    "Green Hill",
    "Northern Paws",
    "O'Malley's",
)


@dataclass(frozen=True)
class Shelf:
    """A category that holds products: its path from the root, price range in roubles, and words for names."""

    path: str
    low: int
    high: int
    kinds: tuple[str, ...]
    packs: tuple[str, ...]


_WEIGHTS: Final = ("50 г", "100 г", "250 г", "500 г")
_GRAMS: Final = ("100 g", "250 g", "1 kg")
_SIZES: Final = ("S", "M", "L")


SHELVES: Final = (
    Shelf("Чай > Китайский чай", 400, 2_500, ("Белый пион", "Серебряные иглы", "Жасминовый"), _WEIGHTS),
    Shelf("Чай > Китайский чай > Улун", 500, 6_000, ("Те Гуань Инь", "Да Хун Пао", "Габа"), _WEIGHTS),
    Shelf("Чай > Китайский чай > Пуэр", 600, 9_000, ("Шу пуэр", "Шэн пуэр", "Пуэр в мандарине"), _WEIGHTS),
    Shelf("Чай > Китайский чай > Зелёный китайский чай", 400, 4_000, ("Лунцзин", "Билочунь", "Ганпаудер"), _WEIGHTS),
    Shelf("Чай > Индийский чай > Дарджилинг", 400, 3_500, ("Дарджилинг первый сбор", "Маргаретс Хоуп"), _WEIGHTS),
    Shelf("Чай > Индийский чай > Ассам", 300, 2_000, ("Ассам Хармутти", "Ассам Диком"), _WEIGHTS),
    Shelf("Чай > Травяной чай", 300, 1_200, ("Иван-чай", "Облепиховый", "Чабрец и мята"), _WEIGHTS),
    Shelf("Чай > Аксессуары", 300, 3_000, ("Ситечко", "Чабань", "Термометр"), ("малый", "большой")),
    Shelf("Кофе > Зерновой кофе > Эфиопия", 600, 3_000, ("Иргачеффе", "Сидамо"), _WEIGHTS),
    Shelf("Кофе > Зерновой кофе > Бразилия", 500, 2_500, ("Сантос", "Серрадо"), _WEIGHTS),
    Shelf("Кофе > Молотый кофе", 400, 1_500, ("Мокко", "Арабика"), _WEIGHTS),
    Shelf("Кофе > Аксессуары", 400, 5_000, ("Турка", "Кофемолка", "Воронка"), ("малая", "большая")),
    Shelf("Посуда > Чайники", 900, 12_000, ("Исинский чайник", "Стеклянный чайник"), ("0,3 л", "0,6 л", "1 л")),
    Shelf("Посуда > Чашки", 300, 3_000, ("Пиала", "Гайвань", "Чашка с блюдцем"), ("белая", "синяя")),
    Shelf("Посуда > Самовары", 9_000, 60_000, ("Самовар угольный", "Самовар электрический"), ("3 л", "5 л")),
    Shelf("Słodycze > Czekolada > Gorzka czekolada", 300, 1_500, ("Czekolada 70%", "Czekolada 85%"), _GRAMS),
    Shelf("Słodycze > Czekolada > Mleczna czekolada", 300, 1_200, ("Czekolada z orzechami", "Mleczna"), _GRAMS),
    Shelf("Słodycze > Pierniki", 300, 1_800, ("Pierniki toruńskie", "Katarzynki"), _GRAMS),
    Shelf("Słodycze > Krówki", 300, 900, ("Krówki śmietankowe", "Krówki kakaowe"), _GRAMS),
    Shelf("Haushalt > Küche > Töpfe", 2_000, 18_000, ("Kochtopf", "Schmortopf"), ("3 l", "5 l")),
    Shelf("Haushalt > Küche > Messer", 1_500, 15_000, ("Brotmesser", "Kräutermesser"), ("15 cm", "20 cm")),
    Shelf("Haushalt > Bad", 500, 4_000, ("Badetuch", "Seifenschale"), ("weiß", "grün")),
    Shelf("Haushalt > Gartenmöbel", 5_000, 45_000, ("Gartenstuhl", "Klapptisch"), ("Buche", "Eiche")),
    Shelf("Pets > Dogs > Dog food", 400, 5_000, ("Salmon kibble", "Lamb stew"), _GRAMS),
    Shelf("Pets > Dogs > Dog toys", 300, 1_500, ("Rope", "Rubber bone"), _SIZES),
    Shelf("Pets > Cats > Cat food", 300, 3_500, ("Tuna pâté", "Chicken bites"), _GRAMS),
    Shelf("Pets > Cats > Litter", 500, 2_000, ("Clumping litter", "Silica litter"), _GRAMS),
    Shelf("Gifts > Gift sets", 1_500, 12_000, ("Tea time set", "Breakfast set"), _SIZES),
    Shelf("Gifts > Cards", 300, 600, ("Birthday card", "Thank-you card"), _SIZES),
)

EMPTY_CATEGORIES: Final = ("Чай > Матча", "Pets > Fish > Aquariums")
"""Categories without a product, as every real shop has them."""


@dataclass(frozen=True)
class Category:
    """A node of the category tree."""

    category_id: str
    path: str
    name: str
    parent_id: str | None


def category_tree() -> tuple[Category, ...]:
    """List every category, parents before children."""
    found: dict[str, Category] = {}
    for full_path in (*(shelf.path for shelf in SHELVES), *EMPTY_CATEGORIES):
        parent_id: str | None = None
        names = full_path.split(" > ")
        for depth, name in enumerate(names, start=1):
            path = " > ".join(names[:depth])
            category = found.setdefault(path, Category(f"K{len(found) + 1:03d}", path, name, parent_id))
            parent_id = category.category_id
    return tuple(found.values())
