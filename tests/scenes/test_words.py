"""Films have no words of their own: each text is a sentence of words/, and each sentence there is used."""

import ast
import re
from pathlib import Path

import pytest

from words import SLOT, catalogue

ROOT = Path(__file__).parents[2]
FILMS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "scenes").rglob("*.py"))
READERS = [path for room in ("facts", "words", "scenes", "publishing") for path in sorted((ROOT / room).rglob("*.py"))]
SHOWING = {"Words", "Headline", "tell", "say", "turn_page", "next_section"}
SAYING = {"Statement", "Phrase"}
WORD = re.compile(r"[^\W\d_]{2,}")
PROSE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
TYPE = "scenes/mobjects/type/"  # sets what it is given: its literals are Typst's, and complaints
ENTRIES = catalogue().entries
# The parts of an expression that decide what it comes to, and are not in it.
LOOKED_UP = {
    ast.Dict: lambda node: node.keys,
    ast.Subscript: lambda node: [node.slice],
    ast.IfExp: lambda node: [node.test],
    ast.comprehension: lambda node: node.ifs,
}
TABLES = {key.partition(".")[0] for key in ENTRIES}


def name_of(function):
    """The last word of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def calls(tree, names):
    """The calls of functions and classes of some names."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node.func) in names]


def own_parts(node):
    """What an expression may come to: without its conditions, and without calls, but for those of a text's own."""
    of_text = isinstance(node, ast.Call) and isinstance(getattr(node.func, "value", None), ast.Constant | ast.JoinedStr)
    if isinstance(node, ast.Call) and not of_text:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        if child not in LOOKED_UP.get(type(node), lambda node: [])(node):
            yield from own_parts(child)


def texts(node, named, seen=()):
    """The words in the literals of an expression, and in those that its names were given."""
    for part in own_parts(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and WORD.search(part.value):
            yield part.value
        if isinstance(part, ast.Name) and part.id not in seen:
            for value in named.get(part.id, []):
                yield from texts(value, named, (*seen, part.id))


def bare(source):
    """The texts with words that a film shows or says without asking words/."""
    tree, named = ast.parse(source), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                named.setdefault(getattr(target, "id", ""), []).append(node.value)
    arguments = [each for call in calls(tree, SHOWING) for each in (*call.args, *(k.value for k in call.keywords))]
    arguments += [keyword.value for call in calls(tree, SAYING) for keyword in call.keywords]
    phrases = [argument for call in calls(tree, {"Phrase"}) for argument in call.args]
    return [text for argument in (*arguments, *phrases) for text in texts(argument, named)]


def prose(source):
    """The literals of two words or more, wherever they stand: but for docstrings and messages of errors."""
    tree = ast.parse(source)
    apart = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    apart = {id(node) for node in apart if isinstance(node, ast.Constant)}
    apart |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in strings if id(node) not in apart and PROSE.search(node.value)]


def keys_in(source):
    """The keys that a source names, as patterns: those of an f-string have parts that are chosen as it runs."""
    tree, found = ast.parse(source), set()
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        if id(node) in inside or not all(isinstance(part, ast.Constant | ast.FormattedValue) for part in parts):
            continue
        constants = [part.value if isinstance(part, ast.Constant) else None for part in parts]
        if all(isinstance(each, str | None) for each in constants):
            pattern = "".join(r"\w*" if each is None else re.escape(each) for each in constants)
            first = constants[0] or ""
            if re.match(r"[a-z]+\.[a-z]\w*$", first + "x" * (len(parts) > 1)) and first.partition(".")[0] in TABLES:
                found.add(pattern)
    return found


def unknown(source, entries):
    """The keys that a source names and the catalogue lacks."""
    return [pattern for pattern in keys_in(source) if not any(re.fullmatch(pattern, key) for key in entries)]


def keys_on_pages(source):
    """The keys that a template or a script of the pages names; the commands of the player say what they do."""
    named = re.findall(r"""["`]([a-z]+\.\w+)["`]""", source)
    commands = [says or name for name, says in re.findall(r'name: "(\w+)".*?(?:says: "(\w+)".*)?\}', source)]
    caps = [f"keyboard.{cap}" for shown in re.findall(r'shown: "(.*?)"', source) for cap in shown.split()]
    return {*map(re.escape, named), *(f"command.{name}" for name in commands), *map(re.escape, caps)}


def unused(sources, entries, pages=()):
    """The keys of the catalogue that none of some sources names, and none of some pages."""
    patterns = set().union(*map(keys_in, sources), *map(keys_on_pages, pages))
    return [key for key in entries if not any(re.fullmatch(pattern, key) for pattern in patterns)]


def slots_of(entry):
    """The slots that a sentence has in any of its variants, and the one that chooses among them."""
    templates = [entry] if isinstance(entry, str) else [v for k, v in entry.items() if k not in ("by", "ordinal")]
    found = {slot for template in templates for slot in SLOT.findall(template)}
    return found if isinstance(entry, str) else found | {entry["by"]}


def misfilled(source, entries):
    """The sentences whose slots are not those of the catalogue, where a call names both."""
    found = []
    for call in calls(ast.parse(source), {"Statement"}):
        given = {keyword.arg for keyword in call.keywords}
        keys = {part.value for part in own_parts(call.args[0]) if isinstance(part, ast.Constant)} & entries.keys()
        found += [key for key in sorted(keys) if None not in given and given != slots_of(entries[key])]
    return found


@pytest.mark.parametrize("path", FILMS)
def test_films_have_no_words_of_their_own(path):
    """No text that is shown or said stands in a film, and no slot of a sentence is filled with one."""
    source = (ROOT / path).read_text(encoding="utf-8")
    assert bare(source) == []
    assert path.startswith(TYPE) or prose(source) == []


@pytest.mark.parametrize("path", FILMS)
def test_each_sentence_is_in_the_catalogue(path):
    """The catalogue has each key that a film names, and the call fills the slots of that sentence and no others."""
    source = (ROOT / path).read_text(encoding="utf-8")
    assert unknown(source, ENTRIES) == []
    assert misfilled(source, ENTRIES) == []


def test_each_sentence_is_used():
    """Each key of the catalogue is named in some room."""
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "publishing" / "web").rglob("*.*")]
    assert unused([path.read_text(encoding="utf-8") for path in READERS], ENTRIES, pages) == []


@pytest.mark.parametrize(
    "source",
    [
        'Words("new")',
        'Words(f"{name} neurons")',
        'Headline("The step")',
        'tell(self, "A flower" if sure else thing)',
        'caption = "Too high."\ntell(self, caption)',
        'caption += " and so on"\ntell(self, caption)',
        'tell(self, "the {}".format(thing))',
        'self.headline.say("Again")',
        'turn_page(self, self.headline, "Again")',
        'self.next_section("Again")',
        'Statement("verdict.says", answer="virginica")',
        'Phrase("It answers.")',
    ],
)
def test_a_word_in_a_film_is_seen(source):
    """Each way of showing or saying a text that is not in the catalogue is reported."""
    assert len(bare(source)) == 1


def test_prose_is_seen_wherever_it_stands():
    """Two words that reach the screen by a loop or a call are reported, a docstring and a message are not."""
    source = 'for sign, meaning in [(1, "will rise")]:\n    """A sample."""\n    raise ValueError("give a number")'
    assert prose(source) == ["will rise"]


@pytest.mark.parametrize(
    "source",
    [
        'tell(self, Statement("backprop.again"), FadeIn(Number(trace, "layers[0].z[1]")), run_time=1.5)',
        'Words("(")',
        'Between("mat(row-gap: #0.45em, ", "[")',
        'turn_page(self, headline, Name(example, "title"))',
    ],
)
def test_what_is_no_word_passes(source):
    """A key, a path, a bracket and typography are no texts."""
    assert bare(source) == []


def test_a_strange_key_is_seen():
    """A key that the catalogue lacks is reported, whether it is written in one piece or in parts."""
    assert unknown('Statement("backprop.nothing")', ENTRIES) == [r"backprop\.nothing"]
    assert unknown('Statement(f"backprop.nothing{way}")', ENTRIES) == [r"backprop\.nothing\w*"]
    assert unknown('Statement(f"backprop.gate_of_{way}")', ENTRIES) == []


def test_an_unused_key_is_seen():
    """A key that no source names is reported."""
    assert unused(['Statement("backprop.again")'], {"backprop.again": "Again", "backprop.old": "Old"}) == [
        "backprop.old"
    ]


@pytest.mark.parametrize(
    "call",
    [
        'Statement("forward.sum")',
        'Statement("forward.sum", z=z, a=a)',
        'Statement("backprop.way")',
        'Statement("backprop.again" if again else "forward.sum", z=z)',
    ],
)
def test_a_slot_that_is_not_filled_is_seen(call):
    """A slot too few, one too many, the chooser of variants left out, and one of two keys are each reported."""
    assert len(misfilled(call, ENTRIES)) == 1
