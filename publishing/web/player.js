/* One video that knows its steps. Frames are whole numbers; a step halts on its last one. Tells "change". */
"use strict";

class Player extends EventTarget {
  constructor(video) {
    super();
    this.video = video;
    this.track = video.addTextTrack("captions", sentence("page.language"), document.documentElement.lang);
    this.track.mode = "hidden";
    this.stepMode = this.predict = this.asking = false;
    this.wanted = this.haltAt = null;
    this.watch = this.watch.bind(this);
    for (const event of ["play", "pause", "seeked", "timeupdate", "ratechange", "loadedmetadata", "ended"]) {
      video.addEventListener(event, () => this.look());
    }
    video.addEventListener("play", this.watch);
    video.addEventListener("ended", () => this.ended());
  }

  load(timeline) {
    this.pause();
    this.film = timeline;
    this.asking = false;
    this.wanted = 0;
    this.video.poster = timeline.poster;
    this.video.src = timeline.video;
    this.video.setAttribute("aria-label", timeline.title);
    [...(this.track.cues ?? [])].forEach((cue) => this.track.removeCue(cue));
    for (const { cue, said } of timeline.steps) {
      if (said) this.track.addCue(new VTTCue(cue[0], cue[1], said));
    }
    this.tell();
  }

  /* While it plays, look at every picture that the screen shows. */
  watch() {
    this.look();
    if (!this.video.paused) requestAnimationFrame(this.watch);
  }

  look() {
    this.aim();
    if (!this.video.paused && !this.video.seeking) this.wanted = null;
    if (this.haltAt !== null && !this.video.paused && this.frame >= this.haltAt - this.margin()) this.halt();
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  /* A step may be halted a few frames early, in its resting picture, so that nothing of the next is seen. */
  margin() {
    const { rest } = this.film.steps[this.film.stepAt(this.haltAt)];
    return Math.min(rest - 1, Math.ceil(0.1 * this.film.rate * this.video.playbackRate));
  }

  halt() {
    const frame = this.haltAt;
    this.pause();
    this.seek(frame);
  }

  /* The end may be that of a picture left long ago: who asked for another since, and to play on, is heard. */
  ended() {
    if (this.wanted === null && this.video.ended) this.seek(this.film.frames - 1);
    else if (this.wanted !== null && this.wanted < this.film.frames - 1) this.video.play().catch(() => {});
  }

  get frame() {
    return this.wanted ?? this.film.frameAt(this.video.currentTime);
  }

  get step() {
    return this.film.stepAt(this.frame);
  }

  /* Where it stands, in words. */
  get place() {
    return sentence("page.step_of", { step: this.step + 1, count: this.film.steps.length });
  }

  get playing() {
    return !this.video.paused && !this.video.ended;
  }

  /* The words on show: none while the class is to say them. */
  get said() {
    return this.asking ? "" : this.film.saidAt(this.frame);
  }

  seek(frame) {
    this.asking = false;
    this.wanted = this.film.inside(frame);
    this.aim();
    this.tell();
  }

  /* One seek at a time: Chromium may never end one that is overtaken by the next. */
  aim() {
    if (this.wanted === null || this.video.seeking) return;
    if (this.film.frameAt(this.video.currentTime) !== this.wanted) this.video.currentTime = this.film.middle(this.wanted);
  }

  play() {
    this.asking = false;
    const here = this.film.steps[this.step];
    const step = this.frame >= here.last ? this.film.steps[this.step + 1] ?? this.film.steps[0] : here;
    this.haltAt = this.stepMode ? step.last : null;
    this.video.play().catch(() => {});
  }

  pause() {
    this.haltAt = null;
    this.video.pause();
  }

  toggle() {
    if (this.playing) this.pause();
    else if (this.stepMode) this.next();
    else this.play();
  }

  /* The picture on which a step ends. In step mode the film halts there; otherwise it plays on if it was playing. */
  jump(frame) {
    if (this.stepMode) this.pause();
    this.seek(frame);
  }

  next() {
    if (this.asking) return this.reveal();
    const { steps } = this.film;
    const atEnd = this.frame >= steps[this.step].last;
    const target = this.step + (atEnd ? 1 : 0);
    if (target >= steps.length) return this.jump(this.film.frames - 1);
    if (this.predict && steps[target].asks.length) return this.ask(target);
    if (this.stepMode && !this.playing) return this.play();
    return this.jump(steps[target].last);
  }

  previous() {
    this.jump(this.step ? this.film.steps[this.step - 1].last : 0);
  }

  first() {
    this.jump(0);
  }

  last() {
    this.jump(this.film.frames - 1);
  }

  chapter(number) {
    const chapter = this.film.chapters[number];
    if (chapter) this.jump(chapter.start);
  }

  skip(seconds) {
    this.jump(this.frame + Math.round(seconds * this.film.rate));
  }

  nudge(frames) {
    this.pause();
    this.seek(this.frame + frames);
  }

  /* Show a step's last picture with its results covered, until the next key. */
  ask(step) {
    this.jump(this.film.steps[step].last);
    this.asking = true;
    this.tell();
  }

  reveal() {
    this.asking = false;
    this.tell();
  }

  setSteps(on) {
    this.stepMode = on;
    this.predict &&= on;
    if (!on) this.asking = false;
    this.haltAt = on && this.playing ? this.film.steps[this.step].last : null;
    this.tell();
  }

  setPredict(on) {
    this.predict = on;
    if (on) this.setSteps(true);
    else this.reveal();
  }
}
