"""What the films are drawn with."""

from scenes.mobjects import theme
from scenes.mobjects.diagram.emphasis import Relight
from scenes.mobjects.diagram.network import NetworkDiagram
from scenes.mobjects.telling.film import Film
from scenes.mobjects.telling.pacing import Headline, as_one, tell, turn_page
from scenes.mobjects.type.flow import Equation
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Derivative, Number, Symbol, Words

__all__ = [
    "Between",
    "Derivative",
    "Equation",
    "Film",
    "Formula",
    "Headline",
    "NetworkDiagram",
    "Number",
    "Relight",
    "Symbol",
    "Words",
    "as_one",
    "tell",
    "theme",
    "turn_page",
]
