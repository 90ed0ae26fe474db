// A step of a gated recurrent unit and a tile of attention, forward and backward; included once per level.

static void gru(const ck_gru_step *s) {
  size_t hidden = s->hidden;
  for (size_t b = 0; b < s->batch; b++) {
    const float *gx = s->gx + b * s->gx_stride, *gh = s->gh + b * 3 * hidden;
    float *state = s->state + b * hidden, *gates = s->gates + b * s->gates_stride;
    float *before = s->before + b * s->before_stride, *output = s->output + b * s->output_stride;
    memcpy(before, state, hidden * sizeof(float));
    if (!s->active[b]) {
      memset(output, 0, hidden * sizeof(float));
      continue;
    }
    EACH(i, m, hidden) {
      vf r = sigmoid_of(get(gx + i, m) + get(gh + i, m));
      vf z = sigmoid_of(get(gx + hidden + i, m) + get(gh + hidden + i, m));
      vf from_state = get(gh + 2 * hidden + i, m);
      vf n = tanh_of(get(gx + 2 * hidden + i, m) + r * from_state);
      vf h = (1.0f - z) * n + z * get(before + i, m);
      put(gates + i, r, m);
      put(gates + hidden + i, z, m);
      put(gates + 2 * hidden + i, n, m);
      put(gates + 3 * hidden + i, from_state, m);
      put(state + i, h, m);
      put(output + i, h, m);
    }
  }
}

static void gru_back(const ck_gru_step_back *s) {
  size_t hidden = s->hidden;
  for (size_t b = 0; b < s->batch; b++) {
    const float *gates = s->gates + b * s->gates_stride, *before = s->before + b * s->before_stride;
    const float *d_output = s->d_output + b * s->d_output_stride;
    float *d_state = s->d_state + b * hidden, *d_gx = s->d_gx + b * s->d_stride, *d_gh = s->d_gh + b * s->d_stride;
    if (!s->active[b]) {
      memset(d_gx, 0, 3 * hidden * sizeof(float));
      memset(d_gh, 0, 3 * hidden * sizeof(float));
      continue;
    }
    EACH(i, m, hidden) {
      vf r = get(gates + i, m), z = get(gates + hidden + i, m), n = get(gates + 2 * hidden + i, m);
      // h' = (1 − z) · n + z · h
      vf d = get(d_state + i, m) + get(d_output + i, m);
      vf dn = d * (1.0f - z) * (1.0f - n * n);
      vf dz = d * (get(before + i, m) - n) * z * (1.0f - z);
      // n = tanh(gx_n + r · gh_n)
      vf dr = dn * get(gates + 3 * hidden + i, m) * r * (1.0f - r);
      put(d_state + i, d * z, m);
      put(d_gx + i, dr, m);
      put(d_gx + hidden + i, dz, m);
      put(d_gx + 2 * hidden + i, dn, m);
      put(d_gh + i, dr, m);
      put(d_gh + hidden + i, dz, m);
      put(d_gh + 2 * hidden + i, dn * r, m);
    }
  }
}

static void attention_tile(const ck_attention_tile *t) {
  for (size_t r = 0; r < t->rows; r++) {
    float *p = t->scores + r * t->columns;
    if (t->from[r] >= t->to[r]) {
      memset(p, 0, t->columns * sizeof(float));
      t->correction[r] = 1;
      continue;
    }
    size_t from = (size_t)t->from[r], count = (size_t)t->to[r] - from;
    memset(p, 0, from * sizeof(float));
    memset(p + from + count, 0, (t->columns - from - count) * sizeof(float));
    p += from;
    vf top = (vf)t->most[r], sum = (vf)0;
    EACH(i, m, count) top = larger(top, kept(get(p + i, m) * t->scale, m, -INFINITY));
    float most = max_of(top);
    EACH(i, m, count) {
      vf e = exp_of(get(p + i, m) * t->scale - most);
      sum += kept(e, m, 0);
      put(p + i, e, m);
    }
    float correction = t->most[r] == -INFINITY ? 0 : exp_of((vf)(t->most[r] - most))[0];
    t->total[r] = t->total[r] * correction + sum_of(sum);
    t->most[r] = most;
    t->correction[r] = correction;
  }
}

static void attention_tile_back(const ck_attention_tile_back *t) {
  for (size_t r = 0; r < t->rows; r++) {
    float *p = t->scores + r * t->columns, *dp = t->dp + r * t->columns;
    size_t from = 0, count = 0;
    if (t->from[r] < t->to[r]) from = (size_t)t->from[r], count = (size_t)t->to[r] - from;
    size_t behind = from + count, rest = t->columns - behind;
    memset(p, 0, from * sizeof(float));
    memset(dp, 0, from * sizeof(float));
    memset(p + behind, 0, rest * sizeof(float));
    memset(dp + behind, 0, rest * sizeof(float));
    float log_sum = t->log_sum[r], shared = t->shared[r];
    EACH(i, m, count) {
      vf e = exp_of(get(p + from + i, m) * t->scale - log_sum);
      put(p + from + i, e, m);
    }
    if (t->bits && t->dropped) {
      ck_dropout bits = *t->bits;
      bits.position += r * t->bits_stride;
      dropout(&bits, p, t->dropped + r * t->columns, t->columns, false);
      dropout(&bits, dp, dp, t->columns, false);
    }
    p += from;
    dp += from;
    EACH(i, m, count) put(dp + i, t->scale * get(p + i, m) * (get(dp + i, m) - shared), m);
  }
}
