/* The transcript beside the film: it follows, and every time and chapter in it leads there. */
"use strict";

/* One of several is the current one: said to screen readers, and to the style sheet. */
function setCurrent(element, on) {
  if (on) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
}

class Transcript {
  constructor(player, page) {
    this.player = player;
    this.column = page.querySelector(".transcripts");
    this.articles = [...this.column.querySelectorAll("article")];
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.column.addEventListener("click", (event) => this.click(event));
  }

  click(event) {
    const link = event.target.closest("[data-step], [data-chapter]");
    if (!link?.matches("a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.chapter) this.player.chapter(Number(link.dataset.chapter));
    else this.player.jump(this.player.film.steps[Number(link.dataset.step)].start);
  }

  show(index) {
    this.articles.forEach((article, place) => article.classList.toggle("current", place === index));
    this.lines = [...this.articles[index].querySelectorAll("li[data-step]")];
    this.column.scrollTop = 0;
    this.now = null;
  }

  follow() {
    const { step, predict, asking } = this.player;
    for (const line of this.lines) {
      const place = Number(line.dataset.step);
      line.classList.toggle("unsaid", predict && (place > step || (asking && place === step)));
    }
    if (this.now === step) return;
    this.lines.forEach((line) => setCurrent(line, Number(line.dataset.step) === step));
    const line = this.lines.find((one) => Number(one.dataset.step) === step);
    if (line && this.now !== null) this.scrollTo(line);
    this.now = step;
  }

  /* Only where the transcript has a scroll bar of its own: the page itself stays where its reader left it. */
  scrollTo(line) {
    if (getComputedStyle(this.column).overflowY !== "auto") return;
    const top = line.offsetTop - this.column.clientHeight / 3;
    this.column.scrollTo({ top, behavior: this.calm.matches ? "auto" : "smooth" });
  }
}
