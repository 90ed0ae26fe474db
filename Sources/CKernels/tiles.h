// Taking AMX tiles and giving them back.

typedef struct __attribute__((aligned(64))) tile_shape {
  uint8_t palette, start, reserved[14];
  uint16_t bytes[16];
  uint8_t rows[16];
} tile_shape;

// Takes the tiles, one palette for all: 16 rows of 64 bytes. What was set before comes back with `tiles_end`:
// oneDNN remembers for each thread how it shaped the tiles, and does not look whether that still holds.
INLINE void tiles_begin(tile_shape *before) {
  _tile_storeconfig(before);
  tile_shape shape;
  memset(&shape, 0, sizeof shape);
  shape.palette = 1;
  for (int tile = 0; tile < 8; tile++) {
    shape.bytes[tile] = 64;
    shape.rows[tile] = 16;
  }
  _tile_loadconfig(&shape);
}

INLINE void tiles_end(const tile_shape *before) {
  if (before->palette == 0)
    _tile_release();
  else
    _tile_loadconfig(before);
}
