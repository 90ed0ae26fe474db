#!/usr/bin/env python3
"""Makes the small first inputs of targets for which corpora/ holds none: archives, documents of office programs and books
out of its texts, slides, charts, model files, a journal, requests to the server.

Usage: seeds.py FOLDER
"""
import io
import json
import pathlib
import struct
import sys
import tarfile
import zipfile
import zlib
from xml.sax.saxutils import escape

here = pathlib.Path(sys.argv[1])
corpora = pathlib.Path(__file__).resolve().parent.parent.parent / "corpora"


def write(target, name, data):
    folder = here / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def tar(mode, members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, text in members:
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
    return out.getvalue()


members = [("a.xml", b"<d><p>The mill is old.</p></d>"), ("b/c.jsonl", b'{"id":"x","text":"A ferry."}\n')]
write("archive", "plain.tar", tar("w", members))
for kind in ["gz", "bz2", "xz"]:
    write("archive", f"packed.tar.{kind}", tar(f"w:{kind}", members))
out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in members:
        archive.writestr(name, text)
write("archive", "packed.zip", out.getvalue())

header = json.dumps({
    "__metadata__": {"format": "pt"},
    "a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
    "b": {"dtype": "BF16", "shape": [4], "data_offsets": [24, 32]},
    "c": {"dtype": "I8", "shape": [8], "data_offsets": [32, 40]},
}).encode()
write("safetensors", "small", struct.pack("<Q", len(header)) + header + bytes(range(40)))

configuration = {
    "vocab_size": 60, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 80,
    "max_position_embeddings": 200, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu",
}
manifest = {"name": "small", "version": "1", "about": "", "sha256": {"config.json": "00" * 32}}
write("model", "small", json.dumps(configuration).encode() + b"\xff[PAD]\n[UNK]\na\n##b\n\xff" + json.dumps(manifest).encode())

lines = [b"peruse-journal 2\t0123456789abcdef"]
for number in range(3):
    text = f"{number}\t{'0' * 31}{number}\t{number * 10}\t{number * 10 + 10}\t0\t0\t100\t20\t0.5\t-\t{number}".encode()
    lines.append(text + b"\t" + str(zlib.crc32(text)).encode())
write("journal", "three", b"\n".join(lines) + b"\n")
write("jsonl", "lines", b'{"id":1,"text":"The mill is old."}\n{"path":"a.xml"}\n{"data":"PGE+YjwvYT4="}\n')
write("options", "paths", b"**/*.xml\n//p|//title\n//note[@n='1']\nr")
write("read-csv", "table", 'Name;Joined;"Fee, kr"\nAda;2019-03-05;"12 ""new"""\n\nBob;;3\n'.encode())
write("names", "clashes", b"a\na.json/b\na\n../../etc\n" + b"d/" * 700 + b"\n")
write("decode", "latin", b"windows-1252\ncaf\xe9 na\xefve\n")
write("records", "records", b"//r\n<d><r>One.</r><r>Two.</r></d>")


# Word, OpenDocument, EPUB and sheets, packed for read-FORMAT, and their members with bytes 0xFF between them for inside-FORMAT.
def word(title, paragraphs):
    def paragraph(text, style="", note=""):
        style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{note}</w:p>'

    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:tab/><w:t>and on</w:t><w:br/></w:r>'
    rows = "".join(f"<w:tr><w:tc>{paragraph(str(n))}</w:tc><w:tc>{paragraph('cell')}</w:tc></w:tr>" for n in range(2))
    body = paragraph(title, "Titel") + paragraph("First", "Kopf1") + "".join(paragraph(p, "", note) for p in paragraphs)
    body += f"<w:tbl>{rows}</w:tbl>" + (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:ins w:id="1"><w:r><w:t>An item'
        '</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>')
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return "docx", [
        ("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"),
        ("word/styles.xml",
         f'<w:styles {space}><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style '
         'w:type="paragraph" w:styleId="Kopf1"><w:name w:val="heading 1"/></w:style></w:styles>'),
        ("word/footnotes.xml",
         f'<w:footnotes {space}><w:footnote w:id="2">{paragraph("A note.")}</w:footnote></w:footnotes>'),
        ("docProps/core.xml",
         '<cp:coreProperties xmlns:cp="cp" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
         f"{escape(title)}</dc:title><dc:creator>Ada</dc:creator></cp:coreProperties>"),
    ]


def open_document(title, paragraphs):
    space = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ["office", "text", "table", "style", "meta"])
    note = '<text:note text:note-class="footnote"><text:note-body><text:p>A note.</text:p></text:note-body></text:note>'
    body = f'<text:h text:outline-level="1">{escape(title)}</text:h>' + "".join(
        f'<text:p text:style-name="P1">{escape(p)}{note}<text:s text:c="2"/>on<text:line-break/></text:p>' for p in paragraphs)
    body += "<text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>"
    body += "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>"
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Text"/>'
    return "odt", [
        ("content.xml",
         f"<office:document-content {space}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
         f"<office:text>{body}</office:text></office:body></office:document-content>"),
        ("styles.xml", f"<office:document-styles {space}><office:styles>{styles}</office:styles></office:document-styles>"),
        ("meta.xml",
         f'<office:document-meta {space} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>{escape(title)}'
         "</dc:title><dc:language>en</dc:language></office:meta></office:document-meta>"),
    ]


def book(title, paragraphs):
    def page(text):
        return (f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(title)}</title></head><body><h1>'
                f"{escape(title)}</h1>{text}</body></html>")

    half = len(paragraphs) // 2
    chapters = ["".join(f"<p>{escape(p)}</p>" for p in part) for part in [paragraphs[:half], paragraphs[half:]]]
    items = "".join(f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in [1, 2])
    return "epub", [
        ("META-INF/container.xml",
         '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
         'full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
        ("OEBPS/content.opf",
         '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
         f"<dc:title>{escape(title)}</dc:title><dc:language>en</dc:language></metadata><manifest>{items}<item id=\"nav\" "
         'href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c1"/>'
         '<itemref idref="c2"/></spine></package>'),
        ("OEBPS/1.xhtml", page(chapters[0])), ("OEBPS/2.xhtml", page(chapters[1])),
        ("OEBPS/nav.xhtml", page('<nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops"><ol><li><a href="1.xhtml">One</a>'
                                 "</li></ol></nav>")),
    ]


def workbook(title, paragraphs):
    """Members in the order that the target inside-xlsx packs them in."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c><c r="B{n}" s="1"><v>{45000 + n}.5</v></c><c r="D{n}" t="str"><f>A1</f>'
                   f"<v>{n}</v></c></row>" for n in range(1, len(paragraphs) + 1))
    strings = "".join(f'<si><r><t xml:space="preserve">{escape(p)}</t></r><rPh><t>x</t></rPh></si>' for p in paragraphs)
    def related(*rows):
        return "<Relationships>" + "".join(f'<Relationship Id="r{n}" Type="x/{kind}" Target="{target}"/>' for n, (kind, target) in
                                           enumerate(rows, 1)) + "</Relationships>"
    return "xlsx", [
        ("xl/workbook.xml", f'<workbook xmlns:r="r"><workbookPr date1904="0"/><sheets><sheet name="{escape(title)}" r:id="r1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", related(("worksheet", "worksheets/sheet1.xml"))),
        ("xl/worksheets/sheet1.xml",
         f'<worksheet><sheetViews><sheetView><pane ySplit="1" state="frozen"/></sheetView></sheetViews><sheetData>{rows}<row r="99"><c t="inlineStr">'
         '<is><t>a_x000D_b</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'),
        ("xl/sharedStrings.xml", f"<sst>{strings}</sst>"),
        ("xl/styles.xml",
         '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[&lt;1]0.0%;d mmm yyyy\\ h:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf '
         'numFmtId="164"/></cellXfs></styleSheet>'),
        ("xl/worksheets/_rels/sheet1.xml.rels", related(("comments", "../comments1.xml"), ("drawing", "../drawings/drawing1.xml"), ("table", "../tables/table1.xml"))),
        ("xl/comments1.xml", '<comments><commentList><comment ref="A1"><text><t>Why?</t></text></comment></commentList></comments>'),
        ("xl/drawings/drawing1.xml", '<d:wsDr xmlns:d="d" xmlns:a="a"><d:sp><d:txBody><a:p><a:r><a:t>Box.</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>'),
        ("xl/tables/table1.xml", '<table ref="A1:D9" headerRowCount="1"/>'),
    ]


def open_sheet(title, paragraphs):
    space = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ["office", "text", "table"])
    rows = "".join(
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2"><text:p>{escape(p)}</text:p>'
        '<office:annotation><text:p>Why?</text:p></office:annotation></table:table-cell><table:covered-table-cell/><table:table-cell '
        'office:value-type="date" office:date-value="2024-03-05"><text:p>5.3.</text:p></table:table-cell></table:table-row>' for p in paragraphs)
    return "ods", [
        ("content.xml",
         f'<office:document-content {space}><office:body><office:spreadsheet><table:table table:name="{escape(title)}">{rows}</table:table>'
         "</office:spreadsheet></office:body></office:document-content>"),
        ("meta.xml", f"<office:document-meta {space}><office:meta/></office:document-meta>"),
    ]


def line(text, properties=""):
    return f'<a:p>{properties}<a:r><a:rPr lang="en" baseline="0"/><a:t>{escape(text)}</a:t></a:r></a:p>'


def shape(kind, text):
    mark = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    return f"<p:sp>{mark}<p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>"


def chart(title):
    def values(kind, form, texts):
        points = "".join(f'<c:pt idx="{n}"><c:v>{escape(str(text))}</c:v></c:pt>' for n, text in enumerate(texts))
        return f'<c:{kind}><c:numRef><c:f>A1:A9</c:f><c:numCache><c:formatCode>{form}</c:formatCode><c:ptCount val="{len(texts)}"/>{points}' \
               f"</c:numCache></c:numRef></c:{kind}>"

    series = f"<c:ser><c:tx><c:v>{escape(title)}</c:v></c:tx>" + values("cat", "yyyy", [43831, 44197]) + values("val", "0.0%", [0.07, 1e-9])
    return ('<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><a:t>Tons</a:t></c:title><c:plotArea><c:lineChart>'
            f"{series}</c:ser></c:lineChart></c:plotArea></c:chart></c:chartSpace>")


def slides(title, paragraphs):
    """Members in the order that the target inside-pptx packs them in."""
    formula = ('<a:p><m:oMath><m:d><m:dPr><m:begChr m:val="["/><m:sepChr m:val=","/></m:dPr><m:e><m:r><m:t>x</m:t></m:r></m:e><m:e><m:sSup><m:e>'
               "<m:r><m:t>y+1</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:e></m:d></m:oMath></a:p>")
    table = ('<p:graphicFrame><a:tbl><a:tr><a:tc gridSpan="2" rowSpan="1"><a:txBody>' + line("Year") + '</a:txBody></a:tc><a:tc hMerge="1"/></a:tr>'
             "</a:tbl></p:graphicFrame>")
    body = shape("title", line(title)) + shape("body", "".join(line(p, '<a:pPr lvl="1"><a:buNone/></a:pPr>') for p in paragraphs[:2]))
    space = 'xmlns:p="p" xmlns:a="a" xmlns:m="m" xmlns:r="r"'
    def related(*rows):
        return "<Relationships>" + "".join(f'<Relationship Id="r{n}" Type="x/{kind}" Target="{target}"/>' for n, (kind, target) in
                                           enumerate(rows, 1)) + "</Relationships>"
    return "pptx", [
        ("ppt/presentation.xml", f'<p:presentation {space}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>'),
        ("ppt/_rels/presentation.xml.rels", related(("slide", "slides/slide1.xml"))),
        ("ppt/slides/slide1.xml", f"<p:sld {space}><p:cSld><p:spTree>{body}<p:grpSp>{shape('', formula)}</p:grpSp>{table}</p:spTree></p:cSld></p:sld>"),
        ("ppt/slides/_rels/slide1.xml.rels", related(("notesSlide", "../notesSlides/notesSlide1.xml"), ("diagramData", "../diagrams/data1.xml"),
                                                     ("chart", "../charts/chart1.xml"))),
        ("ppt/notesSlides/notesSlide1.xml", f"<p:notes {space}>{shape('body', line('Ask who rang it.'))}</p:notes>"),
        ("ppt/diagrams/data1.xml", f"<d:dataModel xmlns:d='d' xmlns:a='a'><d:pt><d:t>{line('Mooring')}</d:t></d:pt></d:dataModel>"),
        ("ppt/charts/chart1.xml", chart(title)),
    ]


def open_slides(title, paragraphs):
    space = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in
                     ["office", "text", "table", "draw", "presentation", "style"])
    def frame(kind, text):
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{text}</draw:text-box></draw:frame>'
    pages = "".join(
        f'<draw:page draw:name="p{n}">' + frame("title", f"<text:p>{escape(title)}</text:p>") + frame(
            "outline", f'<text:list><text:list-item><text:p>{escape(p)}<text:span text:style-name="T1">2</text:span></text:p></text:list-item></text:list>')
        + "<draw:g><draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape></draw:g><presentation:notes>"
        + frame("notes", "<text:p>Ask.</text:p>") + "</presentation:notes></draw:page>" for n, p in enumerate(paragraphs[:3]))
    style = '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    return "odp", [
        ("content.xml", f"<office:document-content {space}><office:automatic-styles>{style}</office:automatic-styles><office:body><office:presentation>"
                        f"{pages}</office:presentation></office:body></office:document-content>"),
        ("meta.xml", f"<office:document-meta {space}><office:meta/></office:document-meta>"),
    ]


kinds = {
    "pptx": [("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')],
    "odp": [("mimetype", "application/vnd.oasis.opendocument.presentation")],
    "xlsx": [("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')],
    "ods": [("mimetype", "application/vnd.oasis.opendocument.spreadsheet")],
    "docx": [("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')],
    "odt": [("mimetype", "application/vnd.oasis.opendocument.text")],
    "epub": [("mimetype", "application/epub+zip")],
}
for number, path in enumerate(sorted(corpora.rglob("*.txt"))[:4]):
    paragraphs = [p.replace("\n", " ").strip() for p in path.read_text(errors="replace").split("\n\n") if p.strip()][1:7]
    for make in [word, open_document, book, workbook, open_sheet, slides, open_slides]:
        kind, members = make(path.stem, paragraphs)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in kinds[kind] + members:
                archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
        write(f"read-{kind}", f"{number}.{kind}", out.getvalue())
        write(f"inside-{kind}", f"{number}", b"\xff".join(text.encode() for _, text in members))

# One member each, for part-NAME-FORMAT.
parts = {
    "xlsx": {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml", "workbook": "xl/workbook.xml"},
    "ods": {"tables": "content.xml"}, "odp": {"pages": "content.xml"},
    "pptx": {"slide": "ppt/slides/slide1.xml", "chart": "ppt/charts/chart1.xml"},
}
for number, paragraphs in enumerate([["Fee", "12 & more"], ["The mill is old.", "It was built in 1811.", "Who knows?"]]):
    for make in [workbook, open_sheet, slides, open_slides]:
        kind, members = make("Mills", paragraphs)
        for name, member in parts[kind].items():
            write(f"part-{name}-{kind}", str(number), dict(members)[member].encode())
write("part-sheet-xlsx", "merged", b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row></sheetData><mergeCells>'
      b'<mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')
write("part-tables-ods", "repeated", b'<o:d xmlns:o="o" xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:spreadsheet><table:table>'
      b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value="1"/>'
      b'<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></o:d>')

# What Sources/Fuzz/SpelledMarkup.swift spells: elements by their numbers from 1, 0 for their ends, 128 before a text and 192 and more
# before the value of an attribute.
cell = bytes([3, 192, 7, 4, 128, 1, 0, 0])
write("spelled-sheet-xlsx", "rows", bytes([1, 2, 192, 1]) + cell + cell + bytes([0, 2]) + cell + bytes([0, 0, 11, 12, 195, 10, 0, 0]) + b"\xff"
      + bytes([13, 6, 128, 74, 0, 0]) + b"\xff" + bytes([14, 15, 198, 1, 199, 60, 0, 0, 16, 17, 198, 1, 0, 0]))
write("spelled-tables-ods", "rows", bytes([1, 2, 200, 72, 3, 4, 192, 15, 197, 1, 0, 4, 5, 128, 74, 0, 0, 0, 0, 0]))
write("spelled-slide-pptx", "shapes", bytes([1, 6, 192, 52, 0, 2, 3, 4, 5, 128, 74, 0, 0, 0, 0, 0, 7, 8, 9, 193, 2, 2, 3, 4, 5, 128, 73, 0, 0, 0, 0, 0]))
write("spelled-slide-pptx", "formula", bytes([1, 2, 3, 18, 19, 20, 21, 198, 81, 0, 0, 22, 29, 30, 128, 79, 0, 0, 0, 23, 29, 30, 128, 1]))
write("spelled-pages-odp", "pages", bytes([1, 2, 3, 192, 52, 4, 5, 128, 74, 6, 193, 61, 128, 2, 0, 0, 0, 0, 9, 3, 4, 5, 128, 74, 0, 0]))
write("spelled-chart-pptx", "points", bytes([15, 1, 6, 5, 128, 72, 0, 0, 2, 4, 192, 1, 5, 128, 75, 0, 0, 0, 3, 9, 12, 128, 63, 0, 4, 192, 1, 5, 128, 22]))

for number, text in enumerate([
    'Name;Joined;"Fee, kr"\nAda;2019-03-05;"12 ""new"""\n\nBob;;3\n', "sep=|\r\na|b\r\n1,5|2\r\n", 'a,b\n"1\n2",  "x" y\n3,4',
]):
    write("csv", str(number), text.encode())
for number, text in enumerate([
    '#,##0.00 "kg";[Red]-0.0%;"none";@\n1234567.891\n-0.5\n0\nB7\n$B$7:XFD1048576', "[<1]d mmmm yyyy\\ h:mm AM/PM;[h]:mm:ss\n45356.75\n1e308\n-1\n2958465",
    "0.00E+00,,\n1e-300\n9223372036854775807\nnan\n.00",
]):
    write("number-format", str(number), text.encode())

# Requests: a line, header lines, an empty line, a body.
text = "The mill by the river is old. It was built in 1811 by Ada Berg. The ferry is new."
asked = [
    ("GET", "/"), ("HEAD", "/index.html"), ("GET", "/v1/health"), ("GET", "/v1/openapi.json"), ("GET", "/v1/documents"),
    ("GET", "/v1/corpora"), ("GET", "/v1/documents/1"), ("DELETE", "/v1/documents/%31"), ("GET", "/v1/documents/1/pages/1"),
    ("OPTIONS", "/v1/answer"), ("GET", "/v1//documents/..%2f..//x?name=%"),
]
for number, (method, target) in enumerate(asked):
    write("http", f"plain-{number}", f"{method} {target}\nAccept: */*\n\n".encode())
write("http", "open-text", f"POST /v1/documents?name=a.txt&format=text&encoding=utf-8\n\n{text}".encode())
write("http", "open-page", b"POST /v1/documents?name=a%20b.html\nContent-Type: text/html\n\n<html><body><p>A page.</p></body></html>")
write("http", "open-form", b"POST /v1/documents\nContent-Type: multipart/form-data; boundary=x\n\n--x\r\nContent-Disposition: "
      b'form-data; name="file"; filename="a.txt"\r\n\r\nThe mill is old.\r\n--x--\r\n')
bodies = [
    ("answer", {"text": text, "question": "Who built the mill?", "top": 2, "context": 1, "format": "csv"}),
    ("answer", {"questions": ["When?", "Who?"], "documents": ["1"], "threshold": 0.5, "alwaysAnswer": True, "explain": "mean"}),
    ("summarize", {"text": text, "sentences": 2, "method": "lexrank", "format": "markdown", "keywords": 3, "scores": True}),
    ("summarize", {"text": text, "words": 20, "query": "ferry", "order": "source", "merge": True}),
    ("inspect", {"text": text, "sentences": True, "format": "json"}), ("inspect", {"text": text, "format": "tei"}),
    ("search", {"query": "mill", "limit": 3, "corpus": "a"}), ("ask", {"question": "Who?", "passages": 3}),
]
for number, (route, body) in enumerate(bodies):
    accept = "application/x-ndjson" if number % 2 else "*/*"
    head = f"POST /v1/{route}\nContent-Type: application/json\nAccept: {accept}\nOrigin: http://127.0.0.1:8087\n\n"
    write("http", f"task-{number}", (head + json.dumps(body)).encode())
