#!/usr/bin/env python3
"""Makes Tests/IngestionTests/Fixtures/producers: one text, written for Peruse, as several programs write it.

Needs pandoc and LibreOffice (soffice), odfpy, ebooklib, python-pptx, openpyxl and XlsxWriter from PyPI, and mutt, s-nail, swaks and nmh for
the messages; an argument names what to make alone: documents, slides, sheets, mail. Feeds, subtitles, and the messages of Thunderbird and Outlook are written by hand in the
forms that those programs give them.
"""

import datetime, email.message, email.policy, os, pathlib, re, subprocess, sys, tempfile

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "IngestionTests" / "Fixtures" / "producers"
TEXT = [
    ("h", "The bell"),
    ("p", "The ferry bell of Harrow Sound hangs on a frame of oak, and nobody knows who put it there."),
    ("h", "The goose"),
    ("p", "In the summer of 1931 a goose rang it on nine days, each time for as long as it liked."),
    ("p", "The rope was hung a little higher afterwards, which the keeper’s daughter held to be unfair."),
]
HTML = "".join(f"<h2>{text}</h2>" if kind == "h" else f"<p>{text}</p>" for kind, text in TEXT)


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


def mail():
    """Messages as programs hand them to a mail server, for which a script that keeps them stands."""
    body = "\n\n".join(text for _, text in TEXT) + "\n"
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        kept, server, words, table = (scratch / name for name in ("kept.eml", "server", "words.txt", "times.csv"))
        server.write_text(f"#!/bin/sh\ncat > {kept}\n")
        server.chmod(0o755)
        words.write_text(body)
        table.write_text("day,crossings\n1,12\n")
        environment = {**os.environ, "HOME": str(scratch), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.environ["PATH"] + ":/usr/bin/mh"}

        def keep(name, message):
            # What differs from day to day and from machine to machine is made the same.
            message = re.sub(rb"(?m)^Date: [^\r\n]*", b"Date: Mon, 05 Jan 2026 10:00:00 +0000", message)
            message = re.sub(rb"(?mi)^(Message-ID|Content-ID): <[^\r\n]*>", rb"\1: <fixture@example.org>", message)
            boundary = re.search(rb'boundary="([^"]+)"', message)
            if boundary:
                message = message.replace(boundary.group(1), b"----=_part_of_the_fixture")
            (FOLDER / name).write_bytes(message)

        def sent(name, *command):
            subprocess.run(command, check=True, capture_output=True, input=body.encode(), env=environment, cwd=scratch)
            keep(name, kept.read_bytes())

        mutt = f'set sendmail={server} hostname=example.org from="Edda <edda@example.org>" user_agent=yes copy=no'
        sent("mutt.eml", "mutt", "-n", "-F", "/dev/null", "-e", mutt + " text_flowed=yes", "-s", "Ferry bells", "council@example.org")
        sent("mutt-attachment.eml", "mutt", "-n", "-F", "/dev/null", "-e", mutt, "-s", "Ferry bells – again", "-a", str(table), "--",
             "council@example.org")
        sent("s-nail.eml", "s-nail", "-n", "-S", f"mta={server}", "-S", "from=Edda <edda@example.org>", "-S", "hostname=example.org",
             "-S", "sendcharsets=utf-8", "-s", "Ferry bells", "council@example.org")
        dumped = subprocess.run(
            ["swaks", "--dump-mail", "--from", "edda@example.org", "--to", "council@example.org", "--h-Subject", "Ferry bells",
             "--body", "@words.txt", "--attach-type", "text/csv", "--attach-name", "times.csv", "--attach", "@times.csv"],
            check=True, capture_output=True, env=environment, cwd=scratch).stdout
        keep("swaks.eml", dumped)
        (scratch / ".mh_profile").write_text("Path: Mail\n")
        (scratch / "Mail").mkdir()
        draft = scratch / "draft"
        draft.write_text(f"To: council@example.org\nFrom: Edda <edda@example.org>\nSubject: Ferry bells\nDate: \n--------\n{body}")
        subprocess.run(["mhbuild", str(draft)], check=True, capture_output=True, env=environment)
        keep("nmh.eml", draft.read_bytes())


def main():
    kinds = sys.argv[1:] or ["documents", "slides", "sheets", "mail"]
    if "documents" in kinds:
        documents()
    if "slides" in kinds:
        slides()
    if "sheets" in kinds:
        sheets()
    if "mail" in kinds:
        mail()


def documents():
    os.environ["SOURCE_DATE_EPOCH"] = "1900000000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        page = pathlib.Path(scratch) / "page.html"
        page.write_text(f'<html><head><meta charset="utf-8"/></head><body>{HTML}</body></html>')
        for kind in ("docx", "odt", "epub"):
            run("pandoc", str(page), "-o", str(FOLDER / f"pandoc.{kind}"), "--metadata", "title=Ferry bells")
        for kind, other in (("docx", "odt"), ("odt", "docx")):
            copy = pathlib.Path(scratch) / f"libreoffice.{other}"
            copy.write_bytes((FOLDER / f"pandoc.{other}").read_bytes())
            run("soffice", "--headless", "--convert-to", kind, "--outdir", str(FOLDER), str(copy))
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P
    document = OpenDocumentText()
    for kind, text in TEXT:
        document.text.addElement(H(outlinelevel=2, text=text) if kind == "h" else P(text=text))
    document.save(str(FOLDER / "odfpy.odt"))
    from ebooklib import epub
    book = epub.EpubBook()
    book.set_identifier("bells"), book.set_title("Ferry bells"), book.set_language("en")
    chapter = epub.EpubHtml(title="Bells", file_name="bells.xhtml", lang="en")
    chapter.content = HTML
    book.add_item(chapter), book.add_item(epub.EpubNcx()), book.add_item(epub.EpubNav())
    book.toc, book.spine = (chapter,), ["nav", chapter]
    epub.write_epub(str(FOLDER / "ebooklib.epub"), book)
    for encoding in ("quoted-printable", "base64"):
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        message["Subject"], message["From"], message["To"] = "Ferry bells", "Edda <edda@example.org>", "council@example.org"
        message.set_content("\n\n".join(text for _, text in TEXT) + "\n", cte=encoding)
        (FOLDER / f"python-{encoding}.eml").write_bytes(message.as_bytes())


def slides():
    """A slide a heading, behind one with the title."""
    import pptx
    deck = pptx.Presentation()
    cover = deck.slides.add_slide(deck.slide_layouts[0])
    cover.shapes.title.text, cover.placeholders[1].text = "Ferry bells", "A talk"
    for kind, text in TEXT:
        if kind == "h":
            slide = deck.slides.add_slide(deck.slide_layouts[5])
            slide.shapes.title.text = text
            frame = slide.shapes.add_textbox(0, 0, pptx.util.Cm(20), pptx.util.Cm(10)).text_frame
            slide.notes_slide.notes_text_frame.text = f"Speak of {text.lower()} slowly."
        else:
            (frame.paragraphs[0] if not frame.text else frame.add_paragraph()).text = text
    deck.core_properties.created = deck.core_properties.modified = datetime.datetime(2030, 1, 1)
    deck.save(str(FOLDER / "python-pptx.pptx"))

    from odf.draw import Frame, Page, TextBox
    from odf.opendocument import OpenDocumentPresentation
    from odf.style import MasterPage, PageLayout
    from odf.text import P
    deck = OpenDocumentPresentation()
    deck.automaticstyles.addElement(PageLayout(name="layout"))
    deck.masterstyles.addElement(MasterPage(name="master", pagelayoutname="layout"))
    for kind, text in TEXT:
        if kind == "h":
            page = Page(name=text, masterpagename="master")
            deck.presentation.addElement(page)
        frame = Frame(attributes={"class": "title"} if kind == "h" else {}, width="20cm", height="5cm")
        box = TextBox()
        box.addElement(P(text=text))
        frame.addElement(box)
        page.addElement(frame)
    deck.save(str(FOLDER / "odfpy.odp"))


CROSSINGS = [(datetime.date(1931, 6, 1), 12, 84.5), (datetime.date(1931, 6, 2), 9, 63), (datetime.date(1931, 6, 3), 15, 1102.25)]


def sheets():
    """The text a row a cell, and on a second sheet a table under its title, with a total that is computed."""
    import openpyxl, xlsxwriter
    made = datetime.datetime(2030, 1, 1)
    book = xlsxwriter.Workbook(str(FOLDER / "xlsxwriter.xlsx"))
    book.set_properties({"title": "Ferry bells", "created": made})
    first, second = book.add_worksheet("Text"), book.add_worksheet("Crossings")
    for row, (_, text) in enumerate(TEXT):
        first.write_string(row, 0, text)
    day, money, bold = (book.add_format(form) for form in ({"num_format": "d mmmm yyyy"}, {"num_format": '#,##0.00 "kr"'}, {"bold": True}))
    second.merge_range("A1:C1", "What the ferry took", bold)
    second.write_row(2, 0, ["Day", "Crossings", "Takings"], bold)
    for row, (date, count, taken) in enumerate(CROSSINGS, 3):
        second.write_datetime(row, 0, datetime.datetime.combine(date, datetime.time()), day)
        second.write_number(row, 1, count)
        second.write_number(row, 2, taken, money)
    second.write_string(6, 0, "Total")
    second.write_formula(6, 1, "=SUM(B4:B6)", None, 36)
    second.write_formula(6, 2, "=SUM(C4:C6)", money, 1249.75)
    second.write_comment("C6", "The bishop crossed.", {"author": "Edda"})
    book.close()

    book = openpyxl.Workbook()
    book.properties.title, book.properties.created, book.properties.modified = "Ferry bells", made, made
    first, second = book.active, book.create_sheet("Crossings")
    first.title = "Text"
    for _, text in TEXT:
        first.append([text])
    second.append(["What the ferry took"]), second.append([]), second.append(["Day", "Crossings", "Takings"])
    for values in CROSSINGS:
        second.append(values)
    second.append(["Total", 36, 1249.75])
    for row in second.iter_rows(min_row=4, max_row=7):
        row[0].number_format, row[2].number_format = "d mmmm yyyy", '#,##0.00 "kr"'
    second["C6"].comment = openpyxl.comments.Comment("The bishop crossed.", "Edda")
    book.save(str(FOLDER / "openpyxl.xlsx"))

    from odf.office import Annotation
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P
    book = OpenDocumentSpreadsheet()
    def cell(text, **kind):
        made = TableCell(**kind)
        made.addElement(P(text=text))
        return made
    def add(table, *cells):
        row = TableRow()
        for one in cells:
            row.addElement(one)
        table.addElement(row)
    first, second = Table(name="Text"), Table(name="Crossings")
    for _, text in TEXT:
        add(first, cell(text, valuetype="string"))
    add(second, cell("What the ferry took", valuetype="string", numbercolumnsspanned=3)), add(second, TableCell(numbercolumnsrepeated=3))
    add(second, *(cell(head, valuetype="string") for head in ("Day", "Crossings", "Takings")))
    for number, (date, count, taken) in enumerate(CROSSINGS + [("Total", 36, 1249.75)]):
        name = date if number == 3 else f"{date.day} {date:%B %Y}"
        kind = {"valuetype": "string"} if number == 3 else {"valuetype": "date", "datevalue": date.isoformat()}
        money = cell(f"{taken:,.2f} kr", valuetype="currency", currency="SEK", value=taken)
        if number == 2:
            note = Annotation()
            note.addElement(P(text="The bishop crossed."))
            money.insertBefore(note, money.firstChild)
        add(second, cell(name, **kind), cell(str(count), valuetype="float", value=count), money)
    book.spreadsheet.addElement(first), book.spreadsheet.addElement(second)
    book.save(str(FOLDER / "odfpy.ods"))


if __name__ == "__main__":
    main()
