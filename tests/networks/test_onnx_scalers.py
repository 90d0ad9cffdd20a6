"""What is added and multiplied: before the first layer it is mean and scale, and afterwards part of a layer."""

import numpy as np
import pytest
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.compose import ColumnTransformer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, Normalizer, RobustScaler, StandardScaler

from tests.networks.onnx_models import FIRST, SECOND, assert_same, fields_of, output_of, runtime_of, written

MEAN = np.array([5.8, 3, 3.7, 1.2], dtype=np.float32)
SCALE = np.array([0.8, 0.4, 1.7, 0.7], dtype=np.float32)
GIVEN = {"mean": MEAN, "scale": SCALE, "less": -MEAN, "over": 1 / SCALE, "shift": -MEAN / SCALE, "k": 1 / 255,
         "row": MEAN[None], "zero": 0, "turned": SCALE * [1, -1, 1, -1], "two": 2}  # fmt: skip
GIVEN = {name: np.asarray(value, dtype=np.float32) for name, value in GIVEN.items()}
REST = [("Gemm h W1 B1", "a"), ("Relu a", "r"), SECOND, ("Softmax z", "y")]
# How the standardisation is written, and the mean and the scale that it has.
HEADS = {
    "Sub, Div": ([("Sub x mean", "c"), ("Div c scale", "h")], MEAN, SCALE),
    "Mul, Add": ([("Mul x over", "c"), ("Add shift c", "h")], MEAN, SCALE),
    "Sub, Mul": ([("Sub x row", "c"), ("Mul over c", "h")], MEAN, SCALE),
    "Add, Div": ([("Add x less", "c"), ("Div c scale", "h")], MEAN, SCALE),
    "Div, Sub": ([("Div x scale", "c"), ("Sub c scale", "h")], SCALE**2, SCALE),
    "Mul": ([("Mul x k", "h")], None, np.full(4, 255.0)),
    "Add": ([("Add x less", "h")], MEAN, None),
    "Mul, Sub, Div": ([("Mul x k", "b"), ("Sub b mean", "c"), ("Div c scale", "h")], 255 * MEAN, 255 * SCALE),
    "a chain": ([("Mul x two", "b"), ("Identity b", "c"), ("Add c row", "d"), ("Flatten d", "e"), ("Mul e two", "f"),
                 ("Sub f mean", "h")], -MEAN / 4, np.full(4, 0.25)),
    "Scaler": ([("Scaler x", "h", {"offset": MEAN.tolist(), "scale": (1 / SCALE).tolist()})], MEAN, SCALE),
    "Scaler of one number": ([("Scaler x", "h", {"offset": [1.5], "scale": [4.0]})], np.full(4, 1.5), np.full(4, 0.25)),
    "Scaler, then Mul": ([("Scaler x", "c", {"offset": MEAN.tolist(), "scale": [1.0] * 4}), ("Mul c over", "h")],
                         MEAN, SCALE),
    "constants of constants": ([("Neg mean", "n"), ("Add x n", "c"), ("Reciprocal scale", "o"), ("Mul c o", "h")], MEAN,
                               SCALE),
    "turned round": ([("Sub mean x", "c"), ("Div c scale", "h")], MEAN, SCALE),
    "turned in part": ([("Div x turned", "h")], None, SCALE),
    "negative": ([("Neg x", "h")], None, None),
    "a batch norm": ([("BatchNormalization x two4 zero4 mean scale", "h", {"epsilon": 0.0})], MEAN, np.sqrt(SCALE) / 2),
}  # fmt: skip
GIVEN |= {"two4": np.full(4, 2, np.float32), "zero4": np.zeros(4, np.float32)}


@pytest.mark.parametrize("case", HEADS)
def test_what_stands_before_the_first_layer_is_mean_and_scale(case):
    """However a standardisation is written, (input − mean) / scale and the network are what ONNX Runtime computes."""
    nodes, mean, scale = HEADS[case]
    fields = assert_same(written(*nodes, *REST, **GIVEN))
    for name, expected in (("mean", mean), ("scale", scale)):
        assert (name in fields) == (expected is not None)
        if expected is not None:
            np.testing.assert_allclose(fields[name], expected, rtol=1e-6)


def test_what_is_subtracted_and_divided_stays_exact():
    """A mean that is subtracted, and a scale that is divided by, are kept to the last bit."""
    fields = fields_of(written(*HEADS["Sub, Div"][0], *REST, **GIVEN))
    assert fields["mean"].tolist() == MEAN.astype(float).tolist()
    assert fields["scale"].tolist() == SCALE.astype(float).tolist()
    assert (fields["network"].layers[0].biases != 0).all()


def test_a_factor_is_the_divisor_that_was_meant():
    """A factor of 1/255 in single precision, which is a little more than that, is a scale of 255."""
    fields = fields_of(written(*HEADS["Mul"][0], *REST, **GIVEN))
    assert fields["scale"].tolist() == [255.0] * 4


def test_the_channels_of_a_picture():
    """A mean and a scale of each channel are those of all its pixels."""
    inputs, channels = {"x": ("N", 2, 1, 2)}, np.array([[[1.5]], [[-2]]], dtype=np.float32)
    nodes = [("Sub x c", "b"), ("Div b d", "e"), ("Flatten e", "h"), *REST]
    fields = assert_same(written(*nodes, inputs=inputs, c=channels, d=channels**2), (2, 1, 2))
    assert (fields["mean"].tolist(), fields["scale"].tolist()) == ([1.5, 1.5, -2, -2], [2.25, 2.25, 4, 4])


def test_columns_that_are_standardised_apart():
    """Columns that are scaled each in its way, and joined in another order, have a mean and a scale in their own."""
    nodes = [("Gather x late", "l", {"axis": 1}), ("Gather x early", "e", {"axis": 1}), ("Sub l c", "m"),
             ("Mul e c", "f"), ("Concat m f", "h", {"axis": 1}), *REST]  # fmt: skip
    late, early = np.array([3, 1]), np.array([0, 1])
    fields = assert_same(written(*nodes, late=late, early=early, c=np.array([2, 4], dtype=np.float32)))
    assert fields["mean"].tolist() == [0, 4, 0, 2]
    assert fields["scale"].tolist() == [0.5, 1, 1, 1]
    assert not fields["network"].layers[0].weights[:, 2].any()


FIVE = np.array([0.5, 1.5, -2, 3, 0.25], dtype=np.float32)
NORM = "{} five B1 B1 square"
# What is folded, and what is said of it.
FOLDED = {
    "Mul before the activation": ([FIRST, ("Mul a five", "b"), ("Relu b", "r")], "Mul is folded into layer 1"),
    "Div before the activation": ([FIRST, ("Div a five", "b"), ("Relu b", "r")], "Div is folded into layer 1"),
    "a batch norm before the activation": (
        [FIRST, (f"BatchNormalization {NORM.format('a')}", "b"), ("Relu b", "r")],
        "BatchNormalization is folded into layer 1"),
    "a batch norm after the activation": (
        [FIRST, ("Relu a", "b"), (f"BatchNormalization {NORM.format('b')}", "r")],
        "BatchNormalization is folded into layer 2"),
    "Mul and Add after the activation": (
        [FIRST, ("Tanh a", "b"), ("Mul b five", "c"), ("Add c B1", "r")],
        "Mul is folded into layer 2; Add is folded into layer 2"),
    "two layers without activation": (
        [("MatMul x W1", "a"), ("Mul a five", "b"), ("Sub b B1", "r")], "Mul is folded into layer 1"),
    "a bias in two parts": ([("MatMul x W1", "a"), ("Add a B1", "b"), ("Sub b five", "c"), ("Relu c", "r")], ""),
    "a difference the other way round": ([FIRST, ("Sub five a", "b"), ("Relu b", "r")], ""),
    "outputs in another order": ([FIRST, ("Gather a order", "b", {"axis": 1}), ("Relu b", "r")], ""),
}  # fmt: skip


@pytest.mark.parametrize("case", FOLDED)
def test_what_follows_on_a_layer_is_folded_into_one(case, capsys):
    """A product, a sum or a batch norm between layers becomes part of one, as ONNX Runtime computes it, and is said."""
    nodes, said = FOLDED[case]
    made = written(*nodes, SECOND, ("Softmax z", "y"), five=FIVE, square=FIVE**2, order=np.array([4, 2, 0, 1, 3]))
    assert assert_same(made)["network"].sizes == (4, 5, 3)
    assert capsys.readouterr().err.splitlines() == [f"the network: {note}" for note in said.split("; ") if note]


def test_a_last_layer_without_activation_takes_what_follows():
    """The values of a regression may be scaled back into their units."""
    fields = assert_same(written(FIRST, ("Tanh a", "r"), SECOND, ("Mul z s", "v"), ("Add v m", "y"),
                                 s=np.float32(12.5), m=np.float32(-300)))  # fmt: skip
    assert fields["network"].layers[-1].activation == "identity"


WRONG = {
    "a product of zero": ([("Mul x zero", "h")], "Mul leaves a scale of 0 or beyond all numbers: give positive"),
    "divided by the input": ([("Div mean x", "h")], "Div divides by what is computed: the films show"),
    "lengths": ([("Normalizer x", "h")], "holds the operator Normalizer, which divides each sample by its own length"),
    "two numbers": ([("Sub x pair", "h")], r"the constant of Sub has shape \(2,\): give 4 numbers"),
    "two numbers in a Scaler": ([("Scaler x", "h", {"offset": [1.0, 2.0]})], r"offset of Scaler has shape \(2,\)"),
    "a batch norm for others": (
        [("BatchNormalization x B1 B1 B1 B1", "h")], r"BatchNormalization has constants of shapes \(5,\), .* \(4,\)"),
    "a batch norm in training": (
        [("BatchNormalization x mean mean mean scale", "h u v", {"training_mode": 1})], "in training mode: export the"),
    "a batch norm of less than nothing": (
        [("BatchNormalization x mean mean mean less", "h")], "BatchNormalization leaves a scale of 0 or beyond"),
    "a sum of whole numbers": ([("Add x whole", "h")], "not of floats: export the network as float32"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_standardisation_is_named(case):
    """What cannot be a mean and a scale is refused with the reason."""
    nodes, expected = WRONG[case]
    made = written(*nodes, *REST, **GIVEN, pair=np.ones(2, np.float32), whole=np.arange(4))
    with pytest.raises(ValueError, match=expected):
        fields_of(made)


X = np.random.default_rng(5).normal(20, 6, (90, 4)).astype(np.float32)
THREE = (X[:, 0] > 20).astype(int) + (X[:, 1] > 20)
TURNED = ColumnTransformer([("a", MinMaxScaler(), [2, 0]), ("b", StandardScaler(), [3])])
SCALERS = [StandardScaler(), MinMaxScaler(), MinMaxScaler((-1, 1)), MaxAbsScaler(), RobustScaler(), TURNED]


@pytest.mark.parametrize("scaler", SCALERS, ids=str)
@pytest.mark.parametrize("kind", [MLPClassifier, MLPRegressor])
def test_the_scalers_of_scikit_learn(scaler, kind):
    """A pipeline of each scaler and a network, through skl2onnx, computes what ONNX Runtime computes."""
    model = make_pipeline(scaler, kind(hidden_layer_sizes=(6,), tol=10, random_state=1)).fit(X, THREE)
    classes = kind is MLPClassifier
    made = to_onnx(model, X[:1], options={"zipmap": False} if classes else None).SerializeToString()
    fields, expected = fields_of(made), runtime_of(made, {made and "X": X})[-1]
    np.testing.assert_allclose(output_of(fields, X), expected, rtol=1e-5, atol=1e-5)
    assert fields.get("class_names") == (("0", "1", "2") if classes else None)
    if isinstance(scaler, MinMaxScaler):
        np.testing.assert_allclose(fields["mean"], -model[0].min_ / model[0].scale_, rtol=1e-5)
        np.testing.assert_allclose(fields["scale"], 1 / model[0].scale_, rtol=1e-6)


def test_a_normalizer_of_scikit_learn_is_refused():
    """A pipeline that divides each sample by its length is refused with the reason."""
    model = make_pipeline(Normalizer(), MLPClassifier((6,), tol=10)).fit(X, THREE)
    with pytest.raises(
        ValueError, match="Normalizer, which divides each sample by its own length: the films standardise"
    ):
        fields_of(to_onnx(model, X[:1]).SerializeToString())


def test_columns_of_a_table_through_skl2onnx():
    """A pipeline that takes each column as an input of its own has the features that the columns name."""
    model = make_pipeline(StandardScaler(), MLPClassifier((6,), tol=10, random_state=1)).fit(X, THREE)
    names = ["width", "height", "depth", "weight"]
    types = [(name, FloatTensorType([None, 1])) for name in names]
    made = to_onnx(model, initial_types=types, options={"zipmap": False}).SerializeToString()
    fields = fields_of(made)
    feed = {name: X[:, [place]] for place, name in enumerate(names)}
    np.testing.assert_allclose(output_of(fields, X), runtime_of(made, feed)[-1], rtol=0, atol=1e-5)
    assert fields["feature_names"] == tuple(names)
    assert fields["class_names"] == ("0", "1", "2")
