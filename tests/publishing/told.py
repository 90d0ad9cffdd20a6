"""A film that shows every number of one training step of any network, as a receipt has it."""

from core import training_step
from facts.number import Shown, written
from facts.recipe import given_of
from facts.ref import look_up
from tests.publishing.tiny import make_film, number, receipt

MOST = 9  # neurons and inputs of a layer that are shown one by one


def tell(media, example):
    """Write the film into a media folder, and give back the paths of its numbers."""
    step = training_step(example)
    paths = [*of_example(step), *of_network(step)]
    shown = receipt() | {"given": {"": {"kind": "step"} | given_of(step)}}
    shown["numbers"] = [number(path, Shown(step, path).plain, 0, 4) for path in paths]
    shown["equations"] = [of_weight(step)]
    make_film(media, shown=shown)
    return paths


def of_example(step):
    """The places of the sample, of the target and of what has no index."""
    inputs, outputs = (range(min(count, MOST)) for count in (step.network.sizes[0], step.network.sizes[-1]))
    yield from (f"example.{field}[{i}]" for field in ("measurements", "mean", "scale", "x") for i in inputs)
    yield from (f"example.target[{k}]" for k in outputs)
    yield from (f"network.sizes[{layer}]" for layer in range(len(step.network.sizes)))
    yield from ("network.parameter_count", "learning_rate", "backward.loss", "loss_again")


def of_network(step):
    """The places of the layers, before the step and after it."""
    for place, layer in enumerate(step.network.layers):
        here = f"layers[{place}]"
        rows, columns = range(min(layer.n_out, MOST)), range(min(layer.n_in, MOST))
        pairs = [f"{j}, {i}" for j in rows for i in columns]
        fields = {"network": ["biases"], "new_network": ["biases"], "forward": ["z", "a"], "again": ["z", "a"]}
        fields["backward"] = ["delta", "grad_biases"]
        blame = step.backward.layers[place]
        fields["backward"] += [name for name in ("grad_a", "gate") if getattr(blame, name) is not None]
        fields["forward"] += ["exponentials"] * (layer.activation == "softmax")
        yield from (f"{root}.{here}.{name}[{j}]" for root, names in fields.items() for name in names for j in rows)
        matrices = (
            ("network", "weights"),
            ("new_network", "weights"),
            ("forward", "products"),
            ("backward", "grad_weights"),
        )
        yield from (f"{root}.{here}.{name}[{pair}]" for root, name in matrices for pair in pairs)
        yield f"network.{here}.parameter_count"
        yield from (f"forward.{here}.rest[0, 0].{part}" for part in ("total", "count"))
        if blame.shares is not None:
            yield from (f"backward.{here}.shares[0, {i}]" for i in rows)
            yield from (f"backward.{here}.rest[0, 0].{part}" for part in ("total", "count"))
        if layer.activation == "softmax":
            yield f"forward.{here}.exponential_sum"
            yield from (f"forward.{here}.exponentials_rest[0, 0].{part}" for part in ("total", "count"))
        if layer.slope is not None:
            yield f"network.{here}.slope"


def of_weight(step):
    """The equation of the gradient of one weight of the last layer."""
    path = f"backward.layers[{len(step.network.layers) - 1}].grad_weights[0, 0]"
    text = written(look_up(step, path))
    return {"line": 0, "left": text, "sign": "=", "right": text, "result": path, "operands": [], "start": 0, "end": 4}
