/* How full the pages of a form are, while writing. The browser itself breaks the print view into pages, as columns of
   the width and height of a page. If anything fails, nothing is shown. Only under `mkdocs serve`. */
(async () => {
  const jauge = document.querySelector(".ndrc-jauge"), limit = Number(jauge.dataset.limite);
  const frame = document.createElement("div");
  const [WIDTH, HEIGHT, LINE] = ["largeur", "hauteur", "ligne"].map(name => Number(jauge.dataset[name])); // mm
  const SOON = 0.9, LINES = HEIGHT / LINE;

  /* The print view without its scripts, in a frame that nobody sees. */
  const open = async () => {
    const view = new URL(jauge.dataset.vue, location.href), answer = await fetch(view);
    if (!answer.ok) throw new Error(answer.statusText);
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    read.querySelectorAll("script").forEach(script => script.remove());
    read.querySelectorAll("img").forEach(image => { image.loading = "eager"; });
    read.head.prepend(Object.assign(read.createElement("base"), { href: view.href }));
    const iframe = document.createElement("iframe");
    iframe.setAttribute("sandbox", "allow-same-origin");
    iframe.srcdoc = read.documentElement.outerHTML;
    frame.className = "ndrc-cadre";
    frame.append(iframe);
    const loaded = new Promise(done => { iframe.onload = done; });
    jauge.after(frame);
    await loaded;
    const page = iframe.contentDocument;
    await Promise.all([page.fonts.ready, ...[...page.images].map(image => image.decode().catch(() => {}))]);
    return page;
  };

  /* The rules of print on screen, at a scale where a line of one pixel measures one, as it does in print. */
  const dress = page => {
    for (const sheet of page.styleSheets)
      for (const rule of sheet.cssRules)
        if (rule.media) rule.media.mediaText = rule.media.mediaText === "print" ? "all" : "not all";
    const style = page.head.appendChild(page.createElement("style"));
    style.textContent = `
      .cote { display: flow-root; width: ${WIDTH}mm; }
      .cote.pages { columns: 1; column-fill: auto; column-gap: 0; }
      .formulaire > thead { display: table-row-group; }
      @supports (-moz-appearance: none) { /* Firefox breaks no table over columns, but blocks */
        .seul > table, .seul > table > * { display: block; }
        .seul > table > * > tr { display: grid; grid-template-columns: repeat(12, 1fr); }
        .seul > table > * > tr:has(> [colspan="12"]), .seul > table > * > tr > [colspan="12"] { display: block; }
        .seul > table > * > tr > [colspan="3"] { grid-column: span 3; }
        .seul > table > * > tr > [colspan="9"] { grid-column: span 9; }
      }`;
    const line = page.body.appendChild(page.createElement("div"));
    line.style.borderTop = "1px solid";
    page.documentElement.style.zoom = line.getBoundingClientRect().height;
    line.remove();
  };

  /* What is printed on pages of its own: the recto and the verso of a sheet, or the whole of a form. */
  const split = page => {
    const feuille = page.querySelector(".feuille"), cotes = [];
    for (const child of [...feuille.children]) {
      if (child.matches(".cache, .ecran")) continue;
      if (!cotes.length || child.matches(".verso"))
        cotes.push(feuille.appendChild(Object.assign(page.createElement("div"), { className: "cote" })));
      cotes.at(-1).append(child);
    }
    if (cotes.length === 1) cotes[0].classList.add("seul");
    return cotes;
  };

  /* Where it ends, in pages, and how long it would be without breaks. */
  const measure = cote => {
    const { width, height } = cote.getBoundingClientRect(), page = width / WIDTH * HEIGHT;
    // Pages repeat the head of a table, columns don't: the first column begins that much above the others.
    const head = cote.querySelector("thead")?.getBoundingClientRect().height ?? 0;
    const end = cote.appendChild(cote.ownerDocument.createElement("div"));
    cote.style.height = `calc(${HEIGHT}mm * ${1 - head / page})`;
    cote.firstElementChild.style.marginTop = `calc(-${HEIGHT}mm * ${head / page})`;
    cote.classList.add("pages");
    const box = cote.getBoundingClientRect(), last = end.getBoundingClientRect();
    let below = last.top - box.top + head;
    for (const inner of cote.querySelectorAll("td table > thead"))
      below += (inner.parentElement.getClientRects().length - 1) * inner.getBoundingClientRect().height;
    return { end: Math.round((last.left - box.left) / width) + below / page, length: height / page, head: head / page };
  };

  const plural = (number, word) => `${number} ${word}${number >= 2 ? "s" : ""}`;

  /* How serious it is, from 0 to 2, and what to say of it. */
  const judge = ({ end, length, head }, room, name) => {
    const sheet = room < limit, excess = sheet ? length - room : end - room - head;
    const lines = Math.max(1, Math.ceil(excess * LINES));
    // A side has no break and is exact to a hair; of a text that has some, browsers may put a line elsewhere.
    const edge = sheet ? 0.006 : 0.02;
    if (end > room) return [2, `${sheet ? name : "le texte"} dépasse d’environ ${plural(lines, "ligne")}`];
    if (end > room - edge) return [2, `${name} est à la limite et risque de déborder`];
    return end > room - 1 + SOON ? [1, `${name} est bientôt ${sheet ? "plein" : "pleine"}`] : [0, ""];
  };

  const show = cotes => {
    const sheet = cotes.length > 1, room = limit / cotes.length, alone = limit > 1 ? "la dernière page" : "la page";
    const names = cotes.map((_, i) => sheet ? ["le recto", "le verso"][i % 2] : alone);
    const judged = cotes.map((cote, i) => judge(cote, room, names[i])), level = Math.max(...judged.map(([l]) => l));
    const value = cotes.reduce((before, { end }) => Math.ceil(before) + end, 0);
    if (!(value > 0 && value < Infinity)) throw new Error(value);
    // Past the limit, what counts is how much is too much, not where the breaks have put it.
    const shares = sheet ? cotes.map(({ end, length }) => end > 1 ? Math.max(1.01, length) : end) : [];
    const percents = shares.map((share, i) => `${names[i].slice(3)}\u00a0: ${Math.round(share * 100)}\u00a0%`);
    const tenths = cotes.some(({ end }) => end > room) ? Math.ceil(value * 10) : Math.round(value * 10);
    const remarks = judged.map(([, remark]) => remark).filter(Boolean).join(", ");

    const p = document.createElement("p"), bar = document.createElement("span"), text = document.createElement("span");
    p.className = ["bien", "bientot", "trop"][level];
    bar.className = "barre";
    bar.ariaHidden = "true";
    for (const share of sheet ? shares : Array.from({ length: limit }, (_, i) => value - i)) {
      const filled = bar.appendChild(document.createElement("span")).appendChild(document.createElement("i"));
      filled.style.width = `${Math.min(1, Math.max(0, share)) * 100}%`;
    }
    text.className = "texte";
    text.textContent = `environ ${plural(tenths / 10, "page").replace(".", ",")} sur ${limit}`
      + (sheet ? ` (${percents.join(", ")})` : "")
      + ("vides" in jauge.dataset ? ", cases vides comprises" : "")
      + (remarks ? `\u00a0: ${remarks}` : "")
      + (level === 2 ? "\u00a0; raccourcissez le texte" : "");
    p.append(bar, text);
    Object.assign(jauge.dataset, { etat: p.className, valeur: value });
    jauge.replaceChildren(p);
  };

  try {
    const page = await open();
    dress(page);
    show(split(page).map(measure));
  } catch {
    jauge.replaceChildren();
  } finally {
    frame.remove();
  }
})();
