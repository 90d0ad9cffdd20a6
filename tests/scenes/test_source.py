"""A film asks core for its numbers: its source computes none and writes none."""

import ast
from pathlib import Path

import pytest

SCENES = Path(__file__).parents[2] / "scenes"
FILMS = sorted(path.name for path in SCENES.glob("[!_]*.py"))

# What core computes: whoever reckons with these in a film, computes there.
VALUES = {
    "weights", "biases", "products", "z", "a", "exponentials", "exponential_sum", "output", "delta", "shares", "grad_a",
    "gate", "grad_weights", "grad_biases", "loss", "loss_again", "target", "measurements", "mean", "scale", "x",
    "learning_rate", "value", "parameter_count",
}  # fmt: skip
GEOMETRY = {"width", "height"}
LOCAL = {"delta", "loss", "gradient", "weight", "weights", "bias", "biases"}
RECKONING = {"sum", "round", "pow", "float", "Decimal", "Fraction"}
SHOWING = {"Words", "Headline", "Formula", "Equation", "Symbol", "Between", "say", "turn_page", "tell"}
CONSTANTS = {"0", "1"}


def values(node):
    """The values of core that an expression takes; the width of a matrix on screen is none."""
    if isinstance(node, ast.Attribute) and node.attr in GEOMETRY:
        return []
    taken = isinstance(node, ast.Attribute) and node.attr in VALUES
    taken |= isinstance(node, ast.Name) and node.id in LOCAL
    return [node] * taken + [value for child in ast.iter_child_nodes(node) for value in values(child)]


def reckoned(source):
    """Where a film does sums with values: an operator, or a function that adds or rounds."""
    found = []
    for node in ast.walk(ast.parse(source)):
        sums = isinstance(node, ast.BinOp | ast.AugAssign)
        sums |= isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
        sums |= isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RECKONING
        if sums and values(node):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


def name_of(function):
    """The last word of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def literals(source):
    """The digits that a film writes itself into what it shows or says, and values it formats itself."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if name_of(call.func) not in SHOWING:
            continue
        # Markup is typography; what a Between reads as is its second argument.
        arguments = call.args[1:] if name_of(call.func) == "Between" else call.args
        for node in (node for argument in arguments for node in parts(argument)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                digits = {word.strip("()=+−·/, ") for word in node.value.split() if any(map(str.isdigit, word))}
                found += [f"line {node.lineno}: {node.value!r}" for word in digits - CONSTANTS]
            if isinstance(node, ast.FormattedValue) and node.format_spec:
                found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


def parts(node):
    """An expression without the calls and the formats inside it, which are looked at by themselves."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Call) and child is not getattr(node, "format_spec", None):
            yield from parts(child)


@pytest.mark.parametrize("name", FILMS)
def test_films_compute_nothing(name):
    """No film does arithmetic with what core has computed."""
    assert reckoned((SCENES / name).read_text()) == []


@pytest.mark.parametrize("name", FILMS)
def test_films_write_no_numbers(name):
    """No film has digits in its texts, or formats a value itself; only 0 and 1 may stand there as constants."""
    assert literals((SCENES / name).read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "0.4 * layer.delta[0]",
        "layer.weights @ layer.input",
        "-trace.loss",
        "sum(layer.products[0])",
        "round(trace.loss, 2)",
        "loss -= 1",
        "1.5 * max(abs(z) for z in layer.z)",
    ],
)
def test_a_film_that_computes_is_seen(source):
    """Each kind of arithmetic on values is reported."""
    assert len(reckoned(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'Words("54 parameters")',
        'tell(self, "The loss is 0.37.")',
        'tell(self, f"The loss is {loss:.2f}.")',
        'Formula("x = 2")',
        'Between("frac(", "3 /")',
        'self.headline.say("All 54")',
        'tell(self, "a" if sure else "99 %")',
    ],
)
def test_a_film_that_writes_numbers_is_seen(source):
    """Each kind of number that a film writes itself is reported."""
    assert len(literals(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'Between("mat(row-gap: #0.45em, ", "[")',
        'Between("1", "1")',
        'tell(self, f"Row {j + 1}: {number.plain}", FadeIn(Number(trace, f"layers[0].z[{j}]", 3)), run_time=1.5)',
        "line.at(LEFT_X, 1.3 - 0.75 * layer)",
    ],
)
def test_a_film_that_asks_passes(source):
    """Layout, typography, paths into a trace and its numbers' own texts are not reported."""
    assert literals(source) == []
    assert reckoned(source) == []
