// Fused attention over tiles of ROWS queries by PANEL keys; included once per level, which says how many
// accumulators its registers hold: ATTENTION_ROWS × ATTENTION_VECTORS of sixteen floats.

#define ROWS ((size_t)ATTENTION_ROWS)
#define VECTORS ((size_t)ATTENTION_VECTORS)
#define PANEL (VECTORS * LANES)
#define BLOCK ((size_t)512)

INLINE size_t rounded(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

// How many of the `count` keys from `block` on there are.
INLINE size_t attention_seen(const ck_attention_head *h, size_t block, size_t count) {
  return h->keys <= block ? 0 : h->keys - block < count ? h->keys - block : count;
}

typedef struct attention_room {
  float *keys;    // [keys / PANEL][width][PANEL]
  float *values;  // [keys][width]
  float *query;   // [ROWS][width], scaled
  float *scores;  // [ROWS][BLOCK]
  float *sums;    // [ROWS][width]
  size_t padded, width;
} attention_room;

INLINE attention_room attention_room_of(size_t keys, size_t width, float *memory) {
  attention_room room = {.padded = rounded(keys, PANEL), .width = rounded(width, LANES)};
  room.keys = memory;
  room.values = room.keys + room.padded * room.width;
  room.query = room.values + room.padded * room.width;
  room.scores = room.query + ROWS * room.width;
  room.sums = room.scores + ROWS * BLOCK;
  return room;
}

static size_t attention_scratch_bytes(size_t keys, size_t width) {
  size_t padded = rounded(keys, PANEL), wide = rounded(width, LANES);
  return (2 * padded * wide + 2 * ROWS * wide + ROWS * BLOCK) * sizeof(float);
}

// 1. Keys by panels with positions side by side, values row after row; what is beyond either end is 0.
static void attention_pack(const ck_attention_head *h, const attention_room *room) {
  size_t width = room->width;
  for (size_t panel = 0; panel < room->padded; panel += PANEL) {
    float *to = room->keys + panel * width;
    if (panel + PANEL > h->keys || width > h->width) memset(to, 0, width * PANEL * sizeof(float));
    for (size_t j = 0; j < PANEL && panel + j < h->keys; j++) {
      const float *from = h->key + (panel + j) * h->key_stride;
      for (size_t d = 0; d < h->width; d++) to[d * PANEL + j] = from[d];
    }
  }
  for (size_t j = 0; j < room->padded; j++) {
    float *to = room->values + j * width;
    size_t copied = j < h->keys ? h->width : 0;
    if (copied) memcpy(to, h->value + j * h->value_stride, copied * sizeof(float));
    memset(to + copied, 0, (width - copied) * sizeof(float));
  }
}

// 2. scores[ROWS, PANEL] = query · keysᵀ
INLINE void attention_scores(const float *query, const float *keys, float *scores, size_t width) {
  vf sum[ATTENTION_ROWS][ATTENTION_VECTORS];
  for (size_t r = 0; r < ROWS; r++)
    for (size_t v = 0; v < VECTORS; v++) sum[r][v] = (vf)0;
  for (size_t d = 0; d < width; d++) {
    vf key[ATTENTION_VECTORS];
    for (size_t v = 0; v < VECTORS; v++) key[v] = load(keys + d * PANEL + v * LANES);
    for (size_t r = 0; r < ROWS; r++)
      for (size_t v = 0; v < VECTORS; v++) sum[r][v] += query[r * width + d] * key[v];
  }
  for (size_t r = 0; r < ROWS; r++)
    for (size_t v = 0; v < VECTORS; v++) store(scores + r * BLOCK + v * LANES, sum[r][v]);
}

// Adds what each of a row's keys has by its distance from the query, `first` being the distance of the first key.
INLINE void attention_add_bias(const ck_attention_head *h, float *scores, ptrdiff_t first, size_t count, float factor) {
  if (!h->bias) return;
  const float *bias = h->bias + first;
  for (size_t j = 0; j < count; j++) scores[j] += factor * bias[j];
}

// 3. One row's scores become exponentials around the largest score so far; what was summed around an earlier
// maximum is scaled down to it.
INLINE void attention_exponentials(float *scores, size_t count, float *most, float *total, float *sums, size_t width) {
  // Several maxima side by side, as each takes some cycles; `count` is a multiple of PANEL.
  vf top[4] = {(vf)*most, (vf)*most, (vf)*most, (vf)*most};
  size_t whole = count / (4 * LANES) * (4 * LANES);
  for (size_t j = 0; j < whole; j += 4 * LANES)
    for (size_t i = 0; i < 4; i++) top[i] = larger(load(scores + j + i * LANES), top[i]);
  for (size_t j = whole; j < count; j += LANES) top[0] = larger(load(scores + j), top[0]);
  float now = max_of(larger(larger(top[0], top[1]), larger(top[2], top[3])));
  vf added = (vf)0;
  for (size_t j = 0; j < count; j += LANES) {
    vf e = exp_of(load(scores + j) - now);
    added += e;
    store(scores + j, e);
  }
  float share = exp_of((vf)(*most - now))[0];
  if (*most == -INFINITY) share = 0;
  if (share != 1)
    for (size_t d = 0; d < width; d += LANES) store(sums + d, load(sums + d) * share);
  *total = *total * share + sum_of(added);
  *most = now;
}

// 4. sums[ROWS, CHUNK] += exponentials · values
#define ATTENTION_COMBINE(NAME, CHUNK) \
  INLINE void NAME(const float *scores, size_t count, const float *values, float *sums, size_t width) { \
    vf sum[ATTENTION_ROWS][CHUNK]; \
    for (size_t r = 0; r < ROWS; r++) \
      for (size_t v = 0; v < CHUNK; v++) sum[r][v] = load(sums + r * width + v * LANES); \
    for (size_t j = 0; j < count; j++) { \
      vf value[CHUNK]; \
      for (size_t v = 0; v < CHUNK; v++) value[v] = load(values + j * width + v * LANES); \
      for (size_t r = 0; r < ROWS; r++) \
        for (size_t v = 0; v < CHUNK; v++) sum[r][v] += scores[r * BLOCK + j] * value[v]; \
    } \
    for (size_t r = 0; r < ROWS; r++) \
      for (size_t v = 0; v < CHUNK; v++) store(sums + r * width + v * LANES, sum[r][v]); \
  }
ATTENTION_COMBINE(attention_combine_1, 1)
ATTENTION_COMBINE(attention_combine_2, 2)

INLINE void attention_combine(const float *scores, size_t count, const float *values, float *sums, size_t width) {
  size_t d = 0;
  if (VECTORS > 1)
    for (; d + 2 * LANES <= width; d += 2 * LANES) attention_combine_2(scores, count, values + d, sums + d, width);
  for (; d < width; d += LANES) attention_combine_1(scores, count, values + d, sums + d, width);
}

static void attention_forward(const ck_attention_head *h, void *scratch) {
  attention_room room = attention_room_of(h->keys, h->width, scratch);
  size_t width = room.width;
  attention_pack(h, &room);
  for (size_t first = 0; first < h->queries; first += ROWS) {
    size_t rows = h->queries - first < ROWS ? h->queries - first : ROWS;
    float most[ATTENTION_ROWS], total[ATTENTION_ROWS];
    memset(room.query, 0, ROWS * width * sizeof(float));
    memset(room.sums, 0, ROWS * width * sizeof(float));
    for (size_t r = 0; r < ROWS; r++) {
      most[r] = -INFINITY;
      total[r] = 0;
      if (r >= rows) continue;
      const float *query = h->query + (first + r) * h->query_stride;
      for (size_t d = 0; d < h->width; d++) room.query[r * width + d] = query[d] * h->scale;
    }
    for (size_t block = 0; block < room.padded; block += BLOCK) {
      size_t count = room.padded - block < BLOCK ? room.padded - block : BLOCK;
      for (size_t j = 0; j < count; j += PANEL)
        attention_scores(room.query, room.keys + (block + j) * width, room.scores + j, width);
      for (size_t r = 0; r < ROWS; r++) {
        float *scores = room.scores + r * BLOCK;
        if (r < rows)
          attention_add_bias(h, scores, (ptrdiff_t)block - (ptrdiff_t)(first + r), attention_seen(h, block, count), 1);
        for (size_t j = h->keys > block ? h->keys - block : 0; j < count; j++) scores[j] = -INFINITY;
        attention_exponentials(scores, count, &most[r], &total[r], room.sums + r * width, width);
      }
      attention_combine(room.scores, count, room.values + block * width, room.sums, width);
    }
    for (size_t r = 0; r < rows; r++) {
      float *context = h->context + (first + r) * h->context_stride, inverse = 1.0f / total[r];
      for (size_t d = 0; d < h->width; d++) context[d] = room.sums[r * width + d] * inverse;
    }
  }
}

#undef ROWS
#undef VECTORS
#undef PANEL
#undef BLOCK
