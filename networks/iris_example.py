"""The built-in example of the films: a small network, one flower, and one whole training step with it.
All weights, biases and inputs have one decimal: whoever redoes the films' sums with a pocket calculator gets
the same digits. `python -m networks.iris_example` makes the example again, always the same.
"""

from dataclasses import replace

import numpy as np

from core import Network, evaluate, forward, load_example, train, training_step
from core.datasets import iris
from core.example import FILE, Example, to_decimals
from core.samples import Samples
from networks.json_file import write

# The first seed, and its first flower, to give all that tests/networks/test_iris_example.py asks of a clear example.
SEED, FLOWER = 86, 76


def one_decimal(values: np.ndarray) -> np.ndarray:
    """Rounded as at school, in the same shape."""
    return to_decimals(values, 1)


def make_examples(seed: int) -> dict[int, Example]:
    """Train 3-5-4-2 on two kinds of Iris and round it: an example for each flower it gets wrong, by place."""
    data = iris(split=35, features=(0, 2, 3), classes=(1, 2))
    mean, scale = one_decimal(data.mean), one_decimal(data.scale)
    x, x_test = (one_decimal((part - mean) / scale) for part in (data.measurements, data.test_measurements))
    parts = x, data.classes, x_test, data.test_classes
    start = Network.initialise((3, 5, 4, 2), seed=seed)
    learnt = train(start, *parts, epochs=60, learning_rate=0.05, seed=seed).network.layers
    rounding = (replace(old, weights=one_decimal(old.weights), biases=one_decimal(old.biases)) for old in learnt)
    network = Network(tuple(rounding))
    same = {
        "title": "Versicolor or virginica?", "source": "Iris, training part",
        "feature_names": data.feature_names, "units": ("cm",) * 3, "class_names": data.class_names,
        "mean": mean, "scale": scale, "decimals": 1, "thing": "flower", "learning_rate": 0.2,
        "test_accuracy": evaluate(network, x_test, data.test_classes).accuracy,
        "samples": Samples(data.measurements, data.classes), "network": network,
    }  # fmt: skip
    wrong = np.flatnonzero(forward(network, x).predicted_class != data.classes).tolist()
    flowers = ((flower, data.measurements[flower], int(data.classes[flower])) for flower in wrong)
    return {flower: Example(measurements=values, true_class=kind, **same) for flower, values, kind in flowers}


if __name__ == "__main__":
    write(FILE, make_examples(SEED)[FLOWER])
    step = training_step(load_example(FILE))
    example, truth = step.example, int(step.example.target.argmax())
    print(f"{example.title} Test accuracy after rounding: {example.test_accuracy:.0%}")
    print(f"{example.source}: {example.class_names[truth]}, {example.measurements} cm, x = {example.x}")
    print(f"probability {step.forward.output[truth]:.4f}, after the step {step.again.output[truth]:.4f}")
    print(f"loss {step.backward.loss:.4f}, after the step {step.loss_again:.4f}; rate {step.learning_rate}")
