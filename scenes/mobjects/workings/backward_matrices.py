"""The backward pass of whole layers, in matrices, with the numbers of a trace in them."""

from functools import partial

from manim import DOWN, LEFT, VGroup

from facts.number import MOST_DECIMALS, digits_of
from facts.statement import Statement
from scenes.mobjects import theme
from scenes.mobjects.selection import drawn_of, gaps, loudest, worked_of
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Derivative, Number, Symbol, Transposed, Words
from scenes.mobjects.type.relations import added
from scenes.mobjects.workings.matrices import (
    all_related,
    fitting,
    matrix,
    names_above,
    numbers_in,
    one_sign,
    operand,
    shared,
)


class OuterProduct(VGroup):
    """∂L/∂W = δ aᵀ of one layer in numbers: its name, the column times the row, the matrix of all products."""

    def __init__(self, backward, layer, columns, most=None, size=theme.NUMBERS):
        place, rows = f"layers[{layer}]", gaps(worked_of(n := len(backward.layers[layer].delta)), n)
        delta = matrix(backward, f"{place}.delta", rows, color=theme.GRADIENT)
        a = matrix(backward.forward, f"{place}.input", columns, color=theme.ACTIVATION, transpose=True)
        result = gradient_matrix(backward, layer, rows, columns, most)
        deltas, values, products = map(numbers_in, (delta, a, result))
        if not values:  # there is room for no column
            super().__init__(gradient_rule(layer + 1))
            return
        lefts = [[deltas[k // len(values)], "·", operand(values[k % len(values)])] for k in range(len(products))]
        relations = all_related(lefts, products)
        result = gradient_matrix(backward, layer, rows, columns, decimals=shared(relations, products))
        factors = Formula("=", *delta, *a, size=size)
        super().__init__(
            gradient_rule(layer + 1), factors, Formula(one_sign(relations), *result, size=size, relations=relations)
        )
        self.arrange(DOWN, aligned_edge=LEFT, buff=0.2)


def outer_product(backward, layer):
    """The `OuterProduct` of a layer, in the room of the workings."""
    values = backward.forward.layers[layer].input
    return fitting(partial(OuterProduct, backward, layer), len(values), loudest(values))


def gradient_matrix(backward, layer, rows, columns, most=None, decimals=None):
    """The pieces of ∂L/∂W of one layer, by default with two digits of the largest entry, `most` decimals at most."""
    path = f"layers[{layer}].grad_weights"
    if decimals is None:
        decimals = digits_of(Number(backward, path).value, 2)
        decimals = min(decimals, most) if most is not None and 0 <= decimals <= MOST_DECIMALS else decimals
    return matrix(backward, path, rows, columns, theme.GRADIENT, decimals)


def gradient_rule(layer, **style):
    """The rule ∂L/∂W = δ aᵀ of layer `layer`, which counts from 1."""
    row = Transposed("a", layer=layer - 1) if layer > 1 else Transposed("x")
    return Formula(Derivative("W", layer=layer), "=", Symbol("δ", layer=layer), row, **style)


class GradientOf(VGroup):
    """∂L/∂W = δ aᵀ of one layer, and below it the matrix in numbers, without its factors; of many rows, or of `few`."""

    def __init__(self, backward, layer, columns, most=None, few=False, size=theme.IN_NEURON):
        n = len(backward.layers[layer].delta)
        rows = gaps(worked_of(n) if few else drawn_of(n), n)
        numbers = Formula("≈", *gradient_matrix(backward, layer, rows, columns, most), size=size)
        super().__init__(gradient_rule(layer + 1, size=theme.LARGE), numbers)
        self.arrange(DOWN, aligned_edge=LEFT, buff=0.25)


def gradient_of_layer(backward, layer, tallest=theme.SAFE_Y * 2):
    """The `GradientOf` a layer, in the room of the workings; with few rows if it would be higher than `tallest`."""
    values = backward.forward.layers[layer].input
    for few in (False, True):
        made = fitting(partial(GradientOf, backward, layer, few=few), len(values), loudest(values))
        if made.height <= tallest:
            break
    return made


class DeltaMatrix(VGroup):
    """(Wᵀ δ) ⊙ gate of one layer in numbers: above the sums of the shares, below what the gates let through.

    `neurons`: those that have a row. `factors` and `gates`: the two lines with the names above them;
    `row(k)`: what neuron k reads in the first; `totals[k]` and `delta[k]`: the shapes of its results.
    """

    def __init__(self, backward, layer, columns, most=None, size=theme.IN_NEURON):
        here, after = f"layers[{layer}]", f"layers[{layer + 1}]"
        self.neurons = worked_of(n := backward.layers[layer].shares.shape[1])
        rows = gaps(self.neurons, n)
        path = f"forward.network.{after}.weights"
        w = matrix(backward, path, columns, rows, most=most, transpose=True)
        delta = matrix(backward, f"{after}.delta", columns, color=theme.GRADIENT, most=most)
        sums = matrix(backward, f"{here}.grad_a", rows, color=theme.GRADIENT, most=most)
        relations = []
        if columns and None not in columns:
            weights, deltas = map(numbers_in, (w, delta))
            wide, lefts = len(deltas), []
            for k in range(len(self.neurons)):
                row = weights[k * wide : (k + 1) * wide]
                lefts.append(added([operand(v), "·", operand(d)] for v, d in zip(row, deltas, strict=True)))
            relations = all_related(lefts, numbers_in(sums))
            decimals = shared(relations, numbers_in(sums))
            sums = matrix(backward, f"{here}.grad_a", rows, color=theme.GRADIENT, decimals=decimals)
        factors = [*w, *delta]
        if not columns:
            factors, size = [Transposed("W", layer=layer + 2), Symbol("δ", layer=layer + 2)], theme.NUMBERS
        above = Formula(*factors, one_sign(relations), *sums, size=size, relations=relations)
        below = self._gated(backward, here, rows, sums, size)
        below.next_to(above, DOWN, buff=0.9, aligned_edge=LEFT)
        self._name_shapes(above, below, len(numbers_in(delta)) if columns else 0, layer + 1)
        super().__init__(self.factors, self.results, self.gates)

    def _gated(self, backward, here, rows, sums, size):
        gate = matrix(backward, f"{here}.gate", rows, color=theme.PRE_ACTIVATION)
        result = matrix(backward, f"{here}.delta", rows, color=theme.GRADIENT)
        lefts = [[total, "·", gate] for total, gate in zip(numbers_in(sums), numbers_in(gate), strict=True)]
        relations = all_related(lefts, numbers_in(result))
        decimals = shared(relations, numbers_in(result))
        result = matrix(backward, f"{here}.delta", rows, color=theme.GRADIENT, decimals=decimals)
        return Formula(*sums, "⊙", *gate, one_sign(relations), *result, size=size, relations=relations)

    def _name_shapes(self, above, below, wide, layer):
        n = len(self.neurons)
        end = n * wide
        columns = [above[:end], above[end : end + wide], above[len(above.parts) - n : len(above.parts)]]
        names = [Transposed("W", layer=layer + 1), Symbol("δ", layer=layer + 1), Derivative("a", layer=layer)]
        heads = names_above(above, columns if wide else columns[2:], names if wide else names[2:])
        if not wide:  # both factors stand there by their names
            columns[:2] = [VGroup(above[0]), VGroup(above[1])]
        self.totals = dict(zip(self.neurons, columns[2], strict=True))
        self.factors = VGroup(*columns[:2], above.between, heads)
        self.results = VGroup(*columns[2])
        self.rows = {k: [*above[p * wide : (p + 1) * wide], self.totals[k]] for p, k in enumerate(self.neurons)}
        self.shared = [*columns[1], above.between, heads]
        columns = [below[:n], below[n : 2 * n], below[2 * n : 3 * n]]
        self.delta = dict(zip(self.neurons, columns[2], strict=True))
        names = [names[2], Words(Statement("label.gate")), Symbol("δ", layer=layer)]
        self.gates = VGroup(below, names_above(below, columns, names))

    def row(self, k):
        """The shapes of one neuron's sum, and what all sums share."""
        return [*self.rows[k], *self.shared]


def delta_matrix(backward, layer):
    """The `DeltaMatrix` of a layer, in the room of the workings."""
    n_out = len(backward.layers[layer + 1].delta)
    return fitting(partial(DeltaMatrix, backward, layer), n_out)
