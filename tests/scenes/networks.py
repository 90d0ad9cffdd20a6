"""A spread of networks that the films have to fit: small and wide, deep, of classes and of values, with any names."""

import numpy as np

from core import Example, Network

WORDS = "length of the longest petal in the sunniest part of the garden", "width", "colour of the flower at noon"
GREEK = "αλφα", "βήτα", "γάμμα"
ARABIC = "طول", "عرض", "لون"
CHINESE = "花瓣长度", "宽度", "颜色"
EMOJI = "🌹 of 1", "❤\ufe0f", "a 🌸"
WIDE = (784, 128, 64, 10)


def example(sizes, activations=None, loss=None, seed=0, scheme="he", names=None, classes=None, truth=0, **fields):
    """An Example of a network with random weights, and a sample that looks measured."""
    random = np.random.default_rng(seed)
    network = Network.initialise(sizes, activations, scheme, seed, loss)
    n_in, n_out = sizes[0], sizes[-1]
    mean, scale = random.uniform(2, 9, n_in).round(2), random.uniform(0.3, 2, n_in).round(2)
    given = {
        "title": "Which one is it?",
        "feature_names": names or tuple(f"feature {i + 1}" for i in range(n_in)),
        "units": ("cm",) * n_in,
        "measurements": (mean + scale * random.normal(size=n_in)).round(1),
        "mean": mean,
        "scale": scale,
        "learning_rate": 0.01,
    }
    if network.loss == "cross_entropy":
        given["class_names"] = classes or tuple(f"class {k + 1}" for k in range(max(n_out, 2)))
        given["true_class"] = truth
    else:
        given["target_names"] = tuple(f"value {k + 1}" for k in range(n_out))
        given["target"] = random.normal(size=n_out).round(2)
    return Example(**{**given, **fields, "network": network})


def raw(sizes, **fields):
    """An Example whose inputs are taken as they were measured, in many units."""
    return example(sizes, mean=np.zeros(sizes[0]), scale=np.ones(sizes[0]), units=("",) * sizes[0], **fields)


SPREAD = {
    "2-1": lambda: example((2, 1), truth=1),
    "1-16-1": lambda: example((1, 16, 1), ("tanh", "identity")),
    "9-3-10": lambda: example((9, 3, 10), ("sigmoid", "softmax"), truth=5),
    "4-8-6-3": lambda: example((4, 8, 6, 3), ("tanh", "relu", "softmax"), truth=2),
    "784-128-64-10": lambda: raw(WIDE, measurements=np.random.default_rng(3).uniform(0, 1, 784).round(3), truth=7),
    "long names": lambda: example((3, 4, 2), names=WORDS, classes=WORDS[:2], title=" ".join(WORDS)),
    "six hidden layers": lambda: example((2, 3, 3, 3, 3, 3, 3, 2), seed=4, truth=1),
    "3-4-2 of values": lambda: example((3, 4, 2), ("relu", "sigmoid"), "mean_squared_error"),
    "3-4-3 of shares": lambda: example((3, 4, 3), ("identity", "softmax"), "mean_squared_error"),
    "4-3 without hidden layers": lambda: example((4, 3), truth=1),
    "3-4-3-2 leaky and soft": lambda: example((3, 4, 3, 2), ("leaky_relu", "softplus", "softmax"), truth=1, seed=5),
    "3-4-3 of labels": lambda: example(
        (3, 4, 3), ("relu", "sigmoid"), names=ARABIC, classes=GREEK, title="أي؟", truth=2
    ),
}
