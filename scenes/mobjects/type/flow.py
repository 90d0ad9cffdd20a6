"""Lines of type in the room that there is: set smaller, broken before an operator, one below the other."""

from manim import VGroup

from scenes.mobjects import theme
from scenes.mobjects.type.formula import Formula, width_at
from scenes.mobjects.type.parts import Between, Symbol
from scenes.mobjects.type.relations import read, relate

COLUMN = Between("&", "")
NEW_LINE = Between("\\ ", "\n")
# Before an operator at the start of a line: without it the operator would be set as a sign.
NOTHING = Between('""', "")
SIZES = theme.LARGE, theme.TEXT, theme.NUMBERS
OPERATORS = "+", "−", "·", "=", "≈"
GAP = 0.08  # between a line that is higher than usual and the next one


def fitted(make, sizes=SIZES, width=theme.WORK_WIDTH):
    """The line that `make(size)` makes, in the first of the sizes in which it is no wider than `width`."""
    for size in sizes:
        line = make(size)
        if line.width <= width:
            break
    return line


def flowed(head, terms, size, width=theme.WORK_WIDTH):
    """The pieces of a line, and a size: `size`, or a smaller one in which it fits, or the smallest, in more lines."""
    whole = [*head, *(piece for term in terms for piece in term)]
    for smaller in [size, *(each for each in SIZES if each < size)]:
        if width_at(whole, smaller) <= width:
            return whole, smaller
    return [*head, COLUMN, *wrap([*head, COLUMN], terms, width, smaller)], smaller


def wrap(head, terms, width, size, end=()):
    """The pieces of `terms` after `head`, with a new line wherever the next term would not fit, and of `end`, a line
    below that shares their columns; its last two pieces, sign and result, stand below it where it is too long.
    """
    # The space around a sign that follows the head depends on what that is: a fifth of an em is left for it.
    if end and width_at([*head, *end], size) > width - 0.2 * size:
        end = [*end[:-2], NEW_LINE, COLUMN, *end[-2:]]
    room = width - (width_at([*head, *terms[0]], size) - width_at(terms[0], size) + 0.05 * size)
    while True:
        lines = [[terms[0]]]
        for term in terms[1:]:
            if width_at(joined([*lines[-1], term]), size) > room:
                lines.append([[NOTHING]])
            lines[-1].append(term)
        pieces = [*[piece for line in lines for piece in (NEW_LINE, COLUMN, *joined(line))][2:], *end]
        several = [
            width_at(joined(line), size) for line in lines if len([term for term in line if term != [NOTHING]]) > 1
        ]
        # The space around an operator at the start of a line has not been measured: then the longest line is broken.
        if width_at([*head, *pieces], size) <= width or not several:
            return pieces
        room = max(several) - 0.01 * size


def joined(terms):
    """The pieces of some terms, in one row."""
    return [piece for term in terms for piece in term]


def terms_of(pieces):
    """The pieces of arithmetic in groups, each of which but the first begins with an operator: one outside of brackets,
    or, where none of these adds, inside of the outermost. A fraction stays whole.
    """
    texts = [read([piece]) for piece in pieces]
    opened = [text.count("(") - text.count(")") for text in texts]
    depths = [sum(opened[:place]) for place in range(len(pieces))]
    loose = [k for k, piece in enumerate(pieces) if k and isinstance(piece, str) and piece in OPERATORS]
    operators = {k: depths[k] for k in loose if not in_fraction(pieces[:k])}
    deepest = 0 if any(texts[k] in "+−" and not depth for k, depth in operators.items()) else 1
    terms = [[]]
    for place, piece in enumerate(pieces):
        if operators.get(place, deepest + 1) <= deepest:
            terms.append([])
        terms[-1].append(piece)
    return terms


def in_fraction(pieces):
    """Whether a fraction that begins among these pieces has not ended."""
    markups = [piece.markup for piece in pieces if isinstance(piece, Between)]
    begun = [k for k, markup in enumerate(markups) if markup.startswith("frac(")]
    return bool(begun) and ")" not in markups[begun[-1] :]


def below(x, top, lines, pitches):
    """Put lines one below the other, from x on: the first one's baseline at `top`, each next so much lower as its
    pitch says, or more where the line above is higher than one line.
    """
    y = top
    for place, line in enumerate(lines):
        line.at(x, y)
        if place + 1 < len(lines):
            above = lines[place + 1].get_top()[1] - lines[place + 1].baseline.points[0][1]
            y = min(y - pitches[place], line.get_bottom()[1] - GAP - above)
    return lines


class Equation(Formula):
    """A `Formula` "left = result", or "left ≈ result" where only the rounded digits agree, no wider than `width`.

    The result shows as many decimals as the displayed left side can vouch for: "=" holds to the last
    digit, "≈" is within one unit of it. `left`, `sign` and `result` are shapes, `answer` the last two.
    """

    def __init__(self, *left, result, size=theme.TEXT, width=theme.WORK_WIDTH, **style):
        start = left.index("=") + 1 if "=" in left else 0
        relation = relate(left[start:], result)
        terms = [*terms_of(relation.left), [Symbol(relation.sign), relation.right]]
        pieces, size = flowed(left[:start], terms, size, width)
        super().__init__(*pieces, relations=[relation], size=size, **style)
        *left, self.sign, self.result = self.submobjects[: len(self.parts)]
        self.left, self.answer = VGroup(*left, self.between), VGroup(self.sign, self.result)
