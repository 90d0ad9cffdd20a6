/* The notes' window, kept in step. Windows that come from the file system may do no more than send messages. */
"use strict";

class Notes {
  constructor(player, run) {
    this.player = player;
    addEventListener("message", ({ source, data }) => {
      if (!this.window || source !== this.window) return;
      if (data === "ready") this.send();
      else if (data === "next" || data === "previous" || data === "play") run(data);
    });
  }

  open() {
    if (this.window && !this.window.closed) this.window.focus();
    else this.window = window.open("notes.html", "", "popup,width=760,height=680");
  }

  send() {
    if (!this.window || this.window.closed) return;
    const { film, step, stepMode, asking, frame, place } = this.player;
    const message = {
      title: film.title,
      place: sentence("page.place", { chapter: film.chapters[film.chapterAt(frame)]?.name ?? "", step: place }),
      now: film.steps[step],
      next: film.steps[step + 1] ?? null,
      stepMode,
      asking,
    };
    const text = JSON.stringify(message);
    if (text !== this.sent || !this.told) this.window.postMessage(text, "*");
    this.sent = text;
  }
}
