#!/usr/bin/env python3
"""Makes Tests/IngestionTests/Fixtures/producers: one text, written for Peruse, as several programs write it.

Needs pandoc and LibreOffice (soffice), and odfpy and ebooklib from PyPI.
"""

import email.message, email.policy, os, pathlib, subprocess, tempfile

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


def main():
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


if __name__ == "__main__":
    main()
