"""Hide who people are: names, e-mail addresses and phone numbers, unless a setting shows them."""

from __future__ import annotations

# Columns of customer_aggregates and segment_export by which somebody can be recognized or reached.
PERSONAL = frozenset(
    {"email", "phone", "birth_date", "organization", "Name", "Email", "Phone", "BirthDay", "Organization"}
)

MASK = "•••"


def masked(value: str | None) -> str:
    """Keep what tells two people apart at a glance and no more: first letters, and the domain of an address.

    >>> masked("Anna Ivanova"), masked("anna@example.com"), masked("+7 900 123-45-67")
    ('A••• I•••', 'a•••@example.com', '+•••')
    """
    if not value or not value.strip():
        return ""
    name, at, domain = value.rpartition("@")
    if at and name:
        return f"{name.strip()[:1]}{MASK}@{domain}"
    return " ".join(word[0] + MASK for word in value.split()) if value[0].isalpha() else value[0] + MASK
