"""What the texts of routes, pages and policies name without typing it: helplines and documents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A helpline as texts and call buttons name it; empty text where nothing is confirmed or known."""

    slug: str
    title: str
    phone: str = ""
    text_number: str = ""
    text_word: str = ""
    url: str = ""
    hours_text: str = ""


@dataclass(frozen=True)
class Document:
    """A resource that texts link: its title and its own address, empty where none is known."""

    slug: str
    title: str
    url: str = ""
