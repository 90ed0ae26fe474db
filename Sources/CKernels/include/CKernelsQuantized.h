// int8: activations u8, quantized per row as they come; weights s8, one scale per output channel.
#ifndef PERUSE_CKERNELS_QUANTIZED_H
#define PERUSE_CKERNELS_QUANTIZED_H

#include <stddef.h>
#include <stdint.h>

/// What one int8 layer keeps beside its weights [outputs, inputs]; each array has one entry for an output.
typedef struct ck_quantized_layer {
  const float *_Nonnull scales;
  /// Sum of each output's int8 weights, which takes the zero point of the activations out again.
  const int32_t *_Nonnull sums;
  const float *_Nonnull bias;
} ck_quantized_layer;

typedef struct ck_quantized_table {
  /// y = q · scale
  void (*_Nonnull widen_row)(const int8_t *_Nonnull q, float scale, float *_Nonnull y, size_t n);
  /// q = round(x / scale) in −127...127, with the scale that the largest magnitude asks for; returns the scale.
  float (*_Nonnull narrow_row)(const float *_Nonnull x, int8_t *_Nonnull q, size_t n);
  /// Row r becomes round(x / scale[r]) + zero[r] in 0...255; 0 itself is always represented exactly.
  void (*_Nonnull quantize_rows)(const float *_Nonnull x, uint8_t *_Nonnull q, float *_Nonnull scale,
                                 int32_t *_Nonnull zero, size_t rows, size_t columns);
  /// y = (product − zero[row] · sums) · scale[row] · scales + bias
  void (*_Nonnull dequantize_rows)(const int32_t *_Nonnull product, ck_quantized_layer layer, const float *_Nonnull scale,
                                   const int32_t *_Nonnull zero, float *_Nonnull y, size_t rows, size_t columns);
  /// The same, then GELU.
  void (*_Nonnull dequantize_gelu_rows)(const int32_t *_Nonnull product, ck_quantized_layer layer,
                                        const float *_Nonnull scale, const int32_t *_Nonnull zero, float *_Nonnull y,
                                        size_t rows, size_t columns);
} ck_quantized_table;

#endif
