// The page "Alle tall": choose figures, see them, and save them as CSV. The figures come as scripts, which also load in a
// page that is opened from a folder (`once` in site.js). Nothing of a figure is ever read as HTML.
"use strict";

(() => {
  const HEAD = ["kommunenummer", "kommune", "indikator", "tittel", "tema", "periode", "verdi", "enhet", "status",
    "merknad", "kilde", "oppdatert"];
  const SHOWN = 500;
  const loaded = new Map(); // "kommune/5055" -> its rows, each with the names of HEAD
  const form = document.getElementById("utvalg");
  const table = document.getElementById("tall");
  const answer = document.getElementById("svar");
  const save = document.getElementById("last-ned");
  let chosen = [];

  /** Return a row for each cell of a JSON-stat dataset that has a value or a status. */
  function rowsOf(dataset) {
    const [places, indicators, periods] = dataset.id.map((name) => dataset.dimension[name].category);
    const more = dataset.extension;
    const notes = new Map();
    for (const [words, cells] of Object.entries(more.merknad)) {
      for (const cell of cells) notes.set(cell, words);
    }
    const cells = new Set([...Object.keys(dataset.value), ...Object.keys(dataset.status)].map(Number));
    return [...cells].sort((one, other) => one - other).map((cell) => {
      const period = periods.index[cell % periods.index.length];
      const rest = Math.floor(cell / periods.index.length);
      const indicator = indicators.index[rest % indicators.index.length];
      const place = places.index[Math.floor(rest / indicators.index.length)];
      const status = dataset.status[cell];
      return {
        kommunenummer: place,
        kommune: places.label[place],
        indikator: indicator,
        tittel: indicators.label[indicator],
        tema: more.tema[indicator],
        periode: period,
        verdi: dataset.value[cell] ?? null,
        enhet: indicators.unit[indicator].label,
        desimaler: indicators.unit[indicator].decimals,
        status: status ? more.status[status] : "",
        merknad: notes.get(cell) ?? "",
        kilde: more.kilde[indicator],
        oppdatert: more.oppdatert[indicator] ?? "",
      };
    });
  }

  /** Return the rows of data/<name>.js. */
  async function rows(name) {
    if (!loaded.has(name)) {
      answer.textContent = "Henter tall …";
      loaded.set(name, rowsOf(await once(`data/${name}.js`, "data")));
    }
    return loaded.get(name);
  }

  /** Return whether a row is of the year, in which its period ends, and of all else that was chosen. */
  function isChosen(row, choice) {
    const year = row.periode.match(/\d{4}/g).at(-1);
    const pairs = [[choice.kommune, row.kommunenummer], [choice.indikator, row.indikator], [choice.tema, row.tema],
      [choice.aar, year]];
    return pairs.every(([wanted, has]) => !wanted || wanted === has);
  }

  function read() {
    const choice = Object.fromEntries(new FormData(form));
    return { ...choice, aar: choice.aar.trim() };
  }

  async function choose() {
    const choice = read();
    const kind = ["kommune", "indikator"].find((name) => choice[name]);
    chosen = [];
    show();
    if (!kind) {
      answer.textContent = "Velg en kommune eller en indikator.";
      return;
    }
    const found = await rows(`${kind}/${choice[kind]}`).catch(() => null);
    const now = read(); // the choice may have changed while the file loaded
    if (now.kommune !== choice.kommune || now.indikator !== choice.indikator) return;
    chosen = (found ?? []).filter((row) => isChosen(row, now));
    show();
    answer.textContent = found ? counted() : "Fant ikke tallene. Prøv igjen, eller last siden på nytt.";
  }

  function counted() {
    if (chosen.length > SHOWN) return `${chosen.length} rader. Tabellen viser de ${SHOWN} første; filen har alle.`;
    return `${chosen.length} ${chosen.length === 1 ? "rad" : "rader"}.`;
  }

  /** Fill the table with the first chosen rows. */
  function show() {
    const columns = ["kommune", "tittel", "periode", "verdi", "enhet", "merknad", "kilde"];
    table.replaceChildren();
    table.hidden = save.disabled = chosen.length === 0;
    const head = table.createTHead().insertRow();
    for (const name of columns) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name === "tittel" ? "Indikator" : name[0].toUpperCase() + name.slice(1);
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of chosen.slice(0, SHOWN)) {
      const line = body.insertRow();
      for (const name of columns) line.insertCell().textContent = name === "verdi" ? written(row) : row[name];
    }
  }

  function written(row) {
    if (row.verdi === null) return "–";
    const digits = { minimumFractionDigits: row.desimaler, maximumFractionDigits: row.desimaler };
    return row.verdi.toLocaleString("nb", digits);
  }

  /** Return a cell of CSV as Norwegian Excel reads it: text is never run as a formula. */
  function csvCell(value) {
    if (value === null) return "";
    if (typeof value === "number") return String(value).replace(".", ",");
    const text = /^[ \u00a0]*[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
    return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  function download() {
    const lines = [HEAD, ...chosen.map((row) => HEAD.map((name) => row[name]))];
    const text = lines.map((line) => `${line.map(csvCell).join(";")}\r\n`).join("");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    link.download = "grunnlag-utvalg.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => { event.preventDefault(); choose(); });
  save.addEventListener("click", download);
  form.hidden = false;
  choose();
})();
