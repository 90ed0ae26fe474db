/// What stands on the page before anything is opened.
enum WebPageMarkup {
  static let body = #"""
    <a class="skip" href="#text">Skip to the document</a>
    <header class="top">
      <h1>Peruse</h1>
      <label class="button" for="files">Open files</label>
      <input id="files" class="hidden" type="file" multiple>
      <p id="status" role="status" aria-live="polite"></p>
    </header>
    <div class="layout">
      <nav class="side" aria-label="Documents">
        <h2>Documents</h2>
        <ul id="documents"></ul>
        <p id="none" class="soft">None yet. Drop files anywhere on this page: text, Markdown, HTML, TEI, JATS and other XML, and whatever else this Peruse reads. They stay on this machine.</p>
      </nav>
      <aside class="tools" aria-label="Tools">
        <div role="tablist" aria-label="What to do" class="tabs">
          <button role="tab" id="tab-ask" aria-controls="panel-ask" aria-selected="true">Ask</button>
          <button role="tab" id="tab-summary" aria-controls="panel-summary" aria-selected="false" tabindex="-1">Summary</button>
          <button role="tab" id="tab-corpus" aria-controls="panel-corpus" aria-selected="false" tabindex="-1">Corpus</button>
        </div>
        <section role="tabpanel" id="panel-ask" aria-labelledby="tab-ask">
          <form id="ask">
            <label for="question">Question</label>
            <div class="row"><input id="question" type="text" autocomplete="off" spellcheck="true"><button>Ask</button></div>
            <div class="row wrap">
              <label><input id="everywhere" type="checkbox"> in all documents</label>
              <label>answers <input id="top" type="number" min="1" max="20" value="3"></label>
              <label><input id="always" type="checkbox"> best guess even where there is none</label>
            </div>
          </form>
          <div id="answers" aria-live="polite"></div>
          <section id="why" aria-labelledby="why-title" hidden></section>
        </section>
        <section role="tabpanel" id="panel-summary" aria-labelledby="tab-summary" hidden>
          <form id="summarize">
            <label for="length">Length: <output id="length-words" for="length">3 sentences</output></label>
            <input id="length" type="range" min="1" max="20" value="3">
            <label for="about">About (a word or a question; may be empty)</label>
            <div class="row"><input id="about" type="text" autocomplete="off"><button>Summarize</button></div>
            <label><input id="together" type="checkbox"> one summary of all documents</label>
          </form>
          <div id="summary" aria-live="polite"></div>
        </section>
        <section role="tabpanel" id="panel-corpus" aria-labelledby="tab-corpus" hidden>
          <form id="find">
            <label for="corpus">Corpus</label>
            <select id="corpus"></select>
            <label for="words">Words or a question</label>
            <div class="row wrap"><input id="words" type="text" autocomplete="off"><button name="do" value="search">Find</button><button name="do" value="ask">Ask</button></div>
          </form>
          <div id="found" aria-live="polite"></div>
        </section>
        <p class="soft keys"><kbd>/</kbd> question · <kbd>n</kbd> <kbd>p</kbd> next and previous place · <kbd>Esc</kbd> close</p>
      </aside>
      <main id="text" tabindex="0" aria-label="The document"><p class="soft">The document that you open is shown here, with its structure.</p></main>
    </div>
    <div id="shade" hidden><p>Drop to open</p></div>
    """#
}
