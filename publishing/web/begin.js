/* Before anything is drawn: with JavaScript the page is a player, without it a page of plain videos. */
"use strict";

document.documentElement.classList.add("js");
