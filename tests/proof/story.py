"""Receipts to test with, written from core alone: all numbers of one training step, and how each was computed."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from types import SimpleNamespace

import numpy as np

from core import training_step
from core.shown import shown
from proof.arithmetic import holds
from proof.case import read_case
from proof.verify import verify

PLAYS = [{"start": 0.0, "end": 1.0, "held": False}, {"start": 1.0, "end": 200.0, "held": True}]
ABOUT = {
    "title": "Story", "summary": "", "network": "", "seconds": 200.0, "frames": 12000, "frame_rate": 60.0,
    "width": 1920, "height": 1080, "poster": 0.0, "sections": [], "plays": PLAYS, "fingerprint": "k",
}  # fmt: skip
MANY = 8  # terms that a sum shows one by one


class N(str):
    """The path of a number in a formula."""


def loose(record):
    """A copy of a record whose numbers can be changed; what a record computes of itself is kept as it is now."""
    if isinstance(record, np.ndarray):
        return record.copy()
    if isinstance(record, tuple):
        return [loose(part) for part in record]
    if not is_dataclass(record):
        return record
    names = [field.name for field in fields(record)]
    known = vars(record).get("shares", ()) is not None  # an output has no shares, and so no rest of them
    names += [n for n in dir(type(record)) if isinstance(getattr(type(record), n), property) and (known or n != "rest")]
    return SimpleNamespace(**{name: loose(getattr(record, name)) for name in names})


def as_json(record):
    """A record as the receipt holds it."""
    return json.loads(json.dumps(record, default=lambda it: it.tolist() if hasattr(it, "tolist") else vars(it)))


def summed(terms):
    """Terms with a plus between any two."""
    return [piece for term in terms for piece in ("+", *term)][1:]


class Story:
    """What a film tells: `step`, its numbers, which may be changed, and `left_sides`, its equations by their results.

    The receipt says where the numbers came from, whatever they have become.
    """

    def __init__(self, example):
        self.example, self.step = example, loose(training_step(example))
        layers = example.network.layers
        self.left_sides = {}
        for number, layer in enumerate(layers):
            self.tell_forward(number, layer)
        self.tell_loss(len(layers) - 1)
        for number, layer in enumerate(layers):
            self.tell_backward(number, layer, number == len(layers) - 1)

    def tell_forward(self, layer, numbers):
        """z and a of a layer."""
        here, outputs = f"forward.layers[{layer}]", range(numbers.n_out)
        for j in outputs:
            shown = range(numbers.n_in) if numbers.n_in <= MANY else [0, 1, numbers.n_in - 1]
            terms = [[N(f"network.layers[{layer}].weights[{j}, {i}]"), "·", N(f"{here}.input[{i}]")] for i in shown]
            if numbers.n_in > MANY:
                terms.insert(2, [N(f"{here}.rest[{j}, {', '.join(map(str, shown))}].total")])
            self.left_sides[f"{here}.z[{j}]"] = summed([*terms, [N(f"network.layers[{layer}].biases[{j}]")]])
            z = N(f"{here}.z[{j}]")
            if numbers.activation == "softmax":
                self.left_sides[f"{here}.exponentials[{j}]"] = ["e^(", z, ")"]
                self.left_sides[f"{here}.exponential_sum"] = summed([N(f"{here}.exponentials[{k}]")] for k in outputs)
                quotient = ["(", N(f"{here}.exponentials[{j}]"), ") / (", N(f"{here}.exponential_sum"), ")"]
                self.left_sides[f"forward.output[{j}]"] = quotient
            else:
                opening = {"relu": "max(0,", "sigmoid": "σ(", "tanh": "tanh(", "identity": "("}[numbers.activation]
                self.left_sides[f"{here}.a[{j}]"] = [opening, z, ")"]

    def tell_loss(self, last):
        """The loss, and the delta of each output."""
        pairs = [(N(f"forward.output[{k}]"), N(f"backward.target[{k}]")) for k in range(len(self.step.forward.output))]
        squared = self.example.network.loss == "mean_squared_error"
        softmax = self.example.network.layers[-1].activation == "softmax"
        if squared:
            squares = summed(["(", p, "−", y, ")²"] for p, y in pairs)
            self.left_sides["backward.loss"] = ["(", *squares, ")", "/", str(len(pairs))]
        elif softmax:
            self.left_sides["backward.loss"] = ["−ln(", pairs[self.example.true_class][0], ")"]
        else:
            self.left_sides["backward.loss"] = ["−ln(", pairs[0][0], ")"]
        factor = ["2 /", str(len(pairs)), "·"] if squared else []
        for k, (p, y) in enumerate(pairs):
            self.left_sides[f"backward.layers[{last}].delta[{k}]"] = [*factor, "(", p, "−", y, ")"]

    def tell_backward(self, layer, numbers, output):
        """The deltas and gradients of a layer, and its step."""
        here, after = f"backward.layers[{layer}]", f"layers[{layer + 1}]"
        for j in range(numbers.n_out):
            if not output:
                onward = range(self.example.network.layers[layer + 1].n_out)
                for k in onward:
                    factors = N(f"network.{after}.weights[{k}, {j}]"), "·", N(f"backward.{after}.delta[{k}]")
                    self.left_sides[f"{here}.shares[{k}, {j}]"] = list(factors)
                self.left_sides[f"{here}.grad_a[{j}]"] = summed([N(f"{here}.shares[{k}, {j}]")] for k in onward)
                self.left_sides[f"{here}.delta[{j}]"] = [N(f"{here}.grad_a[{j}]"), "·", N(f"{here}.gate[{j}]")]
            for i in range(numbers.n_in):
                gradient = N(f"{here}.grad_weights[{j}, {i}]")
                self.left_sides[gradient] = [N(f"{here}.delta[{j}]"), "·", N(f"forward.layers[{layer}].input[{i}]")]
                change = [N(f"network.layers[{layer}].weights[{j}, {i}]"), "−", N("learning_rate"), "·", gradient]
                self.left_sides[f"new_network.layers[{layer}].weights[{j}, {i}]"] = change

    def value(self, path):
        """What the film shows at a path."""
        return eval(f"step.{path}", {"__builtins__": {}, "step": self.step})

    def text(self, path, decimals=6):
        """A number as it is displayed: in as few decimals as write it, at most six."""
        value = self.value(path)
        exact = (d for d in range(decimals) if abs(round(float(value), d) - value) < 1e-9)
        return shown(value, next(exact, decimals))

    def equation(self, result, pieces):
        """One equation: it says = or ≈ as its digits allow; a film that is wrong anyway says =."""
        operands = [(self.text(piece), str(piece)) for piece in pieces if isinstance(piece, N)]
        texts = (bracketed(text) for text, _ in operands)
        left = " ".join(next(texts) if isinstance(piece, N) else piece for piece in pieces)
        rights = [self.text(result), *(shown(self.value(result), decimals) for decimals in (5, 4))]
        sign, right = next(((s, right) for right in rights if (s := related(left, right))), ("=", rights[0]))
        return {"left": left, "sign": sign, "right": right, "result": result, "operands": operands}

    def receipt(self):
        """The receipt of the film."""
        lines, numbers, equations = [], [], []
        for line, (result, pieces) in enumerate(self.left_sides.items()):
            when = {"start": float(line), "end": line + 5.0}
            equation = self.equation(str(result), pieces)
            text = f"{equation['left']} {equation['sign']} {equation['right']}"
            lines.append({"line": line, "text": text, "box": [0, 0, 1, 1], **when})
            equations.append({"line": line, **equation, **when})
            for text, path in [*equation["operands"], (equation["right"], equation["result"])]:
                decimals = len(text.partition(".")[2])
                number = {"line": line, "path": path, "text": text, "decimals": decimals, "box": [0, 0, 1, 1]}
                numbers.append(number | when)
        about = {"film": "Story", "fingerprint": "k", "sha256": "", "width": 1920, "height": 1080, "frame_rate": 60.0}
        step = {"kind": "step", "example": as_json(self.example), "learning_rate": self.example.learning_rate}
        return about | {"given": {"": step}} | {"lines": lines, "numbers": numbers, "equations": equations}


def bracketed(text):
    """A number after an operator."""
    return f"({text})" if text.startswith("−") else text


def related(left, right):
    """The sign that may stand between two sides, or None."""
    return next((sign for sign in "=≈" if holds(left, sign, right)), None)


def write(film, receipt):
    """Write a receipt that belongs to the film."""
    receipt["sha256"] = hashlib.sha256(film.read_bytes()).hexdigest()
    film.with_suffix(".numbers.json").write_text(json.dumps(receipt), encoding="utf-8")
    film.with_suffix(".json").write_text(json.dumps(ABOUT), encoding="utf-8")


def judged(receipt, folder):
    """What is found untrue in a receipt."""
    film = folder / "Story.mp4"
    film.touch()
    write(film, receipt)
    return verify(read_case(film))
