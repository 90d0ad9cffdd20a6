"""The plane over two inputs: the samples, what the network says everywhere, the line of a neuron."""
