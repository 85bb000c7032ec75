// Dragging an officer to another sector. It fills in the form "Pindahkan seseorang" and sends it: whoever uses the
// keyboard, or has no scripts, does the same by hand. A full sector asks on the next page whose place is taken.
"use strict";
(() => {
  const form = document.getElementById("pindahkan");
  if (!form || !("draggable" in document.createElement("span"))) return;
  const person = form.elements.person, to = form.elements.to;
  const has = (select, value) => [...select.options].some((one) => one.value === value);
  let held = null;
  for (const one of document.querySelectorAll("[data-person]")) {
    if (!has(person, one.dataset.person)) continue;
    one.draggable = true;
    one.addEventListener("dragstart", (event) => {
      held = one;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", one.dataset.person);
    });
    one.addEventListener("dragend", () => { held = null; });
  }
  for (const place of document.querySelectorAll("[data-to]")) {
    const fits = () => held && !place.contains(held) && has(to, place.dataset.to);
    place.addEventListener("dragover", (event) => {
      if (!fits()) return;
      event.preventDefault();
      place.classList.add("drop");
    });
    place.addEventListener("dragleave", (event) => {
      if (!place.contains(event.relatedTarget)) place.classList.remove("drop");
    });
    place.addEventListener("drop", (event) => {
      place.classList.remove("drop");
      if (!fits()) return;
      event.preventDefault();
      person.value = held.dataset.person;
      to.value = place.dataset.to;
      form.requestSubmit();
    });
  }
  for (const one of document.querySelectorAll("[data-drag]")) one.hidden = false;
  // A link "Pindahkan" needs no new page here: choose the person in the form and stand on the next question.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='pindah=']");
    const chosen = link && new URLSearchParams(link.search).get("pindah");
    if (!chosen || !has(person, chosen)) return;
    event.preventDefault();
    person.value = chosen;
    form.scrollIntoView({ block: "center" });
    to.focus({ preventScroll: true });
  });
})();
