"""What the values of a layer are called."""

from scenes.mobjects.type.parts import Symbol


def value_symbol(network, layer):
    """What the neurons of a layer hold: x in layer 0, p after softmax, a elsewhere."""
    if layer == 0:
        return Symbol("x")
    return Symbol("p") if network.layers[layer - 1].activation == "softmax" else Symbol("a", layer=layer)
