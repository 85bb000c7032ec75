// A third reader of the log, in another language, with nothing but Node's own library.
// node verify.mjs FOLDER [FOLDER ...]   prints one line of JSON per folder: {"ok", "size", "root", "problem"}.
// node verify.mjs --proof VKEY FILE     the same for one .tlog-proof whose extra line holds the entry.
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const WIDTH = 256;
const DER = Buffer.from("302a300506032b6570032100", "hex"); // SubjectPublicKeyInfo of Ed25519, before the 32 bytes
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const insist = (truth, what) => { if (!truth) throw new Error(what); };
const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

function unbase64(word) {
  const raw = Buffer.from(word, "base64");
  insist(raw.toString("base64") === word, "base64");
  return raw;
}

function readKey(line, type) {
  const [name, id, ...rest] = line.split("+");
  const raw = unbase64(rest.join("+"));
  insist(/^[!-*,-~]+$/.test(name) && raw.length === 33 && raw[0] === type, "key");
  const digest = sha256(name, "\n", raw).subarray(0, 4);
  insist(digest.toString("hex") === id, "key id");
  const key = createPublicKey({ key: Buffer.concat([DER, raw.subarray(1)]), format: "der", type: "spki" });
  return { id: digest.toString("hex"), name, key };
}

function lines(bytes) {
  const content = text(bytes);
  insist(content.endsWith("\n") && !/[\x00-\x09\x0b-\x1f]/.test(content), "lines");
  return content.slice(0, -1).split("\n");
}

function readCheckpoint(bytes, log, witnesses) {
  const [origin, size, root, blank, ...signatures] = lines(bytes);
  insist(origin === log.name && /^(0|[1-9][0-9]*)$/.test(size) && blank === "", "checkpoint");
  const body = Buffer.from(`${origin}\n${size}\n${root}\n`);
  const seen = new Set();
  for (const line of signatures) {
    const match = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line);
    insist(match, "signature line");
    const raw = unbase64(match[2]);
    const id = raw.subarray(0, 4).toString("hex");
    insist(!seen.has(`${match[1]} ${id}`), "signed twice");
    seen.add(`${match[1]} ${id}`);
    const owner = [log, ...witnesses].find((one) => one.name === match[1] && one.id === id);
    insist(owner, "unknown signature");
    if (owner === log) {
      insist(verify(null, body, owner.key, raw.subarray(4)), "signature");
    } else {
      insist(raw.length === 76 && raw[4] < 128, "cosignature");
      const head = Buffer.from(`cosignature/v1\ntime ${raw.readBigUInt64BE(4)}\n`);
      insist(verify(null, Buffer.concat([head, body]), owner.key, raw.subarray(12)), "cosignature");
    }
  }
  insist(seen.has(`${log.name} ${log.id}`), "not signed by the log");
  const hash = unbase64(root);
  insist(hash.length === 32, "root");
  return { size: Number(size), root: hash };
}

function checkEntry(raw) {
  const value = JSON.parse(text(raw));
  const names = ["public", "parties"].includes(value.visibility)
    ? ["commitment", "id", "kind", "place", "time", "visibility"] : ["commitment", "visibility"];
  const form = {
    commitment: /^[0-9a-f]{64}$/,
    id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    kind: /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+\.v[1-9][0-9]*$/,
    place: /^/,
    time: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}Z$/,
    visibility: /^(public|parties|restricted|sealed)$/,
  };
  insist(names.every((name) => typeof value[name] === "string" && form[name].test(value[name])), "entry");
  insist(names.every((name) => value[name].isWellFormed()), "surrogate");
  const again = JSON.stringify(Object.fromEntries(names.map((name) => [name, value[name]])));
  insist(Buffer.from(again).equals(raw), "entry is not canonical");
}

function tileName(level, index, width) {
  let name = String(index % 1000).padStart(3, "0");
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    name = `x${String(rest % 1000).padStart(3, "0")}/${name}`;
  }
  return `tile/${level}/${name}${width === WIDTH ? "" : `.p/${width}`}`;
}

const fold = (hashes) => { // a row of hashes to one; an odd last one rises
  while (hashes.length > 1) {
    const next = [];
    for (let at = 0; at < hashes.length; at += 2) {
      next.push(at + 1 < hashes.length ? sha256("\x01", hashes[at], hashes[at + 1]) : hashes[at]);
    }
    hashes = next;
  }
  return hashes.length ? hashes[0] : sha256("");
};

function* files(folder, prefix = "") {
  for (const one of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    if (one.isDirectory()) yield* files(folder, `${prefix}${one.name}/`);
    else yield prefix + one.name;
  }
}

// Compare all widths of one tile that are on disk with the recomputed pieces; the needed width must be there.
function compare(folder, there, level, index, pieces) {
  for (let width = 1; width <= pieces.length; width++) {
    const name = tileName(level, index, width);
    if (!there.delete(name)) {
      insist(width !== pieces.length, `${name} is missing`);
      continue;
    }
    insist(readFileSync(join(folder, name)).equals(Buffer.concat(pieces.slice(0, width))), `${name} differs`);
  }
}

function readLog(folder) {
  const keyLines = lines(readFileSync(join(folder, "vkey")));
  insist(keyLines.length === 1, "vkey");
  const log = readKey(keyLines[0], 1);
  const listed = join(folder, "witnesses");
  const witnesses = existsSync(listed) ? lines(readFileSync(listed)).map((line) => readKey(line, 4)) : [];
  const { size, root } = readCheckpoint(readFileSync(join(folder, "checkpoint")), log, witnesses);
  const there = new Set(files(folder));
  ["checkpoint", "vkey", "witnesses"].forEach((name) => there.delete(name));
  let row = [];
  for (let start = 0; start < size; start += WIDTH) {
    const width = Math.min(WIDTH, size - start);
    const content = readFileSync(join(folder, tileName("entries", start / WIDTH, width)));
    const pieces = [];
    for (let at = 0; at < content.length;) {
      const end = at + 2 + content.readUInt16BE(at);
      insist(end <= content.length, "bundle");
      checkEntry(content.subarray(at + 2, end));
      row.push(sha256("\x00", content.subarray(at + 2, end)));
      pieces.push(content.subarray(at, end));
      at = end;
    }
    insist(pieces.length === width, "number of entries");
    compare(folder, there, "entries", start / WIDTH, pieces);
  }
  insist(fold(row).equals(root), "root");
  for (let level = 0; row.length; level++) {
    const above = [];
    for (let start = 0; start < row.length; start += WIDTH) {
      const tile = row.slice(start, start + WIDTH);
      compare(folder, there, level, start / WIDTH, tile);
      if (tile.length === WIDTH) above.push(fold(tile));
    }
    row = above;
  }
  insist(there.size === 0, `no place for ${[...there][0]}`);
  return { size, root: root.toString("hex") };
}

function followPath(leaf, index, size, path) { // RFC 6962 section 2.1.1, backwards
  if (size === 1) return insist(path.length === 0, "path too long"), leaf;
  insist(path.length > 0, "path too short");
  let half = 1;
  while (half * 2 < size) half *= 2;
  const last = path[path.length - 1];
  const rest = path.slice(0, -1);
  return index < half
    ? sha256("\x01", followPath(leaf, index, half, rest), last)
    : sha256("\x01", last, followPath(leaf, index - half, size - half, rest));
}

function readProof(vkey, file) {
  const content = text(readFileSync(file));
  const cut = content.indexOf("\n\n");
  const head = content.slice(0, cut).split("\n");
  insist(head.shift() === "c2sp.org/tlog-proof@v1", "header");
  const extra = /^extra (.+)$/.exec(head.shift());
  const index = /^index (0|[1-9][0-9]*)$/.exec(head.shift());
  insist(extra && index, "proof lines");
  const entry = unbase64(extra[1]);
  checkEntry(entry);
  const { size, root } = readCheckpoint(Buffer.from(content.slice(cut + 2)), readKey(vkey, 1), []);
  const at = Number(index[1]);
  insist(at < size, "index");
  insist(followPath(sha256("\x00", entry), at, size, head.map(unbase64)).equals(root), "not proven");
  return { size, root: root.toString("hex") };
}

const [first, ...rest] = process.argv.slice(2);
const jobs = first === "--proof" ? [() => readProof(...rest)] : [first, ...rest].map((folder) => () => readLog(folder));
for (const job of jobs) {
  let answer;
  try {
    answer = { ok: true, ...job(), problem: "" };
  } catch (error) {
    answer = { ok: false, size: 0, root: "", problem: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
