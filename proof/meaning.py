"""What the sentences of words/ mean: of which places each slot has to speak, and which words belong to an outcome.

Written by hand beside the catalogue, so that a sentence that says something else than what it is filled with is found.
Small letters stand for any index, the same in a whole sentence: l a layer, j and k neurons, i an input; L is the last
layer, `said` the class that the network says, `true` the true one.
"""

import re

MEANING: dict[str, dict[str, str]] = {}
SENSE: dict[str, dict[str, dict[str, str]]] = {}


def bound(places: list[str], patterns: list[str], known: dict[str, int]) -> bool:
    """Whether places are what patterns mean; letters that are bound by it are noted in `known`."""
    found = dict(known)
    for place, pattern in zip(places, patterns, strict=True):
        mine, due = (re.split(r"\[([^]]*)\]", text) for text in (place, pattern))
        if mine[::2] != due[::2]:
            return False
        for indices, letters in zip(mine[1::2], due[1::2], strict=True):
            pairs = list(zip(indices.split(", "), letters.split(", "), strict=False))
            if indices.count(",") != letters.count(",") or not all(same(int(i), letter, found) for i, letter in pairs):
                return False
    known.update(found)
    return True


def same(index: int, letter: str, known: dict[str, int]) -> bool:
    """Whether an index is what a letter, such as j or l+1, stands for; a new letter is bound to it."""
    name, _, more = letter.partition("+")
    if name.isdigit():
        return index == int(name)
    return known.setdefault(name, index - int(more or 0)) + int(more or 0) == index
