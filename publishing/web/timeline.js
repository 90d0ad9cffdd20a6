/* The frames, steps and chapters of one film: arithmetic alone, no page and no video in it. */
"use strict";

class Timeline {
  constructor(film) {
    Object.assign(this, film);
  }

  /* The middle of a frame in seconds: no rounding of a player's leads from there to another frame. */
  middle(frame) {
    return (this.inside(frame) + 0.5) / this.rate;
  }

  frameAt(seconds) {
    return this.inside(Math.floor(seconds * this.rate + 0.001));
  }

  inside(frame) {
    return Math.min(Math.max(frame, 0), this.frames - 1);
  }

  stepAt(frame) {
    return Math.max(this.steps.findLastIndex((step) => step.start <= frame), 0);
  }

  chapterAt(frame) {
    return Math.max(this.chapters.findLastIndex((chapter) => chapter.start <= frame), 0);
  }

  /* A step's words are there from its cue on, and stay while its picture rests. */
  saidAt(frame) {
    const step = this.steps[this.stepAt(frame)];
    return (frame + 1) / this.rate > step.cue[0] ? step.said : "";
  }

  clock(frame) {
    const seconds = Math.floor(frame / this.rate);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}
