// Fused scaled dot-product attention: the scores of a tile never leave the cache.
#ifndef PERUSE_CKERNELS_ATTENTION_H
#define PERUSE_CKERNELS_ATTENTION_H

#include <stddef.h>

/// One head over one sequence: context[i] = Σ_j softmax_j(scale · query[i] · key[j] + bias[j − i]) value[j].
///
/// `bias` is at distance 0 of a table with a number for each distance from 1 − queries to keys − 1; null for none.
/// Each pointer is at the head's first component; strides are floats from one position to the next. `context` may be
/// the memory of `query`. Scratch memory grows linearly with `keys`.
typedef struct ck_attention_head {
  const float *_Nonnull query, *_Nonnull key, *_Nonnull value;
  float *_Nonnull context;
  size_t queries, keys, width;
  size_t query_stride, key_stride, value_stride, context_stride;
  float scale;
  const float *_Nullable bias;
} ck_attention_head;

typedef struct ck_attention_table {
  /// Bytes of 64-byte aligned scratch memory for a head of this shape.
  size_t (*_Nonnull scratch_bytes)(size_t keys, size_t width);
  /// In f32. Softmax over tiles as in Milakov and Gimelshein 2018 and Dao et al. 2022.
  void (*_Nonnull forward)(const ck_attention_head *_Nonnull head, void *_Nonnull scratch);
  /// With products of bf16 and sums in f32 where the processor has them, on tiles or in vectors; otherwise as `forward`.
  void (*_Nonnull forward_bf16)(const ck_attention_head *_Nonnull head, void *_Nonnull scratch);
} ck_attention_table;

#endif
