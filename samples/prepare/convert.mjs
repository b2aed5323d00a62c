// Makes movies.csv, weather.csv, flights.csv, wordnet.ndjson and wordnet-animals.ndjson from their packages.
//   node samples/prepare/convert.mjs VEGA_DATASETS/data WORDNET/usr/share/wordnet samples
// Values stay as published. Only their form changes: JSON to CSV, dates to ISO 8601, null to an empty field.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [vega, wordnet, out] = process.argv.slice(2);
if (!out) {
  console.error("usage: node convert.mjs VEGA_DATASETS/data WORDNET_DICT OUT");
  process.exit(2);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function movieDate(text) {
  const found = /^([A-Z][a-z]{2}) (\d{1,2}) (\d{4})$/.exec(text);
  if (!found) throw new Error(`not a movie date: ${text}`);
  const month = MONTHS.indexOf(found[1]) + 1;
  return `${found[3]}-${String(month).padStart(2, "0")}-${found[2].padStart(2, "0")}`;
}

function flightTime(text) {
  const found = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2})$/.exec(text);
  if (!found) throw new Error(`not a flight time: ${text}`);
  return `${found[1]}-${found[2]}-${found[3]}T${found[4]}:00`;
}

function csvField(value) {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(rows, columns) {
  const lines = [columns.map(csvField).join(",")];
  for (const row of rows) lines.push(columns.map((c) => csvField(row[c])).join(","));
  return lines.join("\n") + "\n";
}

const movies = JSON.parse(readFileSync(join(vega, "movies.json"), "utf8"));
for (const movie of movies) movie["Release Date"] = movieDate(movie["Release Date"]);
writeFileSync(join(out, "movies.csv"), csv(movies, Object.keys(movies[0])));

const flights = JSON.parse(readFileSync(join(vega, "flights-20k.json"), "utf8"));
for (const flight of flights) flight.date = flightTime(flight.date);
writeFileSync(join(out, "flights.csv"), csv(flights, Object.keys(flights[0])));

writeFileSync(join(out, "weather.csv"), readFileSync(join(vega, "weather.csv")));

// The lexicographer files of nouns, from the manual page lexnames(5WN).
const LEXNAMES = (
  "Tops act animal artifact attribute body cognition communication event feeling food group location " +
  "motive object person phenomenon plant possession process quantity relation shape state substance time"
).split(" ");

const glosses = [];
for (const line of readFileSync(join(wordnet, "data.noun"), "utf8").split("\n")) {
  if (!/^\d{8} /.test(line)) continue;
  const bar = line.indexOf(" | ");
  const fields = line.slice(0, bar).split(" ");
  const words = [];
  for (let i = 0; i < parseInt(fields[3], 16); i++) words.push(fields[4 + 2 * i].replaceAll("_", " "));
  const whole = line.slice(bar + 3).trim();
  const example = /[;:,]\s*"/.exec(whole); // quotations after the definition are examples of use
  const definition = example && example.index > 0 ? whole.slice(0, example.index) : whole;
  glosses.push({
    synset: `${fields[0]}-n`,
    lemma: words[0],
    words: words.join(", "),
    pos: "noun",
    lexname: `noun.${LEXNAMES[parseInt(fields[1], 10) - 3]}`,
    gloss: definition.trim().replace(/[;:,]$/, ""),
  });
}
const ndjson = (rows) => rows.map((row) => JSON.stringify(row)).join("\n") + "\n";
writeFileSync(join(out, "wordnet.ndjson"), ndjson(glosses));

// Every fourth animal is enough to see clusters, and is embedded in half a minute.
const animals = glosses.filter((g) => g.lexname === "noun.animal").filter((g, i) => i % 4 === 0);
writeFileSync(join(out, "wordnet-animals.ndjson"), ndjson(animals));
