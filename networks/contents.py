"""What a file holds: the layers, and whatever else an Example wants that the file says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core import Layer, Network
from core.activations import ACTIVATIONS
from networks.untrusted import check_shapes

# The activations of core by its own names, and by those that scikit-learn, PyTorch and Keras have besides.
ALIASES = dict(zip(ACTIVATIONS, ACTIVATIONS, strict=True)) | {
    "linear": "identity", "none": "identity", "logistic": "sigmoid", "leakyrelu": "leaky_relu",
}  # fmt: skip


@dataclass(frozen=True)
class Contents:
    """A file's layers: weights (n_out, n_in) and biases (n_out,) of each. activations: None where the file is
    silent. slopes: of each layer, None where it has none, or the usual one; None where no layer has its own.
    fields: what it gives of an Example besides the network, under the names that Example has.
    """

    weights: Sequence[np.ndarray]
    biases: Sequence[np.ndarray]
    activations: Sequence[str] | None = None
    slopes: Sequence[float | None] | None = None
    loss: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)

    def network(self, asked: Sequence[str] | None = None) -> Network:
        """The network, with the activations `asked` for where the file is silent.
        A last layer without activation may be given one: a softmax is often left to the loss.
        Raises ValueError for what does not fit.
        """
        activations, loss = self._activations(asked), self.loss
        slopes = self.slopes or [None] * len(activations)
        parts = zip(self.weights, self.biases, activations, slopes, strict=True)
        layers = tuple(_layer(number, *part) for number, part in enumerate(parts, start=1))
        check_shapes([layer.weights.shape for layer in layers])
        if self.activations is not None and activations != list(self.activations):
            loss = None
        return Network(layers, loss)

    def _activations(self, asked: Sequence[str] | None) -> list[str]:
        count, own = len(self.weights), self.activations
        given = own if asked is None else asked
        if given is None:
            likely = ",".join(["relu"] * (count - 1) + ["softmax" if len(self.weights[-1]) > 1 else "sigmoid"])
            raise ValueError(f"has no activations: give ACTIVATIONS={likely}, or other {count} of {', '.join(ALIASES)}")
        names = [activation_of(name) for name in given]
        if len(names) != count:
            raise ValueError(f"{len(names)} activations, {','.join(names)}, for {count} layers: give one for each")
        if asked is not None and own is not None:
            allowed = list(own)[:-1] + ([names[-1]] if own[-1] == "identity" else [own[-1]])
            if names != allowed:
                raise ValueError(f"ACTIVATIONS={','.join(names)}, but the file says {','.join(own)}: leave them out")
        return names


def _layer(number: int, weights: np.ndarray, biases: np.ndarray, activation: str, slope: float | None) -> Layer:
    try:
        return Layer(weights, biases, activation, slope)
    except ValueError as error:
        raise ValueError(f"layer {number}: {error}") from None


def activation_of(name: str) -> str:
    """The name that core has for an activation. Raises ValueError for one that core does not have."""
    if (known := ALIASES.get(name.strip().lower())) is None:
        raise ValueError(f"activation {name!r}: the films show {', '.join(ALIASES)}")
    return known
