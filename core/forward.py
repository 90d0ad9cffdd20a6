"""The forward pass: from an input to the network's answer, with every number on the way kept.
In each layer z = W a + b, with a from the layer before, then a = f(z). Nielsen, Neural Networks and Deep
Learning, 2015, chapter 2; Goodfellow, Bengio and Courville 2016, algorithm 6.3.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Rests, finite, in_layer, read_only
from core.layer import Layer
from core.network import Network


@dataclass(frozen=True, eq=False)
class ForwardLayer:
    """One `layer` at work. input: (n_in,), the activations that enter; z, a: (n_out,).
    In a batch each of the three has one row per sample, (batch, n).
    """

    layer: Layer
    input: np.ndarray
    z: np.ndarray
    a: np.ndarray

    @property
    def products(self) -> np.ndarray:
        """Every w_ji · a_i, (n_out, n_in); the products of row j and the bias b_j add up to z_j."""
        return read_only(self.layer.weights * self.input[..., None, :])

    @property
    def rest(self) -> Rests:
        """Of neuron j, [j, i, …]: the products but those with the inputs i, …, which are shown one by one."""
        return Rests(self.products)

    @property
    def exponentials(self) -> np.ndarray:
        """e^z as softmax uses it, (n_out,), for showing: the stable path shifts z and does without."""
        with np.errstate(over="ignore"):
            return read_only(np.exp(self.z))

    @property
    def exponential_sum(self) -> float | np.ndarray:
        """The sum of `exponentials`, likewise for showing: a float, in a batch (batch,)."""
        return self.exponentials.sum(axis=-1)[()]

    @property
    def exponentials_rest(self) -> Rests:
        """[0, k, …]: the exponentials but those of the neurons k, …"""
        return Rests(self.exponentials[None])


@dataclass(frozen=True, eq=False)
class ForwardTrace:
    """What `forward` did. input: (n0,) or (batch, n0); layers: one ForwardLayer for each of the network's."""

    network: Network
    input: np.ndarray
    layers: tuple[ForwardLayer, ...]

    @property
    def output(self) -> np.ndarray:
        """The last layer's a: (n,) or (batch, n)."""
        return self.layers[-1].a

    @property
    def predicted_class(self) -> int | np.ndarray:
        """The index of the largest output, the lowest of equals: an int, in a batch (batch,) of ints.
        A single output neuron speaks for class 1 against class 0: it has to exceed 0.5.
        """
        single = self.output.shape[-1] == 1
        chosen = (self.output[..., 0] > 0.5).astype(int) if single else self.output.argmax(axis=-1)
        return int(chosen) if self.output.ndim == 1 else read_only(chosen)


def forward(network: Network, x: ArrayLike) -> ForwardTrace:
    """Send x, one sample (n0,) or a batch (batch, n0), through the network.
    Raises ValueError when x does not fit layer 1, and for NaN or infinity in x or, by overflow, in any z.
    """
    x = a = finite("x", x)
    n = network.sizes[0]
    if x.ndim not in (1, 2) or x.shape[-1] != n or x.size == 0:
        hint = ": transposed?" if x.ndim == 2 and x.shape[0] == n else ""
        raise ValueError(f"x has shape {x.shape}: layer 1 takes ({n},) or (batch, {n}){hint}")
    layers = []
    for number, layer in enumerate(network.layers, start=1):
        with in_layer(number), np.errstate(over="ignore", invalid="ignore"):
            z = finite("z", a @ layer.weights.T + layer.biases)
        entering, a = a, read_only(layer.activate(z))
        layers.append(ForwardLayer(layer, entering, z, a))
    return ForwardTrace(network, x, tuple(layers))
