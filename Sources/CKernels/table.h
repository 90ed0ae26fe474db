// One level's table; included last, with TABLE naming it.
const ck_table TABLE = {
  .level = LEVEL,
  .name = LEVEL_NAME,
  .exp = exp_each,
  .tanh = tanh_each,
  .sigmoid = sigmoid_each,
  .gelu = gelu_each,
  .softmax_rows = softmax_rows,
  .masked_softmax_rows = masked_softmax_rows,
  .layer_norm_rows = layer_norm_rows,
  .add_bias_rows = add_bias_rows,
  .bias_gelu_rows = bias_gelu_rows,
  .f16_to_f32 = f16_to_f32,
  .f32_to_f16 = f32_to_f16,
  .bf16_to_f32 = bf16_to_f32,
  .f32_to_bf16 = f32_to_bf16,
  .quantized = {
    .widen_row = widen_row,
    .narrow_row = narrow_row,
    .quantize_rows = quantize_rows,
    .linear_rows = linear_rows,
  },
  .attention = {
    .forward = attention_forward,
#if defined(ATTENTION_IN_BF16)
    .scratch_bytes = attention_either_scratch_bytes,
    .forward_bf16 = attention_bf16_forward,
#else
    .scratch_bytes = attention_scratch_bytes,
    .forward_bf16 = attention_forward,
#endif
  },
};
