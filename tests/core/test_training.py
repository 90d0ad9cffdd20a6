"""Training is gradient descent as `forward`, `backward` and `step` do it, and it learns the Iris flowers."""

import re
import subprocess
import sys

import numpy as np
import pytest

from core import Network, backward, evaluate, forward, train
from core.backward import loss_of
from core.datasets import iris
from core.training import train_iris
from tests.core.cases import COMBINATIONS, small_network

RANDOM = np.random.default_rng(4)
X, CLASSES = RANDOM.normal(size=(11, 3)), np.arange(11) % 2
X_TEST, CLASSES_TEST = RANDOM.normal(size=(6, 3)), np.arange(6) % 2
DATA = X, CLASSES, X_TEST, CLASSES_TEST


def largest_difference(one: Network, other: Network) -> float:
    """Between any parameter of one network and the same parameter of the other."""
    pairs = zip(one.layers, other.layers, strict=True)
    return max(max(abs(a.weights - b.weights).max(), abs(a.biases - b.biases).max()) for a, b in pairs)


@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
@pytest.mark.parametrize("batch_size", [1, 4, 20])
def test_training_is_forward_backward_step(hidden, output, loss, batch_size):
    """Training ends where the same steps of forward, backward and step end, a short last batch included."""
    network = small_network(hidden, output, loss)
    history = train(network, *DATA, epochs=2, learning_rate=0.1, batch_size=batch_size, seed=6)
    random = np.random.default_rng(6)
    for _ in range(2):
        order = random.permutation(len(X))
        for first in range(0, len(X), batch_size):
            rows = order[first : first + batch_size]
            network = network.step(backward(forward(network, X[rows]), CLASSES[rows]), 0.1)
    assert largest_difference(history.network, network) < 1e-12


def test_history_measures_every_epoch():
    """After each epoch, the loss of all training samples and loss and accuracy of the test are kept."""
    start = small_network("tanh", "softmax", "cross_entropy")
    history = train(start, *DATA, epochs=3, learning_rate=0.1)
    for epochs in (1, 2, 3):
        partial = train(start, *DATA, epochs=epochs, learning_rate=0.1).network
        test = evaluate(partial, X_TEST, CLASSES_TEST)
        assert history.training_loss[epochs - 1] == loss_of(forward(partial, X), CLASSES)
        assert history.test_loss[epochs - 1] == test.loss
        assert history.test_accuracy[epochs - 1] == test.accuracy
    assert history.training_loss.shape == history.test_loss.shape == history.test_accuracy.shape == (3,)
    assert not history.test_loss.flags.writeable


def test_a_seed_shuffles_alike():
    """The same seed trains the same network, another one another, and the first stays as it was."""
    start = small_network("tanh", "softmax", "cross_entropy")
    before = start.layers[0].weights.copy()
    runs = [train(start, *DATA, epochs=2, learning_rate=0.1, seed=seed) for seed in (1, 1, 2)]
    first, again, other = (run.network for run in runs)
    assert largest_difference(first, again) == 0
    assert largest_difference(first, other) > 0
    np.testing.assert_array_equal(start.layers[0].weights, before)


def test_progress_sees_every_epoch():
    """What is given as progress wraps the epochs."""
    seen = []

    def progress(epochs):
        for epoch in epochs:
            seen.append(epoch)
            yield epoch

    network = small_network("relu", "softmax", "cross_entropy")
    train(network, *DATA, epochs=4, learning_rate=0.1, progress=progress)
    assert len(seen) == 4


def test_evaluation_counts_by_hand():
    """Loss, accuracy and confusion, true classes in rows, are those counted one sample at a time."""
    network = small_network("tanh", "softmax", "cross_entropy")
    result = evaluate(network, X, CLASSES)
    confusion = np.zeros((2, 2), dtype=int)
    losses = []
    for x, true in zip(X, CLASSES, strict=True):
        trace = forward(network, x)
        confusion[true, trace.predicted_class] += 1
        losses.append(loss_of(trace, int(true)))
    np.testing.assert_array_equal(result.confusion, confusion)
    assert result.accuracy == (confusion[0, 0] + confusion[1, 1]) / 11
    assert result.loss == pytest.approx(np.mean(losses), abs=1e-12)
    assert 0 < confusion[0, 1] + confusion[1, 0] < 11


def test_two_classes_from_one_neuron():
    """One sigmoid neuron learns two classes, and its confusion matrix is 2 by 2."""
    classes = (X[:, 0] > 0).astype(int)
    history = train(Network.initialise((3, 1)), X, classes, X, classes, epochs=200, learning_rate=0.5)
    result = evaluate(history.network, X, classes)
    assert result.accuracy == 1
    assert result.confusion.shape == (2, 2)


def test_a_diverging_rate_names_the_last_finite_epoch():
    """Training stops when the numbers leave the finite ones, and it had reached the epoch that it names."""
    network = Network.initialise((3, 5, 1), ["identity", "identity"])
    with pytest.raises(ValueError, match=r"learning_rate 40 is too large: epoch \d+ was the last") as caught:
        train(network, *DATA, epochs=500, learning_rate=40, batch_size=11)
    last = int(re.search(r"epoch (\d+)", str(caught.value))[1])
    assert 0 < last < 500
    train(network, *DATA, epochs=last, learning_rate=40, batch_size=11)


@pytest.mark.parametrize("hidden", ["identity", "relu"])
@pytest.mark.parametrize("rate", [1e200, 1e308])
def test_an_absurd_rate_is_named(hidden, rate):
    """A learning rate which no epoch survives is refused, without a warning on the way."""
    network = small_network(hidden, "softmax", "cross_entropy")
    message = re.escape(f"learning_rate {rate} is too large: no epoch stayed finite; lower it")
    with pytest.raises(ValueError, match=message):
        train(network, *DATA, epochs=3, learning_rate=rate)


def test_the_command_trains_on_iris():
    """`python -m core.training` counts 100 epochs in a bar, and ends with loss, accuracy and confusion matrix."""
    command = [sys.executable, "-m", "core.training"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "100/100" in done.stderr
    summary, *rows = done.stdout.splitlines()
    assert re.fullmatch(r"test loss 0\.\d{4}, test accuracy (96\.67|100\.00)%; true classes in rows:", summary)
    assert [row.split()[0] for row in rows] == ["setosa", "versicolor", "virginica"]
    assert sum(int(count) for row in rows for count in row.split()[1:]) == 30


def test_iris_is_learnt():
    """On the split 42, at least 9 of the 10 first seeds have a test accuracy over 96%."""
    data = iris()
    accuracies = [train_iris(data, seed).test_accuracy[-1] for seed in range(10)]
    assert sum(accuracy > 0.96 for accuracy in accuracies) >= 9


def test_iris_is_split_before_it_is_scaled():
    """Mean and scale are those of the 120 training flowers, which share nothing with the 30 test flowers."""
    data = iris()
    assert data.measurements.shape == (120, 4)
    assert data.test_measurements.shape == (30, 4)
    np.testing.assert_allclose(data.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.x.std(axis=0), 1, atol=1e-12)
    np.testing.assert_array_equal(data.x_test, (data.test_measurements - data.mean) / data.scale)
    assert abs(data.x_test.mean(axis=0)).min() > 1e-3
    assert np.bincount(np.append(data.classes, data.test_classes)).tolist() == [50, 50, 50]


def test_iris_can_be_narrowed():
    """Chosen features and kinds are the right columns and rows, and the kinds count from 0."""
    data = iris(split=35, features=(0, 2, 3), classes=(1, 2))
    assert data.feature_names == ("sepal length", "petal length", "petal width")
    assert data.class_names == ("versicolor", "virginica")
    assert data.measurements.shape == (80, 3)
    assert set(data.classes) == set(data.test_classes) == {0, 1}
    versicolor, virginica = (data.measurements[data.classes == kind, 2].mean() for kind in (0, 1))
    assert virginica > versicolor + 0.5  # it has the wider petals
    other = iris(split=36, features=(0, 2, 3), classes=(1, 2))
    assert not np.array_equal(data.measurements, other.measurements)
