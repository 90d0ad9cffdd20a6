"""The picture on screen during one play, drawn into one buffer again and again."""

class Picture:
    def __init__(self, camera, scene):
        self.camera, self.scene = camera, scene
        self.base = camera.background
        if scene.static_mobjects:
            camera.reset()
            camera.capture_mobjects(scene.static_mobjects)
            self.base = camera.pixel_array.copy()

    @property
    def pixels(self):
        return self.camera.pixel_array

    def draw(self):
        self.camera.set_frame_to_background(self.base)
        self.camera.capture_mobjects(self.scene.moving_mobjects or list(self.scene.mobjects))
        return True
