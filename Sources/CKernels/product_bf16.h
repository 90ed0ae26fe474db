// Products of packed bf16 on AMX tiles. A tile is 16 rows of 64 bytes: of the left factor 16 rows by 32 inner places, of the
// right one 16 pairs of inner places by 16 columns. A panel is 16 rows, or columns, with all of their inner places; its tiles
// follow each other.

enum { TILE_WORDS = 512, INNER = 32, OUTER = 16 };

static size_t tiles_packed_count(size_t outer, size_t inner) {
  return (outer + 31) / 32 * 2 * ((inner + INNER - 1) / INNER) * TILE_WORDS;
}

// MARK: Packing

INLINE __mmask16 first_lanes(size_t at, size_t count) {
  return count >= at + 16 ? 0xFFFF : count > at ? (__mmask16)((1u << (count - at)) - 1) : 0;
}

// Pairs of inner places that are stored in two rows, brought side by side.
INLINE __m512i interleaved(__m512i both) {
  const __m512i order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5,
                                         20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  return _mm512_permutexvar_epi16(order, both);
}

// One tile, each of its 16 registers 32 numbers; `outer` and `inner` are what is left of the matrix here.
INLINE void pack_tile(const float *p, size_t stride, size_t outer, size_t inner, bool by_inner, bool turned,
                      uint16_t *tile) {
  __m512i rows[16];
  for (size_t r = 0; r < 16; r++) {
    __m512 a = _mm512_setzero_ps(), b = a;
    if (by_inner) {
      __mmask16 lanes = first_lanes(0, outer);
      if (2 * r < inner) a = _mm512_maskz_loadu_ps(lanes, p + 2 * r * stride);
      if (2 * r + 1 < inner) b = _mm512_maskz_loadu_ps(lanes, p + (2 * r + 1) * stride);
    } else if (r < outer) {
      a = _mm512_maskz_loadu_ps(first_lanes(0, inner), p + r * stride);
      b = _mm512_maskz_loadu_ps(first_lanes(16, inner), p + r * stride + 16);
    }
    __m512i words = (__m512i)_mm512_cvtne2ps_pbh(b, a);
    rows[r] = by_inner ? interleaved(words) : words;
  }
  if (turned) transpose_16(rows);
  for (size_t r = 0; r < 16; r++) _mm512_store_si512(tile + r * 32, rows[r]);
}

// Tiles in the order in which their numbers are stored.
INLINE void pack_any(const ck_factor *f, bool by_inner, bool turned, uint16_t *packed) {
  size_t steps = (f->inner + INNER - 1) / INNER, panels = (f->outer + 31) / 32 * 2;
  for (size_t place = 0; place < steps * panels; place++) {
    size_t panel = by_inner ? place % panels : place / steps, step = by_inner ? place / panels : place % steps;
    size_t outer = panel * OUTER, inner = step * INNER;
    bool is_empty = outer >= f->outer;
    const float *from = f->values + (by_inner ? inner * f->stride + outer : outer * f->stride + inner);
    pack_tile(is_empty ? f->values : from, f->stride, is_empty ? 0 : f->outer - outer, f->inner - inner, by_inner, turned,
              packed + (panel * steps + step) * TILE_WORDS);
  }
}

static void tiles_pack(const ck_factor *f, bool right, uint16_t *packed) {
  // Stored by inner places, a tile of the right factor needs no turning; stored by outer ones, a tile of the left.
  if (f->transposed && right) pack_any(f, true, false, packed);
  else if (f->transposed) pack_any(f, true, true, packed);
  else if (right) pack_any(f, false, true, packed);
  else pack_any(f, false, false, packed);
}

// MARK: Multiplying

// Two panels by two: sums in tiles 0 to 3, rows of the left factor in 4 and 5, columns of the right one in 6 and 7.
typedef struct panel_pair {
  const uint16_t *first, *second;
} panel_pair;

INLINE void add_products(panel_pair l, panel_pair r, size_t steps) {
  for (size_t step = 0; step < steps; step++) {
    size_t at = step * TILE_WORDS;
    _tile_loadd(4, l.first + at, 64);
    _tile_loadd(6, r.first + at, 64);
    _tile_dpbf16ps(0, 4, 6);
    _tile_loadd(7, r.second + at, 64);
    _tile_dpbf16ps(1, 4, 7);
    _tile_loadd(5, l.second + at, 64);
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
  }
}

INLINE void load_sums(const float *c, size_t stride) {
  _tile_loadd(0, c, stride * 4);
  _tile_loadd(1, c + 16, stride * 4);
  _tile_loadd(2, c + 16 * stride, stride * 4);
  _tile_loadd(3, c + 16 * stride + 16, stride * 4);
}

INLINE void store_sums(float *c, size_t stride) {
  _tile_stored(0, c, stride * 4);
  _tile_stored(1, c + 16, stride * 4);
  _tile_stored(2, c + 16 * stride, stride * 4);
  _tile_stored(3, c + 16 * stride + 16, stride * 4);
}

// Sixteen rows of the same line.
INLINE void load_bias(const float *bias) {
  _tile_loadd(0, bias, 0);
  _tile_loadd(1, bias + 16, 0);
  _tile_loadd(2, bias, 0);
  _tile_loadd(3, bias + 16, 0);
}

INLINE void clear_sums(void) {
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
}

// Sums that are visited once for each block of inner places, and so are better off in the second-level cache.
enum { GROUP_SUMS = 96 * 1024 };

// The sums of 32 rows by 32 columns, over `steps` steps of inner places.
INLINE void multiply_block(const ck_tile_product *p, size_t i, size_t j, size_t from, size_t steps, size_t panel) {
  const uint16_t *left = p->left + i / 16 * panel + from * TILE_WORDS;
  const uint16_t *right = p->right + j / 16 * panel + from * TILE_WORDS;
  float *c = p->c + i * p->c_stride + j;
  size_t rows = p->m - i, columns = p->n - j;
  bool adds = p->accumulates || from > 0, is_whole = rows >= 32 && columns >= 32;
  const float *bias = adds || !p->bias ? NULL : p->bias + j;
  if (adds && is_whole) load_sums(c, p->c_stride);
  else if (bias && is_whole) load_bias(bias);
  else clear_sums();
  add_products((panel_pair){left, left + panel}, (panel_pair){right, right + panel}, steps);
  if (is_whole) {
    store_sums(c, p->c_stride);
    return;
  }
  float edge[32][32] __attribute__((aligned(64)));
  store_sums(edge[0], 32);
  for (size_t r = 0; r < (rows < 32 ? rows : 32); r++)
    for (size_t half = 0; half < 32 && half < columns; half += 16) {
      __mmask16 lanes = first_lanes(half, columns);
      __m512 sum = _mm512_load_ps(edge[r] + half);
      float *to = c + r * p->c_stride + half;
      if (adds) sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(lanes, to));
      else if (bias) sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(lanes, bias + half));
      _mm512_mask_storeu_ps(to, lanes, sum);
    }
}

static void tiles_multiply(const ck_tile_product *p) {
  // A pair of left panels of so many steps, 24 kilobytes, stays in the first-level cache while all columns pass by.
  const size_t block = 12;
  size_t steps = (p->k + INNER - 1) / INNER, panel = steps * TILE_WORDS;
  size_t group = GROUP_SUMS / (p->n + 31) / 32 * 32;
  if (group < 32) group = 32;
  tile_shape before;
  tiles_begin(&before);
  for (size_t first = 0; first < p->m; first += group)
    for (size_t from = 0; from < steps; from += block)
      for (size_t i = first; i < first + group && i < p->m; i += 32)
        for (size_t j = 0; j < p->n; j += 32)
          multiply_block(p, i, j, from, steps - from < block ? steps - from : block, panel);
  tiles_end(&before);
}
