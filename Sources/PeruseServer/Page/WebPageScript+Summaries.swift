extension WebPageScript {
  /// Summaries and corpora.
  static let summaries = #"""
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
        state.marks = marksOf(served);
        redraw();
      }
    }

    const marksOf = (served) => served.marks.map((parts, index) => ({ parts, text: served.result.summary[index].text, source: served.result.summary[index].source }));

    async function openSentence(served, index) {
      if (served.document !== state.current) { await show(served.document); }
      state.marks = marksOf(served);
      await go(index);
    }

    // Corpora

    async function corpora() {
      const list = (await call("GET", "corpora")).corpora;
      $("corpus").replaceChildren(...list.map((item) => el("option", { value: item.name }, `${item.name} (${item.documents} documents)`)));
      if (!list.length) $("found").replaceChildren(el("p", { className: "soft" }, "No corpus is open. Make one of a folder of documents, and start the server with it."));
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
    """#
}
