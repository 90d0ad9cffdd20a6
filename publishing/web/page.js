/* The page: puts the parts together, and draws what the player tells. */
"use strict";

const films = JSON.parse(document.getElementById("films").textContent).map((film) => new Timeline(film));
const section = document.querySelector(".player");
const part = (selector) => section.querySelector(selector);
const player = new Player(part("video"));
const controls = new Controls(player, document);
const transcript = new Transcript(player, document);
const notes = new Notes(player, (name) => controls.run(name));
controls.openNotes = () => notes.open();

function choose(index) {
  const film = films[index];
  part("video").width = film.width;
  part("video").height = film.height;
  part(".position").max = film.frames - 1;
  part(".total").textContent = film.length;
  part(".ticks").replaceChildren(...film.chapters.slice(1).map((chapter) => tick(chapter.start / film.frames)));
  part(".chapters ol").replaceChildren(...film.chapters.map(chapterButton));
  document.querySelectorAll(".films a").forEach((link, place) => setCurrent(link, place === index));
  transcript.show(index);
  player.load(film);
}

function tick(share) {
  const mark = document.createElement("span");
  mark.style.left = `${100 * share}%`;
  return mark;
}

function chapterButton(chapter, number) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button" });
  const place = Object.assign(document.createElement("span"), { className: "number", textContent: number + 1 });
  button.append(place, ` ${chapter.name}`);
  button.addEventListener("click", () => player.chapter(number));
  item.append(button);
  return item;
}

function cover([left, top, width, height]) {
  const mark = Object.assign(document.createElement("span"), { className: "ask", textContent: "?" });
  Object.assign(mark.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  return mark;
}

function press(name, on) {
  part(`[data-do=${name}]`).setAttribute("aria-pressed", String(on));
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function draw() {
  const { film, frame, asking, place } = player;
  section.classList.toggle("playing", player.playing);
  section.classList.toggle("stepping", player.stepMode);
  part(".play").setAttribute("aria-label", sentence(player.playing ? "button.pause" : "button.play"));
  press("steps", player.stepMode);
  press("predict", player.predict);
  press("captions", controls.captions);
  set(part(".said"), asking ? sentence("page.ask") : controls.captions ? player.said : "");
  set(part(".clock"), film.clock(frame));
  set(part(".count"), place);
  part(".position").value = frame;
  part(".position").setAttribute("aria-valuetext", sentence("page.position_at", { time: film.clock(frame), step: place }));
  part(".seek").style.setProperty("--done", `${(100 * frame) / Math.max(film.frames - 1, 1)}%`);
  const asks = asking ? film.steps[player.step].asks : [];
  if (part(".asks").childElementCount !== asks.length) part(".asks").replaceChildren(...asks.map(cover));
  part(".chapters ol").childNodes.forEach((item, place) => {
    setCurrent(item.firstChild, place === film.chapterAt(frame));
  });
  transcript.follow();
  notes.send();
}

/* The address names a film, or one of its chapters: #backprop, #backprop-3. */
const places = new Map();

function goToAddress() {
  const [index, chapter] = places.get(location.hash.slice(1)) ?? [0];
  if (films[index] !== player.film) choose(index);
  if (chapter !== undefined) player.chapter(chapter);
}

/* Without JavaScript the browser goes to a film's words; here it must not scroll away from the film for them. */
transcript.articles.forEach((article, index) => {
  places.set(article.id, [index]);
  article.querySelectorAll(".section").forEach((section, chapter) => {
    places.set(section.id, [index, chapter]);
    section.removeAttribute("id");
  });
  article.removeAttribute("id");
});
player.addEventListener("change", draw);
addEventListener("hashchange", goToAddress);
goToAddress();
document.documentElement.classList.add("ready");
scrollTo(0, 0);
