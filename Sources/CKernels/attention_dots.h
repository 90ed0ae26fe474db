// Fused attention with products of bf16 in vectors (VDPBF16PS), for processors that have those and no tiles. The same plan
// as attention.h: ROWS queries by PANEL keys, sums and softmax in f32. Neighbouring components of a query meet those of a key,
// and neighbouring positions' exponentials meet their values, two products a lane.

#define ROWS ((size_t)ATTENTION_ROWS)
#define VECTORS ((size_t)ATTENTION_VECTORS)
#define PANEL (VECTORS * LANES)

#define LOG2_E 1.44269504088896341f  // exponentials are powers of two

enum { DOTS_BLOCK = 512 };

typedef struct dots_room {
  uint32_t *keys;    // [keys / PANEL][width / 2][PANEL] pairs of components
  uint32_t *values;  // [keys / 2][width] pairs of positions
  uint16_t *query;   // [ROWS][width], scaled so that softmax takes powers of two
  float *scores;     // [ROWS][DOTS_BLOCK]; each row's exponentials, as bf16, replace it from its start
  float *sums;       // [ROWS][width]
  size_t padded, width;
} dots_room;

INLINE dots_room dots_room_of(size_t keys, size_t width, void *memory) {
  dots_room room = {.padded = rounded(keys, PANEL), .width = rounded(width, 32)};
  room.keys = memory;
  room.values = room.keys + room.padded * room.width / 2;
  room.query = (uint16_t *)(room.values + room.padded * room.width / 2);
  room.scores = (float *)(room.query + rounded(ROWS, 2) * room.width);
  room.sums = room.scores + ROWS * DOTS_BLOCK;
  return room;
}

// Enough for this and for the f32 path.
static size_t attention_either_scratch_bytes(size_t keys, size_t width) {
  size_t padded = rounded(keys, PANEL), wide = rounded(width, 32);
  size_t own = padded * wide * 4 + rounded(ROWS, 2) * wide * 2 + ROWS * (DOTS_BLOCK + wide) * 4;
  size_t other = attention_scratch_bytes(keys, width);
  return own > other ? own : other;
}

static void dots_pack(const ck_attention_head *h, const dots_room *room) {
  size_t width = room->width;
  for (size_t first = 0; first < room->padded; first += 16)
    for (size_t from = 0; from < width; from += 32) {
      __m512i rows[16];
      for (size_t j = 0; j < 16; j++)
        rows[j] = first + j < h->keys ? bf16_row(h->key + (first + j) * h->key_stride + from, h->width - from, 1)
                                      : _mm512_setzero_si512();
      transpose_16(rows);
      uint32_t *to = room->keys + first / PANEL * PANEL * (width / 2) + from / 2 * PANEL + first % PANEL;
      for (size_t pair = 0; pair < 16; pair++) _mm512_store_si512(to + pair * PANEL, rows[pair]);
    }
  for (size_t j = 0; j < room->padded; j += 2)
    for (size_t from = 0; from < width; from += 16) {
      size_t count = from >= h->width ? 0 : h->width - from < 16 ? h->width - from : 16;
      const float *rows[2] = {h->value + j * h->value_stride + from, h->value + (j + 1) * h->value_stride + from};
      _mm512_store_si512(room->values + j / 2 * width + from,
                         bf16_pairs(j < h->keys ? rows[0] : NULL, j + 1 < h->keys ? rows[1] : NULL, count));
    }
}

INLINE __m512 dots(__m512 sum, const uint16_t *pair, __m512i others) {
  int32_t both;
  memcpy(&both, pair, sizeof both);
  return _mm512_dpbf16_ps(sum, (__m512bh)_mm512_set1_epi32(both), (__m512bh)others);
}

// scores[ROWS, PANEL] = query · keysᵀ
INLINE void dots_scores(const uint16_t *query, const uint32_t *keys, float *scores, size_t width) {
  __m512 sum[ATTENTION_ROWS][ATTENTION_VECTORS];
  for (size_t r = 0; r < ROWS; r++)
    for (size_t v = 0; v < VECTORS; v++) sum[r][v] = _mm512_setzero_ps();
  for (size_t d = 0; d < width; d += 2) {
    __m512i key[ATTENTION_VECTORS];
    for (size_t v = 0; v < VECTORS; v++) key[v] = _mm512_load_si512(keys + d / 2 * PANEL + v * LANES);
    for (size_t r = 0; r < ROWS; r++)
      for (size_t v = 0; v < VECTORS; v++) sum[r][v] = dots(sum[r][v], query + r * width + d, key[v]);
  }
  for (size_t r = 0; r < ROWS; r++)
    for (size_t v = 0; v < VECTORS; v++) _mm512_store_ps(scores + r * DOTS_BLOCK + v * LANES, sum[r][v]);
}

// sums[ROWS, 32] += exponentials · values
INLINE void dots_combine(const float *scores, size_t count, const uint32_t *values, float *sums, size_t width) {
  __m512 sum[ATTENTION_ROWS][2];
  for (size_t r = 0; r < ROWS; r++)
    for (size_t v = 0; v < 2; v++) sum[r][v] = _mm512_load_ps(sums + r * width + v * LANES);
  for (size_t j = 0; j < count; j += 2) {
    __m512i value[2];
    for (size_t v = 0; v < 2; v++) value[v] = _mm512_load_si512(values + j / 2 * width + v * LANES);
    for (size_t r = 0; r < ROWS; r++)
      for (size_t v = 0; v < 2; v++) sum[r][v] = dots(sum[r][v], (const uint16_t *)(scores + r * DOTS_BLOCK) + j, value[v]);
  }
  for (size_t r = 0; r < ROWS; r++)
    for (size_t v = 0; v < 2; v++) _mm512_store_ps(sums + r * width + v * LANES, sum[r][v]);
}

// One row's scores become exponentials around the largest score so far; what was summed before is scaled down to it.
INLINE void dots_exponentials(float *scores, size_t count, float *most, float *total, float *sums, size_t width) {
  float now = bf16_largest(scores, count, *most), sum = bf16_exponentials(scores, count, now), share = 0;
  if (*most != -INFINITY) {
    share = power_of_two(_mm512_set1_ps(*most - now))[0];
    for (size_t d = 0; d < width; d += LANES) store(sums + d, load(sums + d) * share);
  }
  *total = *total * share + sum;
  *most = now;
}

static void attention_bf16_forward(const ck_attention_head *h, void *scratch) {
  dots_room room = dots_room_of(h->keys, h->width, scratch);
  size_t width = room.width;
  float base_2 = h->scale * LOG2_E;
  dots_pack(h, &room);
  for (size_t first = 0; first < h->queries; first += ROWS) {
    size_t rows = h->queries - first < ROWS ? h->queries - first : ROWS;
    float most[ATTENTION_ROWS], total[ATTENTION_ROWS];
    for (size_t i = 0; i < ROWS * width; i += LANES) store(room.sums + i, (vf)0);
    // Queries past the last one are zeros.
    for (size_t i = rows * width; i < ROWS * width; i += 32) _mm512_storeu_si512(room.query + i, _mm512_setzero_si512());
    for (size_t r = 0; r < ROWS; r++) {
      most[r] = -INFINITY;
      total[r] = 0;
      const float *query = h->query + (first + r) * h->query_stride;
      for (size_t from = 0; r < rows && from < width; from += 32)
        _mm512_storeu_si512(room.query + r * width + from, bf16_row(query + from, h->width - from, base_2));
    }
    for (size_t block = 0; block < room.padded; block += DOTS_BLOCK) {
      size_t count = room.padded - block < DOTS_BLOCK ? room.padded - block : DOTS_BLOCK;
      for (size_t j = 0; j < count; j += PANEL)
        dots_scores(room.query, room.keys + (block + j) * width / 2, room.scores + j, width);
      for (size_t r = 0; r < ROWS; r++) {
        float *scores = room.scores + r * DOTS_BLOCK;
        if (r < rows)
          attention_add_bias(
              h, scores, (ptrdiff_t)block - (ptrdiff_t)(first + r), attention_seen(h, block, count), LOG2_E);
        for (size_t j = h->keys > block ? h->keys - block : 0; j < count; j++) scores[j] = -INFINITY;
        dots_exponentials(scores, count, &most[r], &total[r], room.sums + r * width, width);
      }
      for (size_t d = 0; d < width; d += 32)
        dots_combine(room.scores, count, room.values + block / 2 * width + d, room.sums + d, width);
    }
    for (size_t r = 0; r < rows; r++) {
      float *context = h->context + (first + r) * h->context_stride, inverse = 1.0f / total[r];
      for (size_t d = 0; d < h->width; d += LANES) {
        vf v = load(room.sums + r * width + d) * inverse;
        if (h->width - d >= LANES) store(context + d, v);
        else store_some(context + d, v, h->width - d);
      }
    }
  }
}

#undef ROWS
#undef VECTORS
#undef PANEL
#undef LOG2_E
