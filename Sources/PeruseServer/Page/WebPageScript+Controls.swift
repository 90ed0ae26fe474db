extension WebPageScript {
  /// Tabs, files and keys.
  static let controls = #"""
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
