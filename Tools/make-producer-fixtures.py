#!/usr/bin/env python3
"""Makes Tests/IngestionTests/Fixtures/producers: one text, written for Peruse, as several programs write it.

Needs pandoc and LibreOffice (soffice), odfpy, ebooklib and python-pptx from PyPI, and mutt, s-nail, swaks and nmh for the messages; an
argument names what to make alone: documents, slides, mail. Feeds, subtitles, and the messages of Thunderbird and Outlook are written by hand in the
forms that those programs give them.
"""

import datetime, email.message, email.policy, os, pathlib, re, subprocess, sys, tempfile

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "Tests" / "IngestionTests" / "Fixtures" / "producers"
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
    kinds = sys.argv[1:] or ["documents", "slides", "mail"]
    if "documents" in kinds:
        documents()
    if "slides" in kinds:
        slides()
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


if __name__ == "__main__":
    main()
