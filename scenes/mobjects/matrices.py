"""Whole layers at once, in matrices, with the numbers of a trace in them."""

from dataclasses import replace

from manim import DOWN, LEFT, VGroup
from numpy import ndindex

from scenes.mobjects import theme
from scenes.mobjects.claims import added, relate
from scenes.mobjects.parts import Between, Derivative, Number, Symbol, Transposed, Words
from scenes.mobjects.typesetting import Formula


def common_decimals(record, path):
    """The decimals that all entries of an array can share: as many as one of them needs."""
    array = Number(record, path).value
    return max(Number(record, f"{path}{list(index)}").decimals_needed for index in ndindex(array.shape))


def matrix(record, path, color=None, decimals=None, transpose=False):
    """The pieces of an array in square brackets: shape (rows, columns), or (rows,) as one column.

    All entries have the same decimals. Without a `color`, each has the hue of its sign.
    """
    array = Number(record, path).value
    wide = array.ndim == 2
    rows = [[f"{j}, {i}" for i in range(array.shape[1])] if wide else [f"{j}"] for j in range(len(array))]
    rows = [list(column) for column in zip(*rows, strict=True)] if transpose else rows
    entries = [[Number(record, f"{path}[{position}]") for position in row] for row in rows]
    decimals = common_decimals(record, path) if decimals is None else decimals
    pieces = [Between('mat(delim: "[", align: #right, row-gap: #0.45em, ', "[")]
    for row in entries:
        for entry in row:
            hue = color or theme.sign_color(entry.value)
            pieces += [replace(entry, decimals=decimals, color=hue), Between(",", "")]
        pieces[-1] = Between(";", ";")
    return [*pieces[:-1], Between(")", "]")]


class MatrixProduct(Formula):
    """z = W a + b of one layer in numbers; each row of it is one neuron.

    `weights[j]`, `biases[j]` and `z[j]` are the shapes of row j, `entering` those of a; `symbols` stand
    above.
    """

    def __init__(self, trace, layer, size=theme.IN_NEURON):
        place = f"layers[{layer}]"
        factors = [
            matrix(trace, f"network.{place}.weights"),
            matrix(trace, f"{place}.input", theme.ACTIVATION),
            matrix(trace, f"network.{place}.biases", theme.BIAS),
            matrix(trace, f"{place}.z", theme.PRE_ACTIVATION),
        ]
        w, a, b, z = ([piece for piece in factor if isinstance(piece, Number)] for factor in factors)
        n_out, n_in = len(z), len(a)
        claims = []
        for j in range(n_out):
            products = [[operand(w[j * n_in + i]), "·", operand(a[i])] for i in range(n_in)]
            claims.append(relate(added([*products, [operand(b[j])]]), z[j]))
        sign = one_sign(claims)
        super().__init__(*factors[0], *factors[1], "+", *factors[2], sign, *factors[3], size=size, claims=claims)
        shapes = self.submobjects
        self.weights = [VGroup(*shapes[j * n_in : (j + 1) * n_in]) for j in range(n_out)]
        shapes = shapes[n_out * n_in : len(self.parts)]
        self.entering = VGroup(*shapes[:n_in])
        self.biases, self.z = VGroup(*shapes[n_in : n_in + n_out]), VGroup(*shapes[n_in + n_out :])
        self.symbols = self._symbols(layer + 1)
        self.add(self.symbols)

    def _symbols(self, layer):
        columns = [VGroup(*self.weights), self.entering, self.biases, self.z]
        names = [
            Symbol("W", layer=layer),
            activation_symbol(layer - 1),
            Symbol("b", layer=layer),
            Symbol("z", layer=layer),
        ]
        return names_above(self, columns, names)


def activation_symbol(layer):
    """The symbol x for the inputs, layer 0, and a for all others."""
    return Symbol("a", layer=layer) if layer else Symbol("x")


def names_above(formula, columns, names):
    """A line for each name, above its columns of a formula."""
    top = formula.get_top()[1] + 0.22
    lines = (
        Formula(name).at(column.get_center()[0], top, "center") for column, name in zip(columns, names, strict=True)
    )
    return VGroup(*lines)


class OuterProduct(VGroup):
    """∂L/∂W = δ aᵀ of one layer in numbers: its name, the column times the row, the matrix of all products."""

    def __init__(self, backward, layer, decimals=2, size=theme.NUMBERS):
        place = f"layers[{layer}]"
        delta = matrix(backward, f"{place}.delta", theme.GRADIENT)
        a = matrix(backward.forward, f"{place}.input", theme.ACTIVATION, transpose=True)
        result = matrix(backward, f"{place}.grad_weights", theme.GRADIENT, decimals)
        deltas, values, products = (
            [part for part in parts if isinstance(part, Number)] for parts in (delta, a, result)
        )
        claims = []
        for k, product in enumerate(products):
            claims.append(relate([deltas[k // len(values)], "·", operand(values[k % len(values)])], product))
        sign = one_sign(claims)
        name = Formula(
            Derivative("W", layer=layer + 1), "=", Symbol("δ", layer=layer + 1), Transposed("a", layer=layer)
        )
        factors = Formula("=", *delta, *a, size=size)
        matrices = Formula(sign, *result, size=size, claims=claims)
        super().__init__(name, factors, matrices)
        self.arrange(DOWN, aligned_edge=LEFT, buff=0.2)


class BlameMatrix(VGroup):
    """(Wᵀ δ) ⊙ gate of one layer in numbers: above the sums of the shares, below what the gates let through.

    `sums` and `gates` are the two lines with the names above them; `row(k)` is what neuron k reads in
    the first, `delta[k]` the shape of its result in the second.
    """

    def __init__(self, backward, layer, size=theme.IN_NEURON):
        here, after = f"layers[{layer}]", f"layers[{layer + 1}]"
        n_out, n = backward.layers[layer].shares.shape
        w = matrix(backward, f"forward.network.{after}.weights", transpose=True)
        delta = matrix(backward, f"{after}.delta", theme.GRADIENT)
        sums = matrix(backward, f"{here}.grad_a", theme.GRADIENT)
        weights, deltas, totals = ([part for part in parts if isinstance(part, Number)] for parts in (w, delta, sums))
        claims = []
        for k, total in enumerate(totals):
            shares = ([operand(weights[k * n_out + j]), "·", operand(deltas[j])] for j in range(n_out))
            claims.append(relate(added(shares), total))
        above = Formula(*w, *delta, one_sign(claims), *sums, size=size, claims=claims)
        gate = matrix(backward, f"{here}.gate", theme.PRE_ACTIVATION)
        result = matrix(backward, f"{here}.delta", theme.GRADIENT)
        gates, results = ([part for part in parts if isinstance(part, Number)] for parts in (gate, result))
        claims = [
            relate([total, "·", gate], delta)
            for total, gate, delta in zip(totals, gates, results, strict=True)
        ]
        below = Formula(*sums, "⊙", *gate, one_sign(claims), *result, size=size, claims=claims)
        below.next_to(above, DOWN, buff=0.9, aligned_edge=LEFT)
        self.delta = below[2 * n : 3 * n]
        end = n * n_out
        columns = [above[:end], above[end : end + n_out], above[end + n_out : len(above.parts)]]
        names = [Transposed("W", layer=layer + 2), Symbol("δ", layer=layer + 2), Derivative("a", layer=layer + 1)]
        self.sums = VGroup(above, names_above(above, columns, names))
        columns, names = (
            [below[:n], below[n : 2 * n], self.delta],
            [names[2], Words("gate"), Symbol("δ", layer=layer + 1)],
        )
        self.gates = VGroup(below, names_above(below, columns, names))
        self.rows = [[*above[k * n_out : (k + 1) * n_out], above[end + n_out + k]] for k in range(n)]
        self.shared = above[end : end + n_out]
        super().__init__(self.sums, self.gates)

    def row(self, k):
        """The shapes of one neuron's sum, and what all sums share."""
        above, names = self.sums
        return [*self.rows[k], *self.shared, above.between, names]


def one_sign(claims):
    """The sign for several rows at once: "=" only where it is true of each."""
    return "≈" if any(claim.sign == "≈" for claim in claims) else "="


def operand(number):
    """The number as a claim names it after an operator."""
    return replace(number, form="operand")


def gradient_rules(count, x, top):
    """∂L/∂W = δ aᵀ for each of `count` layers, from the last to the first, and ∂L/∂b = δ for all."""
    lines = VGroup()
    for layer in range(count, 0, -1):
        row = Transposed("a", layer=layer - 1) if layer > 1 else Transposed("x")
        lines.add(Formula(Derivative("W", layer=layer), "=", Symbol("δ", layer=layer), row, size=theme.LARGE))
    lines.add(Formula(Derivative("b", layer="l"), "=", Symbol("δ", layer="l"), size=theme.LARGE))
    return VGroup(*(line.at(x, top - 0.85 * k) for k, line in enumerate(lines)))
