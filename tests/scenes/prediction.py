"""Which class does the network choose? A student's film, as short as a film can be."""

from manim import FadeIn, Indicate, Scene

from core import forward, load_example
from scenes.mobjects import NetworkDiagram, tell


class Prediction(Scene):
    """A flower goes in, an answer comes out."""

    def construct(self):
        example = load_example()
        trace = forward(example.network, example.x)
        diagram = NetworkDiagram(example.network, example)

        self.next_section("The network")
        tell(self, "A small network and one flower.", FadeIn(diagram))

        self.next_section("The answer")
        tell(self, "The neurons fill with their activations.", diagram.show(trace), run_time=4)
        winner = diagram.neurons[-1][trace.predicted_class]
        answer = example.class_names[trace.predicted_class]
        tell(self, f"It answers {answer}.", Indicate(winner))
