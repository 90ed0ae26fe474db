extension WebPageScript {
  /// Pages of a PDF as pictures, with the places marked on them.
  static let pages = #"""
    // Pages of a PDF

    const onPages = () => Boolean(state.text && state.text.pages && state.view === "pages");
    // A4 in points, until the first picture tells better.
    let sheet = [595, 842];

    function viewButtons() {
      const button = (view, name) => el("button", { type: "button", className: "plain", id: "view-" + view, ariaPressed: String(state.view === view), onclick: () => look(view) }, name);
      return el("div", { className: "buttons", role: "group", ariaLabel: "What is shown" }, button("pages", "Pages"), button("text", "Text"));
    }

    function look(view) {
      if (state.view === view) return;
      state.view = view; draw(); redraw();
      if (state.now >= 0) go(state.now);
      const button = $("view-" + view); if (button) button.focus({ preventScroll: true });
    }

    const watcher = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) picture(entry.target).catch((error) => say(error.message));
    }, { rootMargin: "600px" });

    function drawPages(article) {
      watcher.disconnect();
      for (let number = 1; number <= state.text.pages; number++) {
        const figure = el("figure", { className: "sheet", id: "page" + number, tabIndex: -1 },
          svg("svg", { viewBox: `0 0 ${sheet[0]} ${sheet[1]}`, role: "img", "aria-label": "Page " + number }), el("figcaption", { className: "soft" }, "Page " + number));
        figure.dataset.number = number;
        article.append(figure); watcher.observe(figure);
      }
    }

    // The picture of a page, once; rectangles count in points, 72 an inch, and the picture has 96 dots an inch.
    function picture(figure) {
      figure.drawn = figure.drawn || (async () => {
        const blob = await call("GET", `documents/${state.current}/pages/${figure.dataset.number}`);
        const address = await new Promise((done, failed) => {
          const reader = new FileReader(); reader.onload = () => done(reader.result); reader.onerror = () => failed(reader.error); reader.readAsDataURL(blob);
        });
        const image = new Image(); image.src = address; await image.decode();
        sheet = [image.naturalWidth * 0.75, image.naturalHeight * 0.75];
        const drawing = figure.querySelector("svg");
        drawing.setAttribute("viewBox", `0 0 ${sheet[0]} ${sheet[1]}`);
        drawing.prepend(svg("image", { href: address, width: sheet[0], height: sheet[1] }));
      })();
      return figure.drawn;
    }

    const rectangles = (source) => (source && source.rectangles) || [];

    function markPages() {
      document.querySelectorAll("#text .sheet").forEach((figure) => {
        const number = Number(figure.dataset.number), drawing = figure.querySelector("svg"), told = [];
        drawing.querySelectorAll("rect").forEach((old) => old.remove());
        state.marks.forEach((mark, index) => {
          const layer = (places, kind) => {
            let any = false;
            for (const place of places) if (place.page === number) {
              any = true;
              const shape = svg("rect", { class: kind + (kind === "hit" && index === state.now ? " now" : ""), x: place.x0, y: place.y0, width: place.x1 - place.x0, height: place.y1 - place.y0 });
              shape.dataset.mark = index;
              drawing.append(titled(shape, mark.text || ""));
            }
            return any;
          };
          layer(rectangles(mark.evidenceSource), "near");
          if (layer(rectangles(mark.source), "hit")) told.push("“" + mark.text + "”");
        });
        figure.querySelector("figcaption").textContent = "Page " + number + (told.length ? ", marked: " + told.join(", ") : "");
      });
    }

    async function goOnPages() {
      const shape = document.querySelector("#text .sheet rect.now");
      if (!shape) return;
      const figure = shape.closest("figure");
      await picture(figure);
      figure.focus({ preventScroll: true });
      shape.scrollIntoView({ block: "center" });
    }
    """#
}
