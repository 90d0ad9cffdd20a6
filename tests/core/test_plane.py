"""What a network says over two of its inputs."""

from dataclasses import replace

import numpy as np
import pytest

from core import Example, Layer, Network, forward, load_example, training_step
from core.plane import plane_of


@pytest.fixture(scope="module")
def plane():
    """The plane of the built-in example."""
    return plane_of(load_example())


def test_the_two_inputs_that_matter(plane):
    """The plane of the built-in example is over petal length and petal width, which move its loss the most."""
    names = plane.example.feature_names
    assert (names[plane.across], names[plane.up]) == ("petal length", "petal width")


def test_the_others_are_held(plane):
    """At every place of the plane all inputs but the two are those of the sample, and the two are the place."""
    points = plane.points(plane.grid(4, 3))
    assert (points[..., 0] == plane.example.x[0]).all()
    assert (points[..., [plane.across, plane.up]] == plane.grid(4, 3)).all()


def test_all_samples_are_inside(plane):
    """Every sample, and the film's own, lies between the corners of the plane."""
    inputs = np.vstack([plane.example.inputs, plane.example.x])[:, [plane.across, plane.up]]
    assert (inputs > plane.low).all()
    assert (inputs < plane.high).all()


def test_right_is_what_the_network_says(plane):
    """A place is right exactly where forward predicts the class of the sample."""
    grid = plane.grid(20, 20)
    says = [[forward(plane.network, x).predicted_class for x in row] for row in plane.points(grid)]
    assert (plane.right(grid) == (np.array(says) == plane.example.true_class)).all()
    assert plane.right(grid).any()
    assert not plane.right(grid).all()


def test_a_crossing_lies_between(plane):
    """Where the network changes its mind, a billionth to either side it says two different things."""
    grid = plane.grid(30, 30).reshape(-1, 2)
    right = plane.right(grid)
    inside, outside = grid[right][:40], grid[~right][-40:]
    crossing = plane.crossing(inside, outside)
    way = outside - inside
    assert plane.right(crossing - 1e-9 * way).all()
    assert not plane.right(crossing + 1e-9 * way).any()


def test_a_neuron_is_zero_on_its_line(plane):
    """On the line of each neuron of layer 1, its sum is zero."""
    for j, (a, b, c) in enumerate(plane.lines):
        places = np.array([[t, -(a * t + c) / b] for t in (-2.0, 0.0, 3.0)])
        z = forward(plane.network, plane.points(places)).layers[0].z[:, j]
        assert np.abs(z).max() < 1e-12


def test_a_distance_is_that_to_the_line(plane):
    """The distance of the sample is that of its foot on the line, with the sign of the neuron's sum."""
    place = plane.example.x[[plane.across, plane.up]]
    z = forward(plane.network, plane.example.x).layers[0].z
    for j, (a, b, c) in enumerate(plane.lines):
        foot = place - (a * place[0] + b * place[1] + c) / (a * a + b * b) * np.array([a, b])
        assert plane.distances[j] == pytest.approx(np.sign(z[j]) * np.linalg.norm(place - foot))


def test_a_neuron_that_hears_neither_input_has_no_line():
    """Where both weights are zero there is no line, and the distance is infinite."""
    network = Network((Layer([[0.0, 0.0], [1.0, 1.0]], [1.0, 0.0], "relu"), Layer([[1.0, 1.0]], [0.0], "sigmoid")))
    assert plane_of(small(network)).distances.tolist()[0] == np.inf


def test_the_step_moves_the_lines_of_those_that_learn():
    """The new plane has the corners of the old one, and another line for each neuron whose weights changed."""
    step = training_step(load_example())
    assert (step.plane.low == step.new_plane.low).all()
    moved = (step.plane.lines != step.new_plane.lines).any(axis=1)
    assert moved.tolist() == (step.backward.layers[0].delta != 0).tolist()


def test_alone_the_sample_is_in_the_middle():
    """Without other samples the plane reaches equally far to all sides of the sample."""
    plane = plane_of(replace(load_example(), samples=None, target=None))
    assert (plane.low + plane.high) / 2 == pytest.approx(plane.example.x[[plane.across, plane.up]])


def test_one_input_makes_no_plane():
    """A network with a single input has no plane."""
    assert plane_of(small(Network((Layer([[1.0]], [0.0], "sigmoid"),)))) is None


def small(network):
    """An example of a network with one output."""
    count = network.sizes[0]
    return Example(
        title="?", feature_names=[f"x{k}" for k in range(count)], units=[""] * count, class_names=("no", "yes"),
        measurements=np.ones(count), mean=np.zeros(count), scale=np.ones(count), true_class=1, learning_rate=0.1,
        network=network,
    )  # fmt: skip
