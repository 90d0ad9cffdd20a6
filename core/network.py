"""A network of dense layers: z = W a + b, then an activation, layer after layer.
`sizes` such as (3, 5, 4, 2) counts the inputs, then each layer's neurons. Layer l counts from 1, the input is
layer 0. `weights` W is (n_out, n_in): row j belongs to neuron j.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from core.arrays import in_layer
from core.checks import check_name, check_positive
from core.layer import Layer
from core.losses import LOSSES, Loss

if TYPE_CHECKING:  # backward reads networks
    from core.backward import BackwardTrace


@dataclass(frozen=True, eq=False)
class Network:
    """Layers that fit one another, and the loss they learn by. Nothing in it can be changed.
    Without `loss`, the output's activation decides: cross_entropy for softmax and sigmoid, otherwise
    mean_squared_error. Softmax belongs in the last layer only. Raises ValueError for what does not fit.
    """

    layers: tuple[Layer, ...]
    loss: str | None = None

    def __post_init__(self) -> None:
        layers = tuple(self.layers)
        if not layers:
            raise ValueError("a network without layers: give at least one Layer")
        for number, (before, layer) in enumerate(pairwise(layers), start=2):
            if before.activation == "softmax":
                raise ValueError(f"layer {number - 1} is softmax: only the last layer, {len(layers)}, may be")
            if layer.n_in != before.n_out:
                hint = ": transposed?" if layer.n_out == before.n_out else ""
                given = layer.weights.shape
                raise ValueError(f"layer {number}: give weights (n_out, {before.n_out}), not {given}{hint}")
        output, loss = layers[-1].activation, self.loss
        if output == "softmax" and layers[-1].n_out == 1:
            raise ValueError("a single softmax output is always 1: take sigmoid, or one softmax output for each class")
        if loss is None:
            loss = "cross_entropy" if output in LOSSES["cross_entropy"].activations else "mean_squared_error"
        check_name("loss", loss, LOSSES)
        check_name(f"with {loss}, the activation of the last layer", output, LOSSES[loss].activations)
        object.__setattr__(self, "layers", layers)
        object.__setattr__(self, "loss", loss)

    @classmethod
    def initialise(
        cls, sizes: Sequence[int], activations: Sequence[str] | None = None,
        scheme: str = "uniform", seed: int = 0, loss: str | None = None,
    ) -> "Network":  # fmt: skip
        """A network with random weights, the same for the same seed.
        activations: one name per layer; without them relu, at the end softmax, or sigmoid for one neuron.
        scheme: "uniform", weights and biases within ±0.5; "he", weights within ±√(6/n_in) (He et al. 2015);
        "xavier", within ±√(6/(n_in + n_out)) (Glorot and Bengio 2010); with these two, biases are 0.
        """
        if len(sizes := tuple(sizes)) < 2:
            raise ValueError(f"sizes are {sizes}: give at least two, such as (3, 5, 4, 2)")
        for size in sizes:
            check_positive("each of sizes", size, Integral)
        if activations is None:
            activations = ["relu"] * (len(sizes) - 2) + ["softmax" if sizes[-1] > 1 else "sigmoid"]
        if isinstance(activations, str) or len(activations) != len(sizes) - 1:
            raise ValueError(f"activations are {activations!r}: give {len(sizes) - 1} names, one per layer")
        random, layers = np.random.default_rng(seed), []
        for (n_in, n_out), activation in zip(pairwise(sizes), activations, strict=True):
            limits = {"uniform": 0.5, "he": (6 / n_in) ** 0.5, "xavier": (6 / (n_in + n_out)) ** 0.5}
            check_name("scheme", scheme, limits)
            weights = random.uniform(-limits[scheme], limits[scheme], (n_out, n_in))
            biases = random.uniform(-0.5, 0.5, n_out) if scheme == "uniform" else np.zeros(n_out)
            layers.append(Layer(weights, biases, activation))
        return cls(tuple(layers), loss)

    @classmethod
    def from_sklearn(cls, model: Any) -> "Network":
        """The network of a fitted MLPClassifier or MLPRegressor, number for number; for two classes it has one
        sigmoid output, as there. Raises ValueError for what is not fitted, or has an activation of its own.
        """
        if not hasattr(model, "coefs_"):
            raise ValueError(f"{type(model).__name__} is no fitted MLPClassifier or MLPRegressor: give one")
        names = [model.activation] * (len(model.coefs_) - 1) + [model.out_activation_]
        layers = (
            Layer(weights.T, biases, "sigmoid" if name == "logistic" else name)
            for weights, biases, name in zip(model.coefs_, model.intercepts_, names, strict=True)
        )
        return cls(tuple(layers))

    @property
    def loss_function(self) -> Loss:
        """What `loss` names: how wrong an output is, and the derivative."""
        return LOSSES[self.loss]  # type: ignore[index]  # one was chosen in __post_init__

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, then of each layer's neurons."""
        return (self.layers[0].n_in, *(layer.n_out for layer in self.layers))

    @property
    def parameter_count(self) -> int:
        """All weights and biases."""
        return sum(layer.parameter_count for layer in self.layers)

    def step(self, gradients: "BackwardTrace", learning_rate: float) -> "Network":
        """The network after one step of gradient descent: w becomes w − learning_rate · dL/dw.
        gradients: a BackwardTrace of a network of these sizes. Raises ValueError for other sizes, for a
        learning_rate that is not positive, and when a parameter leaves the finite numbers.
        """
        check_positive("learning_rate", learning_rate)
        if (sizes := gradients.forward.network.sizes) != self.sizes:
            raise ValueError(f"gradients are those of a network of sizes {sizes}: give some for {self.sizes}")
        layers = []
        with np.errstate(over="ignore"):  # Layer refuses the infinity, by name
            for number, (layer, found) in enumerate(zip(self.layers, gradients.layers, strict=True), start=1):
                weights = layer.weights - learning_rate * found.grad_weights
                biases = layer.biases - learning_rate * found.grad_biases
                with in_layer(number):
                    layers.append(replace(layer, weights=weights, biases=biases))
        return Network(tuple(layers), self.loss)
