// What attention with products of bf16 needs, on tiles and without them: rows as bf16, and exponentials that are stored as it.

// Thirty-two floats as bf16, with zeros from `count` on.
INLINE __m512i bf16_row(const float *p, size_t count, float scale) {
  if (count >= 32) return (__m512i)_mm512_cvtne2ps_pbh(BITS_TO(__m512, load(p + 16) * scale), BITS_TO(__m512, load(p) * scale));
  float some[32] = {0};
  memcpy(some, p, count * sizeof(float));
  return (__m512i)_mm512_cvtne2ps_pbh(BITS_TO(__m512, load(some + 16) * scale), BITS_TO(__m512, load(some) * scale));
}

// Sixteen pairs of floats side by side as bf16: (a[0], b[0]), (a[1], b[1]), and so on. A row that is not there is 0.
INLINE __m512i bf16_pairs(const float *a, const float *b, size_t count) {
  vf low = a ? load_some(a, count, 0) : (vf)0, high = b ? load_some(b, count, 0) : (vf)0;
  __m512i interleave = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5,
                                        20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  __m512i both = (__m512i)_mm512_cvtne2ps_pbh(BITS_TO(__m512, high), BITS_TO(__m512, low));
  return _mm512_permutexvar_epi16(interleave, both);
}

// 2^x for x ≤ 0, within 7.5e-5 of itself: bf16 keeps less. The cubic holds for the fraction, from 0 to 1.
INLINE __m512 power_of_two(__m512 x) {
  __m512 fraction = _mm512_reduce_ps(x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
  __m512 p = _mm512_fmadd_ps(_mm512_set1_ps(7.80245e-2f), fraction, _mm512_set1_ps(2.2606722e-1f));
  p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(6.958335e-1f));
  p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(9.9992522e-1f));
  return _mm512_scalef_ps(p, x);
}

// The largest of `count` scores, a multiple of 32, and `most`. Several maxima run side by side, as each takes four cycles.
INLINE float bf16_largest(const float *scores, size_t count, float most) {
  __m512 top[4];
  for (int i = 0; i < 4; i++) top[i] = _mm512_set1_ps(most);
  size_t j = 0;
  for (; j + 64 <= count; j += 64)
    for (int i = 0; i < 4; i++) top[i] = _mm512_max_ps(_mm512_load_ps(scores + j + i * 16), top[i]);
  for (; j < count; j += 16) top[0] = _mm512_max_ps(_mm512_load_ps(scores + j), top[0]);
  return max_of(BITS_TO(vf, _mm512_max_ps(_mm512_max_ps(top[0], top[1]), _mm512_max_ps(top[2], top[3]))));
}

// One row becomes exponentials around its largest score so far, `now`, written over the scores as bf16; returns their sum.
INLINE float bf16_exponentials(float *scores, size_t count, float now) {
  __m512 base = _mm512_set1_ps(now), even = _mm512_setzero_ps(), odd = _mm512_setzero_ps();
  for (size_t j = 0; j < count; j += 32) {
    __m512 a = power_of_two(_mm512_sub_ps(_mm512_load_ps(scores + j), base));
    __m512 b = power_of_two(_mm512_sub_ps(_mm512_load_ps(scores + j + 16), base));
    even = _mm512_add_ps(even, a);
    odd = _mm512_add_ps(odd, b);
    _mm512_store_si512((uint16_t *)scores + j, (__m512i)_mm512_cvtne2ps_pbh(b, a));
  }
  return sum_of(BITS_TO(vf, _mm512_add_ps(even, odd)));
}
