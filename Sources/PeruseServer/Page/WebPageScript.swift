/// What the page does. Text from documents only ever becomes text nodes; nothing is parsed as markup.
enum WebPageScript {
  static let text = [common, documents, pages, answers, summaries, controls].joined(separator: "\n\n")

  /// What the other parts call.
  private static let common = #"""
    "use strict";
    const $ = (id) => document.getElementById(id);
    const el = (name, properties = {}, ...children) => {
      const element = Object.assign(document.createElement(name), properties);
      for (const child of children) if (child !== null && child !== undefined) element.append(child);
      return element;
    };
    const state = { token: null, documents: [], current: null, text: null, marks: [], now: -1, scores: null, heat: null, answers: [], view: "pages" };

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
      if (response.ok && (response.headers.get("Content-Type") || "").startsWith("image/")) return response.blob();
      const text = await response.text();
      if (!response.ok) {
        let words = response.status + " " + response.statusText;
        try { words = JSON.parse(text).detail || words; } catch { /* no JSON */ }
        if (response.status === 401) words = "This page needs the whole address that the server has printed, with what stands behind #.";
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
    """#
}
