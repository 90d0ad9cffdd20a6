"""In which order layers that only have names follow one another: what names and shapes say together, and no guess."""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import combinations, groupby, pairwise, permutations, zip_longest

Token = str | int
# What two names begin with in common, and the token with which each goes on, None at its end.
Parting = tuple[tuple[Token, ...], Token | None, Token | None]
# What a name is made of: words, of which a large letter begins a new one, and numbers.
TOKEN = re.compile(r"[^\W\d_]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])|\d{1,9}")
NUMBERS = {word: number for number, words in enumerate(
    ["one", "second two", "third three", "fourth four", "fifth five", "sixth six", "seventh seven"], start=1
) for word in words.split()}  # fmt: skip
# Words in the order of a network. Those of FIRST are before all others, known or not, those of LAST and ENDS behind.
RANKS = {word: rank for rank, words in enumerate([
    "in inp input inputs i ih xh stem first start begin",
    "features feature extractor encoder backbone body trunk base",
    "hidden hid h mid middle bottleneck neck latent fc dense linear lin layer layers",
    "classifier regressor decoder head",
    "out outp output outputs o ho hy last final end logits prediction predictions",
]) for word in words.split()}  # fmt: skip
FIRST, PLAIN, LAST = 0, 2, 4
ENDS = {"classifier", "regressor", "head"}
LOWEST_SIZE = 8  # a smaller number is rather a place than a count of neurons, unless it is the count


def tokens_of(name: str) -> list[Token]:
    """Words in small letters, numbers and dots: ["features", ".", 0] of features.0, ["fc", "out"] of fcOut."""
    tokens: list[Token] = []
    for part in re.split(r"[./]", name):
        found = [piece.lower() for piece in TOKEN.findall(part)]
        tokens += [int(piece) if piece.isdecimal() else NUMBERS.get(piece, piece) for piece in found] + ["."]
    return tokens[:-1]


def ordered(shapes: Mapping[str, tuple[int, ...]]) -> list[str]:
    """The names of the layers in the order of the network, given the shape (n_out, n_in) of each, a few of them.
    Numbers in names that are alike else are in their order, what stands under one name with a dot stays together, and
    each layer has as many inputs as the one before has neurons. Words such as input, hidden and out decide where that
    leaves several orders, then numbers that count all layers. Raises ValueError where none is left, or more than one.
    """
    pairs = {pair: _parting(*pair) for pair in permutations(shapes, 2)}
    chains = [order for order in permutations(shapes) if _is_chain(order, shapes)]
    counts = [_sizes(pairs, shapes, lenient) for lenient in (False, True)]
    lowest = {common: min(n for before, n, _ in pairs.values() if before == common and isinstance(n, int))
              for common, number, _ in pairs.values() if isinstance(number, int)}  # fmt: skip
    twos = {common for common, number in lowest.items() if number == 2}
    tries = [_without(chains, {pair for pair, parted in pairs.items() if _numbered_back(*parted, sizes, twos)})
             for sizes in counts]  # fmt: skip
    fitting = tries[0] or tries[1]
    if not fitting:
        listed = ", ".join(f"{name[:30]} {n_in}→{n_out}" for name, (n_out, n_in) in shapes.items())
        raise ValueError(f"its layers make no chain, each with as many inputs as the one before has neurons: {listed}")
    fitting = [order for order in fitting if _is_together(order)] or fitting
    fitting = _without(fitting, {pair for pair, parted in pairs.items() if _worded_back(pair, *parted)}) or fitting
    fitting = [order for order in fitting if _counts_up(order)] or fitting
    if len(fitting) > 1:
        some = " and ".join(", ".join(name[:20] for name in order) for order in fitting[:2])
        more = f" and {len(fitting) - 2} more" * (len(fitting) > 2)
        raise ValueError(
            f"the order of its layers is not clear: {some}{more} fit; name them by it, 1.weight, 2.weight and so on"
        )
    return list(fitting[0])


def _is_chain(order: Sequence[str], shapes: Mapping[str, tuple[int, ...]]) -> bool:
    return all(shapes[one][0] == shapes[following][1] for one, following in pairwise(order))


def _without(orders: Sequence[Sequence[str]], wrong: Set[tuple[str, str]]) -> list[Sequence[str]]:
    """Those in which none of the wrong pairs stands, the first before the second."""
    return [order for order in orders if wrong.isdisjoint(combinations(order, 2))]


def _parting(one: str, other: str) -> Parting:
    first, second = tokens_of(one), tokens_of(other)
    place = next((place for place, pair in enumerate(zip_longest(first, second)) if pair[0] != pair[1]), len(first))
    after, after_other = (tokens[place] if place < len(tokens) else None for tokens in (first, second))
    return tuple(first[:place]), after, after_other


def _sizes(pairs: Mapping[tuple[str, str], Parting], shapes: Mapping[str, tuple[int, ...]], lenient: bool) -> Set:
    """What names have before numbers that may be counts of neurons, and then tell no order: dense64, dense32.
    Numbers without a gap, or alone behind a dot, are places; lenient: unless they are the counts.
    """
    found: dict[tuple[Token, ...], dict[str, int]] = {}
    for (name, _), (common, number, other) in pairs.items():
        if isinstance(number, int) and isinstance(other, int):
            found.setdefault(common, {})[name] = number
    sizes = set()
    for common, numbers in found.items():
        given = sorted(set(numbers.values()))
        are_counts = all(number == shapes[name][0] for name, number in numbers.items())
        has_gap = given != list(range(given[0], given[0] + len(given)))
        may_be = has_gap and common[-1:] not in ((), (".",)) and (are_counts or given[0] >= LOWEST_SIZE)
        if may_be or (lenient and are_counts):
            sizes.add(common)
    return sizes


def _numbered_back(
    common: tuple[Token, ...], first: Token | None, second: Token | None, sizes: Set, second_ones: Set
) -> bool:
    """Whether the numbers of two names want the second first. Keras begins without one: dense, dense_1; and who counts
    from 2 on, as fc, fc2, means the other for 1.
    """
    if common in sizes or isinstance(first, str) or isinstance(second, str) or first is None:
        return False
    return common[-1:] == ("dense",) or common in second_ones if second is None else first > second


def _worded_back(pair: tuple[str, str], common: tuple[Token, ...], first: Token | None, second: Token | None) -> bool:
    """Whether the words of two names want the second first: hidden, input, or decoder, encoder. Where the words in
    which they part are of one rank, as in fc_out, layers, those behind tell the first and the last.
    """
    rank, following = (RANKS.get(word) if isinstance(word, str) else PLAIN for word in (first, second))
    if rank == following and isinstance(first, str) and isinstance(second, str):
        behind = ([RANKS.get(str(word)) for word in tokens_of(name)[len(common) + 1 :]] for name in pair)
        rank, following = (next((one for one in ranks if one in (FIRST, LAST)), rank) for ranks in behind)
    if rank is None or following is None:
        return following == FIRST or rank == LAST or (following is None and first in ENDS)
    return rank > following


def _counts_up(order: Sequence[str]) -> bool:
    """Whether the only numbers in the names count the layers, whatever the words: fc1, hidden2, out3."""
    tokens = [tokens_of(name) for name in order]
    numbers = [[token for token in name if isinstance(token, int)] for name in tokens]
    begin = min(map(min, filter(None, numbers)), default=0)
    return not any("." in name for name in tokens) and numbers == [[begin + place] for place in range(len(order))]


def _is_together(order: Sequence[str]) -> bool:
    """Whether the layers of each module, by what stands before a dot, are neighbours."""
    paths = [re.split(r"[./]", name) for name in order]
    for level in range(1, max(map(len, paths))):
        runs = [module for module, _ in groupby(tuple(path[:level]) for path in paths)]
        if len(set(runs)) < len(runs):
            return False
    return True
