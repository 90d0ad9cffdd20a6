"""The backward pass: how far each weight and bias is to blame for the loss.
Backpropagation, after the equations BP1 to BP4 of Nielsen 2015, chapter 2: delta = dL/dz starts at the
output; one layer back it is (Wᵀ delta) ⊙ f'(z); and dL/dW = delta aᵀ, dL/db = delta.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Rests, finite, in_layer, read_only
from core.forward import ForwardTrace


@dataclass(frozen=True, eq=False)
class BackwardLayer:
    """The derivatives in a layer of n neurons. delta: (n,), dL/dz; grad_weights: (n, n_in); grad_biases: (n,).
    In hidden layers, None at the output: shares: (n_next, n), w_jk · delta_j passed to neuron k from neuron j
    of the next layer; grad_a: (n,), the sums over j, dL/da; gate: (n,), f'(z); delta = grad_a · gate.
    The output has a gate too where the loss is the squared error and each a has its own z.
    In a batch the grads are means over its samples; all others have a first axis of samples.
    """

    delta: np.ndarray
    grad_weights: np.ndarray
    grad_biases: np.ndarray
    shares: np.ndarray | None = None
    grad_a: np.ndarray | None = None
    gate: np.ndarray | None = None

    @property
    def rest(self) -> Rests:
        """Of neuron k, [k, j, …]: the shares but those from the neurons j, … of the next layer."""
        return Rests(self.shares.T)  # type: ignore[union-attr]  # the output has none


@dataclass(frozen=True, eq=False)
class BackwardTrace:
    """What `backward` did. target: (n,) or (batch, n); loss: in a batch, the mean over its samples."""

    forward: ForwardTrace
    target: np.ndarray
    loss: float
    layers: tuple[BackwardLayer, ...]


@np.errstate(over="ignore", invalid="ignore")
def backward(trace: ForwardTrace, target: ArrayLike) -> BackwardTrace:
    """The gradient of the loss for every weight and bias.
    target: a class index or a vector (n,) such as one-hot; for a batch (batch,) indices or (batch, n).
    Raises ValueError when the target does not fit the output, or when a gradient leaves the finite numbers.
    """
    target = as_target(trace, target)
    last = trace.layers[-1]
    delta = trace.network.loss_function.derivative(last.layer, last.z, target)
    single = trace.network.loss == "mean_squared_error" and last.layer.activation != "softmax"
    gate = read_only(last.layer.derivative(last.z)) if single else None
    count = len(trace.layers)
    layers = [_backward_layer(count, last.input, delta, gate=gate)]
    for number in range(count - 1, 0, -1):
        layer, following = trace.layers[number - 1], trace.network.layers[number]
        shares = following.weights * delta[..., :, None]
        grad_a = shares.sum(axis=-2)
        gate = layer.layer.derivative(layer.z)
        delta = grad_a * gate
        passed = {"shares": read_only(shares), "grad_a": read_only(grad_a), "gate": read_only(gate)}
        layers.append(_backward_layer(number, layer.input, delta, **passed))
    return BackwardTrace(trace, target, loss_of(trace, target), tuple(reversed(layers)))


def _backward_layer(
    number: int, entering: np.ndarray, delta: np.ndarray, **passed_back: np.ndarray | None
) -> BackwardLayer:
    rows = np.atleast_2d(delta)
    with in_layer(number):
        grad_weights = finite("grad_weights", rows.T @ np.atleast_2d(entering) / len(rows))
        grad_biases = finite("grad_biases", rows.mean(axis=0))
    return BackwardLayer(read_only(delta), grad_weights, grad_biases, **passed_back)


@np.errstate(over="ignore")
def loss_of(trace: ForwardTrace, target: ArrayLike) -> float:
    """The network's loss, in a batch the mean over its samples. target: as for `backward`."""
    last = trace.layers[-1]
    losses = trace.network.loss_function.function(last.layer, last.z, as_target(trace, target))
    return float(finite("loss", losses.mean()))


def as_target(trace: ForwardTrace, target: ArrayLike) -> np.ndarray:
    """The target in the shape of the output, (n,) or (batch, n); class indices become one-hot."""
    shape, classes = trace.output.shape, np.asarray(target)
    if classes.dtype.kind in "iu" and classes.shape == shape[:-1]:
        return one_hot(classes, shape[-1])
    target = finite("target", target)
    if target.shape != shape:
        hint = ": transposed?" if target.shape == shape[::-1] else ""
        raise ValueError(f"target has shape {target.shape}: give {shape}, or indices {shape[:-1]}{hint}")
    if trace.network.loss == "cross_entropy":
        if ((target < 0) | (target > 1)).any():
            raise ValueError("target is out of range: with cross_entropy give numbers from 0 to 1")
        if trace.network.layers[-1].activation == "softmax" and (abs(target.sum(axis=-1) - 1) > 1e-9).any():
            raise ValueError("target does not sum to 1: with softmax give probabilities, such as one-hot")
    return target


def one_hot(classes: ArrayLike, n: int) -> np.ndarray:
    """1 at the class, 0 elsewhere, (..., n); for a single output neuron, n = 1, the class itself, 0 or 1."""
    classes, count = np.asarray(classes), max(n, 2)
    for wrong in classes[(classes < 0) | (classes >= count)]:
        raise ValueError(f"target is class {wrong}, out of range: give a class from 0 to {count - 1}")
    return read_only(np.array(classes[..., None], dtype=np.float64) if n == 1 else np.eye(n)[classes])
