// The map on the screen: Leaflet on canvas, no tiles, no network beyond one JSON. Without this file the SVG stays.
"use strict";
(() => {
  const box = document.getElementById("peta");
  if (!box || !window.L || !document.createElement("canvas").getContext) return;
  const INK = "#1b2330", SLATE = "#4a5568", P4 = "#6f4bb3", P5 = "#46278a";

  // One canvas marker whose shape says the state: circle, square, triangle, diamond, house, cross.
  const STYLE = {
    complete: { fill: "#fff", stroke: INK, width: 2, size: 5.5 },
    place: { fill: P5, stroke: "#fff", width: 1.5, size: 5.5 },
    gap: { fill: P4, stroke: "#fff", width: 1.5, size: 5.5 },
    hard: { fill: INK, stroke: "#fff", width: 1.5, size: 7 },
    withdrawn: { stroke: SLATE, width: 2, size: 5 },
    post: { fill: "#fff", stroke: INK, width: 2, size: 8 },
    store: { fill: "#fff", stroke: INK, width: 2, size: 8 },
    crossing: { fill: SLATE, stroke: "#fff", width: 1, size: 3 },
    loose: { stroke: "#8c1239", width: 4, size: 6 },
    team: { fill: "#fff", stroke: INK, width: 2.5, size: 9 },
    camp: { fill: "#fff", stroke: INK, width: 2.5, size: 8 },
  };
  const OUTLINES = {
    gap: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
    hard: [[0, -1.2], [1.1, 0.9], [-1.1, 0.9]],
    post: [[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]],
    team: [[0, -1.3], [0.4, -0.4], [1.3, -0.4], [0.6, 0.3], [0.9, 1.2], [0, 0.6], [-0.9, 1.2], [-0.6, 0.3], [-1.3, -0.4], [-0.4, -0.4]],
    camp: [[0, -1.2], [1.3, 1], [0.5, 1], [0, -0.2], [-0.5, 1], [-1.3, 1]],
    store: [[-1, -0.3], [0, -1.1], [1, -0.3], [1, 0.9], [-1, 0.9]],
  };
  function trace(context, state, at, size) {
    context.beginPath();
    if (state === "withdrawn" || state === "loose") {
      context.moveTo(at.x - size, at.y - size); context.lineTo(at.x + size, at.y + size);
      context.moveTo(at.x + size, at.y - size); context.lineTo(at.x - size, at.y + size);
    } else if (OUTLINES[state]) {
      for (const [x, y] of OUTLINES[state]) context.lineTo(at.x + x * size, at.y + y * size);
      context.closePath();
    } else context.arc(at.x, at.y, size, 0, 2 * Math.PI);
  }
  const Shape = L.CircleMarker.extend({
    _updatePath() {
      if (!this._renderer._drawing || this._empty()) return;
      const context = this._renderer._ctx, state = this.options.state, style = STYLE[state];
      trace(context, state, this._point, style.size);
      if (style.fill) { context.fillStyle = style.fill; context.fill(); }
      context.lineWidth = style.width; context.strokeStyle = style.stroke; context.stroke();
    },
  });

  const screen = document.createElement("div");
  const svg = box.querySelector("svg");
  const shape = svg ? svg.viewBox.baseVal : { width: 1000, height: 640 };
  screen.id = "peta-layar";
  screen.setAttribute("role", "region");
  screen.setAttribute("aria-label", box.dataset.name);
  screen.style.height = Math.max(280, Math.round(box.clientWidth * shape.height / shape.width)) + "px";
  box.append(screen);
  box.classList.add("alive");
  const map = L.map(screen, { preferCanvas: true, attributionControl: false, zoomControl: false, zoomSnap: 0.25,
    zoomAnimation: false, fadeAnimation: false, maxZoom: 18, scrollWheelZoom: !box.dataset.small });
  L.control.zoom({ zoomInTitle: box.dataset.closer, zoomOutTitle: box.dataset.further }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.createPane("ground");
  map.createPane("names");
  const under = L.canvas({ pane: "ground" });
  const layers = { ground: L.layerGroup().addTo(map), marks: L.layerGroup().addTo(map) };
  const marks = new Map();
  const SHIFTS = [0, 26, -16, 42]; // where a name may stand, in pixels below its place
  let fitted = false, asked = 0;

  function popup(mark) {
    const body = document.createElement("div");
    const head = document.createElement(mark.href ? "a" : "strong");
    head.textContent = mark.name;
    if (mark.href) head.href = mark.href;
    body.append(head);
    for (const line of mark.lines) { const p = document.createElement("div"); p.textContent = line; body.append(p); }
    return body;
  }
  function ground(data) {
    layers.ground.clearLayers();
    for (const one of data.outlines) {
      if (one.polygons.length) L.polygon(one.polygons, { color: "#8a93a3", weight: 1.25, fillColor: one.chosen ? "#d8ccec" : "#f2eef9",
        fillOpacity: 1, interactive: false, pane: "ground", renderer: under, dashArray: one.official ? null : "6 4" }).addTo(layers.ground);
      if (one.centre) L.tooltip({ permanent: true, direction: "top", offset: [0, -6], className: "village", pane: "names" })
        .setLatLng(one.centre).setContent(document.createTextNode(one.name)).addTo(layers.ground);
    }
    for (const one of data.lines) {
      const river = one.way === "river";
      const line = L.polyline(one.points, { color: river ? "#1f5fa8" : "#6b7484", weight: river ? 3 : 2, dashArray: river ? "7 6" : null,
        pane: "ground", renderer: under });
      if (one.text) line.bindTooltip(document.createTextNode(one.text), { sticky: true });
      line.addTo(layers.ground);
    }
    if (data.rounds && window.sinergiRound) for (const one of data.rounds) window.sinergiRound(one, under).addTo(layers.ground);
  }
  function draw(data) {
    ground(data);
    layers.marks.clearLayers();
    marks.clear();
    for (const one of data.marks) {
      const mark = one.label && window.sinergiStop ? window.sinergiStop(one) : new Shape(one.at, { state: one.state, radius: 11 });
      mark.bindPopup(() => popup(one)).bindTooltip(document.createTextNode(one.name));
      mark.addTo(layers.marks);
      if (one.here) L.circleMarker(one.at, { radius: 13, color: INK, weight: 2.5, fill: false, interactive: false }).addTo(layers.marks);
      marks.set(one.code, mark);
    }
    if (fitted) return;
    const bounds = L.latLngBounds(data.marks.map((one) => one.at));
    if (!box.dataset.small) {
      data.outlines.forEach((one) => one.polygons.forEach((rings) => bounds.extend(L.latLngBounds(rings[0]))));
      data.lines.forEach((one) => bounds.extend(L.latLngBounds(one.points)));
    }
    const here = data.marks.find((one) => one.here);
    fitted = bounds.isValid();
    if (here) { map.setView(here.at, 13); return; }
    if (fitted) map.fitBounds(bounds, { padding: [14, 14], maxZoom: box.dataset.small ? 14 : 17 });
    else map.setView([-0.55, 103.05], 10);
  }
  function thin() { // names that would lie on each other move aside or wait for a closer look
    const kept = [];
    for (const name of screen.querySelectorAll(".village")) {
      name.hidden = false;
      name.hidden = !SHIFTS.some((down) => {
        name.style.translate = `0 ${down}px`;
        const a = name.getBoundingClientRect();
        return !kept.some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) && kept.push(a);
      });
    }
  }
  map.on("zoomend", thin);
  async function load() {
    const mine = ++asked;
    const url = box.dataset.url + (box.dataset.small ? "" : location.search);
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (answer.ok && mine === asked) { draw(await answer.json()); thin(); }
  }
  function show(code) {
    const mark = marks.get(code);
    if (!mark) return;
    map.setView(mark.getLatLng(), Math.max(map.getZoom(), 13));
    mark.openPopup();
    box.scrollIntoView({ block: "nearest" });
    const link = screen.querySelector(".leaflet-popup a[href]:not(.leaflet-popup-close-button)");
    if (link) link.focus({ preventScroll: true });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show]");
    if (!link || !marks.has(link.dataset.show)) return;
    event.preventDefault();
    show(link.dataset.show);
  });
  document.addEventListener("sinergi:changed", load);
  document.addEventListener("sinergi:filtered", load);
  load();
})();
