"""What is seen in a plane moves, as the weights and biases behind it do."""

from manim import Animation, VMobject


class Sweep(Animation):
    """Regions, borders and lines in a `PlanePicture` become those of another plane, by way of all networks between.

    parts: pairs of a shape of the picture and of the function that makes it of a plane: (border, picture.border).
    """

    def __init__(self, picture, goal, parts, start=None, **kwargs):
        self.planes, self.parts = (start or picture.plane, goal), parts
        super().__init__(picture, **kwargs)

    def create_starting_mobject(self):
        """Nothing: each frame is computed."""
        return VMobject()

    def begin(self):
        """Say which shapes change."""
        self.changing = [shape for shape, _ in self.parts]
        super().begin()

    def interpolate(self, alpha):
        """Draw what a network so far on its way makes of the plane."""
        start, goal = self.planes
        plane = start.towards(goal, self.rate_func(alpha))
        for shape, made in self.parts:
            now = made(plane)
            shape.points = now.points if now is not None else shape.points[:0]

    def finish(self):
        """What is there now belongs to one of the two planes, and means that."""
        super().finish()
        for shape, made in self.parts:
            now = made(self.planes[round(self.rate_func(1))])
            shape.points, shape.mark = now.points, now.mark
