"""The seed's visualization_data.json: read as it was meant, without its nineteen megabytes of history."""

import json

import numpy as np
import pytest

from core import Network, forward
from networks import NetworkFileError, read

NETWORK = Network.initialise((4, 8, 6, 3), seed=5)
X = [0.5, -1.25, 2.0, 0.125]


def seed_file(turned=False, **changes):
    """What the seed's program writes after a training, or with its weights turned round; and with changes."""
    tables = [layer.weights.T if turned else layer.weights for layer in NETWORK.layers]
    step = {"dW": [table.tolist() for table in tables], "db": [layer.biases.tolist() for layer in NETWORK.layers]}
    data = {
        "layer_sizes": [4, 8, 6, 3],
        "weights": [table.tolist() for table in tables],
        "biases": [layer.biases.tolist() for layer in NETWORK.layers],
        "training_loss_history": [0.5], "testing_loss_history": [0.6], "testing_accuracy_history": [80.0],
        "gradients_history": [[step, step], [step, step]],
        "inputs": X, "labels": [0.0, 1.0, 0.0], **changes,
    }  # fmt: skip
    return {name: value for name, value in data.items() if value is not None}


@pytest.mark.parametrize("turned", [False, True])
def test_the_seeds_file(tmp_path, turned):
    """Weights, biases, input and label come back, relu within and softmax at the end, whichever way weights lie."""
    path = tmp_path / "visualization_data.json"
    path.write_text(json.dumps(seed_file(turned)))
    fields = read(path)
    assert [layer.activation for layer in fields["network"].layers] == ["relu", "relu", "softmax"]
    np.testing.assert_allclose(forward(fields["network"], X).output, forward(NETWORK, X).output, rtol=0, atol=1e-15)
    np.testing.assert_array_equal(fields["network"].layers[0].weights, NETWORK.layers[0].weights)
    np.testing.assert_array_equal(fields["measurements"], X)
    assert fields["true_class"] == 1


def test_square_weights_are_taken_as_written(tmp_path):
    """Where both ways fit, a row is a neuron, as the seed's program writes it."""
    table = [[1.0, 2.0, 0.0, 0.0], [3.0, 4.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
    path = tmp_path / "visualization_data.json"
    path.write_text(json.dumps(seed_file(layer_sizes=[4, 4], weights=[table], biases=[[0] * 4], labels=[1, 0, 0, 0])))
    np.testing.assert_array_equal(read(path)["network"].layers[0].weights, table)


def test_a_large_history_is_passed_over(tmp_path):
    """A history of a million numbers, more brackets than a network may have, changes nothing and is not parsed."""
    row = "[" + ", ".join(["-0.0012345678901234567"] * 10) + "]"
    history = "[" + ",\n ".join([row] * 120_000) + "]"
    text = json.dumps(seed_file(gradients_history="it")).replace('"it"', history)
    path = tmp_path / "visualization_data.json"
    path.write_text(text)
    assert path.stat().st_size > 19_000_000
    assert read(path)["network"].sizes == (4, 8, 6, 3)
    path.write_text(text[: len(text) // 2])
    with pytest.raises(NetworkFileError, match="is not JSON"):
        read(path)


def test_probabilities_as_labels(tmp_path):
    """Labels that are no single class become the target as they are."""
    path = tmp_path / "visualization_data.json"
    path.write_text(json.dumps(seed_file(labels=[0.5, 0.25, 0.25])))
    assert read(path)["target"].tolist() == [0.5, 0.25, 0.25]


WRONG = {
    "no biases": ({"biases": None}, "'biases' is missing or not of numbers alone: give what"),
    "text for inputs": ({"inputs": "1"}, "'inputs' is missing or not of numbers alone: give what"),
    "half a neuron": ({"layer_sizes": [4, 8.5, 3]}, "'layer_sizes' are no whole numbers"),
    "no weights": ({"weights": 3}, "'weights' is missing or not of rows of numbers"),
    "too few layers": ({"layer_sizes": [4, 8, 3]}, "layer_sizes [4, 8, 3] want 2 of weights and of biases"),
    "one size": ({"layer_sizes": [4]}, "0 dense layers: the films show 1 to 7"),
    "no labels": ({"labels": []}, "target has 0 entries: give 3, as the network has"),
    "other sizes": ({"layer_sizes": [4, 8, 6, 2]}, "layer 3: weights have 3 rows of [6]: layer_sizes want (2, 6)"),
    "a NaN": ({"inputs": [float("nan")] * 4}, "holds NaN: give finite numbers"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_named(tmp_path, case):
    """What the seed's program would not write is refused in one line that says what is wrong."""
    changes, expected = WRONG[case]
    path = tmp_path / "visualization_data.json"
    path.write_text(json.dumps(seed_file(**changes)))
    with pytest.raises(NetworkFileError) as caught:
        read(path)
    assert expected in str(caught.value)
