"""Examples of all kinds that people have: sizes, activations, names, units, small and huge numbers."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from core import Example, Layer, Network, training_step
from core.activations import ACTIVATIONS
from core.samples import Samples
from networks.defaults import lowering_rate

NAMES = (
    "sepal length", "PM2.5", "T (°C)", "0", "1", "x", "1.0", "yes", "no", "R² of 3.5", "price [€/m²]", "a_b_c",
    "#1 & co", "length of the longest petal in the sunniest part of the garden",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "WWWWWWWWWWWWWWWWWWWWWW", "αλφα", "طول", "naïve", "i", "50 %", "–", "a – b", "“so”", "∂L/∂w", "L", "z", "−1",
    "is 3.7",
)  # fmt: skip
UNITS = "", "cm", "€", "kg/m³", "%", "°C", "1.5 l"
HIDDEN = [name for name in ACTIVATIONS if name != "softmax"]
# The last activation and the loss that go together in practice.
ENDS = [
    ("softmax", "cross_entropy"),
    ("softmax", "cross_entropy"),
    ("sigmoid", "cross_entropy"),
    ("identity", "mean_squared_error"),
    ("identity", "mean_squared_error"),
    ("tanh", "mean_squared_error"),
    ("relu", "mean_squared_error"),
    ("sigmoid", "mean_squared_error"),
    ("softmax", "mean_squared_error"),
]
FEW, SOME, MANY = st.integers(1, 4), st.integers(1, 12), st.sampled_from([16, 30, 64, 100])
WIDTHS = st.one_of(FEW, FEW, FEW, FEW, SOME, SOME, MANY)
INPUTS = st.one_of(FEW, FEW, SOME, SOME, SOME, st.sampled_from([30, 64, 784]))
POWERS = st.one_of(st.just(0), st.just(0), st.integers(-3, 3), st.integers(-12, 12))


@st.composite
def examples(draw, small=False):
    """An Example, all of whose fields a user may bring. Sizes are drawn small more often than large, or all `small`."""
    inputs, widths, deepest = (st.integers(1, 7), FEW, [0, 1, 1, 2]) if small else (INPUTS, WIDTHS, [1, 2, 2, 3, 6])
    sizes = [draw(inputs), *draw(st.lists(widths, max_size=draw(st.sampled_from(deepest)))), draw(widths)]
    end, loss = draw(st.sampled_from(ENDS))
    if end == "softmax" and sizes[-1] == 1:
        end = "sigmoid"
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    network = drawn_network(draw, random, sizes, end, loss)
    fields = measured(draw, random, sizes[0]) | wanted(draw, random, sizes[-1], end, loss)
    title = draw(st.sampled_from(["Which one is it?", *NAMES]))
    thing = draw(st.sampled_from(["sample", "sample", "flower", "house", "digit"]))
    fields |= {"title": title, "thing": thing, "learning_rate": 0.1, "network": network}
    try:
        if "class_names" in fields and draw(st.booleans()):
            fields["samples"] = others(draw, random, fields)
        made = Example(**fields)
        made = replace(made, learning_rate=lowering_rate(made))
        training_step(made)
    except ValueError:  # numbers beyond all floats, which core refuses
        assume(False)
    return made


def drawn_network(draw, random, sizes, end, loss):
    """A network whose weights are of one size, with some of them zero, whole, or rounded as people round them."""
    scale = 10.0 ** draw(st.one_of(st.just(0), st.just(0), st.integers(-3, 2), st.integers(-6, 6)))
    decimals = draw(st.sampled_from([None, None, 1, 2, 3]))
    zeros = draw(st.sampled_from([0, 0, 0, 0.3, 1]))
    layers = []
    for place, (n_in, n_out) in enumerate(pairwise(sizes)):
        weights, biases = random.normal(size=(n_out, n_in)) * scale, random.normal(size=n_out) * scale
        weights[random.uniform(size=weights.shape) < zeros] = 0
        if decimals is not None:
            weights, biases = weights.round(decimals), biases.round(decimals)
        last = place == len(sizes) - 2
        layers.append(Layer(weights, biases, end if last else draw(st.sampled_from(HIDDEN))))
    return Network(tuple(layers), loss)


def measured(draw, random, count):
    """The fields of the inputs: raw or standardised, each in a unit of its own, or all alike."""
    raw, mixed = draw(st.booleans()), draw(st.booleans())
    power = draw(POWERS)
    powers = random.integers(-4, 5, count) if mixed else np.full(count, power)
    values = random.normal(size=count) * 10.0**powers
    values = np.array([float(f"{value:.{draw_digits}g}") for value in values for draw_digits in [3]])
    if draw(st.sampled_from([True, False, False, False])):
        values = np.zeros(count)
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
    fields = {
        "feature_names": tuple(names[i] if i < len(names) else f"feature {i + 1}" for i in range(count)),
        "units": tuple(draw(st.sampled_from(UNITS)) for _ in range(min(count, 6))) + ("",) * (count - min(count, 6)),
        "measurements": values,
        "mean": np.zeros(count) if raw else (random.normal(size=count) * 10.0**powers).round(6),
        "scale": np.ones(count) if raw else np.maximum(random.uniform(0.3, 2, count) * 10.0**powers, 1e-12),
    }
    return fields | ({"decimals": 1} if not raw and draw(st.booleans()) else {})


def others(draw, random, fields):
    """Samples around the film's own: few or many, of all classes, some of them equal, some inputs the same in all."""
    own, count = fields["measurements"], draw(st.sampled_from([1, 2, 5, 30, 80]))
    apart = random.normal(size=(count, len(own))) * (np.abs(own) + fields["scale"])
    apart[:, random.uniform(size=len(own)) < draw(st.sampled_from([0, 0, 0.5, 1]))] = 0
    rows = np.array([[float(f"{value:.3g}") for value in row] for row in own + apart])
    rows[random.uniform(size=count) < draw(st.sampled_from([0, 0.2]))] = own
    return Samples(rows, random.integers(0, len(fields["class_names"]), count))


def wanted(draw, random, count, end, loss):
    """The fields of what should come out: a class, labels, or values."""
    if loss == "cross_entropy" or (end == "softmax" and draw(st.booleans())):
        names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3))
        classes = tuple(names[k] if k < len(names) else f"class {k + 1}" for k in range(max(count, 2)))
        if draw(st.sampled_from([True, False, False])):
            classes = tuple(str(k) for k in range(max(count, 2)))
        if end == "sigmoid" and count > 1 and draw(st.booleans()):
            return {"target_names": classes[:count], "target": random.integers(0, 2, count).astype(float)}
        return {"class_names": classes, "true_class": draw(st.integers(0, max(count, 2) - 1))}
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
    target = random.normal(size=count) * 10.0 ** draw(st.one_of(st.just(0), st.integers(-4, 6)))
    if end == "softmax":
        target = np.abs(target) / np.abs(target).sum()
    return {
        "target_names": tuple(names[k] if k < len(names) else f"value {k + 1}" for k in range(count)),
        "target": target,
    }
