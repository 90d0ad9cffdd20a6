"""Tables as people have them: what separates the cells, how numbers are written, which columns are meant."""

import json
import sys
from pathlib import Path

import pytest

from core import load_example
from networks.__main__ import main
from networks.cells import label_of, number_in
from tests.networks.test_sample import CLASSES, SINGLE, VALUES

NAMED = {"feature_names": ["width", "height"]}


@pytest.fixture
def sample(tmp_path, monkeypatch, capsys):
    """A function that makes a network and a table, and takes a row of it: the example, or the one line of refusal."""
    monkeypatch.chdir(tmp_path)

    def take(layer, table, *options, row=1, **fields):
        data = table if isinstance(table, bytes) else table.encode()
        Path("t.csv").write_bytes(data)
        Path("net.json").write_text(json.dumps({"version": 1, **fields, "network": {"layers": [layer]}}))
        monkeypatch.setattr(sys, "argv", ["networks", "net.json", "--data=t.csv", f"--sample={row}", *options])
        status, said = main(), capsys.readouterr()
        assert (said.err.count("\n"), said.out.count("\n")) == ((1, 0) if status else (0, 1))
        return said.err if status else load_example(said.out.strip())

    return take


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("width;height;kind\n1.5;-200;red\n0;1;blue\n0;1;green\n", 1),
        ("width\theight\tkind\r\n0\t1\tblue\r\n1.5\t-200\tred\r\n0\t1\tgreen\r\n", 2),
        ("width|height|kind\n1.5|-200|red\n0|1|blue\n0|1|green\n", 1),
        ("width;height;kind\n1,5;-200;red\n0,25;1;blue\n0;1;green\n", 1),
        ('width,height,kind\n"1,5","-200",red\n"0,5",1,blue\n0,1,"green"\n', 1),
        ("\ufeffwidth,height,kind\n1.5,-2e2,red\n0,1,blue\n0,1,green\n\n", 1),
        ('width, height, "kind"\n 1.5 , -200, "red"\n0, 1, blue\n0, 1, green\n', 1),
        ('"width";"height";"kind"\n"1.5";"−200";"red"\n"0";"1";"blue"\n"0";"1";"green"\n', 1),
        (",width,height,kind\n0,1.5,-200,red\n1,0,1,blue\n2,0,1,green\n", 1),
        ("Id,width,height,kind\n1,1.5,-200,red\n2,0,1,blue\n3,0,1,green\n", 1),
        ("sep=;\nwidth;height;kind\n1.5;-200;red\n0;1;blue\n0;1;green\n", 1),
        ("# width,height,kind\r1.5,-200,red\r0,1,blue\r0,1,green\r", 1),
        ("width,height,kind,\n1.5,-200,red,\n0,1,blue,\n0,1,green,\n", 1),
        ("\nwidth,height,kind\n   \n1.5,-200,red\n  \n0,1,blue\n0,1,green\n \n", 1),
    ],
)
def test_a_table_is_read_however_it_is_written(sample, table, row):
    """Separators, decimal commas, quotes, a byte order mark, line ends and numbers of rows change nothing."""
    example = sample(CLASSES, table, row=row)
    assert example.measurements.tolist() == [1.5, -200]
    assert (example.true_class, example.class_names) == (2, ("blue", "green", "red"))
    assert example.feature_names == ("width", "height")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("1.5,2,red\n3,4,blue\n5,6,green\n", [1.5, 2]),
        ("1,5;2;red\n3;4;blue\n5;6;green\n", [1.5, 2]),
        ("15,-2,0\n3,4,1\n", [15, -2]),
        ("0,0,0\n0,1,1\n", [0, 0]),
        ("3,19,1\n0,1,1\n", [3, 19]),
    ],
)
def test_a_table_without_header_begins_with_a_row(sample, table, values):
    """Where the first line is numbers, but for one word at most, it is row 1 and names nothing."""
    example = sample(CLASSES, table)
    assert example.measurements.tolist() == values
    assert example.feature_names == ("x1", "x2")


def test_numbers_may_be_names(sample):
    """Numbers that run on, as pandas calls columns, are a header, and so are those that the file has for names."""
    five = {**SINGLE, "weights": [[1, 2, 3, 4]]}
    assert sample(five, "0,1,2,3,4\n5,6,7,8,1\n").measurements.tolist() == [5, 6, 7, 8]
    names = {"feature_names": ["2000", "2010"], "class_names": ["no", "yes"]}
    assert sample(SINGLE, "2000,2010,late\n5,6,yes\n", **names).measurements.tolist() == [5, 6]
    assert sample(SINGLE, "0,1,target\n5,6,1\n").measurements.tolist() == [5, 6]
    for line, layer in (("1,2,3", SINGLE), ("1,2,3,4,5", five)):
        assert f"line 1, {line}, may be names or a row: give a header with words" in sample(layer, f"{line}\n4,5,1\n")


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [
        ("1,234,567", None, 1234567), ("1,234.5", None, 1234.5), ("1.234,5", None, 1234.5),
        ("1.234.567", None, 1234567),
        ("1 234", None, 1234), ("1'234.5", None, 1234.5), ("1\u202f234,5", None, 1234.5), ("0,123", None, 0.123),
        ("1,234", ",", 1.234), ("1,234", ".", 1234), ("1.234", ",", 1234), ("1.234", ".", 1.234),
        ("1.234", None, 1.234),        (",5", None, 0.5), ("-.5e-3", None, -0.0005), ("+7", None, 7),
    ],
)  # fmt: skip
def test_a_number_is_read_by_its_signs(cell, sign, value):
    """Points and commas are told apart by the cell itself or, where it may be read twice, by the table."""
    assert number_in(cell, sign) == value


@pytest.mark.parametrize(
    "cell", ["", "nan", "NA", "inf", "1e999", "1_000", "0x1", "1.2.3", "1,2,3", "5 %", "٣", "1,234"]
)
def test_what_is_no_number_is_refused(cell):
    """A cell that holds no finite number, or may be two, gives none."""
    with pytest.raises(ValueError, match="is "):
        number_in(cell)


def test_the_table_says_which_sign_is_decimal(sample):
    """A cell with one comma is thousands or decimals as the other cells are; where none tells, it is refused."""
    row = 'width,height,kind\n"1,234",2,0\n{},4,1\n'
    assert sample(CLASSES, row.format("0.5")).measurements.tolist() == [1234, 2]
    assert sample(CLASSES, row.format('"0,5"')).measurements.tolist() == [1.234, 2]
    said = sample(CLASSES, row.format("7"))
    assert "t.csv: row 1, column 'width' is 1,234, which may be 1.234 or 1234: write one" in said
    assert sample(CLASSES, "width;height;kind\n1.234;2;0\n3,5;4;1\n").measurements.tolist() == [1234, 2]


@pytest.mark.parametrize("cell", ["", "nan", "?", "tall"])
def test_a_missing_number_is_named(sample, cell):
    """A cell without a number is refused with table, row and column, and what to do."""
    said = sample(CLASSES, f"width,height,kind\n1,2,0\n3,{cell},1\n", row=2)
    assert said.startswith("t.csv: row 2, column 'height' is ")
    assert said.endswith("give a number there, or another row with SAMPLE\n")
    assert "t.csv: row 1, column 2 is " in sample(CLASSES, f"3.5,{cell},1\n1,2,0\n")


@pytest.mark.parametrize("labels", ["1\n{}\n2\n", "1.0\n{}\n2.0\n", "1\n{}\n1\n"])
@pytest.mark.parametrize("names", [["1", "2", "3"], ["1.0", "2.0", "3.0"]])
def test_classes_of_the_file_win(sample, labels, names):
    """Though the table has but some of the classes, a label is the class of that name, be they floats or integers."""
    rows = labels.format("2").split()
    table = "width,height,kind\n" + "".join(f"1,2,{label}\n" for label in rows)
    example = sample(CLASSES, table, class_names=names)
    assert (example.true_class, example.class_names) == (0, tuple(names))
    assert sample(CLASSES, table, row=2, class_names=names).true_class == 1


@pytest.mark.parametrize(
    ("labels", "row", "names", "expected"),
    [
        (
            "134",
            1,
            ["1", "2", "3"],
            "row 3, column 'kind': '4' is no class of the network: give 1 or 2 or 3, or another",
        ),
        ("012", 2, ["1", "2", "3"], "row 1, column 'kind': '0' is no class of the network: give 1 or 2 or 3"),
        (
            "123",
            1,
            ["a", "b", "c"],
            "row 3, column 'kind': '3' is no class of the network: give a or b or c, or an index",
        ),
        ("abd", 3, ["a", "b", "c"], "row 3, column 'kind': 'd' is no class of the network: give a or b or c"),
        ("ab ", 3, ["a", "b", "c"], "row 3, column 'kind': a class is missing: give a or b or c"),
        (" ", 1, ["1", "2", "3"], "row 1, column 'kind': a class is missing: give 1 or 2 or 3, or another"),
        ("ab", 1, [], "has 2 classes (a, b, …), the network 3, in column 'kind': give a table that has them all"),
    ],
)
def test_a_label_of_no_class_is_named(sample, labels, row, names, expected):
    """A label that is none of the classes is refused with row, column, label and classes."""
    table = "width,height,kind\n" + "".join(f"1,2,{label}\n" for label in labels)
    assert expected in sample(CLASSES, table, row=row, **({"class_names": names} if names else {}))


def test_a_network_of_some_classes_takes_their_rows(sample):
    """Words of other classes in other rows of the table do not matter."""
    assert sample(SINGLE, "a,b,kind\n1,2,x\n1,2,y\n1,2,z\n", row=2, class_names=["y", "z"]).true_class == 0


def test_names_that_this_program_gave_are_none(sample):
    """What conversion calls class 0, class 1, … is named by the table."""
    table = "a,b,kind\n1,2,x\n1,2,y\n1,2,z\n"
    example = sample(CLASSES, table, row=2, class_names=["class 0", "class 1", "class 2"])
    assert (example.true_class, example.class_names) == (1, ("x", "y", "z"))


@pytest.mark.parametrize(
    ("text", "label"), [("1.0", "1"), ("01", "1"), ("1e0", "1"), ("-2.50", "-2.5"), (" a b ", "a b")]
)
def test_a_label_is_compared_by_its_value(text, label):
    """Labels that are numbers are the same where their values are."""
    assert label_of(text) == label


SHIP = "survived,width,Height,id\n1,2,3,7\n0,4,5,8\n"


def test_the_target_is_what_is_left(sample):
    """With the features found by name, capitals or not, the one column besides them is the target."""
    example = sample(SINGLE, SHIP, class_names=["0", "1"], **NAMED)
    assert (example.true_class, example.measurements.tolist()) == (1, [2, 3])
    one = {**VALUES, "weights": [[1, 2]], "biases": [0]}
    example = sample(one, SHIP, **NAMED)
    assert (example.target.tolist(), example.target_names) == ([1], ("survived",))


def test_targets_are_found_by_their_names(sample):
    """Where the file names its values, they are found wherever they stand."""
    example = sample(VALUES, "rent,a,price,b\n9,1,8,2\n", target_names=["price", "rent"])
    assert (example.target.tolist(), example.measurements.tolist()) == ([8, 9], [1, 2])


def test_a_target_may_be_chosen(sample):
    """TARGET_COLUMN chooses by name or number, several with commas, and the rest are the inputs where none is named."""
    three = "a,b,c\n1,2,0\n"
    assert sample(SINGLE, three, "--target-column=a").measurements.tolist() == [2, 0]
    assert sample(SINGLE, "1.5,2,x\n1,2,y\n".replace("x", "1").replace("y", "0"), "--target-column=3").true_class == 1
    example = sample(SINGLE, "width,height,x,y\n5,6,0,1\n", "--target-column=x", **NAMED)
    assert (example.true_class, example.measurements.tolist()) == (0, [5, 6])
    assert sample(VALUES, "a,b,c,d\n1,2,3,4\n", "--target-column=b, d").target.tolist() == [2, 4]


@pytest.mark.parametrize(
    ("table", "options", "expected"),
    [
        (SHIP, ["--target-column=width"], "column 'width' is an input of the network: choose survived or id with"),
        (SHIP, ["--target-column=port"], "TARGET_COLUMN=port is none of its columns: give survived or id"),
        ("width,height,x,y\n1,2,0,1\n", [], "has x and y beside the inputs: say which is meant with TARGET_COLUMN=y"),
        ("width,height\n1,2\n", [], "has no column beside the inputs: give the class"),
        ("width,x,y\n1,0,1\n", [], "has no column 'height', an input of the network"),
        ("width,height,height,x\n1,2,2,0\n", [], "has more than one column 'height', an input of the network"),
        ("a b c\n1 2 0\n", [], "has 1 columns: give 2 of the inputs, then the class, with commas, semicolons"),
        ("id,a,b\n1,2,0\n", [], "has 3 columns: give 2 of the inputs, then the class, besides id, which numbers"),
        ("a,b,c\n1,5,2,5,0\n", [], "row 1 has 5 cells, the header 3: name each column, and put cells"),
        ("Iris,,\na,b,c\n1,2,0\n", [], "row 1, column 'Iris' is 'a', no number"),
        ('a,b,c\n1,2,"0\n', [], "line 2 is no row of a table: unexpected end of data: give each row a line, close"),
        ("a,b,c\n1,2,0\n".encode("utf-16-le"), [], "line 1 holds what is no text: save it as CSV in UTF-8"),
        ("Größe,b,c\n1,2,0\n".encode("latin-1"), [], "line 1 is not UTF-8: invalid start byte at byte 2: save it"),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_says_why(sample, table, options, expected):
    """Columns that are not to be told apart are refused by name, with what to do."""
    assert expected in sample(SINGLE, table, *options, **NAMED)


def test_a_target_column_wants_a_row(tmp_path, monkeypatch, capsys):
    """TARGET_COLUMN without a table is refused."""
    monkeypatch.chdir(tmp_path)
    Path("net.json").write_text(json.dumps({"version": 1, "network": {"layers": [CLASSES]}}))
    monkeypatch.setattr(sys, "argv", ["networks", "net.json", "--input=1,2", "--target=0", "--target-column=a"])
    assert main() == 2
    assert capsys.readouterr().err == "net.json: TARGET_COLUMN without SAMPLE: give the row of a table, too\n"
