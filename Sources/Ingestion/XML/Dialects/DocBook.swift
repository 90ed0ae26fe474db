extension Dialect {
  /// DocBook 5, and DocBook 4 where its names differ.
  static let docbook = Dialect(
    .docbook, identifiers: ["@xml:id", "@id"],
    [
      ("set book article refentry topic", .structure()),
      ("set/book part chapter preface section simplesect sect1 sect2 sect3 sect4 sect5", .section),
      ("refsection refsect1 refsect2 refsect3 refsynopsisdiv partintro reference book/article", .section),
      ("appendix acknowledgements acknowledgments colophon glossary glossdiv", .section(.back)),
      ("dedication", .section(.front)),
      ("abstract", .section(.abstract)),
      ("bibliography bibliodiv bibliolist", .section(.bibliography)),
      ("toc lot index indexterm remark comment", .skip),

      (
        "info articleinfo bookinfo chapterinfo sectioninfo sect1info sect2info sect3info",
        .structure(.metadata)
      ),
      (
        "prefaceinfo appendixinfo partinfo refentryinfo refmeta blockinfo setinfo articleheader",
        .structure(.metadata)
      ),
      ("authorgroup revhistory legalnotice keywordset subjectset printhistory", .structure(.metadata)),
      ("author editor othercredit copyright revision keyword pubdate releaseinfo", .automatic),
      ("author/personblurb author/affiliation", .automatic),
      ("title", .titleOrHeading),
      ("refnamediv", .structure()),
      ("refname refpurpose", .paragraph),
      ("subtitle titleabbrev", .paragraph(.front)),
      ("figure/title table/title example/title informalfigure/title equation/title", .block(.caption)),
      ("figure/info/title mediaobject/caption caption mediaobject/textobject", .block(.caption)),
      ("formalpara/title sidebar/title note/title tip/title warning/title caution/title", .paragraph),
      ("important/title procedure/title step/title itemizedlist/title orderedlist/title", .paragraph),
      ("variablelist/title blockquote/title abstract/title legalnotice/title qandaset/title", .heading),
      ("bridgehead", .heading),

      ("para simpara", .paragraph),
      ("formalpara sidebar note tip warning caution important blockquote epigraph example", .structure()),
      ("figure informalfigure informalexample mediaobject screenshot annotation", .structure()),
      ("attribution", .paragraph),
      (
        "itemizedlist orderedlist variablelist varlistentry simplelist procedure substeps calloutlist",
        .structure()
      ),
      (
        "segmentedlist seglistitem qandaset qandadiv qandaentry question answer glosslist glossentry",
        .structure()
      ),
      ("listitem step callout glossdef", .structure()),
      ("listitem/para listitem/simpara step/para callout/para glossdef/para", .block(.listItem)),
      ("member term varlistentry/term glossentry/glossterm seg segtitle", .block(.listItem)),
      ("table informaltable tgroup thead tbody tfoot row tr entrytbl", .structure()),
      ("entry td th", .block(.tableCell)),
      ("entry/para entry/simpara td/para th/para", .block(.tableCell)),
      ("colspec spanspec imageobject imagedata videoobject audioobject imageobjectco", .skip),
      ("programlisting screen literallayout synopsis funcsynopsis cmdsynopsis classsynopsis", .preformatted),
      ("programlistingco screenco", .structure()),
      ("address", .automatic),
      ("footnote", .note),
      ("footnoteref anchor co coref beginpage", .inline),
      ("xref link biblioref", ElementRule(.crossReference("linkend"))),
      ("xref@xlink:href link@xlink:href", ElementRule(.crossReference("xlink:href"))),
      ("olink", ElementRule(.crossReference("targetptr"))),
      ("ulink", ElementRule(.crossReference("url"))),
      ("equation informalequation inlineequation", .formula),
      ("mathphrase", .inline),
      ("inlinemediaobject", .formula),
      ("inlinemediaobject/textobject", .inline),
      ("menuchoice", ElementRule(.separated(["", " → "]))),
      ("menuchoice/shortcut", ElementRule(.wrapped("(", ")"))),
      ("keycombo@action=seq", ElementRule(.separated(["", " "]))),
      ("keycombo", ElementRule(.separated(["", "+"]))),
      ("simplelist@type=inline", ElementRule(.separated(["", ", "]))),
      ("funcprototype", ElementRule(.separated(["", "(", ", "]))),
      ("funcdef paramdef void varargs", .inline),
      ("quote", ElementRule(.wrapped("“", "”"))),
      ("citerefentry/manvolnum", ElementRule(.wrapped("(", ")"))),
      ("optional", ElementRule(.wrapped("[", "]"))), ("arg@choice=opt", ElementRule(.wrapped(" [", "] "))),
      ("group@choice=req group@choice=plain", ElementRule(.separated([" (", " | "]))),
      ("group", ElementRule(.separated([" [", " | "]))),
      ("arg", .field), ("keycap@function", ElementRule(.printed(attribute: "function"))),
      ("trademark@class=registered", ElementRule(.wrapped("", "®"))),
      ("trademark@class=copyright", ElementRule(.wrapped("", "©"))),
      ("trademark@class=service", ElementRule(.wrapped("", "℠"))),
      ("trademark", ElementRule(.wrapped("", "™"))),
      ("citation", ElementRule(.wrapped("[", "]"))),
      ("citerefentry refentrytitle manvolnum keysym mousebutton guiicon guisubmenu function", .inline),
      ("superscript", .raised), ("subscript", .lowered),
      ("sbr", .wordBreak),

      ("biblioentry bibliomixed biblioset", .automatic),
      ("personname firstname surname othername honorific orgname publishername pubdate year holder", .field),
      ("biblioentry/title biblioset/title bibliomixed/title", .field),
      ("citetitle volumenum issuenum pagenums isbn", .field),

      (
        "emphasis phrase literal code filename command option parameter varname uri email", .inline
      ),
      ("firstterm glossterm acronym abbrev foreignphrase", .inline),
      (
        "replaceable userinput computeroutput guilabel guimenu guimenuitem guibutton keycap application",
        .inline
      ),
    ]
  ).merging(.mathml)
}
