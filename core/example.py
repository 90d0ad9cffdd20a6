"""The worked example of the films: a small network, one flower, and one whole training step with it.
All weights, biases and inputs have one decimal: whoever redoes the films' sums with a pocket calculator gets
the same digits. `python -m core.example` makes the example again, always the same.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.arrays import finite, read_only
from core.backward import BackwardTrace, backward, loss_of, one_hot
from core.datasets import iris
from core.files import read, write
from core.forward import ForwardTrace, forward
from core.network import Layer, Network, check_positive
from core.shown import rounded
from core.training import evaluate, train

FILE = Path(__file__).with_name("example.json")
# The first seed, and its first flower, to give all that tests/core/test_example.py asks of a clear example.
SEED, FLOWER = 86, 76


@dataclass(frozen=True, eq=False)
class Example:
    """A network and one flower. measurements, mean, scale: (n0,), in `units`; true_class counts from 0.
    test_accuracy: of the network as it is here, rounded, on inputs rounded like x. source: where the flower
    is from. learning_rate: for the films' single step. Raises ValueError for what does not fit.
    """

    title: str
    source: str
    feature_names: tuple[str, ...]
    units: tuple[str, ...]
    class_names: tuple[str, ...]
    measurements: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    true_class: int
    learning_rate: float
    test_accuracy: float
    network: Network

    def __post_init__(self):
        n_in, n_out = self.network.sizes[0], self.network.sizes[-1]
        counts = {"measurements": n_in, "mean": n_in, "scale": n_in}
        for name, count in {**counts, "feature_names": n_in, "units": n_in, "class_names": n_out}.items():
            given = getattr(self, name)
            if len(given) != count:
                raise ValueError(f"{name} has {len(given)} entries: give {count}, as the network has")
            object.__setattr__(self, name, finite(name, given) if name in counts else tuple(given))
        if (self.scale <= 0).any():
            raise ValueError(f"scale is {self.scale.tolist()}: give positive numbers")
        one_hot(self.true_class, n_out)
        check_positive("learning_rate", self.learning_rate)

    @property
    def x(self) -> np.ndarray:
        """The input of the network, (n0,): (measurements − mean) / scale, rounded to one decimal."""
        return one_decimal((self.measurements - self.mean) / self.scale)

    @property
    def target(self) -> np.ndarray:
        """One-hot, (n,): 1 at the true class, 0 elsewhere."""
        return one_hot(self.true_class, self.network.sizes[-1])


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One flower forward and backward, the network after one `step`, the flower forward `again` through it.
    loss_again: its loss after the step; the one before is backward.loss.
    """

    example: Example
    network: Network
    learning_rate: float
    forward: ForwardTrace
    backward: BackwardTrace
    step: Network
    again: ForwardTrace
    loss_again: float


def training_step(example: Example, learning_rate: float | None = None) -> TrainingStep:
    """One whole training step on the example's flower, by default with the example's learning rate."""
    rate = example.learning_rate if learning_rate is None else learning_rate
    trace = forward(example.network, example.x)
    gradients = backward(trace, example.target)
    step = example.network.step(gradients, rate)
    again = forward(step, example.x)
    loss_again = loss_of(again, example.target)
    return TrainingStep(example, example.network, rate, trace, gradients, step, again, loss_again)


def load_example(path: Path = FILE) -> Example:
    """The example in the file. Raises ValueError when the file holds none."""
    return read(path, Example)


def one_decimal(values: np.ndarray) -> np.ndarray:
    """Rounded as at school, in the same shape."""
    return read_only(np.vectorize(rounded, otypes=[float])(values, 1))


def make_examples(seed: int) -> dict[int, Example]:
    """Train 3-5-4-2 on two kinds of Iris and round it: an example for each flower it gets wrong, by place."""
    data = iris(split=35, features=(0, 2, 3), classes=(1, 2))
    mean, scale = one_decimal(data.mean), one_decimal(data.scale)
    x, x_test = (one_decimal((part - mean) / scale) for part in (data.measurements, data.test_measurements))
    parts = x, data.classes, x_test, data.test_classes
    start = Network.initialise((3, 5, 4, 2), seed=seed)
    learnt = train(start, *parts, epochs=60, learning_rate=0.05, seed=seed).network.layers
    rounding = (Layer(one_decimal(old.weights), one_decimal(old.biases), old.activation) for old in learnt)
    network = Network(tuple(rounding))
    accuracy = evaluate(network, x_test, data.test_classes).accuracy
    words = "Versicolor or virginica?", "Iris, training part", data.feature_names, ("cm",) * 3
    examples = {}
    for flower in np.flatnonzero(forward(network, x).predicted_class != data.classes).tolist():
        numbers = data.measurements[flower], mean, scale, int(data.classes[flower]), 0.2, accuracy
        examples[flower] = Example(*words, data.class_names, *numbers, network)
    return examples


if __name__ == "__main__":
    write(FILE, make_examples(SEED)[FLOWER])
    step = training_step(load_example())
    example, truth = step.example, step.example.true_class
    print(f"{example.title} Test accuracy after rounding: {example.test_accuracy:.0%}")
    print(f"{example.source}: {example.class_names[truth]}, {example.measurements} cm, x = {example.x}")
    print(f"probability {step.forward.output[truth]:.4f}, after the step {step.again.output[truth]:.4f}")
    print(f"loss {step.backward.loss:.4f}, after the step {step.loss_again:.4f}; rate {step.learning_rate}")
