"use strict";
const tools = document.querySelector(".tools");
const owner = document.getElementById("owner");
const critical = document.getElementById("critical");
const rows = [...document.querySelectorAll("tbody tr")];
const byId = new Map(rows.map((row) => [row.id, row]));

function choose() {
  for (const row of rows) {
    const whose = !owner.value || row.dataset.owner === owner.value;
    row.hidden = !(whose && (!critical.checked || row.classList.contains("critical")));
  }
  for (const project of document.querySelectorAll(".project")) {
    project.hidden = !project.querySelector("tbody tr:not([hidden])");
  }
  document.getElementById("shown").textContent = rows.filter((row) => !row.hidden).length + " / " + rows.length;
}

function mark(row, on) {
  if (!row) return;
  const before = row.dataset.after.split(" ").map((id) => byId.get(id));
  const after = rows.filter((other) => other.dataset.after.split(" ").includes(row.id));
  for (const near of [...before, ...after]) if (near) near.classList.toggle("near", on);
}

for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(kind, (event) => mark(event.target.closest("tbody tr"), on));
}
owner.addEventListener("change", choose);
critical.addEventListener("change", choose);
document.getElementById("print").addEventListener("click", () => window.print());
tools.hidden = false;
