extension WebPageScript {
  /// Questions, and what attention was paid to.
  static let answers = #"""
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
      // Below the first, what rounds to nothing is no answer that anybody would look at.
      state.answers = answers.slice(0, request.top).filter((item, rank) => rank === 0 || item.answer.probability >= 0.01);
      const list = el("ol", { className: "found" });
      state.answers.forEach((item, rank) => list.append(answerItem(item, rank, question, request)));
      const none = found.results.map((served) => served.remark).find(Boolean);
      $("answers").replaceChildren(...(state.answers.length ? [list, copyButtons("answer", request, found)] : [el("p", {}, none || "No answer.")]));
      say(state.answers.length ? `${state.answers.length} ${state.answers.length === 1 ? "answer" : "answers"}` : "No answer");
      if (state.answers.length) await openAnswer(0);
    }

    function answerItem(item, rank, question, request) {
      const { served, answer } = item;
      const percent = answer.probability < 0.01 ? "under 1" : String(Math.round(100 * answer.probability));
      const doubt = served.result.verdict === "unsure" && item.index === 0 ? [" ", el("span", { className: "unsure" }, "unsure")] : [];
      return el("li", {},
        el("button", { type: "button", className: "answer", onclick: () => openAnswer(rank) }, answer.text), " ",
        el("meter", { min: 0, max: 1, value: answer.probability, ariaLabel: `probability ${percent} percent` }), " ", el("span", { className: "soft" }, percent + "\u00A0%"), ...doubt,
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
      state.marks = own.map((other) => ({ parts: other.served.marks[other.index], evidence: (other.served.evidenceMarks || [])[other.index],
        text: other.answer.text, source: other.answer.source, evidenceSource: other.answer.evidenceSource }));
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
        el("h3", {}, "Start (up) and end (down) along the text"), saveable(bars(report.words), "scores"),
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
      // Words are coloured in the text.
      if (onPages()) { state.view = "text"; draw(); }
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
    // A drawing with a button that saves it as a file of its own (SVG), with its colours in it.
    function saveable(picture, name) {
      const save = () => {
        const file = picture.cloneNode(true), [, , width, height] = picture.getAttribute("viewBox").split(" ");
        file.setAttribute("xmlns", "http://www.w3.org/2000/svg"); file.setAttribute("width", 2 * width); file.setAttribute("height", 2 * height);
        file.prepend(svg("style", {}, "text { fill: #1d1f21; font: 11px system-ui, sans-serif } .b1 { fill: #1f5fa6 } .b2 { fill: #b04e00 } .axis { stroke: #dcd8cf }"),
          svg("rect", { width: "100%", height: "100%", fill: "#fdfcf9" }));
        const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(file)], { type: "image/svg+xml" }));
        el("a", { href: address, download: `peruse-${name}.svg` }).click();
        setTimeout(() => URL.revokeObjectURL(address), 1000);
        say("Picture saved");
      };
      return el("div", {}, picture, el("button", { type: "button", className: "plain", value: name, onclick: save }, "Save picture"));
    }
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
      return el("figure", {}, saveable(picture, "words"), el("figcaption", { className: "soft" }, "Upper bar: attention. Lower bar: how far the score falls when the word is masked." + agreement));
    }

    function sentenceTable(report) {
      const body = el("tbody");
      for (const item of report.sentences) body.append(el("tr", {}, el("th", { scope: "row" }, String(item.sentence + 1)),
        el("td", {}, item.weight === undefined ? "" : (100 * item.weight).toFixed(1) + " %"), el("td", {}, (100 * item.attention).toFixed(1) + " %"), el("td", {}, item.erasure.toFixed(2))));
      return el("details", {}, el("summary", {}, "Weights of the sentences that were read together"), el("div", { className: "scroll", tabIndex: 0 },
        el("table", {}, el("thead", {}, el("tr", {}, ...["sentence", "sentence level", "attention", "score falls by"].map((name) => el("th", { scope: "col" }, name)))), body)));
    }
    """#
}
