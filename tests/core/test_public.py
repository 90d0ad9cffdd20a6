"""What core offers, and what it does without."""

import subprocess
import sys

import pytest

import core

NAMES = {
    "BackwardTrace", "Evaluation", "Example", "ForwardTrace", "History", "Layer", "Network", "TrainingStep",
    "backward", "evaluate", "forward", "load_example", "measured_gradients", "train", "training_step",
}  # fmt: skip


def run(code: str) -> str:
    """What the code prints in a Python of its own, where every warning is an error."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_public_names():
    """These names, no more than 15, and each of them is there."""
    assert set(core.__all__) == NAMES
    assert len(core.__all__) <= 15
    for name in core.__all__:
        assert getattr(core, name).__name__ == name


def test_names_stay_functions():
    """The functions forward and backward are not hidden by the modules of the same name."""
    code = "import core.training, core.example; from core import forward, backward; print(forward, backward)"
    assert run(code).count("<function") == 2


def test_an_unknown_name_is_named():
    """A name that core does not have is an AttributeError which lists those it has."""
    with pytest.raises(AttributeError, match="core has no 'predict': it has BackwardTrace"):
        core.predict  # noqa: B018


def test_core_does_with_numpy_alone():
    """Every name of core works where numpy is the only package, and scikit-learn waits until flowers are asked for."""
    code = """
import sys, sysconfig
packages, before = sysconfig.get_paths()['purelib'], set(sys.modules)
sys.modules |= dict.fromkeys(('manim', 'sklearn', 'tqdm'))
import core, core.datasets
[getattr(core, name) for name in core.__all__]
example = core.load_example()
parts = [example.x] * 2, [0, 1], [example.x], [0]
print(core.train(example.network, *parts, epochs=1, learning_rate=0.1).test_loss.shape)
here = [it for name, it in sys.modules.items() if it and name not in before and '.' not in name]
print(sorted(it.__name__ for it in here if (getattr(it, '__file__', None) or '').startswith(packages)))
for name in ('manim', 'sklearn', 'tqdm'):
    del sys.modules[name]
core.datasets.iris()
print('sklearn' in sys.modules)
"""
    assert run(code).splitlines() == ["(1,)", "['numpy']", "True"]
