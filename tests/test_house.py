"""The house rules: who may import what, how large things may grow, and that every test says what it holds."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What a room may import besides itself and the standard library.
ALLOWED = {
    "core": {"numpy"},
    "networks": {"core", "numpy"},
    "facts": {"core", "words"},
    "words": {"babel"},
    "scenes": {"manim", "core", "facts"},
    "scenes/mobjects": {"manim", "core", "facts", "numpy"},
    "rendering": {"manim", "av", "numpy", "facts"},
    "publishing": {"av", "PIL", "jinja2", "markupsafe", "msgspec", "facts", "words"},
    "proof": {"core", "facts", "words", "av", "PIL"},
}
# What these files alone may import: a check is worth as much as it is independent of core.
INDEPENDENT = {"proof/plain.py": set(), "proof/nudging.py": {"proof"}}
ALLOWED_IN_FILE = {
    "facts/receipt.py": {"msgspec"},
    # How many decimals the entries of a large array need together.
    "facts/number.py": {"numpy"},
    "core/datasets.py": {"sklearn"},
    "core/training.py": {"tqdm"},
    # Each is imported where a file or a model of its kind is read, and nowhere before.
    "networks/models.py": {"torch"},
    "networks/onnx_file.py": {"onnx", "google"},
    "networks/safetensors_file.py": {"safetensors"},
    # The versions of what draws, known without the seconds that manim takes to start.
    "rendering/fingerprint.py": {"cairo", "manimpango"},
    "rendering/making.py": {"tqdm", "msgspec"},
    # A mask of a shape is painted by cairo itself; manim's camera has no such thing.
    "rendering/look.py": {"cairo"},
    # manim offers no way to find single symbols in a typeset formula.
    "scenes/mobjects/type/formula.py": {"svgelements"},
    "scenes/mobjects/type/fonts.py": {"typst"},
    "publishing/worksheet.py": {"typst"},
    # What a network file computes itself is compared where its runtime is at hand.
    "proof/source.py": {"numpy", "onnxruntime"},
}
ALL_ROOMS = ["core", "facts", "words", "networks", "scenes", "rendering", "publishing", "proof", "bench", "tests"]
LIMITS = {"function": 40, "file": 250, "core": 1500}


def sources(*rooms: str) -> list[str]:
    """The Python files of these rooms, as paths from the root."""
    paths = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    return [path.relative_to(ROOT).as_posix() for path in paths]


def imported(tree: ast.Module) -> set[str]:
    """The modules a file imports, with a star where it takes all names."""
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            stars = {f"{node.module}.*" for alias in node.names if alias.name == "*"}
            modules |= {node.module or ""} | stars if node.level == 0 else stars
    return modules


def forbidden_imports(path: str, source: str) -> set[str]:
    """What the file at `path`, given from the root, imports against the rules."""
    room = str(Path(path).parent)
    known = next(name for name in (room, str(Path(room).parent)) if name in ALLOWED)
    allowed = INDEPENDENT.get(path, ALLOWED[known] | ALLOWED_IN_FILE.get(path, set()) | {room.split("/")[0]})
    modules = imported(ast.parse(source))
    strangers = {name for name in modules if name.split(".")[0] not in allowed | sys.stdlib_module_names}
    if room == "scenes":  # a film stands alone
        strangers |= {name for name in modules if name.startswith("scenes") and "mobjects" not in name}
    return strangers | {name for name in modules if name.endswith(".*")}


def long_functions(source: str) -> list[str]:
    """The functions of 40 lines or more."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return [node.name for node in functions if node.end_lineno - node.lineno + 1 >= LIMITS["function"]]


def silent_tests(source: str) -> list[str]:
    """The tests without a docstring of exactly one sentence."""
    tests = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    docs = {node.name: " ".join((ast.get_docstring(node) or "").split()) for node in tests}
    return [name for name, doc in docs.items() if not doc.endswith(".") or ". " in doc]


@pytest.mark.parametrize(
    "path", sources("core", "facts", "words", "networks", "scenes", "rendering", "publishing", "proof")
)
def test_imports_follow_the_design(path):
    """A file imports only what its room may know."""
    assert forbidden_imports(path, (ROOT / path).read_text()) == set()


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/forward.py", "import manim"),
        ("core/forward.py", "from scenes.mobjects import theme"),
        ("core/network.py", "def f():\n    from sklearn.datasets import load_iris"),
        ("core/example.py", "from networks import read"),
        ("networks/files.py", "import manim"),
        ("networks/files.py", "def f():\n    import torch"),
        ("networks/sample.py", "from scenes.mobjects import theme"),
        ("scenes/backprop.py", "import networks"),
        ("scenes/backprop.py", "import numpy as np"),
        ("scenes/backprop.py", "from manim import *"),
        ("scenes/backprop.py", "from scenes.architecture import Architecture"),
        ("scenes/mobjects/workings/answer.py", "import sklearn"),
        ("rendering/films.py", "from core import forward"),
        ("rendering/films.py", "import scenes.architecture"),
        ("proof/plain.py", "import numpy"),
        ("proof/plain.py", "from core.activations import sigmoid"),
        ("proof/nudging.py", "from core import forward"),
        ("proof/verify.py", "import manim"),
    ],
)
def test_the_import_rule_sees_an_offender(path, source):
    """Each kind of forbidden import is reported."""
    assert len(forbidden_imports(path, source)) == 1


@pytest.mark.parametrize("path", sources(*ALL_ROOMS))
def test_files_and_functions_stay_short(path):
    """A file has fewer than 250 lines and its functions fewer than 40 each."""
    source = (ROOT / path).read_text()
    assert long_functions(source) == []
    lines = source.count("\n")
    assert lines < LIMITS["file"]


def test_a_long_function_is_seen():
    """A function is reported from 40 lines on."""
    body = "    pass\n"
    assert long_functions("def short():\n" + 38 * body + "def long():\n" + 39 * body) == ["long"]


def test_core_can_be_read_in_one_sitting():
    """All of core has fewer than 1500 lines."""
    lines = sum((ROOT / path).read_text().count("\n") for path in sources("core"))
    assert lines < LIMITS["core"]


@pytest.mark.parametrize("path", sources("tests"))
def test_every_test_says_what_it_holds(path):
    """Each test has a docstring of one sentence."""
    assert silent_tests((ROOT / path).read_text()) == []


@pytest.mark.parametrize("doc", ["", '"""No end"""', '"""One. Two."""'])
def test_a_silent_test_is_seen(doc):
    """A test with no docstring, or with more than one sentence, is reported."""
    assert silent_tests(f"def test_it():\n    {doc}\n    pass") == ["test_it"]
