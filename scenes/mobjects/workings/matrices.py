"""Whole layers at once, in matrices, with the numbers of a trace in them."""

import re
from dataclasses import replace
from functools import partial

import numpy as np
from manim import RIGHT, UP, VGroup

from core.shown import rounded
from facts.number import MOST_DECIMALS, decimals_of
from scenes.mobjects import theme
from scenes.mobjects.selection import drawn_of, gaps, loudest, worked_of
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number, Symbol
from scenes.mobjects.type.relations import Unvouched, added, relate

DOTS = {"row": Between("dots.v", "⋮"), "column": Between("dots.h.c", "⋯")}


def common_decimals(record, path):
    """The decimals that all entries of an array can share: as many as one of them needs."""
    return decimals_of(Number(record, path).value)


def column_decimals(record, path):
    """The decimals that all entries of an array of quantities can share without one of them vanishing, else None."""
    values, decimals = np.ravel(Number(record, path).value), common_decimals(record, path)
    vanishes = any(value and not rounded(value, decimals) for value in values)
    return None if vanishes or decimals < 0 else decimals


def hue_of(number):
    """The hue of the sign that is shown: none for what reads as zero."""
    return theme.sign_color(number.value) if re.search("[1-9]", number.plain) else theme.INK


def matrix(record, path, rows, columns=None, color=None, decimals=None, transpose=False, most=None):
    """The pieces of an array in square brackets: the entries at `rows` and `columns`, dots where these are None.

    Without `columns` the array is one column. `transpose` shows its rows as columns. All entries have the same
    decimals, as many as they need, but no more than `most` unless they are long. Without a `color`, each has the hue
    of its sign.
    """
    if decimals is None:
        decimals = common_decimals(record, path)
        decimals = min(decimals, most) if most is not None and 0 <= decimals <= MOST_DECIMALS else decimals

    def entry(row, column):
        if row is None or column is None:
            return DOTS["row" if (column if transpose else row) is None else "column"]
        number = Number(record, f"{path}[{row}]" if columns is None else f"{path}[{row}, {column}]", decimals)
        return replace(number, color=color or hue_of(number))

    table = [[entry(row, column) for column in (columns or [0])] for row in rows]
    pieces = [Between('mat(delim: "[", align: #right, row-gap: #0.45em, ', "[")]
    for line in zip(*table, strict=True) if transpose else table:
        for piece in line:
            pieces += [piece, Between(",", "")]
        pieces[-1] = Between(";", ";")
    return [*pieces[:-1], Between(")", "]")]


def numbers_in(pieces):
    """The numbers among some pieces."""
    return [piece for piece in pieces if isinstance(piece, Number)]


def operand(number):
    """The number as a relation names it after an operator."""
    return replace(number, form="operand")


def all_related(lefts, results):
    """A relation for each left side and result, all with the same decimals: as many as hold for each. None where the
    digits of one left side do not give its result.
    """
    try:
        relations = [relate(left, result, fixed=left) for left, result in zip(lefts, results, strict=True)]
        decimals = min(relation.right.decimals for relation in relations)
        return [
            relate(relation.left, replace(relation.right, decimals=decimals), fixed=relation.left)
            for relation in relations
        ]
    except Unvouched:
        return []


def shared(relations, results):
    """The decimals of results as their relations have them, or, without relations, as they are."""
    return relations[0].right.decimals if relations else results[0].decimals


def one_sign(relations):
    """The sign for several rows at once: "=" only where it is true of each."""
    return "=" if relations and all(relation.sign == "=" for relation in relations) else "≈"


def fitting(make, count, chosen=None):
    """The first matrix formula that is no wider than the workings: whole, then with dots, then with fewer decimals.

    `make(slots, most)` makes one; `slots`: the columns that are written of `count`, those that are `chosen` if there is
    room, or the first and the last; `most`: the decimals that all entries have at most. Without columns, what is left
    is the result.
    """
    whole = gaps(chosen or worked_of(count), count)
    brief = gaps(chosen[:1], count) if chosen and len(chosen) < count else [0, None, count - 1] if count > 3 else whole
    one, none = gaps((chosen or [0])[:1], count), []
    forms = (whole, None), (whole, 2), (brief, None), (brief, 2), (brief, 1), (brief, 0), (one, None), (none, None)
    for slots, most in forms:
        made = make(slots, most)
        if made.width <= theme.WORK_WIDTH:
            break
    return made


class MatrixProduct(Formula):
    """z = W a + b of one layer in numbers; each row of it is one neuron.

    `weights[j]`, `biases[j]` and `z[j]` are the shapes of row j, `entering` those of a; `symbols` stand above.
    An equation is stated only where none of its terms is left out. Without `columns` only z stands in numbers.
    """

    def __init__(self, trace, layer, neurons, columns, most=None, size=theme.IN_NEURON):
        place, self.neurons = f"layers[{layer}]", neurons
        rows = gaps(neurons, trace.layers[layer].layer.n_out)
        weights = matrix(trace, f"network.{place}.weights", rows, columns, most=most)
        entering = matrix(trace, f"{place}.input", columns, color=theme.ACTIVATION, most=most)
        biases = matrix(trace, f"network.{place}.biases", rows, color=theme.BIAS, most=most)
        z = matrix(trace, f"{place}.z", rows, color=theme.PRE_ACTIVATION, most=most)
        relations = []
        if columns and None not in columns:
            w, a, b = map(numbers_in, (weights, entering, biases))
            lefts = []
            for k in range(len(self.neurons)):
                row = w[k * len(a) : (k + 1) * len(a)]
                products = [[operand(weight), "·", operand(value)] for weight, value in zip(row, a, strict=True)]
                lefts.append(added([*products, [operand(b[k])]]))
            relations = all_related(lefts, numbers_in(z))
            z = matrix(trace, f"{place}.z", rows, color=theme.PRE_ACTIVATION, decimals=shared(relations, numbers_in(z)))
        if columns:
            pieces = [*weights, *entering, "+", *biases, one_sign(relations), *z]
            super().__init__(*pieces, size=size, relations=relations)
            self._name_shapes(len(numbers_in(entering)), layer + 1)
        else:
            names = Symbol("W", layer=layer + 1), activation_symbol(layer), "+", Symbol("b", layer=layer + 1)
            super().__init__(*names, "≈", *z, size=theme.NUMBERS)
            self._name_z(layer + 1)

    def _name_shapes(self, wide, layer):
        shapes, count = self.submobjects[: len(self.parts)], len(self.neurons)
        self.weights = {j: VGroup(*shapes[k * wide : (k + 1) * wide]) for k, j in enumerate(self.neurons)}
        self.entering = VGroup(*shapes[count * wide : (count + 1) * wide])
        vectors = shapes[(count + 1) * wide :]
        self.biases = dict(zip(self.neurons, vectors[:count], strict=True))
        self.z = dict(zip(self.neurons, vectors[count:], strict=True))
        columns = [self.weights.values(), self.entering, self.biases.values(), self.z.values()]
        letters = ["W", None, "b", "z"]
        names = [Symbol(letter, layer=layer) if letter else activation_symbol(layer - 1) for letter in letters]
        self.symbols = names_above(self, [VGroup(*column) for column in columns], names)
        self.add(self.symbols)

    def _name_z(self, layer):
        z = self.submobjects[3 : len(self.parts)]
        self.weights = self.biases = {j: VGroup() for j in self.neurons}
        self.entering, self.z = VGroup(), dict(zip(self.neurons, z, strict=True))
        self.symbols = names_above(self, [VGroup(*z)], [Symbol("z", layer=layer)])
        self.add(self.symbols)


def matrix_product(trace, layer, neurons):
    """The `MatrixProduct` of a layer, in the room of the workings, with a row for each of these neurons."""
    values = trace.layers[layer].input
    make = partial(MatrixProduct, trace, layer, neurons)
    return fitting(make, len(values), loudest(values))


def activation_symbol(layer):
    """The symbol x for the inputs, layer 0, and a for all others."""
    return Symbol("a", layer=layer) if layer else Symbol("x")


def names_above(formula, columns, names):
    """A line for each name, above its columns of a formula."""
    top, lines, end = formula.get_top()[1] + 0.22, VGroup(), -theme.SAFE_X
    for column, name in zip(columns, names, strict=True):
        line = Formula(name).at(column.get_center()[0], top, "center")
        line.shift(max(0, formula.get_top()[1] + 0.1 - line.get_bottom()[1]) * UP)
        line.shift(max(0, end - line.get_left()[0]) * RIGHT)
        end = line.get_right()[0] + 0.15
        lines.add(line)
    return lines


class Array(VGroup):
    """W or b of one layer in brackets, with its name above: `frame` is that, `numbers` what stands inside.

    `neurons`: those that have a row; `rows[j]`: the shapes of row j by their input (0 for a bias).
    """

    def __init__(self, network, layer, name, letter, columns=None, most=None, color=None):
        values = getattr(network.layers[layer], name)
        self.neurons = drawn_of(len(values))
        pieces = matrix(network, f"layers[{layer}].{name}", gaps(self.neurons, len(values)), columns, color, most=most)
        formula = Formula(*pieces, size=theme.IN_NEURON)
        places = [i for i in columns or [0] if i is not None]
        shapes = iter(formula.submobjects)
        self.rows = {j: {i: next(shapes) for i in places} for j in self.neurons}
        self.numbers = VGroup(*(number for row in self.rows.values() for number in row.values()))
        self.frame = VGroup(Formula(Symbol(letter, layer=layer + 1), size=theme.LARGE), formula.between)
        self.frame[0].next_to(formula, UP, buff=0.25)
        super().__init__(self.frame, self.numbers)


def layer_arrays(network, layer, x):
    """W and b of one layer side by side, each an `Array`, with their left end at x and in the middle of the height."""

    def make(columns, most):
        weights = Array(network, layer, "weights", "W", columns, most)
        biases = Array(network, layer, "biases", "b", most=most, color=theme.BIAS)
        return VGroup(weights, biases).arrange(RIGHT, buff=0.7)

    both = fitting(make, network.layers[layer].n_in)
    both.move_to([x + both.width / 2, 0.2, 0])
    return both
