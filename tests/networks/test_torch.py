"""Networks that PyTorch trained: as it saved them, against the outputs that it gave; and live, where it is installed.

tests/networks/make_torch_files.py made the files.
"""

import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core import forward
from networks import NetworkFileError, from_torch, read
from networks.models import IDLE, TORCH

FILES = Path(__file__).with_name("files")
OUTPUTS = json.loads((FILES / "outputs.json").read_text())
ACTIVATIONS = {"classifier": ["relu", "tanh", "softmax"], "regression": ["tanh", "identity"]}
SIZES = {"classifier": (4, 8, 6, 3), "regression": (1, 16, 1)}


def assert_same(network, name):
    """The network gives the outputs that PyTorch gave, in single precision."""
    output = forward(network, OUTPUTS[name]["x"]).output
    np.testing.assert_allclose(output, OUTPUTS[name]["output"], rtol=0, atol=1e-6)
    assert network.sizes == SIZES[name]
    assert [layer.activation for layer in network.layers] == ACTIVATIONS[name]


@pytest.mark.parametrize("name", SIZES)
def test_a_state_dict(name):
    """A state dict in safetensors computes what PyTorch computes, once it is told its activations."""
    assert_same(read(FILES / f"{name}.safetensors", ACTIVATIONS[name])["network"], name)


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("exporter", ["", "_torchscript"])
def test_torch_onnx_export(name, exporter):
    """ONNX of either exporter of PyTorch computes what PyTorch computes, and says its activations itself."""
    assert_same(read(FILES / f"{name}{exporter}.onnx")["network"], name)


def test_a_state_dict_without_activations_asks_for_them():
    """The message for a file that is silent about its activations shows how to give them."""
    with pytest.raises(NetworkFileError, match="give ACTIVATIONS=relu,relu,softmax, or other 3 of identity, relu"):
        read(FILES / "classifier.safetensors")


def test_a_last_activation_may_be_added_but_none_changed():
    """A network that ends in identity may be given the softmax that its loss had; nothing else may be changed."""
    network = read(FILES / "regression.onnx", ["tanh", "sigmoid"])["network"]
    assert [layer.activation for layer in network.layers] == ["tanh", "sigmoid"]
    assert network.loss == "cross_entropy"
    for wrong in (["relu", "identity"], ["relu", "sigmoid"]):
        with pytest.raises(NetworkFileError, match="but the file says tanh,identity: leave them out"):
            read(FILES / "regression.onnx", wrong)


def test_the_files_name_no_machine():
    """No committed file holds a path of the machine that made it."""
    for path in FILES.iterdir():
        assert not re.search(rb"/home|/tmp|/root|/usr|site-packages|[A-Z]:\\\\", path.read_bytes())


@pytest.fixture
def torch():
    """PyTorch, where it is installed: it is too large to be locked and installed for everyone."""
    return pytest.importorskip("torch", reason="PyTorch is not installed; the files it saved are tested all the same")


class Numbers(np.ndarray):
    """An array that can be asked as a tensor of PyTorch can."""

    detach = cpu = double = lambda self: self

    def numpy(self):
        """The array."""
        return self


def numbers(values):
    """Such an array; None for None."""
    return None if values is None else np.array(values, dtype=float).view(Numbers)


@pytest.fixture
def nn(monkeypatch):
    """A stand-in for torch.nn, of modules that only hold their parameters under PyTorch's names."""
    names = ["Linear", "BatchNorm1d", "GELU", *IDLE, *TORCH]
    nn = SimpleNamespace(**{name: type(name, (SimpleNamespace,), {}) for name in names}, Sequential=list)
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(nn=nn))
    nn.linear = lambda weight=((1, 1), (1, 1)), bias=None: nn.Linear(weight=numbers(weight), bias=numbers(bias))
    return nn


def test_each_activation_of_a_sequential_is_found(nn):
    """Each activation that core has is found in a Sequential, a leaky ReLU with the slope that it has there."""
    for theirs, name in TORCH.items():
        part = getattr(nn, theirs)(**{"LeakyReLU": {"negative_slope": 0.2}, "Softplus": {"beta": 1}}.get(theirs, {}))
        layer = from_torch([nn.linear(), part])["network"].layers[0]
        assert (layer.activation, layer.slope) == (name, 0.2 if name == "leaky_relu" else None)
    leaky = [nn.linear(), nn.LeakyReLU(negative_slope=0.2)]
    assert from_torch(leaky, ["leaky_relu"])["network"].layers[0].slope == 0.2
    assert from_torch(leaky, ["relu"])["network"].layers[0].slope is None


def test_a_softplus_of_another_shape_is_refused(nn):
    """A Softplus whose beta is not 1, or that is straight too early, is refused, and so is a slope beyond 1."""
    with pytest.raises(ValueError, match="part 1, Softplus, has beta 2: the films show"):
        from_torch([nn.linear(), nn.Softplus(beta=2)])
    with pytest.raises(ValueError, match="part 1, Softplus, has threshold 1: the films show"):
        from_torch([nn.linear(), nn.Softplus(beta=1, threshold=1)])
    with pytest.raises(ValueError, match="part 1, ELU, has alpha 2: the films show"):
        from_torch([nn.linear(), nn.ELU(alpha=2)])
    with pytest.raises(ValueError, match=r"slope must be a number between 0 and 1; not 1\.5"):
        from_torch([nn.linear(), nn.LeakyReLU(negative_slope=1.5)])


def test_what_only_trains_is_left_out(nn):
    """Dropout, Flatten and Identity change nothing, before an activation too, nor do Sequentials within one."""
    idle = [getattr(nn, name)() for name in IDLE]
    parts = [*idle, nn.linear(), *idle, [nn.Tanh(), *idle, [nn.linear()]], nn.Softmax(dim=-1), *idle]
    network = from_torch(parts)["network"]
    assert [layer.activation for layer in network.layers] == ["tanh", "softmax"]


@pytest.mark.parametrize("affine", [True, False])
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_batch_normalisation_becomes_part_of_the_layer_beside_it(nn, capsys, place, affine):
    """A BatchNorm1d, before a Linear or after it, or after its activation, computes what it does in evaluation."""
    random = np.random.default_rng(place)
    mean, variance, gamma, beta, b1, b2 = (random.uniform(0.5, 2, 3) for _ in range(6))
    w1, w2 = random.normal(size=(2, 3, 3))
    norm = nn.BatchNorm1d(running_mean=numbers(mean), running_var=numbers(variance), eps=0.01)
    norm.weight, norm.bias = (numbers(gamma), numbers(beta)) if affine else (None, None)
    parts = [nn.linear(w1, b1), nn.Tanh(), nn.linear(w2, b2)]
    parts.insert(place, norm)
    x = random.normal(size=3)
    steps = [lambda a: w1 @ a + b1, np.tanh, lambda a: w2 @ a + b2]
    steps.insert(place, lambda a: (a - mean) / np.sqrt(variance + 0.01) * (gamma if affine else 1) + beta * affine)
    expected = x
    for step in steps:
        expected = step(expected)
    network = from_torch(parts)["network"]
    np.testing.assert_allclose(forward(network, x).output, expected, rtol=1e-12)
    side = ["after", "before", "after", "before"][place]
    said = f"part {place}, BatchNorm1d, becomes part of the layer {side} it, as it is in evaluation\n"
    assert capsys.readouterr().err == said


def test_a_logarithm_of_softmax_is_softmax_and_said(nn, capsys):
    """A last LogSoftmax is read as softmax, which one line says; within the network it is refused."""
    assert from_torch([nn.linear(), nn.LogSoftmax(dim=1)])["network"].layers[0].activation == "softmax"
    assert capsys.readouterr().err == "part 1, LogSoftmax, is read as softmax, of which it is the logarithm\n"
    with pytest.raises(ValueError, match="layer 1 is softmax: only the last layer"):
        from_torch([nn.linear(), nn.LogSoftmax(dim=1), nn.linear()])


def test_other_modules_are_refused(nn):
    """What the films cannot show is refused in one line with its place and name, and what they show."""
    norm = {"running_mean": numbers([0, 0]), "running_var": numbers([1, 1]), "eps": 0, "weight": None, "bias": None}
    for parts, expected in (
        (
            [nn.linear(), nn.GELU()],
            "part 1, GELU, is none that the films can show there: they show Linear, each with one",
        ),
        ([nn.linear(), nn.ReLU(), nn.Tanh()], "part 2, Tanh, is none that the films can show there"),
        ([nn.linear(), nn.ReLU(), nn.BatchNorm1d(**norm), nn.Tanh()], "part 3, Tanh, is none"),
        ([nn.linear(), nn.ReLU(), nn.BatchNorm1d(**norm)], "the last BatchNorm1d has no Linear beside it"),
        ([nn.linear(), nn.BatchNorm1d(**{**norm, "running_mean": None})], "part 1, BatchNorm1d, keeps no running stat"),
        ([nn.linear(), nn.Softmax(dim=0)], "part 1, Softmax, has dim 0: the films show that over the outputs"),
        (nn.GELU(), "GELU is no nn.Sequential: give one, or the state_dict as .safetensors"),
    ):
        with pytest.raises(ValueError, match=re.escape(expected)):
            from_torch(parts)


@pytest.mark.filterwarnings("ignore")  # PyTorch's own
def test_live_torch(torch, tmp_path):
    """A Sequential, from memory and through a live export, computes what PyTorch computes, each activation included."""
    nn = torch.nn
    torch.manual_seed(3)
    model = nn.Sequential(
        nn.Linear(4, 5), nn.Sigmoid(), nn.Linear(5, 6, bias=False), nn.Identity(), nn.Tanh(), nn.Linear(6, 3),
        nn.ReLU(), nn.Linear(3, 3), nn.LeakyReLU(0.2), nn.Linear(3, 3), nn.Softplus(), nn.Linear(3, 3),
        nn.ELU(),
    )  # fmt: skip
    x = torch.randn(30, 4)
    torch.onnx.export(model, (x,), tmp_path / "model.onnx")
    for network in (from_torch(model)["network"], read(tmp_path / "model.onnx")["network"]):
        np.testing.assert_allclose(forward(network, x.numpy()).output, model(x).detach().numpy(), rtol=0, atol=1e-6)
        found = [layer.activation for layer in network.layers]
        assert found == ["sigmoid", "tanh", "relu", "leaky_relu", "softplus", "elu"]
    told = from_torch(nn.Sequential(nn.Linear(4, 3)), ["softmax"], title="Told")
    assert told["title"] == "Told"
    assert told["network"].loss == "cross_entropy"
    model = nn.Sequential(
        nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Dropout(), nn.BatchNorm1d(5), nn.Linear(5, 3)
    )
    model(x)  # which moves the statistics
    expected = model.eval()(x).detach().numpy()
    np.testing.assert_allclose(forward(from_torch(model)["network"], x.numpy()).output, expected, rtol=0, atol=1e-6)
