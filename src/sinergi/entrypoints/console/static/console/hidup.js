// Live pages: "notify, then fetch". One tab of the browser asks where the journal stands and tells the others;
// each tab fetches its own fragment by its own right. A timer, not an event, says when the data may be stale.
// All htmx event names of the project stand in this file.
"use strict";
(() => {
  const status = document.getElementById("live");
  if (!status) return;
  const STALE = 45000, PAUSE = 5000, BACK_OFF = [1000, 2000, 5000, 10000];
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("sinergi-live") : null;
  let position = Number(status.dataset.position), heard = Date.now(), failures = 0, leading = false;

  function say(text, lost) {
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("lost", lost);
    document.documentElement.classList.toggle("stale", lost);
  }
  // The journal stands at n, says the server; we heard it now.
  function hear(n) {
    heard = Date.now();
    if (n !== position) { position = n; refresh(); }
    else say(status.dataset.live, false);
  }
  function refresh() {
    say(status.dataset.changed, false);
    setTimeout(() => { if (Date.now() - heard < STALE) say(status.dataset.live, false); }, 4000);
    const time = document.getElementById("data-at");
    for (const part of document.querySelectorAll("[data-live-part]")) {
      if (window.htmx && !part.contains(document.querySelector("form :focus"))) window.htmx.trigger(part, "refresh");
    }
    if (time) time.dataset.asked = "1";
    document.dispatchEvent(new Event("sinergi:changed"));
  }
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

  async function ask() {
    const began = Date.now(), stop = new AbortController(), timer = setTimeout(() => stop.abort(), 30000);
    try {
      const answer = await fetch(status.dataset.url + "?sejak=" + position, { signal: stop.signal, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const n = (await answer.json()).n, moved = n !== position;
      failures = 0;
      hear(n);
      if (channel) channel.postMessage(n);
      if (!moved && Date.now() - began < 1000) await sleep(PAUSE); // no seat was free: come back by ourselves
      else if (moved) await sleep(300); // many facts in one second make few fetches
    } catch {
      await sleep(BACK_OFF[Math.min(failures++, BACK_OFF.length - 1)]);
    } finally { clearTimeout(timer); }
  }
  async function lead(stillMine) {
    leading = true;
    while (stillMine()) await ask();
    leading = false;
  }
  const visible = () => document.visibilityState === "visible";

  say(status.dataset.live, false); // this page has just come from the server
  if (channel) channel.onmessage = (event) => hear(event.data);
  if (channel && navigator.locks) {
    navigator.locks.request("sinergi-live", () => lead(() => true)); // held until this tab is closed
  } else { // plain HTTP on a LAN address has no locks: ask while somebody looks
    const start = () => { if (visible() && !leading) lead(visible); };
    document.addEventListener("visibilitychange", start);
    start();
  }
  setInterval(() => { if (Date.now() - heard >= STALE) say(status.dataset.lost, true); }, 1000);

  // A swapped fragment: the address line and the map follow, and the moment of the data is the server's.
  document.addEventListener("htmx:afterSwap", (event) => {
    const fresh = event.detail.target.isConnected ? event.detail.target : document.getElementById(event.detail.target.id);
    const at = fresh && fresh.dataset.at, time = document.getElementById("data-at");
    if (at && time) { time.textContent = at; heard = Date.now(); }
    if (event.detail.requestConfig && event.detail.requestConfig.elt.tagName === "FORM") {
      document.dispatchEvent(new Event("sinergi:filtered"));
    }
  });
  document.addEventListener("htmx:pushedIntoHistory", () => document.dispatchEvent(new Event("sinergi:filtered")));
  // Paper gets the map of this moment: the live refresh leaves the paper map alone, it is heavy.
  async function print() {
    if (window.htmx && document.getElementById("peta-kertas")) {
      const here = location.pathname + location.search;
      await window.htmx.ajax("GET", here, { target: "#hasil", swap: "outerHTML" }).catch(() => {});
    }
    window.print();
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", print);
  }
})();
