/* The second window: what is said now, what comes next, and the time. It hears from the page that opened it. */
"use strict";

const at = (id) => document.getElementById(id);
let begun = Date.now();

function list(id, lines) {
  at(id).replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

function show({ title, place, now, next, asking }) {
  at("waiting").hidden = true;
  document.querySelectorAll("main > section, main > .buttons").forEach((part) => (part.hidden = false));
  document.title = sentence("notes.title_of", { title });
  at("film").textContent = title;
  at("place").textContent = place;
  at("said").textContent = now.said;
  list("shown", now.shown);
  at("asking").hidden = !asking;
  at("next").textContent = next ? next.said : sentence("notes.end");
  list("next-shown", next ? next.shown : []);
}

function tick() {
  const seconds = Math.floor((Date.now() - begun) / 1000);
  at("elapsed").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  at("clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

function command(name) {
  if (name === "restart") begun = Date.now();
  else opener?.postMessage(name, "*");
  tick();
}

addEventListener("message", ({ source, data }) => {
  if (source === opener && typeof data === "string") show(JSON.parse(data));
});
document.querySelectorAll("[data-do]").forEach((button) => {
  button.addEventListener("click", () => command(button.dataset.do));
});
addEventListener("keydown", (event) => {
  const keys = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous", " ": "play" };
  if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && event.target.closest("button")) return;
  event.preventDefault();
  command(keys[event.key]);
});
setInterval(tick, 500);
tick();
opener?.postMessage("ready", "*");
