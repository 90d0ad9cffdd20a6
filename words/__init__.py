"""Every sentence that a film, a page or a sheet says: one catalogue for each language, NAME.toml.

An entry is a template with {slots}, or a table of variants of which a slot chooses one. `by` names that slot:
where it holds a whole number, the variant "=N" or else the one of its plural (CLDR, by Babel; `ordinal = true`
for first, second, third), where it holds a word, the variant of that word, or "number" for one without a letter, such
as the name of a class 7.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.lists import format_list

FOLDER = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}")
STYLES: dict[str, Literal["standard", "or", "unit"]] = {"and": "standard", "or": "or", "comma": "unit"}
MANY, SHOWN = 4, 3  # of more items in a row than MANY, so many are named


class Catalogue:
    """The sentences of one language, by their keys: "caption.count", the entry `count` of the table `caption`."""

    def __init__(self, language: str):
        content = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        self.locale = Locale.parse(content.pop("locale"))
        self.entries: dict[str, str | dict[str, Any]] = {
            f"{room}.{name}": entry for room, table in content.items() for name, entry in table.items()
        }

    def sentence(self, key: str, slots: Mapping[str, str | int]) -> str:
        """The entry `key` with its slots filled. Raises KeyError for a key, a variant or a slot that is not there."""
        return filled(self.template(key, slots), slots)

    def template(self, key: str, slots: Mapping[str, str | int]) -> str:
        """The template of a key, of variants the one that its slot chooses."""
        entry = self.entries[key]
        if isinstance(entry, str):
            return entry
        chooser = slots[entry["by"]]
        if not isinstance(chooser, int):
            variant = chooser if chooser in entry or any(map(str.isalpha, chooser)) else "number"
            return entry[variant] if variant in entry else entry["other"]
        form = self.locale.ordinal_form if entry.get("ordinal") else self.locale.plural_form
        exact = f"={chooser}"
        return entry[exact] if exact in entry else entry[form(chooser)]

    def row(self, items: Sequence[str], style: str = "and") -> str:
        """Items in a row, "a, b and c"; of many, the first three and how many more. style: "and", "or" or "comma"."""
        if len(items) <= MANY or style == "comma":
            return format_list([str(item) for item in items], STYLES[style], locale=self.locale)
        more = self.sentence("list.more", {"count": len(items) - SHOWN})
        return self.sentence("list.of_many", {"first": ", ".join(items[:SHOWN]), "more": more})


def filled(template: str, slots: Mapping[str, str | int]) -> str:
    """A template with its slots filled; a sentence that begins with one begins with a capital letter."""
    text = SLOT.sub(lambda slot: str(slots[slot[1]]), template)
    return text[:1].upper() + text[1:] if template.startswith("{") and template.endswith((".", "?", "!")) else text


@cache
def catalogue(language: str = "en") -> Catalogue:
    """The catalogue of a language, read once."""
    return Catalogue(language)


def sentence(key: str, **slots: str | int) -> str:
    """A sentence in English."""
    return catalogue().sentence(key, slots)
