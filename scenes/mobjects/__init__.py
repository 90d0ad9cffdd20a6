"""What the films are drawn with."""

from scenes.mobjects import theme
from scenes.mobjects.network_diagram import NetworkDiagram
from scenes.mobjects.pacing import Headline, tell, turn_page
from scenes.mobjects.parts import Between, Derivative, Number, Symbol, Words
from scenes.mobjects.relight import Relight
from scenes.mobjects.typesetting import Equation, Formula

__all__ = [
    "Between",
    "Derivative",
    "Equation",
    "Formula",
    "Headline",
    "NetworkDiagram",
    "Number",
    "Relight",
    "Symbol",
    "Words",
    "tell",
    "theme",
    "turn_page",
]
