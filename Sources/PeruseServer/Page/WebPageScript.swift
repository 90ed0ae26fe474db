/// What the page does. Text from documents only ever becomes text nodes; nothing is parsed as markup.
enum WebPageScript {
  static let text = #"""
    "use strict";
    const $ = (id) => document.getElementById(id);
    const el = (name, properties = {}, ...children) => {
      const element = Object.assign(document.createElement(name), properties);
      for (const child of children) if (child !== null && child !== undefined) element.append(child);
      return element;
    };
    const state = { token: null, documents: [], current: null, text: null, marks: [], now: -1, scores: null, heat: null, answers: [] };

    // The token comes behind # and stays in this tab.
    {
      const given = new URLSearchParams(location.hash.slice(1)).get("token");
      if (given) { sessionStorage.setItem("peruse-token", given); history.replaceState(null, "", location.pathname); }
      state.token = sessionStorage.getItem("peruse-token");
    }

    const say = (words) => { $("status").textContent = words; };

    async function call(method, path, body, type) {
      const headers = {};
      if (state.token) headers.Authorization = "Bearer " + state.token;
      if (body !== undefined) headers["Content-Type"] = type || "application/json";
      const response = await fetch("/v1/" + path, { method, headers, body: body === undefined || type ? body : JSON.stringify(body) });
      const isJSON = (response.headers.get("Content-Type") || "").includes("json");
      const text = await response.text();
      if (!response.ok) {
        let words = response.status + " " + response.statusText;
        try { words = JSON.parse(text).detail || words; } catch { /* no JSON */ }
        if (response.status === 401) words = "This page needs the whole address that peruse serve has printed, with what stands behind #.";
        throw new Error(words);
      }
      return isJSON && text ? JSON.parse(text) : text;
    }

    const busy = async (words, work) => {
      say(words); document.body.setAttribute("aria-busy", "true");
      try { const result = await work(); if ($("status").textContent === words) say(""); return result; }
      catch (error) { say(error.message); return undefined; }
      finally { document.body.removeAttribute("aria-busy"); }
    };

    // Documents

    async function refresh() {
      state.documents = (await call("GET", "documents")).documents;
      const list = $("documents"); list.replaceChildren();
      for (const item of state.documents) {
        const name = item.document.title || item.document.path;
        const open = el("button", { className: "open", type: "button", onclick: () => show(item.id) }, name,
          el("br"), el("span", { className: "soft" }, `${item.document.format} · ${item.document.words} words`));
        if (item.id === state.current) open.setAttribute("aria-current", "true");
        list.append(el("li", {}, open, el("button", { className: "plain", type: "button", ariaLabel: "Close " + name, onclick: () => close(item.id) }, "×")));
      }
      $("none").hidden = state.documents.length > 0;
    }

    async function openFiles(files) {
      for (const file of files) {
        await busy(`Reading ${file.name} …`, async () => {
          const opened = await call("POST", "documents?name=" + encodeURIComponent(file.name), file, "application/octet-stream");
          if (opened.documents.length) await show(opened.documents[0].id);
          const warnings = opened.documents.flatMap((item) => item.warnings);
          if (warnings.length) say(`${file.name}: ${warnings[0]}`);
        });
      }
    }

    async function close(id) {
      await busy("Closing …", async () => {
        await call("DELETE", "documents/" + id);
        if (state.current === id) { state.current = null; state.text = null; $("text").replaceChildren(); }
        await refresh();
      });
    }

    async function show(id) {
      if (state.current !== id || !state.text) {
        const text = await call("GET", "documents/" + id);
        Object.assign(state, { current: id, text, marks: [], now: -1, scores: null, heat: null });
        draw();
        $("text").scrollIntoView({ block: "start" });
      }
      await refresh();
    }

    // The document's text

    function draw() {
      const article = $("text"); article.replaceChildren();
      if (!state.text) return;
      const facts = state.text.document;
      article.append(el("h2", {}, facts.title || facts.path),
        el("p", { className: "facts" }, [facts.authors && facts.authors.join(", "), facts.date, facts.path, facts.format, facts.words + " words", state.text.language].filter(Boolean).join(" · ")));
      const rest = [];
      state.text.blocks.forEach((block, index) => {
        const element = blockElement(block, index);
        if (block.role === "metadata") rest.push(element); else article.append(element);
      });
      if (rest.length) article.append(el("details", {}, el("summary", {}, "About this document"), ...rest));
    }

    function blockElement(block, index) {
      const level = Math.min(4, 2 + Math.max(1, block.level) - 0);
      const name = block.kind === "title" ? "h2" : block.kind === "heading" ? "h" + Math.min(4, level) : block.kind === "preformatted" ? "pre" : "p";
      const classes = { listItem: "item", tableCell: "cell", caption: "caption", verse: "verse" };
      const element = el(name, { id: "b" + index, className: [classes[block.kind], block.role === "note" ? "note" : ""].filter(Boolean).join(" ") });
      fill(element, block, index);
      return element;
    }

    // Cuts a block at every edge of a mark, a sentence or a word, and gives each piece what covers it.
    function fill(element, block, index) {
      const layers = [];
      for (const mark of state.marks) for (const part of mark.parts) if (part.block === index) layers.push({ start: part.start, end: part.end, kind: "mark", mark });
      for (const mark of state.marks) for (const part of mark.evidence || []) if (part.block === index) layers.push({ start: part.start, end: part.end, kind: "ev" });
      if (state.scores) for (const sentence of block.sentences) {
        const share = state.scores[sentence.index];
        if (share !== null && share !== undefined) layers.push({ start: sentence.start, end: sentence.end, kind: "sal", share });
      }
      if (state.heat) for (const word of state.heat) if (word.block === index) layers.push({ start: word.start, end: word.end, kind: "heat", share: word.share, title: word.title });
      const edges = new Set([0, block.text.length]);
      for (const layer of layers) { edges.add(layer.start); edges.add(layer.end); }
      const places = [...edges].sort((a, b) => a - b);
      element.replaceChildren();
      for (let i = 0; i + 1 < places.length; i++) {
        const text = block.text.slice(places[i], places[i + 1]);
        const over = layers.filter((layer) => layer.start <= places[i] && layer.end >= places[i + 1]);
        let node = document.createTextNode(text);
        for (const layer of over) {
          if (layer.kind === "mark") continue;
          const span = el("span", { className: layer.kind }, node);
          if (layer.kind === "sal") span.style.setProperty("--s", layer.share.toFixed(2));
          if (layer.kind === "heat") { span.style.setProperty("--w", (0.75 * layer.share).toFixed(2)); span.title = layer.title; }
          node = span;
        }
        const marked = over.find((layer) => layer.kind === "mark");
        if (marked) {
          const wrap = el("mark", {}, node);
          wrap.dataset.mark = state.marks.indexOf(marked.mark);
          if (state.marks.indexOf(marked.mark) === state.now) wrap.classList.add("now");
          node = wrap;
        }
        element.append(node);
      }
      if (!block.text.length) element.append(document.createTextNode(""));
    }

    function redraw() {
      if (!state.text) return;
      state.text.blocks.forEach((block, index) => { const element = $("b" + index); if (element) fill(element, block, index); });
    }

    async function go(place) {
      if (!state.marks.length) return;
      state.now = (place + state.marks.length) % state.marks.length;
      redraw();
      const mark = document.querySelector(`mark[data-mark="${state.now}"]`);
      if (mark) {
        const details = mark.closest("details"); if (details) details.open = true;
        mark.scrollIntoView({ block: "center" });
        mark.tabIndex = -1; mark.focus({ preventScroll: true });
      }
    }

    // Copying

    async function copy(text, what) {
      try { await navigator.clipboard.writeText(text); }
      catch {
        const area = el("textarea", { value: text }); document.body.append(area); area.select();
        document.execCommand("copy"); area.remove();
      }
      say(what + " copied");
    }

    const copyButtons = (path, request, json) => el("div", { className: "buttons" },
      el("button", { type: "button", className: "plain", onclick: () => busy("Copying …", async () => copy(await call("POST", path, { ...request, format: "markdown" }), "Markdown")) }, "Copy Markdown"),
      el("button", { type: "button", className: "plain", onclick: () => copy(JSON.stringify(json, null, 2), "JSON") }, "Copy JSON"));

    const placeWords = (source, path) => !source ? path
      : path + (source.page ? `, page ${source.page}` : source.byteStart !== undefined && source.byteStart !== null ? `, bytes ${source.byteStart}–${source.byteEnd}` : "") + (source.path ? `, ${source.path}` : "");

    // Asking

    $("ask").addEventListener("submit", (event) => { event.preventDefault(); ask(); });

    async function ask() {
      const question = $("question").value.trim();
      if (!question) { say("Type a question."); $("question").focus(); return; }
      const everywhere = $("everywhere").checked || !state.current;
      const request = { question, top: Number($("top").value) || 1, alwaysAnswer: $("always").checked };
      if (!everywhere) request.documents = [state.current];
      $("why").hidden = true;
      const found = await busy("Reading …", () => call("POST", "answer", request));
      if (!found) return;
      const answers = [];
      for (const served of found.results) served.result.answers.forEach((answer, index) => answers.push({ served, answer, index }));
      answers.sort((a, b) => b.answer.probability - a.answer.probability);
      state.answers = answers.slice(0, request.top);
      const list = el("ol", { className: "found" });
      state.answers.forEach((item, rank) => list.append(answerItem(item, rank, question, request)));
      const none = found.results.map((served) => served.remark).find(Boolean);
      $("answers").replaceChildren(...(state.answers.length ? [list, copyButtons("answer", request, found)] : [el("p", {}, none || "No answer.")]));
      say(state.answers.length ? `${state.answers.length} ${state.answers.length === 1 ? "answer" : "answers"}` : "No answer");
      if (state.answers.length) await openAnswer(0);
    }

    function answerItem(item, rank, question, request) {
      const { served, answer } = item;
      const percent = Math.round(100 * answer.probability);
      return el("li", {},
        el("button", { type: "button", className: "answer", onclick: () => openAnswer(rank) }, answer.text), " ",
        el("meter", { min: 0, max: 1, value: answer.probability, ariaLabel: `probability ${percent} percent` }), " ", el("span", { className: "soft" }, percent + " %"),
        el("p", { className: "evidence" }, answer.evidence),
        el("p", { className: "place" }, placeWords(answer.source, served.result.document.title || served.result.document.path)),
        el("div", { className: "buttons" },
          el("button", { type: "button", className: "plain", onclick: () => why(item, question, request, "mean") }, "Why?"),
          el("button", { type: "button", className: "plain", onclick: () => copy(`**${question}** — ${answer.text}\n\n> ${answer.evidence}\n\n(${placeWords(answer.source, served.result.document.path)})`, "Answer") }, "Copy")));
    }

    async function openAnswer(rank) {
      const item = state.answers[rank];
      if (!item) return;
      if (item.served.document && item.served.document !== state.current) await show(item.served.document);
      const own = state.answers.filter((other) => other.served.document === item.served.document);
      state.scores = null;
      state.marks = own.map((other) => ({ parts: other.served.marks[other.index], evidence: (other.served.evidenceMarks || [])[other.index] }));
      await go(own.indexOf(item));
    }

    // Attention

    async function why(item, question, request, view) {
      const body = { question, top: item.index + 1, alwaysAnswer: request.alwaysAnswer, documents: [item.served.document], explain: view };
      const found = await busy("Looking at attention …", () => call("POST", "answer", body));
      const report = found && found.results[0].result.explanation;
      if (!report) { say("There is nothing to explain."); return; }
      if (item.index > 0) say(`Attention is shown for the likeliest answer, “${report.answer}”.`);
      drawWhy(report, item, question, request, view);
    }

    function drawWhy(report, item, question, request, view) {
      const section = $("why"); section.hidden = false;
      const choice = el("select", { id: "view", onchange: () => why(item, question, request, $("view").value) });
      const options = [["mean", "mean of all heads"], ["rollout", "rollout through the layers"]];
      for (let layer = 1; layer <= report.layers; layer++) {
        options.push([String(layer), "layer " + layer]);
        for (let head = 1; head <= report.heads; head++) options.push([`${layer}.${head}`, `layer ${layer}, head ${head}`]);
      }
      for (const [value, name] of options) choice.append(el("option", { value, selected: value === view }, name));
      const words = el("div", { className: "words", role: "group", ariaLabel: "Words of the question" });
      const pick = (row) => {
        [...words.children].forEach((button, index) => button.setAttribute("aria-pressed", String(index - 1 === row)));
        const values = report.words.map((word, column) => row < 0 ? word.attention : report.attention[row][column]);
        paint(report, values, item);
      };
      words.append(el("button", { type: "button", className: "plain", onclick: () => pick(-1) }, "all"));
      report.question.forEach((word, row) => words.append(el("button", { type: "button", className: "plain", onclick: () => pick(row) }, word)));
      const own = report.words.map((word, index) => ({ ...word, index }));
      const best = own.reduce((a, b) => (b.start + b.end > a.start + a.end ? b : a), own[0]);
      const near = own.filter((word) => word.sentence === best.sentence && word.erasure !== undefined).slice(0, 60);
      section.replaceChildren(
        el("h2", { id: "why-title", tabIndex: -1 }, `Why “${report.answer}”`),
        el("p", { className: "soft" }, report.note),
        el("label", { htmlFor: "view" }, "Attention"), choice,
        el("p", {}, "A word of the question, to see in the text where it looks:"), words,
        el("h3", {}, "Start (up) and end (down) along the text"), bars(report.words),
        el("h3", {}, "Attention and what the score loses without the word"), pairs(near, report),
        sentenceTable(report),
        el("div", { className: "buttons" }, el("button", { type: "button", className: "plain", onclick: () => copy(JSON.stringify(report, null, 2), "Explanation") }, "Copy JSON"),
          el("button", { type: "button", className: "plain", onclick: closeWhy }, "Close")));
      pick(-1);
      $("why-title").focus();
    }

    function closeWhy() { $("why").hidden = true; state.heat = null; redraw(); }

    // Words are found again in the text by their sentences' blocks, in order.
    function paint(report, values, item) {
      const most = Math.max(...values, 1e-9);
      const heat = [];
      const sentences = new Map();
      state.text.blocks.forEach((block, index) => block.sentences.forEach((sentence) => sentences.set(sentence.index, { block: index, ...sentence })));
      let last = null, from = 0;
      report.words.forEach((word, column) => {
        const place = sentences.get(word.sentence); if (!place) return;
        if (last !== word.sentence) { last = word.sentence; from = place.start; }
        const start = state.text.blocks[place.block].text.indexOf(word.text, from);
        if (start < 0 || start >= place.end) return;
        from = start + word.text.length;
        heat.push({ block: place.block, start, end: from, share: values[column] / most, title: `attention ${(100 * values[column]).toFixed(2)} %` });
      });
      state.heat = heat;
      redraw();
    }

    const svg = (name, attributes, ...children) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append(...children); return element;
    };
    const titled = (shape, words) => { shape.append(svg("title", {}, words)); return shape; };

    function bars(words) {
      const low = Math.min(...words.map((w) => Math.min(w.start, w.end))), high = Math.max(...words.map((w) => Math.max(w.start, w.end)));
      const span = Math.max(high - low, 1e-9), step = 400 / Math.max(1, words.length);
      const picture = svg("svg", { viewBox: "0 0 400 100", role: "img", "aria-label": "Scores of starts and ends along the text" }, svg("line", { x1: 0, x2: 400, y1: 50, y2: 50, class: "axis" }));
      words.forEach((word, index) => {
        const up = 48 * (word.start - low) / span, down = 48 * (word.end - low) / span;
        picture.append(titled(svg("rect", { class: "b1", x: index * step, y: 50 - up, width: Math.max(.4, .8 * step), height: up }), `${word.text}: start ${word.start.toFixed(2)}`),
          titled(svg("rect", { class: "b2", x: index * step, y: 50, width: Math.max(.4, .8 * step), height: down }), `${word.text}: end ${word.end.toFixed(2)}`));
      });
      return picture;
    }

    function pairs(words, report) {
      const most = Math.max(...words.map((w) => w.attention), 1e-9), deep = Math.max(...words.map((w) => Math.abs(w.erasure)), 1e-9);
      const picture = svg("svg", { viewBox: `0 0 400 ${18 * words.length + 4}`, role: "img", "aria-label": "Attention and erasure word by word" });
      words.forEach((word, index) => {
        const y = 18 * index;
        picture.append(svg("text", { x: 112, y: y + 13, "text-anchor": "end" }, word.text),
          titled(svg("rect", { class: "b2", x: 120, y: y + 2, height: 6, width: 270 * word.attention / most }), `${word.text}: attention ${(100 * word.attention).toFixed(2)} %`),
          titled(svg("rect", { class: "b1", x: 120, y: y + 9, height: 6, width: 270 * Math.max(0, word.erasure) / deep }), `${word.text}: the score falls by ${word.erasure.toFixed(2)}`));
      });
      const agreement = report.agreement === undefined ? "" : ` Rank correlation of the two: ${report.agreement.toFixed(2)}.`;
      return el("figure", {}, picture, el("figcaption", { className: "soft" }, "Upper bar: attention. Lower bar: how far the score falls when the word is masked." + agreement));
    }

    function sentenceTable(report) {
      const body = el("tbody");
      for (const item of report.sentences) body.append(el("tr", {}, el("th", { scope: "row" }, String(item.sentence + 1)),
        el("td", {}, item.weight === undefined ? "" : (100 * item.weight).toFixed(1) + " %"), el("td", {}, (100 * item.attention).toFixed(1) + " %"), el("td", {}, item.erasure.toFixed(2))));
      return el("details", {}, el("summary", {}, "Weights of the sentences that were read together"), el("div", { className: "scroll", tabIndex: 0 },
        el("table", {}, el("thead", {}, el("tr", {}, ...["sentence", "sentence level", "attention", "score falls by"].map((name) => el("th", { scope: "col" }, name)))), body)));
    }

    // Summaries

    $("summarize").addEventListener("submit", (event) => { event.preventDefault(); summarize(); });
    let waiting = null;
    $("length").addEventListener("input", () => {
      const count = Number($("length").value);
      $("length-words").textContent = count === 1 ? "1 sentence" : count >= 20 ? "a page" : count + " sentences";
      clearTimeout(waiting); waiting = setTimeout(summarize, 250);
    });

    async function summarize() {
      const together = $("together").checked;
      if (!state.current && !state.documents.length) { say("Open a document first."); return; }
      const count = Number($("length").value);
      const request = count >= 20 ? { words: 400 } : { sentences: count };
      if ($("about").value.trim()) request.query = $("about").value.trim();
      if (together) request.merge = true; else Object.assign(request, { documents: [state.current || state.documents[0].id], scores: true, keywords: 8 });
      const found = await busy("Summarizing …", () => call("POST", "summarize", request));
      if (!found) return;
      const served = found.results[0], report = served.result;
      const list = el("ol", { className: "found" });
      report.summary.forEach((item, index) => list.append(el("li", {},
        el("p", { className: "evidence" }, item.text),
        el("p", { className: "place" }, placeWords(item.source, (report.documents ? report.documents[item.document] : report.document).path)),
        el("div", { className: "buttons" },
          served.document ? el("button", { type: "button", className: "plain", onclick: () => openSentence(served, index) }, "Show in text") : null,
          el("details", {}, el("summary", {}, "Reasons"), el("p", { className: "soft" }, Object.entries(item.components).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).map(([name, value]) => `${name} ${value.toFixed(2)}`).join(", ") || "none given"))))));
      const lean = { ...found, results: found.results.map((one) => ({ ...one, result: { ...one.result, scores: undefined } })) };
      $("summary").replaceChildren(list, report.keywords ? el("p", { className: "soft" }, "Key phrases: " + report.keywords.join(", ")) : "",
        ...(report.warnings || []).map((words) => el("p", { className: "soft" }, words)), copyButtons("summarize", request, lean));
      say(`${report.summary.length} ${report.summary.length === 1 ? "sentence" : "sentences"}`);
      if (served.document) {
        if (served.document !== state.current) await show(served.document);
        const values = (report.scores || []).filter((value) => value !== null);
        const low = Math.min(...values), span = Math.max(Math.max(...values) - low, 1e-9);
        state.scores = (report.scores || []).map((value) => value === null ? null : (value - low) / span);
        state.heat = null; state.now = -1;
        state.marks = served.marks.map((parts) => ({ parts }));
        redraw();
      }
    }

    async function openSentence(served, index) {
      if (served.document !== state.current) { await show(served.document); }
      state.marks = served.marks.map((parts) => ({ parts }));
      await go(index);
    }

    // Corpora

    async function corpora() {
      const list = (await call("GET", "corpora")).corpora;
      $("corpus").replaceChildren(...list.map((item) => el("option", { value: item.name }, `${item.name} (${item.documents} documents)`)));
      if (!list.length) $("found").replaceChildren(el("p", { className: "soft" }, "No corpus is open. Make one with peruse index corpus.db FOLDER, and start peruse serve with --corpus corpus.db."));
    }

    $("find").addEventListener("submit", (event) => { event.preventDefault(); find(event.submitter && event.submitter.value === "ask" ? "ask" : "search"); });

    async function find(task) {
      const words = $("words").value.trim();
      if (!words) { say("Type some words."); $("words").focus(); return; }
      const request = task === "ask" ? { corpus: $("corpus").value, question: words, top: 5 } : { corpus: $("corpus").value, query: words };
      const found = await busy("Searching …", () => call("POST", task, request));
      if (!found) return;
      const report = found.results[0].result, items = report.passages || report.answers, list = el("ol", { className: "found" });
      for (const item of items) list.append(el("li", {},
        el("strong", {}, item.document.title || item.document.name), item.section ? el("span", { className: "soft" }, " · " + item.section) : "",
        item.evidence ? el("p", {}, el("mark", {}, item.text), ` ${Math.round(100 * item.probability)} %`) : null,
        el("p", { className: "evidence" }, item.evidence || item.sentence || item.text),
        el("p", { className: "place" }, placeWords(item.source, item.document.path))));
      $("found").replaceChildren(items.length ? list : el("p", {}, "Nothing found."), items.length ? copyButtons(task, request, found) : "");
      say(`${items.length} found`);
    }

    // Tabs (WAI-ARIA pattern), files, keys

    const tabs = ["ask", "summary", "corpus"];
    function choose(name) {
      for (const other of tabs) {
        const on = other === name;
        $("tab-" + other).setAttribute("aria-selected", String(on)); $("tab-" + other).tabIndex = on ? 0 : -1;
        $("panel-" + other).hidden = !on;
      }
    }
    tabs.forEach((name, index) => {
      $("tab-" + name).addEventListener("click", () => choose(name));
      $("tab-" + name).addEventListener("keydown", (event) => {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (!step) return;
        const next = tabs[(index + step + tabs.length) % tabs.length];
        choose(next); $("tab-" + next).focus(); event.preventDefault();
      });
    });

    $("files").addEventListener("change", async () => { await openFiles([...$("files").files]); $("files").value = ""; });
    let depth = 0;
    addEventListener("dragenter", (event) => { event.preventDefault(); depth++; $("shade").hidden = false; });
    addEventListener("dragleave", () => { depth--; if (depth <= 0) { depth = 0; $("shade").hidden = true; } });
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", async (event) => {
      event.preventDefault(); depth = 0; $("shade").hidden = true;
      await openFiles([...event.dataTransfer.files]);
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !$("why").hidden) { closeWhy(); return; }
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
      if (event.key === "/") { event.preventDefault(); choose("ask"); $("question").focus(); }
      if (event.key === "n") go(state.now + 1);
      if (event.key === "p") go(state.now - 1);
    });

    busy("Connecting …", async () => {
      await refresh(); await corpora();
      if (state.documents.length) await show(state.documents[0].id);
      say("Ready");
    });
    """#
}
