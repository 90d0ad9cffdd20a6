/* What a page says besides the films' own words: sentences of the catalogue, with {slots}. */
"use strict";

const WORDS = JSON.parse(document.getElementById("words").textContent);

function sentence(key, slots = {}) {
  return WORDS[key].replace(/\{(\w+)\}/g, (slot, name) => slots[name]);
}
