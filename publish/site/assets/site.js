// Search, sorting, pictures of charts, and comparison with any municipality. Every page can be read without it.
"use strict";
globalThis.grunnlag ??= {};

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

// Data stands in script files, because a page that is opened from a folder can read no others. Each calls grunnlag.<name>(…)
// just before its load event, so what was given last is its own, also when several files load at a time.
const read = new Map(), given = {};

function once(address, name) {
  if (!read.has(address)) {
    grunnlag[name] = (...values) => { given[name] = values.at(-1); };
    read.set(address, load(address).then(() => given[name]));
    read.get(address).catch(() => read.delete(address));
  }
  return read.get(address);
}

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

// Search
const fold = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[øö]/g, "o").replace(/[æä]/g, "ae");

function search(entries, words) {
  const wanted = fold(words.trim());
  if (!wanted) return [];
  const place = ([name, kind, , others]) => {
    const [own, all] = [fold(name), fold(`${name} ${others}`)];
    if (own.startsWith(wanted)) return kind === "indikator" ? 2 : 0;
    if (all.split(/[\s-]+/).some(word => word.startsWith(wanted))) return kind === "indikator" ? 3 : 1;
    return all.includes(wanted) ? 4 : 9;
  };
  return entries.map(entry => [place(entry), entry]).filter(([rank]) => rank < 9)
    .sort((a, b) => a[0] - b[0]).slice(0, 8).map(([, entry]) => entry);
}

async function prepareSearch(box) {
  const [input, list, status] = ["sokefelt", "treff", "antall"].map(id => document.getElementById(id));
  box.hidden = false;
  let found = [], at = -1;
  const show = () => {
    list.replaceChildren(...found.map(([name, kind, , others], index) => {
      const item = make("li", name + " ", { role: "option", id: "treff-" + index, "aria-selected": index === at });
      item.append(make("small", kind));
      item.addEventListener("mousedown", event => { event.preventDefault(); location.href = found[index][2]; });
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", "treff-" + at);
  };
  input.addEventListener("input", async () => {
    found = search(await once("assets/search.js", "entries"), input.value);
    at = found.length ? 0 : -1;
    status.textContent = input.value.trim() ? `${found.length} treff` : "";
    show();
  });
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = found.length ? (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length : -1;
    } else if (event.key === "Enter" && at >= 0) {
      location.href = found[at][2];
    } else if (event.key === "Escape") {
      found = [];
      at = -1;
    } else return;
    show();
  });
  input.addEventListener("blur", () => { found = []; at = -1; show(); });
}

// Sorting
function prepareSorting(table) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = make("button", "", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head, column));
  });
}

function sort(table, head, column) {
  const isDown = column ? head.getAttribute("aria-sort") !== "descending" : head.getAttribute("aria-sort") === "ascending";
  table.querySelectorAll("th[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
  const value = row => row.cells[column].dataset.v === undefined ? -Infinity : Number(row.cells[column].dataset.v);
  const compare = column ? (a, b) => value(a) - value(b) : (a, b) => a.cells[0].textContent.localeCompare(b.cells[0].textContent, "nb");
  const rows = [...table.tBodies[0].rows].sort(compare);
  table.tBodies[0].append(...(isDown ? rows.reverse() : rows));
}

// Charts as SVG and PNG
const SVG = "http://www.w3.org/2000/svg", SCALE = 2, EDGE = 16;

function picture(figure) {
  const chart = [...figure.querySelectorAll(".drawing svg")].reduce((a, b) => a.width.baseVal.value >= b.width.baseVal.value ? a : b).cloneNode(true);
  const [width, height] = [chart.width.baseVal.value, chart.height.baseVal.value];
  const whole = document.createElementNS(SVG, "svg");
  let y = EDGE;
  const write = (words, size, weight, colour) => wrap(words, width, size, weight).forEach(line => {
    const text = document.createElementNS(SVG, "text");
    text.textContent = line;
    Object.entries({ x: EDGE, y: y += size * 1.35, "font-size": size, "font-weight": weight, fill: colour }).forEach(pair => text.setAttribute(...pair));
    whole.append(text);
  });
  write(figure.querySelector("figcaption > :first-child").textContent, 19, 650, "#1e2b3c");
  write(figure.querySelector(".sub").textContent, 14, 400, "#4a5868");
  chart.setAttribute("x", EDGE);
  chart.setAttribute("y", y += EDGE);
  whole.append(chart);
  y += height;
  write(figure.querySelector(".src").textContent, 12, 400, "#4a5868");
  Object.entries({ xmlns: SVG, width: width + 2 * EDGE, height: y + EDGE, "font-family": '"Source Sans 3", "Liberation Sans", Arial, sans-serif' }).forEach(pair => whole.setAttribute(...pair));
  const paper = document.createElementNS(SVG, "rect");
  Object.entries({ width: "100%", height: "100%", fill: "#fff" }).forEach(pair => paper.setAttribute(...pair));
  whole.prepend(paper);
  return whole;
}

function wrap(words, width, size, weight) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${weight} ${size}px "Source Sans 3"`;
  return words.trim().split(" ").reduce((lines, word) => {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
    return lines;
  }, [""]);
}

function save(address, name) {
  const link = make("a", "", { href: address, download: name });
  link.click();
}

const written = svg => new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });

async function savePng(figure) {
  const svg = picture(figure);
  const style = document.createElementNS(SVG, "style");
  style.textContent = `@font-face{font-family:"Source Sans 3";src:url("${await once("assets/font.js", "font")}");font-weight:200 900}`;
  svg.prepend(style);
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(await written(svg).text());
  await image.decode();
  await new Promise(resolve => setTimeout(resolve, 100));  // the font inside is read after the image
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width * SCALE, image.height * SCALE];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(canvas.toDataURL("image/png"), fileName(figure) + ".png");
}

const fileName = figure => [document.body.dataset.code ?? document.title.split(" – ")[0].replace(/[^\wæøåÆØÅ-]+/g, "-"), figure.id].join("-");

function prepareFigure(figure) {
  const acts = figure.querySelector(".acts"), title = figure.querySelector("figcaption > :first-child").textContent;
  const add = (words, act) => {
    const button = make("button", words, { type: "button" });
    button.append(make("span", " for " + title, { class: "vh" }));
    button.addEventListener("click", act);
    acts.lastElementChild.before(button);
  };
  if (!acts.querySelector("a[href$='.svg']")) add("SVG", () => save(URL.createObjectURL(written(picture(figure))), fileName(figure) + ".svg"));
  add("PNG", () => savePng(figure));
}

// Comparison with any municipality
async function prepareAny(chooser) {
  const select = make("select", "", { "aria-label": "Sammenlign med en annen kommune" });
  select.append(make("option", "En annen kommune …", { value: "" }));
  const radio = make("input", "", { type: "radio", name: "c", id: "c-any", hidden: "" });
  select.addEventListener("change", () => select.value && compare(select, radio));
  chooser.append(radio, select);
  const places = (await once("assets/search.js", "entries"))
    .filter(([, kind, page]) => kind.startsWith("kommune") && page !== document.body.dataset.code + ".html")
    .sort((a, b) => a[0].localeCompare(b[0], "nb"));
  select.append(...places.map(([name, , page]) => make("option", name, { value: page.slice(0, 4) })));
}

function figureIn(dataset, indicator, period) {
  const { kommune, indikator, periode } = dataset.dimension, known = indikator.category.index.indexOf(indicator);
  const at = periode.category.index.indexOf(period);
  if (kommune === undefined || known < 0 || at < 0) return undefined;
  return [dataset.value[known * periode.category.index.length + at], indikator.category.unit[indicator].decimals];
}

// The number is written as the municipality's own, with its unit
function writtenLike(own, [value, decimals]) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return own.replace(/[−+]?\d+(\s\d{3})*(,\d+)?/, () => value.toLocaleString("nb", digits));
}

async function compare(select, radio) {
  const code = select.value, name = select.selectedOptions[0].textContent;
  const dataset = await once(`data/kommune/${code}.js`, "data");
  if (select.value !== code) return;  // another municipality was chosen while this one loaded
  document.querySelectorAll(".g-any").forEach(cell => cell.remove());
  document.querySelectorAll(".cmp").forEach(table => {
    const at = table.querySelector("thead .sp") ? 3 : 2;
    const put = (row, cell) => row.insertBefore(cell, row.children[at] ?? null);
    put(table.tHead.rows[0], make("th", name, { scope: "col", class: "g g-any" }));
    [...table.tBodies[0].rows].forEach(row => {
      const figure = figureIn(dataset, row.dataset.i, row.dataset.p), own = row.querySelector(".own").textContent;
      const known = figure?.[0] !== undefined;
      put(row, make("td", known ? writtenLike(own, figure) : "–", known ? { class: "g g-any", "data-l": name } : { class: "g g-any no" }));
    });
  });
  radio.checked = true;
}

const box = document.querySelector(".find"), chooser = document.getElementById("sammenlign");
if (box) prepareSearch(box);
if (chooser) prepareAny(chooser);
document.querySelectorAll("table.sortable").forEach(prepareSorting);
document.querySelectorAll("figure.fig:has(.acts)").forEach(prepareFigure);
document.querySelectorAll(".bar details a").forEach(link => link.addEventListener("click", () => { link.closest("details").open = false; }));
