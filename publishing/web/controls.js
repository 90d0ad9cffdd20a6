/* Every command once: its key, its button, what it does. The help is made of the same list. */
"use strict";

const COMMANDS = [
  { name: "play", keys: [" ", "k"], shown: "Space K" },
  { name: "previous", keys: ["ArrowLeft"], shown: "←" },
  { name: "next", keys: ["ArrowRight"], shown: "→" },
  { name: "previous", keys: ["PageUp"], shown: "PageUp", says: "previous_in_steps", steps: true },
  { name: "next", keys: ["PageDown"], shown: "PageDown", says: "next_in_steps", steps: true },
  { name: "first", keys: ["Home"], shown: "Home", steps: true },
  { name: "last", keys: ["End"], shown: "End", steps: true },
  { name: "back", keys: ["j"], shown: "J" },
  { name: "forth", keys: ["l"], shown: "L" },
  { name: "frameBack", keys: [","], shown: ",", says: "frame_back" },
  { name: "frameForth", keys: ["."], shown: ".", says: "frame_forth" },
  { name: "chapter", keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], shown: "1-9" },
  { name: "fullscreen", keys: ["f"], shown: "F" },
  { name: "captions", keys: ["c"], shown: "C" },
  { name: "steps", keys: ["s"], shown: "S" },
  { name: "predict", keys: ["p"], shown: "P" },
  { name: "notes", keys: ["n"], shown: "N" },
  { name: "help", keys: ["?"], shown: "?" },
];

class Controls {
  constructor(player, page) {
    this.player = player;
    this.section = page.querySelector(".player");
    this.stage = page.querySelector(".stage");
    this.help = page.querySelector("#help");
    this.keys = page.querySelector("#keys");
    this.captions = true;
    for (const button of this.section.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this.run(button.dataset.do));
    }
    this.section.querySelector(".position").addEventListener("input", (event) => player.jump(Number(event.target.value)));
    this.section.querySelector(".speed select").addEventListener("change", (event) => {
      player.video.playbackRate = player.video.defaultPlaybackRate = Number(event.target.value);
    });
    this.stage.addEventListener("click", () => this.run("play"));
    /* A mouse leaves no focus on what it pressed: the space bar then plays, and presses nothing again. */
    this.section.addEventListener("click", (event) => event.detail && event.target.closest("button") && this.release());
    this.section.addEventListener("pointerup", (event) => event.target.matches("input") && this.release());
    document.addEventListener("keydown", (event) => this.press(event));
    this.section.querySelector("[data-do=fullscreen]").hidden = !document.fullscreenEnabled;
    this.listKeys();
  }

  release() {
    this.stage.focus({ preventScroll: true });
  }

  listKeys() {
    for (const { name, shown, says } of COMMANDS) {
      const row = this.help.querySelector("tbody").insertRow();
      for (const key of shown.split(" ")) {
        const cap = document.createElement("kbd");
        cap.textContent = WORDS[`keyboard.${key}`] ?? key;
        (row.cells[0] ?? row.insertCell()).append(cap, " ");
      }
      row.insertCell().textContent = sentence(`command.${says ?? name}`);
    }
  }

  press(event) {
    if (!this.keys.checked || event.ctrlKey || event.metaKey || event.altKey || this.help.open) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const command = COMMANDS.find(({ keys, steps }) => keys.includes(key) && (!steps || this.player.stepMode));
    if (!command) return;
    event.preventDefault();
    this.run(command.name, Number(key) - 1);
  }

  run(name, number) {
    const { player } = this;
    const commands = {
      play: () => player.toggle(),
      previous: () => player.previous(),
      next: () => player.next(),
      first: () => player.first(),
      last: () => player.last(),
      back: () => player.skip(-10),
      forth: () => player.skip(10),
      frameBack: () => player.nudge(-1),
      frameForth: () => player.nudge(1),
      chapter: () => player.chapter(number),
      steps: () => player.setSteps(!player.stepMode),
      predict: () => player.setPredict(!player.predict),
      captions: () => this.showCaptions(!this.captions),
      fullscreen: () => this.toggleFullscreen(),
      notes: () => this.openNotes(),
      help: () => this.showHelp(),
    };
    commands[name]?.();
  }

  showCaptions(on) {
    this.captions = on;
    this.player.track.mode = on ? "hidden" : "disabled";
    this.player.tell();
  }

  showHelp() {
    this.help.showModal();
    this.help.querySelector("form button").focus();
  }

  toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.section.requestFullscreen?.().catch(() => {});
  }
}
