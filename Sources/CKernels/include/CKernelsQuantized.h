// int8: activations u8, quantized per row as they come; weights s8, one scale per output channel.
//
// Rows of bytes are `ck_padded_inputs` long, and weights are packed for the same length: sums of four products, in any
// order, are exact, so that every level gives the same integers.
#ifndef PERUSE_CKERNELS_QUANTIZED_H
#define PERUSE_CKERNELS_QUANTIZED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A linear map with weights [outputs, inputs].
typedef struct ck_quantized_layer {
  size_t inputs, outputs;
  /// As `ck_pack_weights` laid them out.
  const int8_t *_Nonnull packed;
  /// One for each output.
  const float *_Nonnull scales;
  /// Sum of each output's int8 weights, which takes the zero point of the activations out again.
  const int32_t *_Nonnull sums;
  const float *_Nonnull bias;
} ck_quantized_layer;

/// Rows of activations: bytes [rows, padded inputs], and what each row's bytes stand for.
typedef struct ck_quantized_rows {
  uint8_t *_Nonnull bytes;
  float *_Nonnull scale;
  int32_t *_Nonnull zero;
} ck_quantized_rows;

/// `inputs` rounded up to a multiple of 64.
size_t ck_padded_inputs(size_t inputs);
/// Bytes of packed weights.
size_t ck_packed_bytes(size_t inputs, size_t outputs);
/// Lays out weights [outputs, inputs] as [outputs / 16][inputs / 4][16][4], and sums each output's.
void ck_pack_weights(const int8_t *_Nonnull weights, size_t inputs, size_t outputs, int8_t *_Nonnull packed,
                     int32_t *_Nonnull sums);

typedef struct ck_quantized_table {
  /// y = q · scale
  void (*_Nonnull widen_row)(const int8_t *_Nonnull q, float scale, float *_Nonnull y, size_t n);
  /// q = round(x / scale) in −127...127, with the scale that the largest magnitude asks for; returns the scale.
  float (*_Nonnull narrow_row)(const float *_Nonnull x, int8_t *_Nonnull q, size_t n);
  /// Row r becomes round(x / scale[r]) + zero[r] in 0...255; 0 itself is always represented exactly. Padding becomes 0.
  void (*_Nonnull quantize_rows)(const float *_Nonnull x, ck_quantized_rows q, size_t rows, size_t columns);
  /// y [rows, outputs] = x · weightsᵀ + bias, then GELU where asked; `rows` is a multiple of 16.
  void (*_Nonnull linear_rows)(ck_quantized_rows x, const ck_quantized_layer *_Nonnull layer, float *_Nonnull y,
                               size_t rows, bool gelu);
} ck_quantized_table;

#endif
