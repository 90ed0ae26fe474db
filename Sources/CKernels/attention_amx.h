// Fused attention with products of bf16 on AMX tiles: 16 queries at a time, sums and softmax in f32.
//
// A tile holds 16 rows of 64 bytes. As the left factor those are rows of 32 bf16; as the right factor, row r holds rows
// 2r and 2r + 1 of the matrix, interleaved.

#define LOG2_E 1.44269504088896341f  // exponentials are powers of two

enum { TILE = 512, BF16_BLOCK = 512, SCORE_STRIDE = BF16_BLOCK + 16 };  // TILE: bf16 in a tile

typedef struct bf16_room {
  uint16_t *keys;      // [keys / 16][width / 32] tiles of 32 components by 16 keys
  uint16_t *values;    // [keys / 32][width / 16] tiles of 32 keys by 16 components
  uint16_t *query[2];  // [width / 32] tiles of 16 queries by 32 components
  float *scores[2];    // [16][SCORE_STRIDE]; each row's exponentials, as bf16, replace it from its start
  float *sums;         // [16][width]
  size_t padded, width;
} bf16_room;

INLINE bf16_room bf16_room_of(size_t keys, size_t width, void *memory) {
  bf16_room room = {.padded = rounded(keys, 32), .width = rounded(width, 32)};
  room.keys = memory;
  room.values = room.keys + room.padded * room.width;
  room.query[0] = room.values + room.padded * room.width;
  room.query[1] = room.query[0] + 16 * room.width;
  room.scores[0] = (float *)(room.query[1] + 16 * room.width);
  room.scores[1] = room.scores[0] + 16 * SCORE_STRIDE;
  room.sums = room.scores[1] + 16 * SCORE_STRIDE;
  return room;
}

// Enough for this and for the f32 path.
static size_t attention_either_scratch_bytes(size_t keys, size_t width) {
  size_t padded = rounded(keys, 32), wide = rounded(width, 32);
  size_t own = (2 * padded + 2 * 16) * wide * 2 + 16 * (2 * SCORE_STRIDE + wide) * 4;
  size_t other = attention_scratch_bytes(keys, width);
  return own > other ? own : other;
}

static void bf16_pack(const ck_attention_head *h, const bf16_room *room) {
  size_t chunks = room->width / 32, halves = room->width / 16;
  for (size_t first = 0; first < room->padded; first += 16)
    for (size_t chunk = 0; chunk < chunks; chunk++) {
      __m512i rows[16];
      size_t count = h->width - chunk * 32;
      for (size_t j = 0; j < 16; j++)
        rows[j] = first + j < h->keys ? bf16_row(h->key + (first + j) * h->key_stride + chunk * 32, count, 1)
                                      : _mm512_setzero_si512();
      transpose_16(rows);
      uint16_t *tile = room->keys + (first / 16 * chunks + chunk) * TILE;
      for (size_t j = 0; j < 16; j++) _mm512_store_si512(tile + j * 32, rows[j]);
    }
  for (size_t pair = 0; pair < room->padded; pair += 2)
    for (size_t half = 0; half < halves; half++) {
      size_t from = half * 16, count = from >= h->width ? 0 : h->width - from < 16 ? h->width - from : 16;
      const float *rows[2] = {h->value + pair * h->value_stride + from, h->value + (pair + 1) * h->value_stride + from};
      __m512i both = bf16_pairs(pair < h->keys ? rows[0] : NULL, pair + 1 < h->keys ? rows[1] : NULL, count);
      uint16_t *tile = room->values + (pair / 32 * halves + half) * TILE;
      _mm512_store_si512(tile + pair % 32 * 16, both);
    }
}

// A block of 16 queries against at most BF16_BLOCK keys. Units alternate between two halves of the room, so that the
// tiles can work on one while the vectors work on the other.
typedef struct bf16_unit {
  size_t first, block, count;
  size_t half;
} bf16_unit;

INLINE void bf16_load_query(const ck_attention_head *h, const bf16_room *room, bf16_unit unit) {
  const float base_2 = h->scale * LOG2_E;
  for (size_t r = 0; r < 16; r++)
    for (size_t chunk = 0; chunk < room->width / 32; chunk++) {
      const float *query = h->query + (unit.first + r) * h->query_stride + chunk * 32;
      __m512i row = unit.first + r < h->queries ? bf16_row(query, h->width - chunk * 32, base_2) : _mm512_setzero_si512();
      _mm512_store_si512(room->query[unit.half] + chunk * TILE + r * 32, row);
    }
}

// scores[16][from ..< to] = query · keysᵀ; both ends are multiples of 32.
INLINE void bf16_scores(const bf16_room *room, bf16_unit unit, size_t from, size_t to) {
  size_t chunks = room->width / 32;
  const uint16_t *query = room->query[unit.half];
  float *scores = room->scores[unit.half];
  for (size_t j = from; j < to; j += 32) {
    const uint16_t *pair = room->keys + (unit.block + j) * room->width;
    _tile_zero(0);
    _tile_zero(1);
    for (size_t chunk = 0; chunk < chunks; chunk++) {
      _tile_loadd(4, query + chunk * TILE, 64);
      _tile_loadd(5, pair + chunk * TILE, 64);
      _tile_dpbf16ps(0, 4, 5);
      _tile_loadd(6, pair + (chunks + chunk) * TILE, 64);
      _tile_dpbf16ps(1, 4, 6);
    }
    _tile_stored(0, scores + j, SCORE_STRIDE * 4);
    _tile_stored(1, scores + j + 16, SCORE_STRIDE * 4);
  }
}

// sums[16][width] += exponentials · values, 32 components at a time. Two pairs of sums take turns, since each product
// must wait for the one before it.
INLINE void bf16_combine(const bf16_room *room, bf16_unit unit) {
  size_t halves = room->width / 16;
  const uint16_t *exponentials = (const uint16_t *)room->scores[unit.half];
  for (size_t half = 0; half < halves; half += 2) {
    float *sums = room->sums + half * 16, others[2][16][16] __attribute__((aligned(64)));
    _tile_loadd(0, sums, room->width * 4);
    _tile_loadd(1, sums + 16, room->width * 4);
    _tile_zero(2);
    _tile_zero(3);
    for (size_t j = 0; j < unit.count; j += 32) {
      const uint16_t *pair = room->values + (unit.block + j) * room->width + half * TILE;
      _tile_loadd(5, pair, 64);
      _tile_loadd(6, pair + TILE, 64);
      _tile_loadd(4, exponentials + j, SCORE_STRIDE * 4);
      if (j % 64) {
        _tile_dpbf16ps(2, 4, 5);
        _tile_dpbf16ps(3, 4, 6);
      } else {
        _tile_dpbf16ps(0, 4, 5);
        _tile_dpbf16ps(1, 4, 6);
      }
    }
    _tile_stored(0, sums, room->width * 4);
    _tile_stored(1, sums + 16, room->width * 4);
    _tile_stored(2, others[0], 64);
    _tile_stored(3, others[1], 64);
    for (size_t r = 0; r < 16; r++)
      for (size_t i = 0; i < 2; i++) {
        float *row = sums + r * room->width + i * 16;
        store(row, load(row) + load(others[i][r]));
      }
  }
}

INLINE void bf16_finish(const ck_attention_head *h, const bf16_room *room, size_t first, const float *total) {
  for (size_t r = 0; r < 16 && first + r < h->queries; r++) {
    float *context = h->context + (first + r) * h->context_stride, inverse = 1.0f / total[r];
    for (size_t d = 0; d < h->width; d += LANES) {
      vf v = load(room->sums + r * room->width + d) * inverse;
      if (h->width - d >= LANES) store(context + d, v);
      else store_some(context + d, v, h->width - d);
    }
  }
}

static void attention_bf16_forward(const ck_attention_head *h, void *scratch) {
  bf16_room room = bf16_room_of(h->keys, h->width, scratch);
  size_t blocks = (room.padded + BF16_BLOCK - 1) / BF16_BLOCK, units = (h->queries + 15) / 16 * blocks;
  float most[16], total[16];
  bf16_pack(h, &room);
  tile_shape before;
  tiles_begin(&before);
  bf16_unit next = {.count = room.padded < BF16_BLOCK ? room.padded : BF16_BLOCK};
  bf16_load_query(h, &room, next);
  bf16_scores(&room, next, 0, next.count);
  for (size_t u = 0; u < units; u++) {
    bf16_unit unit = next;
    next = (bf16_unit){.first = (u + 1) / blocks * 16, .block = (u + 1) % blocks * BF16_BLOCK, .half = (u + 1) % 2};
    next.count = u + 1 == units ? 0 : room.padded - next.block < BF16_BLOCK ? room.padded - next.block : BF16_BLOCK;
    if (next.count) bf16_load_query(h, &room, next);
    if (unit.block == 0) memset(room.sums, 0, 16 * room.width * sizeof(float));
    float now[16];
    for (size_t r = 0; r < 16; r++) {
      float *scores = room.scores[unit.half] + r * SCORE_STRIDE;
      if (unit.first + r < h->queries)
        attention_add_bias(
            h, scores, (ptrdiff_t)unit.block - (ptrdiff_t)(unit.first + r), attention_seen(h, unit.block, unit.count),
            LOG2_E);
      for (size_t j = h->keys > unit.block ? h->keys - unit.block : 0; j < unit.count; j++) scores[j] = -INFINITY;
      now[r] = bf16_largest(scores, unit.count, unit.block == 0 ? -INFINITY : most[r]);
    }
    for (size_t r = 0; r < 16; r++) {
      float sum = bf16_exponentials(room.scores[unit.half] + r * SCORE_STRIDE, unit.count, now[r]);
      if (unit.block == 0) {
        total[r] = sum;
      } else {
        float share = power_of_two(_mm512_set1_ps(most[r] - now[r]))[0];
        total[r] = total[r] * share + sum;
        for (size_t d = 0; d < room.width; d += LANES)
          store(room.sums + r * room.width + d, load(room.sums + r * room.width + d) * share);
      }
      most[r] = now[r];
      size_t pairs = next.count / 32;
      bf16_scores(&room, next, pairs * r / 16 * 32, pairs * (r + 1) / 16 * 32);
    }
    bf16_combine(&room, unit);
    if (unit.block + BF16_BLOCK >= room.padded) bf16_finish(h, &room, unit.first, total);
  }
  tiles_end(&before);
}

#undef LOG2_E
