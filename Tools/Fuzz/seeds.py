#!/usr/bin/env python3
"""Makes the small first inputs of targets for which corpora/ holds none: archives, documents of office programs and books
out of its texts, model files, a journal, requests to the server.

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
        ("xl/worksheets/_rels/sheet1.xml.rels", related(("comments", "../comments1.xml"), ("drawing", "../drawings/drawing1.xml"))),
        ("xl/comments1.xml", '<comments><commentList><comment ref="A1"><text><t>Why?</t></text></comment></commentList></comments>'),
        ("xl/drawings/drawing1.xml", '<d:wsDr xmlns:d="d" xmlns:a="a"><d:sp><d:txBody><a:p><a:r><a:t>Box.</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>'),
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


kinds = {
    "xlsx": [("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')],
    "ods": [("mimetype", "application/vnd.oasis.opendocument.spreadsheet")],
    "docx": [("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')],
    "odt": [("mimetype", "application/vnd.oasis.opendocument.text")],
    "epub": [("mimetype", "application/epub+zip")],
}
for number, path in enumerate(sorted(corpora.rglob("*.txt"))[:4]):
    paragraphs = [p.replace("\n", " ").strip() for p in path.read_text(errors="replace").split("\n\n") if p.strip()][1:7]
    for make in [word, open_document, book, workbook, open_sheet]:
        kind, members = make(path.stem, paragraphs)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in kinds[kind] + members:
                archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
        write(f"read-{kind}", f"{number}.{kind}", out.getvalue())
        write(f"inside-{kind}", f"{number}", b"\xff".join(text.encode() for _, text in members))

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
