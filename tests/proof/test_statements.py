"""Films whose words lie: each sentence that turns the sense around is found, and nothing is found in the true ones."""

import random

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from facts.predicate import PREDICATES
from facts.receipt import Line, Part, Said, Spoken
from proof.judge import Judge
from proof.meaning import MEANING, SENSE
from proof.statements import OUTCOMES
from proof.verify import counted, heard, verify
from scenes.architecture import Architecture
from scenes.backprop import Backprop
from scenes.forward_pass import ForwardPass
from tests.proof.retelling import again, of, retold, true_film
from tests.scenes.walk import ALL_FILMS, scene_of
from words import catalogue, filled

FILMS = [scene_of(name) for name in ALL_FILMS if ALL_FILMS[name] == "scenes"]


@pytest.mark.parametrize("kind", FILMS, ids=lambda kind: kind.__name__)
def test_the_truth_passes(kind):
    """Nothing is found in what the films say, and nothing that they say is left unchecked."""
    case = true_film(kind)
    assert verify(case) == []
    assert counted(case).unchecked == 0
    assert counted(case).statements > 20


def other_outcome(slot, outcome):
    """A claim of which another outcome is claimed."""
    return lambda says: again(says, **{slot: replace(says.slots[slot], text=outcome)})


def other_place(slot, path, text=None):
    """A slot that speaks of another place, whose number or text it shows."""
    return lambda says: again(
        says, **{slot: replace(says.slots[slot], places=(path,), text=text or says.slots[slot].text)}
    )


def other_words(before, after):
    """The words themselves say something else, as a wrong catalogue would make them."""
    return lambda says: replace(says, text=says.text.replace(before, after))


VERSICOLOR = Said("name", "versicolor", places=("example.class_names[0]",))
LIES = [
    (ForwardPass, "verdict.right", other_outcome("verdict", "right")),
    (Backprop, "backprop.too", other_outcome("delta", "positive")),
    (Backprop, "backprop.too", other_outcome("delta", "zero")),
    (Backprop, "backprop.way", other_outcome("gradient", "positive")),
    (Backprop, "backprop.way", other_outcome("gradient", "zero")),
    (Backprop, "backprop.outcome", other_outcome("change", "higher")),
    (Backprop, "backprop.gate_of_relu", other_outcome("gate", "shut")),
    (ForwardPass, "verdict.says", other_outcome("answer", "versicolor")),
    (ForwardPass, "verdict.probability", other_outcome("answer", "versicolor")),
    (ForwardPass, "verdict.probability", other_place("p", "forward.layers[2].a[0]", "0.269")),
    (ForwardPass, "verdict.told", lambda says: again(says, truth=replace(VERSICOLOR, text="virginica"))),
    (ForwardPass, "verdict.told", other_place("truth", "example.class_names[1]", "virginica")),
    (ForwardPass, "forward.one_product", other_place("weight", "network.layers[0].weights[1, 0]", "0.2")),
    (ForwardPass, "forward.one_product", other_place("input", "example.x[2]", "3")),
    (ForwardPass, "forward.neuron_z_a", other_place("neuron", "forward.layers[0].a[3]", "4")),
    (ForwardPass, "forward.neuron_z_a", other_place("layer", "forward.layers[1]", "2")),
    (ForwardPass, "forward.switched_off", other_place("neuron", "forward.layers[0].a[0]", "1")),
    (ForwardPass, "forward.add_up", other_place("sum", "forward.layers[2].exponentials[0]", "0.397")),
    (Architecture, "architecture.all_learnt", other_place("count", "network.sizes[0]", "3")),
    (Architecture, "architecture.hidden", other_place("count", "network.sizes[0]", "3")),
    (Architecture, "architecture.outputs_of_kinds", other_place("count", "network.sizes[2]", "4")),
    (Architecture, "label.neurons", other_place("count", "network.layers[0].n_in", "3")),
    (Architecture, "label.outputs", other_place("count", "network.sizes[1]", "5")),
    (ForwardPass, "inputs.others_rounded", other_place("decimals", "network.sizes[2]", "4")),
    (ForwardPass, "forward.switched_off", other_outcome("off", "on")),
    (Architecture, "architecture.layer_count", other_place("n_in", "network.sizes[1]", "5")),
    (Architecture, "architecture.row", other_place("amount", "example.measurements[1]", "5.1")),
    (Architecture, "architecture.row", other_place("unit", "example.feature_names[0]", "sepal length")),
    (Architecture, "activation.does", other_outcome("name", "softmax")),
    (Architecture, "activation.name", other_outcome("name", "tanh")),
    (Architecture, "opening.which", lambda says: replace(says, text="Which kind of flower is this?")),
    (Architecture, "opening.lengths", other_place("one", "example.measurements[2]", "1.6")),
    (Architecture, "opening.numbers", other_place("count", "network.sizes[0]", "3")),
    (ForwardPass, "forward.makes_input", other_outcome("side", "positive")),
    (ForwardPass, "plane.side", other_outcome("side", "negative")),
    (ForwardPass, "plane.beyond", other_outcome("verdict", "right")),
    (Backprop, "backprop.it_said", other_outcome("verdict", "right")),
    (Backprop, "backprop.all_step", other_place("moved", "network.parameter_count", "54")),
    (Backprop, "backprop.there_are", other_place("right", "effect.right_again_count", "70")),
    (Backprop, "backprop.rescued_and_lost", other_place("lost", "effect.rescued", "2")),
    (Backprop, "backprop.right_now", other_outcome("change", "higher")),
    (Backprop, "backprop.forgot", other_outcome("change", "higher")),
    (Backprop, "backprop.loss", other_place("value", "loss_again", "0.048")),
    (Backprop, "backprop.now", other_place("loss", "backward.loss", "1.313")),
    (Backprop, "backprop.from_to", other_place("new", "new_network.layers[2].weights[0, 1]", "0.400")),
    (Backprop, "backprop.one_share", other_place("output", "backward.layers[2].delta[1]", "2")),
    (Backprop, "backprop.against", other_place("rate", "network.layers[0].biases[0]", "0.8")),
    (Backprop, "backprop.move", other_place("gradient", "backward.layers[2].grad_weights[1, 3]", "0.873")),
]  # fmt: skip
WORDS = [
    (ForwardPass, "verdict.right", "wrong", "right"),
    (Backprop, "backprop.too", "should rise", "should fall"),
    (Backprop, "backprop.right_now", "fewer than", "more than"),
    (Backprop, "backprop.forgot", "forgot others", "good for all"),
    (ForwardPass, "plane.side", "is inside", "is outside"),
    (ForwardPass, "plane.beyond", "outside", "inside"),
    (Backprop, "backprop.way", "raise", "lower"),
    (Backprop, "backprop.outcome", "is better", "is not better: the step was too long"),
    (Backprop, "backprop.gate_of_relu", "was on: its output follows its sum", "was off: had its sum moved"),
    (Architecture, "activation.does", "negative becomes zero", "values become probabilities"),
]


@pytest.mark.parametrize(("kind", "key", "lie"), LIES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_lie_in_words_is_found(kind, key, lie):
    """A sentence whose slots or claims are not what the network computed is found."""
    case = true_film(kind)
    lying = retold(case, key, lie)
    assert to_builtins(lying.receipt) != to_builtins(case.receipt)
    assert verify(lying)


@pytest.mark.parametrize(("kind", "key", "before", "after"), WORDS)
def test_a_catalogue_that_turns_the_sense_around_is_found(kind, key, before, after, monkeypatch):
    """Words of another outcome are found, though the catalogue itself has them."""
    entries = catalogue().entries
    turned = {name: text.replace(before, after) if name != "by" else text for name, text in entries[key].items()}
    monkeypatch.setitem(entries, key, turned)
    lying = retold(true_film(kind), key, again)
    assert any(key == "activation.does" or after in failure.text for failure in verify(lying))
    assert verify(lying)


def test_a_student_tells_the_truth():
    """Nothing is found in the README's own film, whose answer is checked and whose plain texts are counted."""
    case = true_film(scene_of("prediction"))
    assert verify(case) == []
    assert counted(case).unchecked > 0
    assert any(each.says and each.says.kind == "phrase" for each in case.receipt.spoken)


def test_every_claim_is_evaluated_by_a_second_rule():
    """Each kind of claim that facts know is evaluated by proof with a rule of its own."""
    assert set(PREDICATES) == set(OUTCOMES)


def test_every_sentence_with_slots_has_a_meaning():
    """Each sentence of films whose slots speak of places has its meaning written down, and its choice of words."""
    rooms = ("architecture", "forward", "backprop", "verdict", "question", "inputs")
    entries = {key: entry for key, entry in catalogue().entries.items() if key.split(".")[0] in rooms}
    nested = {"does", "layer", "rows", "rule", "way", "loss", "outcome", "verdict", "things", "name"}
    for key, entry in entries.items():
        texts = (
            [entry]
            if isinstance(entry, str)
            else [text for name, text in entry.items() if name not in ("by", "ordinal")]
        )
        slots = {slot for text in texts for slot in slots_of(text)}
        assert slots - nested <= set(MEANING.get(key, {})), key
    chosen = {
        key
        for key, entry in entries.items()
        if isinstance(entry, dict) and entry["by"] not in ("count", "layer", "answer", "truth", "input", "decimals")
    }
    assert {key for key in chosen if key not in ("activation.name", "activation.short", "activation.slope")} <= set(
        SENSE
    )


def slots_of(template):
    """The names of the slots of a template."""
    names = []
    filled(template, Noting(names))
    return names


class Noting(dict):
    """Notes which slots are asked for."""

    def __init__(self, names):
        super().__init__()
        self.names = names

    def __getitem__(self, name):
        self.names.append(name)
        return ""


def test_bare_text_is_counted_and_its_digits_are_found():
    """A bare caption, a bare word and a foreign text are counted as unchecked; a digit in them is found."""
    case = true_film(Backprop)
    bare = Spoken("caption", "A word about nothing.", 1.0, 2.0)
    foreign = of(case, spoken=(*case.receipt.spoken, bare), unknown={"Text": 1})
    assert verify(foreign) == []
    assert counted(foreign).unchecked == 2
    claim = replace(bare, text="The loss is 0.01, and 0.3 times 2 makes 17.")
    texts = {failure.text for failure in verify(of(case, spoken=(*case.receipt.spoken, claim)))}
    assert texts == {"0.01", "0.3", "2", "17"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2 + 2 = 5", ()),
        ("99 % right, 1000 parameters", (Part("words", "99 % right, 1000 parameters"),)),
        ("z = 9.99", (Part("symbol", "z", "z"),)),
    ],
)
def test_a_line_of_strings_is_read(text, parts):
    """A line that consists of strings, or of bare words with integers, is found out."""
    case = true_film(Backprop)
    line = Line(999, text, 1.0, 2.0, (0, 0, 10, 10), parts)
    assert verify(of(case, lines=(*case.receipt.lines, line)))


def test_a_symbol_beside_another_number_is_found():
    """A line that calls a number z₄ where it is z₁ is found, and so are a bias and a weight of each other's name."""
    case = true_film(ForwardPass)
    for line in case.receipt.lines:
        symbols = [part for part in line.parts if part.kind == "symbol" and part.letter == "z" and part.index == "1"]
        if symbols and any(number.line == line.line for number in case.numbers):
            parts = tuple(replace(part, index="4") if part in symbols else part for part in line.parts)
            others = tuple(each for each in case.receipt.lines if each is not line)
            found = verify(of(case, lines=(*others, replace(line, parts=parts))))
            assert any("stands beside" in failure.wrong for failure in found)
            return
    raise AssertionError("no line names its z")


@pytest.mark.parametrize("kind", FILMS, ids=lambda kind: kind.__name__)
def test_random_edits_of_statements_are_found(kind):
    """Of 60 random edits of what is said, a place, a text, a claim or a key, each that changes the sense is found."""
    case, chance = true_film(kind), random.Random(7)
    judge = Judge(case)
    spoken = [each for each in case.receipt.spoken if each.says and each.says.slots]
    for _ in range(60):
        each = chance.choice(spoken)
        name = chance.choice(sorted(each.says.slots))
        slot = each.says.slots[name]
        edited = replace(slot, text=f"{slot.text}{chance.choice('0123456789')}")
        if slot.places and chance.random() < 0.5:
            edited = replace(slot, places=(*slot.places[:-1], f"{slot.places[-1]}[0]"))
        says = again(each.says, **{name: edited})
        alone = of(case, lines=(), spoken=(replace(each, says=says, text=says.text),))
        assert list(heard(alone, judge)), (each, name, edited)
