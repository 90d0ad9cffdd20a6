"""What should come out, by a table: which column has it, and which class a label is."""

import pytest

from networks.cells import label_of
from tests.networks.test_sample import CLASSES, SINGLE, VALUES
from tests.networks.test_tables import NAMED, sample

__all__ = ["sample"]


@pytest.mark.parametrize("name", ["target", "Label", "class", "species", "y"])
def test_a_column_called_so_is_no_input_unasked(sample, name):
    """A first column called target, label, class, species or y is not silently an input: TARGET_COLUMN is asked for."""
    table = f"{name},a,b\n0,1,2\n1,3,1\n"
    said = (
        f"t.csv: column '{name}' may be what should come out, or the last, 'b': say which with TARGET_COLUMN={name}\n"
    )
    assert sample(SINGLE, table) == said
    example = sample(SINGLE, table, f"--target-column={name}")
    assert (example.true_class, example.measurements.tolist()) == (0, [1, 2])
    assert sample(SINGLE, f"a,b,{name}\n1,2,0\n").true_class == 0
    assert sample(SINGLE, "x,y,colour\n1,2,0\n").measurements.tolist() == [1, 2]


def test_the_likely_column_is_proposed(sample):
    """Where several columns are left, the one that is called so is named as an example of TARGET_COLUMN."""
    said = sample(SINGLE, "width,height,label,note\n1,2,0,1\n", **NAMED)
    assert "has label and note beside the inputs: say which is meant with TARGET_COLUMN=label" in said


def test_a_column_is_chosen_once(sample):
    """TARGET_COLUMN with the same column twice is refused."""
    said = sample(VALUES, "a,b,c,d\n1,2,3,4\n", "--target-column=c,c")
    assert said == "t.csv: TARGET_COLUMN=c,c has a column twice: give 2 different ones\n"


def test_decimals_are_no_classes(sample):
    """Labels that are numbers with decimals are not taken for classes, though there are as many as the network has."""
    said = sample(CLASSES, "kind,a,b\nx,1,0.25\ny,1,0.5\nz,1,0.75\n")
    assert "column 'b' holds 0.25, 0.5, 0.75, numbers with decimals and no classes: choose the column" in said
    assert sample(CLASSES, "a,b,kind\n1,2,0.5\n", class_names=["0.5", "1", "2"]).true_class == 0


@pytest.mark.parametrize("label", ["RED", "red", "Red"])
def test_a_label_may_be_in_capitals(sample, label):
    """A label is a class of the file in capitals or not, unless two classes differ by these alone."""
    assert sample(CLASSES, f"a,b,kind\n1,2,{label}\n", class_names=["Blue", "Green", "Red"]).true_class == 2
    assert sample(CLASSES, f"a,b,kind\n1,2,{label}\n", class_names=["red", "RED", "Red"]).true_class in (0, 1, 2)
    assert "'rEd' is no class" in sample(CLASSES, "a,b,kind\n1,2,rEd\n", class_names=["red", "RED", "x"])


def test_a_label_may_have_a_decimal_comma(sample):
    """In a table of decimal commas 1,0 is the class 1."""
    assert label_of("1,0", ",") == "1"
    assert label_of("1,0") == "1,0"
    assert sample(CLASSES, "a;b;kind\n0,5;2;2,0\n", class_names=["1", "2", "3"]).true_class == 1


@pytest.mark.parametrize("missing", ["NA", "n/a", "null", "?", "NaN"])
def test_a_missing_label_is_no_class(sample, missing):
    """What pandas reads as missing is no class that a table has; a class of the network may be called so."""
    table = f"a,b,kind\n1,2,x\n1,2,{missing}\n1,2,z\n"
    assert "has 2 classes (x, z, …), the network 3" in sample(CLASSES, table)
    assert sample(CLASSES, table, row=2, class_names=["x", missing, "z"]).true_class == 1
    assert sample(CLASSES, f"{missing},1,x\n1,2,y\n1,2,z\n", row=2).measurements.tolist() == [1, 2]
