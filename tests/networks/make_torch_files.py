"""Networks that PyTorch trained and saved, for the tests to read where PyTorch is not installed.

python -m tests.networks.make_torch_files writes tests/networks/files anew. It wants torch, onnx, onnxscript and
safetensors, which are not in the lock file: torch alone is larger than everything else together.
"""

import json
from pathlib import Path

import onnx
import torch
from safetensors.torch import save_file
from torch import nn

from core.datasets import iris

FILES = Path(__file__).with_name("files")


def classifier() -> tuple[nn.Sequential, torch.Tensor]:
    """4-8-6-3 with relu, tanh and softmax, trained on the Iris flowers; and the test flowers."""
    data = iris()
    x, classes = torch.tensor(data.x, dtype=torch.float32), torch.tensor(data.classes)
    parts = nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 3), nn.Softmax(dim=1)
    model = nn.Sequential(*parts)
    descend(model, lambda: nn.functional.cross_entropy(model[:-1](x), classes))
    return model, torch.tensor(data.x_test, dtype=torch.float32)


def regression() -> tuple[nn.Sequential, torch.Tensor]:
    """1-16-1 with tanh, trained on a sine; and points between those it was trained on."""
    x = torch.linspace(-3, 3, 50)[:, None]
    model = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1))
    descend(model, lambda: nn.functional.mse_loss(model(x), x.sin()))
    return model, torch.linspace(-2.9, 2.9, 20)[:, None]


def descend(model: nn.Module, loss) -> None:
    """300 steps of Adam."""
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(300):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()


def export(model: nn.Module, x: torch.Tensor, path: Path, **options) -> None:
    """The model as torch.onnx.export writes it, but without the paths of this machine in its stack traces."""
    torch.onnx.export(model, (x,), path, **options)
    written = onnx.load(path)
    for node in written.graph.node:
        kept = [entry for entry in node.metadata_props if "stack_trace" not in entry.key]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
    onnx.save(written, path)
    path.with_name(path.name + ".data").unlink(missing_ok=True)


def main() -> None:
    """Train, save in each way, and keep what PyTorch makes of some inputs."""
    torch.manual_seed(1)
    outputs = {}
    for name, (model, x) in {"classifier": classifier(), "regression": regression()}.items():
        model.eval()
        save_file(model.state_dict(), FILES / f"{name}.safetensors")
        export(model, x, FILES / f"{name}.onnx")
        export(model, x, FILES / f"{name}_torchscript.onnx", dynamo=False)
        with torch.no_grad():
            outputs[name] = {"x": x.tolist(), "output": model(x).tolist()}
    (FILES / "outputs.json").write_text(json.dumps(outputs).replace("]], ", "]],\n") + "\n")


if __name__ == "__main__":
    main()
