extension WebPageScript {
  /// The open documents, the text of one, and its marks.
  static let documents = #"""
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
      if (state.text.pages) article.append(viewButtons());
      if (onPages()) { drawPages(article); return; }
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
      if (onPages()) { markPages(); return; }
      state.text.blocks.forEach((block, index) => { const element = $("b" + index); if (element) fill(element, block, index); });
    }

    async function go(place) {
      if (!state.marks.length) return;
      state.now = (place + state.marks.length) % state.marks.length;
      redraw();
      if (onPages()) { await goOnPages(); return; }
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
    """#
}
