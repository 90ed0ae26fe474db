extension Dialect {
  /// TEI P5 (and P4's names where they differ).
  ///
  /// Where an edition offers parallel readings, one is read, see `ParallelReadings`. Running heads and
  /// deletions are left out. Stage directions and the names of speakers have roles of their own.
  static let tei = Dialect(
    .tei, hasBracketedCallouts: true, identifiers: ["@xml:id", "@n"],
    [
      ("teiCorpus teiCorpus.2 TEI TEI.2 text group floatingText", .structure()),
      ("teiHeader standOff", .structure(.metadata)),
      ("titleStmt/title", .title),
      (
        "fileDesc titleStmt editionStmt publicationStmt seriesStmt notesStmt sourceDesc encodingDesc",
        .structure()
      ),
      (
        "profileDesc revisionDesc textClass langUsage particDesc settingDesc availability respStmt",
        .structure()
      ),
      (
        "extent projectDesc editorialDecl samplingDecl listChange listPerson listPlace listOrg keywords",
        .structure()
      ),
      ("biblFull listWit msDesc recordHist custodialHist correspDesc classDecl taxonomy", .structure()),
      ("abstract", .section(.abstract)),
      (
        "xenoData facsimile sourceDoc charDecl tagsDecl interp interpGrp spanGrp fsdDecl listPrefixDef", .skip
      ),

      ("front", .structure(.front)),
      ("body", .structure(.body)),
      ("back", .structure(.back)),
      ("titlePage", .structure(.front)),
      ("titlePart docTitle", ElementRule(.title, .front)),
      ("docAuthor docImprint docDate docEdition imprimatur", .paragraph),

      ("div@type=bibliography div@type=references div1@type=bibliography", .section(.bibliography)),
      ("div@type=notes div@type=footnotes div1@type=notes", .section(.note)),
      ("div@type=abstract", .section(.abstract)),
      ("div@type=acknowledgements div@type=acknowledgments div@type=ack", .section(.back)),
      ("div div0 div1 div2 div3 div4 div5 div6 div7", .section),
      ("head", .heading),
      ("figure/head table/head list/head", .block(.caption)),
      ("listBibl/head", .heading),
      ("p ab", .paragraph),
      ("opener closer argument epigraph postscript", .structure()),
      ("salute signed dateline byline trailer", .automatic),
      ("speaker", .block(.paragraph, .speaker)),
      ("l/stage p/stage ab/stage l/seg/stage", ElementRule(.note, .stage)),
      ("stage set", .block(.paragraph, .stage)),
      // What is heard and seen beside speech.
      ("vocal kinesic incident", ElementRule(.note, .stage)),
      ("sp", .structure()),
      ("quote cit q said", .automatic),
      ("cit", .structure()),
      ("lg", .block(.verse)),
      ("lg/lg", .structure()),
      ("l", .line),
      ("list", .structure()),
      ("item castItem list/label", .block(.listItem)),
      ("castList castGroup", .structure()),
      ("table row", .structure()),
      ("cell", .block(.tableCell)),
      ("figure", .structure()),
      ("figDesc", .block(.caption)),
      ("figure/p", .block(.caption)),
      ("graphic media binaryObject", .skip),

      ("note", .note),
      ("notesStmt/note bibl/note biblStruct/note", .automatic),
      // Dictionaries: an entry is a section, headed by its forms.
      ("entry entryFree superEntry", .section),
      ("hom re sense", .structure()),
      ("form@type=inflected form@type=variant form@type=derived", .automatic),
      ("entry/form entryFree/form", .heading),
      ("form orth pron hyph syll stress lbl", .field),
      ("gramGrp", ElementRule(.automatic, .metadata)),
      ("pos gen iType subc colloc per tns mood usg", .field),
      ("def", .paragraph),
      ("etym", .paragraph(.note)),
      ("xr dictScrap", .automatic),
      ("oRef pRef oVar pVar", .inline),

      ("listBibl", .section(.bibliography)),
      ("listBibl/bibl listBibl/biblStruct listBibl/msDesc", .paragraph(.bibliography)),
      ("sourceDesc/bibl sourceDesc/biblStruct", .paragraph(.metadata)),
      ("bibl biblStruct analytic monogr imprint", .automatic),
      ("persName/surname persName/forename author editor biblScope pubPlace publisher date", .field),
      ("forename surname idno biblStruct/title analytic/title monogr/title", .field),
      ("change item/date", .automatic),
      ("w pc", ElementRule(.joined)),
      ("am", ElementRule(.abbreviationMark)),
      ("restore/del", .inline),
      ("cit/quote cit/bibl cit/q cit/ref", .field),
      ("dateline/placeName dateline/name dateline/persName dateline/time", .field),

      ("choice app rdgGrp", .parallel),
      ("del surplus fw certainty space/desc witDetail wit", .skip),
      ("lb", ElementRule(.lineEnd)),
      // In the midst of a word, which its element holds together.
      ("w/lb w/pb w/cb lb@type=inWord", ElementRule(.discretionary)),
      ("pb cb gb", ElementRule(.pageEnd)),
      (
        "pc@force=weak g@ref=char:EOLhyphen g@ref=#EOLhyphen g@ref=#shy g@type=EOLhyphen",
        ElementRule(.discretionary)
      ),
      ("milestone anchor", .inline),
      ("ptr", ElementRule(.crossReference("target"))),
      ("ref", .callout),
      ("formula", .formula),
      ("eg egXML", .preformatted),
      (
        "hi emph foreign name rs persName placeName orgName num measure term gloss mentioned soCalled",
        .inline
      ),
      ("title code ident gi att seg s c supplied unclear add corr reg expan lem distinct time", .inline),
      ("abbr sic orig rdg ex g subst", .inline),
      ("space pause", .wordBreak),
      ("gap", ElementRule(.picture)),
    ]
  ).merging(.mathml)
}
