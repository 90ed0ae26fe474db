/// How the page looks. Colours keep a contrast of 4.5 to 1 or more in both schemes.
enum WebPageStyle {
  static let css = #"""
    :root { color-scheme: light dark; --page: #fdfcf9; --card: #ffffff; --ink: #1d1f21; --soft: #565c62; --line: #d5d0c5;
      --mark: #ffe48a; --markInk: #1d1f21; --evidence: #eef4fb; --accent: #17508f; --accentInk: #ffffff; --word: 176 78 0;
      --salience: 31 95 166; --bar: #1a5fa6; --bar2: #a34a00 }
    @media (prefers-color-scheme: dark) {
      :root { --page: #14171a; --card: #1b1f23; --ink: #e6e8ea; --soft: #a9b0b7; --line: #3a4147; --mark: #5c4a10;
        --markInk: #fff6dc; --evidence: #1d2a38; --accent: #8cc1fb; --accentInk: #10151a; --word: 255 176 92;
        --salience: 112 178 246; --bar: #6cb0f2; --bar2: #f0a15c } }
    * { box-sizing: border-box }
    [hidden] { display: none !important }
    .hidden { position: absolute; width: 1px; height: 1px; opacity: 0; pointer-events: none }
    body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
      overflow-wrap: anywhere }
    .skip { position: absolute; left: -999rem } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; z-index: 9 }
    .top { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1rem; padding: .6rem 1rem; border-bottom: 1px solid var(--line) }
    h1 { font-size: 1.15rem; margin: 0 } h2 { font-size: 1rem; margin: 0 0 .4rem } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem }
    .unsure { border: 1px solid var(--soft); border-radius: .6rem; padding: 0 .5rem; font-size: .85rem }
    #status { margin: 0; color: var(--soft); flex: 1 1 12rem; min-height: 1.5rem }
    button, .button, input, select { font: inherit; color: inherit }
    button, .button { background: var(--accent); color: var(--accentInk); border: 1px solid var(--accent); border-radius: .4rem;
      padding: .35rem .8rem; cursor: pointer }
    button.plain { background: none; color: var(--accent); border-color: var(--line); padding: .1rem .5rem; font-size: .875rem }
    :focus-visible, #files:focus-visible + *, .button:has(+ #files:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px }
    input[type=text], input[type=number], select { background: var(--card); border: 1px solid var(--soft); border-radius: .4rem; padding: .35rem .5rem }
    input[type=text] { flex: 1 1 10rem; min-width: 0; width: 100% } input[type=number] { width: 4rem } input[type=range] { width: 100% }
    label { display: block; margin: .5rem 0 .2rem } .row { display: flex; gap: .5rem; align-items: center } .row.wrap { flex-wrap: wrap; gap: .1rem 1rem }
    .row label { margin: .2rem 0 }
    .layout { display: grid; grid-template-columns: minmax(10rem, 15rem) minmax(18rem, 26rem) minmax(20rem, 1fr); gap: 0; align-items: start }
    .side, .tools { padding: 1rem; border-right: 1px solid var(--line); position: sticky; top: 0; max-height: 100vh; overflow-y: auto }
    #text { padding: 1rem 1.5rem 6rem; max-width: 46rem; font: 1.0625rem/1.7 "Iowan Old Style", Palatino, Georgia, "DejaVu Serif", serif }
    .soft { color: var(--soft) } .keys { font-size: .875rem; margin-top: 1.5rem } kbd { border: 1px solid var(--line); border-radius: .25rem; padding: 0 .3rem }
    #documents { list-style: none; margin: 0; padding: 0 } #documents li { display: flex; gap: .3rem; align-items: start; margin-bottom: .3rem }
    #documents button.open { flex: 1; text-align: left; background: none; color: inherit; border-color: var(--line) }
    #documents button.open[aria-current=true] { border-color: var(--accent); background: var(--evidence) }
    .tabs { display: flex; gap: .3rem; border-bottom: 1px solid var(--line); margin-bottom: .8rem }
    .tabs button { background: none; color: var(--accent); border: 0; border-radius: 0; border-bottom: 3px solid transparent }
    .tabs button[aria-selected=true] { border-color: var(--accent); font-weight: 600 }
    ol.found { padding: 0; list-style: none } ol.found > li { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; margin: .6rem 0; background: var(--card) }
    .answer { font-weight: 600; background: none; color: var(--ink); border: 0; padding: 0; text-align: left; text-decoration: underline; text-underline-offset: .2em }
    .place { font-size: .8125rem; color: var(--soft); margin: .2rem 0 } .evidence { margin: .3rem 0; font-size: .9375rem }
    meter { width: 5rem; height: .8rem; vertical-align: middle } .buttons { display: flex; flex-wrap: wrap; gap: .3rem; margin-top: .3rem }
    #text h2, #text h3, #text h4 { line-height: 1.3; margin: 1.6rem 0 .4rem; font-weight: 600 } #text h2 { font-size: 1.4rem } #text h3 { font-size: 1.15rem } #text h4 { font-size: 1.02rem }
    #text p { margin: 0 0 .9em } #text .item { padding-left: 1.2rem; text-indent: -.9rem } #text .item::before { content: "• " }
    #text .cell, #text .caption, #text .note { font-size: .9rem; color: var(--soft); margin: 0 0 .3em } #text .verse { margin: 0; padding-left: 1.5rem }
    #text pre { overflow-x: auto; font-size: .85rem; line-height: 1.45; white-space: pre-wrap } .facts { font: .875rem/1.5 system-ui, sans-serif; color: var(--soft) }
    mark { background: var(--mark); color: var(--markInk); border-radius: .2em; padding: .1em .08em; scroll-margin: 8rem }
    mark .ev { background: none } mark.now { outline: 2px solid var(--accent); outline-offset: 1px } .ev { background: var(--evidence) }
    .sal { text-decoration: underline solid rgb(var(--salience) / var(--s, 0)); text-decoration-thickness: .14em; text-underline-offset: .22em }
    .heat { background: rgb(var(--word) / var(--w, 0)); border-radius: .15em }
    #why { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: .6rem } svg { width: 100%; height: auto; display: block }
    svg text { fill: var(--ink); font: 11px system-ui, sans-serif } svg .b1 { fill: var(--bar) } svg .b2 { fill: var(--bar2) } svg .axis { stroke: var(--line) }
    .words { display: flex; flex-wrap: wrap; gap: .25rem; margin: .4rem 0 } .words button[aria-pressed=true] { background: var(--accent); color: var(--accentInk) }
    table { border-collapse: collapse; font-size: .875rem; width: 100% } th, td { text-align: right; padding: .1rem .4rem; border-bottom: 1px solid var(--line); font-weight: normal } th:first-child { text-align: left }
    .scroll { overflow: auto; max-height: 18rem }
    .sheet { margin: 0 0 1.2rem; scroll-margin: 2rem } .sheet svg { background: #fff; border: 1px solid var(--line) } .sheet figcaption { font: .875rem/1.5 system-ui, sans-serif }
    .sheet rect { mix-blend-mode: multiply } .sheet .hit { fill: #ffe48a } .sheet .near { fill: #e2ecf8 } .sheet .hit.now { stroke: #17508f; stroke-width: 1.5 }
    #shade { position: fixed; inset: 0; background: rgb(0 0 0 / .6); color: #fff; display: grid; place-items: center; font-size: 1.6rem; z-index: 8 }
    @media (max-width: 62rem) { .layout { grid-template-columns: minmax(0, 1fr) } .side, .tools { position: static; max-height: none; border-right: 0; border-bottom: 1px solid var(--line) } #text { max-width: none; padding: 1rem } }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
    """#
}
