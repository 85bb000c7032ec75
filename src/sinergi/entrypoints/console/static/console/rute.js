// The sectors of a guard plan on the map: numbered stops in the figure and the tone of their sector, and the round
// between them. The same figures and tones as on paper (svgmap.py); loaded before peta.js, which asks for them.
"use strict";
(() => {
  if (!window.L) return;
  const INK = "#1b2330";
  const TONES = [["#46278a", "#fff", "#46278a", null], ["#fff", INK, INK, "3 5"], ["#d8ccec", INK, "#6f4bb3", "12 5"],
    [INK, "#fff", INK, null]];
  const FIGURES = [null, [[-12, -12], [12, -12], [12, 12], [-12, 12]], [[0, -17], [17, 0], [0, 17], [-17, 0]],
    [[-8, -13], [8, -13], [15, 0], [8, 13], [-8, 13], [-15, 0]], [[0, -16], [15, -5], [10, 13], [-10, 13], [-15, -5]]];
  const SIZE = 0.75;
  const Stop = L.CircleMarker.extend({
    _updatePath() {
      if (!this._renderer._drawing || this._empty()) return;
      const context = this._renderer._ctx, one = this.options.stop, at = this._point;
      const [fill, ink] = TONES[one.look % TONES.length], figure = FIGURES[one.look % FIGURES.length];
      if (one.tag) {
        context.beginPath();
        context.arc(at.x, at.y, 16, 0, 2 * Math.PI);
        context.fillStyle = "#fff"; context.fill();
        context.lineWidth = 2; context.strokeStyle = INK; context.stroke();
        context.font = "700 13px system-ui, sans-serif";
        context.textAlign = "left"; context.textBaseline = "alphabetic";
        context.lineWidth = 4; context.strokeStyle = "#fff"; context.strokeText(one.tag, at.x + 17, at.y - 8);
        context.fillStyle = INK; context.fillText(one.tag, at.x + 17, at.y - 8);
      }
      context.beginPath();
      if (figure) { for (const [x, y] of figure) context.lineTo(at.x + x * SIZE, at.y + y * SIZE); context.closePath(); }
      else context.arc(at.x, at.y, 13 * SIZE, 0, 2 * Math.PI);
      context.fillStyle = fill; context.fill();
      context.lineWidth = 1.5; context.strokeStyle = ink; context.stroke();
      context.font = "700 12px system-ui, sans-serif";
      context.textAlign = "center"; context.textBaseline = "middle";
      context.fillStyle = ink; context.fillText(one.label, at.x, at.y + 0.5);
    },
  });
  window.sinergiStop = (one) => new Stop(one.at, { stop: one, radius: 16 });
  window.sinergiRound = (one, renderer) => {
    const [, , color, dashArray] = TONES[one.look % TONES.length];
    const line = L.polyline(one.points, { color, weight: 3, opacity: 0.75, dashArray, pane: "ground", renderer });
    if (one.text) line.bindTooltip(document.createTextNode(one.text), { sticky: true });
    return line;
  };
})();
