"""Writes Sources/CKernels/gelu_table.h: GELU's difference from max(x, 0), piece by piece.

    python Tools/Fixtures/make-gelu-table.py > Sources/CKernels/gelu_table.h

gelu(x) = max(x, 0) − g(|x|) with g(a) = a · (1 − Φ(a)), which is below 1.1e-7 from 5.5 on. On each of 32 intervals of
11/64, −g is interpolated by a cubic at the extrema of a Chebyshev polynomial: exact at the ends, so that the pieces meet and
gelu(0) is 0, and off by at most 6e-7 between them. Needs numpy.
"""

from math import erfc, sqrt

import numpy as np

PIECES, WIDTH = 32, 11 / 64


def tail(a):
    return -a * 0.5 * erfc(a / sqrt(2))


def main():
    nodes = 0.5 - 0.5 * np.cos(np.arange(4) * np.pi / 3)
    rows = []
    for piece in range(PIECES):
        values = [tail((piece + u) * WIDTH) for u in nodes]
        row = np.polyfit(nodes, values, 3)[::-1]
        row[0] = values[0]
        rows.append(row)
    print("// Written by Tools/Fixtures/make-gelu-table.py, which says what it is.")
    print(f"static const float gelu_table[4][{PIECES}] = {{")
    for degree in range(4):
        numbers = [f"{row[degree]:.9e}f" for row in rows]
        print("  {")
        for start in range(0, PIECES, 6):
            print("    " + ", ".join(numbers[start : start + 6]) + ",")
        print("  },")
    print("};")


main()
