"""Networks that scikit-learn fitted: from memory, and through the ONNX of skl2onnx, as ONNX Runtime computes them."""

import re
import warnings
from pathlib import Path

import numpy as np
import pytest
from skl2onnx import to_onnx
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    PolynomialFeatures,
    RobustScaler,
    StandardScaler,
)

from core import Network, forward
from networks import from_sklearn, read, write
from tests.networks.runtime import results

DOCS = Path(__file__).parent.parent.parent / "docs" / "network-format.md"
RANDOM = np.random.default_rng(4)
X = RANDOM.normal(2, 3, (120, 4))
TWO = (X[:, 0] > X[:, 1]).astype(int)
THREE = TWO + (X[:, 2] > 2)
# Inputs that no model was fitted on.
NEW = RANDOM.normal(2, 3, (50, 4))
TARGETS = {
    "two": TWO, "three": np.array(["red", "green", "blue"])[THREE], "several": np.column_stack([TWO, THREE > 0]),
    "value": X @ [1, 2, -1, 0.5], "values": X @ RANDOM.normal(size=(4, 2)),
}  # fmt: skip
CASES = [(target, activation) for target in TARGETS for activation in ("identity", "logistic", "tanh", "relu")]


def fitted(target, activation="relu", *before):
    """A 4-6-5-n MLP that has learnt a target for some epochs, behind these steps if there are any."""
    kind = MLPRegressor if target.startswith("value") else MLPClassifier
    model = kind(hidden_layer_sizes=(6, 5), activation=activation, max_iter=20, random_state=0, learning_rate_init=0.01)
    model = make_pipeline(*before, model) if before else model
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it could go on to learn
        return model.fit(X, TARGETS[target])


def answers(model, target, x):
    """What the model makes of x, (samples, n): of two classes, the probability of the second alone."""
    if target.startswith("value"):
        return model.predict(x).reshape(len(x), -1)
    return model.predict_proba(x)[:, 1 if target == "two" else 0 :]


def outputs(fields, x):
    """What a network makes of x, (samples, n), standardised by the mean and scale that came with it."""
    return forward(fields["network"], (x - fields.get("mean", 0)) / fields.get("scale", 1)).output


@pytest.mark.parametrize(("target", "activation"), CASES)
def test_a_fitted_network_is_the_same(target, activation):
    """Network.from_sklearn computes what the model computes, to 1e-12, for each target and activation."""
    model = fitted(target, activation)
    network = Network.from_sklearn(model)
    np.testing.assert_allclose(forward(network, NEW).output, answers(model, target, NEW), rtol=0, atol=1e-12)
    assert network.sizes[:3] == (4, 6, 5)


def test_two_classes_have_one_output():
    """A classifier of two classes keeps its one sigmoid output, and learns by cross-entropy."""
    network = Network.from_sklearn(fitted("two"))
    assert network.sizes[-1] == 1
    assert [layer.activation for layer in network.layers] == ["relu", "relu", "sigmoid"]
    assert network.loss == "cross_entropy"
    assert Network.from_sklearn(fitted("values")).loss == "mean_squared_error"


@pytest.mark.parametrize(("target", "activation"), CASES[::3])
def test_a_pipeline_survives_as_json(target, activation, tmp_path):
    """A scaler and a network, written as JSON and read again, compute what the pipeline computes, to 1e-12."""
    model = fitted(target, activation, StandardScaler())
    write(tmp_path / "model.json", from_sklearn(model))
    fields = read(tmp_path / "model.json")
    np.testing.assert_allclose(outputs(fields, NEW), answers(model, target, NEW), rtol=0, atol=1e-12)


@pytest.mark.parametrize("scalers", [
    [MinMaxScaler()], [MinMaxScaler((-1, 2))], [MaxAbsScaler()], [RobustScaler()], [RobustScaler(with_centering=False)],
    [RobustScaler(with_scaling=False)], [RobustScaler(quantile_range=(10, 80), unit_variance=True)],
    [StandardScaler(with_mean=False)], [StandardScaler(with_std=False)],
    [MinMaxScaler(), StandardScaler()], [RobustScaler(), "passthrough", MaxAbsScaler(), MinMaxScaler((1, 3))],
])  # fmt: skip
def test_each_scaler_is_mean_and_scale(scalers, tmp_path):
    """Scalers before a network, one or several, written as JSON and read again, compute what the pipeline computes."""
    model = fitted("three", "tanh", *scalers)
    write(tmp_path / "model.json", from_sklearn(model))
    fields = read(tmp_path / "model.json")
    np.testing.assert_allclose(outputs(fields, NEW), answers(model, "three", NEW), rtol=0, atol=1e-12)
    given = from_sklearn(model[-1], model[0]) if len(scalers) == 1 else fields
    np.testing.assert_array_equal(given["mean"], fields["mean"])


def test_a_feature_that_never_changes_is_scaled_as_it_was():
    """A feature with a single value, which scalers leave undivided, has a scale that is no 0."""
    x = np.column_stack([X[:, 0], np.full(len(X), 7.0)])
    for scaler in (MinMaxScaler(), StandardScaler(), RobustScaler(), MaxAbsScaler()):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = make_pipeline(scaler, MLPClassifier((3,), max_iter=5, random_state=0)).fit(x, TWO)
        expected = model.predict_proba(x)[:, 1:]
        np.testing.assert_allclose(outputs(from_sklearn(model), x), expected, rtol=0, atol=1e-12)


def test_names_come_along():
    """Class names are those of the classifier, the fields that are given besides stand in the result."""
    fields = from_sklearn(fitted("three"), StandardScaler(with_mean=False).fit(X), title="Colours")
    assert fields["class_names"] == ("blue", "green", "red")
    assert fields["title"] == "Colours"
    np.testing.assert_array_equal(fields["mean"], [0] * 4)
    assert "class_names" not in from_sklearn(fitted("value"))


def test_the_lines_of_the_documentation(tmp_path, monkeypatch):
    """What docs/network-format.md tells to type in Python writes a network that is read."""
    monkeypatch.chdir(tmp_path)
    lines = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[1]
    exec(lines, {"model": fitted("three"), "scaler": StandardScaler().fit(X)})
    fields = read("model.json")
    assert (fields["title"], fields["network"].sizes) == ("Which iris is it?", (4, 6, 5, 3))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: from_sklearn(MLPRegressor(loss="poisson", max_iter=300, tol=1).fit(abs(X), THREE)), "not 'exp'"),
        (lambda: from_sklearn(MLPClassifier()), "MLPClassifier is no fitted MLPClassifier or MLPRegressor: give one"),
        (lambda: from_sklearn(StandardScaler().fit(X)), "StandardScaler is no fitted MLPClassifier"),
        (
            lambda: from_sklearn(fitted("two"), StandardScaler()),
            "StandardScaler is no fitted StandardScaler, MinMaxScaler, ",
        ),
        (
            lambda: from_sklearn(fitted("two", "relu", Normalizer())),
            "Normalizer divides each sample by its own norm, wh",
        ),
        (lambda: from_sklearn(fitted("two", "relu", MinMaxScaler(clip=True))), "MinMaxScaler with clip is no mean and"),
        (
            lambda: from_sklearn(fitted("two", "relu", PolynomialFeatures())),
            "PolynomialFeatures is no fitted StandardSc",
        ),
        (lambda: from_sklearn(fitted("two"), StandardScaler().fit(X[:, :3])), "on 3 features, the network on 4"),
        (lambda: from_sklearn(fitted("two", "relu", MaxAbsScaler()), MaxAbsScaler().fit(X)), "give one of both"),
    ],
)
def test_other_models_are_refused(call, expected):
    """What is not fitted, or is no such model or scaler, is a ValueError that says so."""
    with pytest.raises(ValueError, match=expected):
        call()


def through_onnx(model, path, double=False, **options):
    """The model as skl2onnx writes it: what ONNX Runtime makes of NEW, and the fields that are read from it."""
    kind = np.float64 if double else np.float32
    path.write_bytes(to_onnx(model, X[:1].astype(kind), options=options or None).SerializeToString())
    return results(path.read_bytes(), NEW.astype(kind)), read(path)


# Of several labels at once, skl2onnx writes no double precision that ONNX Runtime could run.
@pytest.mark.parametrize(
    ("target", "activation", "double"),
    [(*case, double) for case in CASES for double in (False, True) if not (double and case[0] == "several")],
)
def test_skl2onnx(target, activation, double, tmp_path):
    """A model through skl2onnx computes what ONNX Runtime computes, to 1e-6, in double precision to 1e-12."""
    model = fitted(target, activation)
    options = {} if target.startswith("value") else {"zipmap": False}
    said, fields = through_onnx(model, tmp_path / "model.onnx", double, **options)
    expected = np.asarray(said[-1])[..., 1 if target == "two" else 0 :].reshape(len(NEW), -1)
    if target == "several":  # skl2onnx gives the opposites before
        expected = expected[:, -2:]
    x = NEW if double else NEW.astype(np.float32)
    tolerance = 1e-12 if double else 1e-6 * max(1, np.abs(expected).max())
    np.testing.assert_allclose(outputs(fields, x), expected, rtol=0, atol=tolerance)
    assert fields["network"].sizes == Network.from_sklearn(model).sizes
    assert fields["network"].loss == Network.from_sklearn(model).loss


def test_the_tail_of_skl2onnx_names_the_classes(tmp_path):
    """What follows on the last activation is left out, but for the names of the classes that stand in it."""
    for options in ({}, {"zipmap": False}):
        _, fields = through_onnx(fitted("three"), tmp_path / "model.onnx", **options)
        assert fields["class_names"] == ("blue", "green", "red")
    _, fields = through_onnx(fitted("two"), tmp_path / "model.onnx")
    assert fields["class_names"] == ("0", "1")
    assert fields["network"].sizes[-1] == 1


@pytest.mark.parametrize("double", [False, True])
@pytest.mark.parametrize("scaler", [{}, {"with_mean": False}, {"with_std": False}])
def test_a_scaler_at_the_head_is_mean_and_scale(scaler, double, tmp_path):
    """A StandardScaler before the network becomes mean and scale, and the outputs are ONNX Runtime's."""
    model = fitted("three", "tanh", StandardScaler(**scaler))
    said, fields = through_onnx(model, tmp_path / "model.onnx", double, zipmap=False)
    x = NEW if double else NEW.astype(np.float32)
    np.testing.assert_allclose(outputs(fields, x), said[1], rtol=0, atol=1e-12 if double else 2e-6)
    if "with_std" not in scaler:
        np.testing.assert_allclose(fields["scale"], model[0].scale_, rtol=1e-6)
