"""Which class does the network choose? A student's film, as short as a film can be."""

from manim import FadeIn, Indicate

from core import forward
from facts.predicate import claim
from facts.statement import Phrase
from scenes.mobjects import Film, NetworkDiagram, tell


class Prediction(Film):
    """A flower goes in, an answer comes out."""

    def construct(self):
        trace = forward(self.example.network, self.example.x)
        diagram = NetworkDiagram(self.example.network, self.example)

        self.next_section("The network")
        tell(self, "A small network and one flower.", FadeIn(diagram))

        self.next_section("The answer")
        tell(self, "The neurons fill with their activations.", diagram.show(trace), run_time=4)
        winner = diagram.neurons[-1][trace.predicted_class]
        answer = claim("class", (trace, "predicted_class"), (self.example, "class_names"))
        tell(self, Phrase("It answers {answer}.", answer=answer), Indicate(winner))
