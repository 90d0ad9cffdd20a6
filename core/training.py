"""Learning by gradient descent. `python -m core.training` learns the Iris flowers and says how well."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import read_only
from core.backward import as_target, loss_of
from core.checks import check_positive
from core.datasets import Dataset, iris
from core.forward import forward
from core.network import Network

Progress = Callable[[Iterable[int]], Iterable[int]]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """loss: the mean over the samples; accuracy: the share of right answers.
    confusion: (n, n) counts, with a row for each true and a column for each predicted class.
    """

    loss: float
    accuracy: float
    confusion: np.ndarray


@dataclass(frozen=True, eq=False)
class History:
    """A finished training: the trained network, and (epochs,) values measured after each epoch."""

    network: Network
    training_loss: np.ndarray
    test_loss: np.ndarray
    test_accuracy: np.ndarray


def evaluate(network: Network, x: ArrayLike, classes: ArrayLike) -> Evaluation:
    """How well the network does on x (samples, n0) of known classes, (samples,) of indices."""
    trace, classes = forward(network, x), np.asarray(classes)
    if classes.shape != (len(trace.input),) or trace.input.ndim != 2:
        raise ValueError(f"x is {trace.input.shape}, classes {classes.shape}: give one class for each row")
    loss = loss_of(trace, classes)
    confusion = np.zeros((max(network.sizes[-1], 2),) * 2, dtype=int)
    np.add.at(confusion, (classes, np.asarray(trace.predicted_class)), 1)
    return Evaluation(loss, float(confusion.trace() / confusion.sum()), read_only(confusion))


def train(
    network: Network, x: ArrayLike, classes: ArrayLike, x_test: ArrayLike, classes_test: ArrayLike, *,
    epochs: int, learning_rate: float, batch_size: int = 1, seed: int = 0, progress: Progress = iter,
) -> History:  # fmt: skip
    """Gradient descent in batches, reshuffled in each epoch; batch_size 1 is stochastic gradient descent.
    x (samples, n0) and classes (samples,), indices, are learnt from; x_test and classes_test only measured.
    batch_size: samples a step, at least 1; what is left at the end of an epoch is a smaller batch. seed: of the
    shuffling. progress wraps the range of epochs, as tqdm does. Raises ValueError for what `forward` and `backward`
    refuse, and when the learning rate drives the numbers to infinity.
    """
    check_positive("epochs", epochs, Integral)
    check_positive("batch_size", batch_size, Integral)
    check_positive("learning_rate", learning_rate)
    evaluate(network, x, classes)
    evaluate(network, x_test, classes_test)
    trace = forward(network, x)
    targets, inputs = as_target(trace, classes), np.column_stack([trace.input, np.ones(len(trace.input))])
    tables = [np.column_stack([layer.weights, layer.biases]) for layer in network.layers]
    random, measured = np.random.default_rng(seed), []
    for epoch in progress(range(epochs)):
        order = random.permutation(len(inputs))
        with np.errstate(over="ignore", invalid="ignore"):
            _descend(network, tables, inputs[order], targets[order], learning_rate, batch_size)
        try:
            pairs = zip(tables, network.layers, strict=True)
            layers = tuple(replace(old, weights=table[:, :-1], biases=table[:, -1]) for table, old in pairs)
            network = Network(layers, network.loss)
            test = evaluate(network, x_test, classes_test)
            measured.append((loss_of(forward(network, x), classes), test.loss, test.accuracy))
        except ValueError:
            last = f"epoch {epoch} was the last finite one" if epoch else "no epoch stayed finite"
            raise ValueError(f"learning_rate {learning_rate} is too large: {last}; lower it") from None
    return History(network, *(read_only(np.array(column)) for column in zip(*measured, strict=True)))


def _descend(
    network: Network, tables: list[np.ndarray], inputs: np.ndarray, targets: np.ndarray,
    learning_rate: float, batch_size: int,
) -> None:  # fmt: skip
    """One epoch of steps that change the tables: forward, backward and Network.step in brief, in place.
    It stands here because these three, which check and keep every number, would train more than ten times slower.
    tables: each layer's weights with its biases as one more column, (n_out, n_in + 1).
    inputs: (samples, n0 + 1), with a last column of ones for the biases.
    """
    *hidden, output = network.layers
    derivative = network.loss_function.derivative
    for first in range(0, len(inputs), batch_size):
        entering, zs = [inputs[first : first + batch_size]], []
        for table, layer in zip(tables, hidden, strict=False):
            zs.append(entering[-1].dot(table.T))  # much faster than @ on arrays this small
            entering.append(np.concatenate((layer.activate(zs[-1]), entering[0][:, -1:]), axis=1))
        z = entering[-1].dot(tables[-1].T)
        # The rate and the mean over the batch, multiplied in here, reach every gradient through delta.
        delta = learning_rate / len(z) * derivative(output, z, targets[first : first + batch_size])
        for number in reversed(range(len(tables))):
            step = delta.T.dot(entering[number])
            if number:
                grad_a = delta.dot(tables[number][:, :-1])
                delta = grad_a * hidden[number - 1].derivative(zs[number - 1])
            tables[number] -= step


def train_iris(data: Dataset, seed: int, progress: Progress = iter) -> History:
    """4-8-6-3, 100 epochs, learning rate 0.01, one flower at a time."""
    start = Network.initialise((4, 8, 6, 3), seed=seed)
    parts = data.x, data.classes, data.x_test, data.test_classes
    return train(start, *parts, epochs=100, learning_rate=0.01, seed=seed, progress=progress)


if __name__ == "__main__":
    from tqdm import tqdm  # only here: core does with numpy alone

    data = iris()
    history = train_iris(data, seed=0, progress=tqdm)
    test = evaluate(history.network, data.x_test, data.test_classes)
    print(f"test loss {test.loss:.4f}, test accuracy {test.accuracy:.2%}; true classes in rows:")
    for name, row in zip(data.class_names, test.confusion, strict=True):
        print(f"{name:>12}" + "".join(f"{count:5d}" for count in row))
