// Meeting mode: lines are sent one after the other while the next one is being typed. A line leaves this page only
// when the server has it: each carries an id of its own, so that sending it again is harmless.
"use strict";
(() => {
  const form = document.getElementById("catat");
  if (!form) return;
  const field = form.elements.namedItem("baris"), item = form.elements.namedItem("butir");
  const sending = document.getElementById("catat-kiriman"), refused = document.getElementById("ditolak");
  const queue = [], BACK_OFF = [500, 1000, 2000, 5000];
  let busy = false;

  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  // A UUIDv7, also on plain HTTP addresses of a LAN, where crypto.randomUUID is missing.
  function freshId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let ms = Date.now();
    for (let at = 5; at >= 0; at--) { bytes[at] = ms % 256; ms = Math.floor(ms / 256); }
    bytes[6] = (bytes[6] & 15) | 112;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  function say(text) {
    const said = document.getElementById("hasil");
    said.className = "error";
    said.textContent = text + " " + queue.map((one) => "“" + one.get("baris") + "”").join(" ");
  }
  // A refused line goes back into the field; when the next one is being typed there, it waits below with its reason.
  function giveBack(line, reason) {
    if (!field.value) { field.value = line; return; } // not selected: the next key must not wipe it out
    const row = document.createElement("li"), button = document.createElement("button");
    row.textContent = form.dataset.refused + " “" + line + "” " + reason + " ";
    button.type = "button";
    button.className = "button second";
    button.textContent = form.dataset.again;
    button.addEventListener("click", () => { row.remove(); field.value = line; field.focus(); });
    row.append(button);
    refused.append(row);
  }
  function take(page, line, chosen) {
    const said = page.getElementById("hasil"), part = page.getElementById("isi-rapat"), help = page.getElementById("bantuan");
    document.getElementById("hasil").replaceWith(said);
    field.parentElement.classList.toggle("wrong", "refused" in said.dataset);
    field.toggleAttribute("aria-invalid", "refused" in said.dataset);
    if ("refused" in said.dataset) giveBack(line, said.textContent.trim());
    const options = page.getElementById("butir");
    if (options) {
      const kept = item.value === chosen ? said.dataset.item : item.value; // changed meanwhile: the writer's word holds
      item.replaceChildren(...options.options);
      item.value = kept;
    }
    if (help && help.open) document.getElementById("bantuan").open = true;
    document.getElementById("isi-rapat").replaceWith(part);
    if (window.htmx) window.htmx.process(part);
  }
  async function send() {
    busy = true;
    for (let failures = 0; queue.length;) {
      const body = queue[0];
      try {
        const answer = await fetch(form.action, { method: "POST", body, cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (answer.status >= 500) throw new Error(String(answer.status));
        if (!page.getElementById("hasil")) { say(form.dataset.lost); break; } // signed out: nothing is thrown away
        queue.shift();
        failures = 0;
        take(page, body.get("baris"), body.get("butir"));
      } catch {
        say(form.dataset.unsent);
        await sleep(BACK_OFF[Math.min(failures++, BACK_OFF.length - 1)]);
      }
    }
    busy = false;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    queue.push(new URLSearchParams(new FormData(form)));
    field.value = "";
    sending.value = freshId();
    field.focus();
    if (!busy) send();
  });
  window.addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
})();
