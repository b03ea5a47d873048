"""Products, brands and the tree of categories, and what a name written in a seed means among them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.reference.values import Row, key, text

_AROUND_ARROW = re.compile(r"\s*>\s*")


@dataclass(frozen=True)
class Product:
    """Hold one product; what the shop does not know about it is None."""

    product_id: str
    sku: str | None
    name: str | None
    brand: str | None
    category_id: str | None


class Catalogue:
    """Answer which products and categories a written name stands for."""

    def __init__(self, products: Iterable[Row], categories: Iterable[Row]) -> None:
        rows = {str(row["category_id"]): row for row in categories}
        self._names = {category: text(row.get("name")) for category, row in rows.items()}
        self._parents = _parents(rows)
        self.products = {str(row["product_id"]): self._product(row) for row in products}

    def _product(self, row: Row) -> Product:
        category = text(row.get("category_id"))
        return Product(
            product_id=str(row["product_id"]),
            sku=text(row.get("sku")),
            name=text(row.get("name")),
            brand=text(row.get("brand")),
            category_id=category if category in self._names else None,
        )

    def label(self, kind: str, product: Product) -> str | None:
        """Name the product, its category or its brand; the id stands in for a missing name."""
        if kind == "category":
            return product.category_id and (self._names[product.category_id] or product.category_id)
        return product.brand if kind == "brand" else product.name or product.product_id

    def stands_for(self, kind: str, written: str, product: Product) -> bool:
        """Tell whether a written category, product or brand takes the product in."""
        if kind == "category":
            return any(self._is_category(above, written) for above in self._line_up(product.category_id))
        if kind == "product":
            return _means(written, (product.product_id, product.name, product.sku))
        return _means(written, (product.brand,))

    def _line_up(self, category: str | None) -> Iterator[str]:
        while category is not None:
            yield category
            category = self._parents[category]

    def _is_category(self, category: str, written: str) -> bool:
        line = [self._names[above] or above for above in self._line_up(category)]
        is_path = _path_key(" > ".join(reversed(line))) == _path_key(written)
        return is_path or _means(written, (category, self._names[category]))


def _means(written: str, spellings: Iterable[str | None]) -> bool:
    return any(spelling is not None and key(spelling) == key(written) for spelling in spellings)


def _path_key(written: str) -> str:
    return _AROUND_ARROW.sub(">", key(written))


def _parents(rows: dict[str, Row]) -> dict[str, str | None]:
    """Give each category's parent; an unknown parent, or one on a cycle, is none."""
    known = {category: text(row.get("parent_id")) for category, row in rows.items()}
    known = {category: parent if parent in rows else None for category, parent in known.items()}

    def is_on_cycle(category: str) -> bool:
        seen: set[str] = set()
        above = known[category]
        while above is not None and above not in seen and above != category:
            seen.add(above)
            above = known[above]
        return above == category

    return {category: None if is_on_cycle(category) else parent for category, parent in known.items()}
