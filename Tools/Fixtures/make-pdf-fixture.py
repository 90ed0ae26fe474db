#!/usr/bin/env python3
"""Makes Tests/IngestionTests/Fixtures/two-columns.pdf with pdfLaTeX: two pages in two columns, with a running title,
page numbers, notes, a caption, ligatures and words broken at line ends. The text is written for Peruse.

Needs texlive-latex-recommended. SOURCE_DATE_EPOCH keeps the bytes the same from run to run.
"""

import os
import pathlib
import subprocess
import tempfile

TEXT = r"""
\documentclass[10pt,twocolumn]{article}
\pdfminorversion=5\pdfobjcompresslevel=3
\usepackage[paperwidth=150mm,paperheight=200mm,margin=16mm,headsep=5mm,footskip=8mm]{geometry}
\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}
\fancyhead[L]{Notes of the Ferry Office}\fancyfoot[C]{\thepage}
\begin{document}
\title{The Ferry Bell of Harrow Sound}\author{Edda Varley}\date{}
\maketitle\thispagestyle{fancy}
\section{A bell without a tower}
The ferry across Harrow Sound has a bell and no tower to hang it in. It stands on an iron frame at the end of the
northern jetty, where the first keeper set it up in the year 1871, and it has been rung before every crossing
since.\footnote{The crossing of the third of March 1902 was made in silence, for the keeper had lost his glove.}
Nobody has ever found a more efficient way of telling the farmers on the other shore that a boat is coming. The
official timetable hangs beside it, but the timetable does not know about fog.

The bell weighs forty-one kilograms. It was cast in the foundry at Oxmere from the flattened kettles of the lifeboat
station, which explains its colour and perhaps its sound: a low, unsatisfied note that carries across the water
surprisingly well. On a still afternoon it can be heard in the schoolhouse of Saltinge, four kilometres away, and
generations of children have learned to finish their sums before the second stroke.
\section{The keeper's rules}
Three rules are painted on the frame. The bell is to be rung twelve times, neither faster nor slower than a resting
heart. It is not to be rung for amusement. And whoever rings it must afterwards cross with the boat, so that no one
is called to the shore for nothing. The third rule was added after the summer of 1888, in which the son of the
innkeeper amused himself by ringing the bell on nineteen successive mornings and going back to bed.

\begin{table}[b]\centering\small
\caption{Crossings in which the bell was rung}
\begin{tabular}{lrr}Year&Crossings&Passengers\\1872&412&1940\\1902&655&5218\\1952&1203&20117\\\end{tabular}
\end{table}
The present keeper, Marit Oldenshaw, has held the office for twenty-six years. She does not count the strokes. She
says that the number twelve is in her shoulder by now, and that she would notice a thirteenth as one notices a stair
that is not there.\footnote{Interview in the ferry office, 9 October 2019.} Her daughter will follow her, if the
council finds the money for a new frame.
\section{What the fog does}
In fog the bell is rung every two minutes while the boat is on the water. The difference between the sound over open
water and the sound between the skerries is what the helmsmen steer by, and they speak of it as others speak of
colours. A warm note means the deep channel. A flat note means that the Hen and Chickens, three rocks that have
taken eleven boats, lie less than a hundred metres off. Engineers from the university measured the bell in 2007 and
confirmed that the reflection from the rocks arrives about half a second after the stroke, which is just enough for a
practised ear.

They also offered a satellite receiver. It was accepted with thanks, and it stands on a shelf in the wheelhouse,
where it shows the position of the ferry to within three metres. The helmsmen look at it when the bell has stopped.
\end{document}
"""

TARGET = pathlib.Path(__file__).resolve().parents[2] / "Tests/IngestionTests/Fixtures/two-columns.pdf"


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "two-columns.tex"
        path.write_text(TEXT)
        environment = dict(os.environ, SOURCE_DATE_EPOCH="0", FORCE_SOURCE_DATE="1")
        for _ in range(2):
            subprocess.run(
                ["pdflatex", "-interaction=batchmode", path.name], cwd=folder, check=True, env=environment,
                stdout=subprocess.DEVNULL,
            )
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_bytes(path.with_suffix(".pdf").read_bytes())
        print(TARGET, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
