#include "COneDNN.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "descriptors.h"

#define TRY(call) do { if ((status = (call))) goto done; } while (0)

struct onednn_matmul {
  dnnl_primitive_desc_t description;
  dnnl_primitive_t primitive;
  dnnl_dims_t b_dims, b_strides;
  bool accumulate;
};

// MARK: One engine for the process, one stream for a thread

enum { LIBRARY_MISSING = -1, FUNCTION_MISSING = -2 };  // no status of oneDNN's is negative

static dnnl_engine_t engine;
static int32_t engine_status;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t stream_key;
// OpenMP's thread count belongs to the calling thread. Its functions are looked up, since a oneDNN that was built
// on another threading runtime has none, and needs none.
static void (*omp_set)(int);
static int (*omp_max)(void);

static void free_stream(void *stream) { dnn.dnnl_stream_destroy(stream); }

static int32_t load(void) {
  void *library = dlopen(ONEDNN_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return LIBRARY_MISSING;
#define FIND(name) if (!(dnn.name = (__typeof__(dnn.name))dlsym(library, #name))) return FUNCTION_MISSING;
  ONEDNN_FUNCTIONS(FIND)
#undef FIND
  omp_set = (void (*)(int))dlsym(library, "omp_set_num_threads");
  omp_max = (int (*)(void))dlsym(library, "omp_get_max_threads");
  return 0;
}

static void start(void) {
  engine_status = load();
  if (engine_status) return;
  engine_status = (int32_t)dnn.dnnl_engine_create(&engine, dnnl_cpu, 0);
  if (!engine_status && pthread_key_create(&stream_key, free_stream)) engine_status = (int32_t)dnnl_out_of_memory;
}

static int32_t prepare(dnnl_stream_t *stream) {
  pthread_once(&once, start);
  if (engine_status || !stream) return engine_status;
  *stream = pthread_getspecific(stream_key);
  if (*stream) return 0;
  dnnl_status_t status = dnn.dnnl_stream_create(stream, engine, dnnl_stream_default_flags);
  if (!status && pthread_setspecific(stream_key, *stream)) status = dnnl_out_of_memory;
  return (int32_t)status;
}

// oneDNN stays on the calling thread between these two; the caller's own setting is put back.
static int enter(void) {
  if (!omp_set || !omp_max) return 0;
  int before = omp_max();
  if (before != 1) omp_set(1);
  return before;
}
static void leave(int before) { if (before > 1) omp_set(before); }

// MARK: Shapes

static dnnl_data_type_t data_type(onednn_type type) {
  switch (type) {
    case ONEDNN_F32: return dnnl_f32;
    case ONEDNN_BF16: return dnnl_bf16;
    case ONEDNN_U8: return dnnl_u8;
    case ONEDNN_S8: return dnnl_s8;
    case ONEDNN_S32: return dnnl_s32;
  }
  return dnnl_data_type_undef;
}

static bool shape_is_sound(const onednn_matmul_shape *s) {
  return s->m > 0 && s->k > 0 && s->n > 0 && s->a_stride >= (s->a_transposed ? s->m : s->k)
    && s->b_stride >= (s->b_transposed ? s->k : s->n) && s->c_stride >= s->n;
}

static void strides_of(dnnl_dims_t strides, bool transposed, int64_t stride) {
  strides[0] = transposed ? 1 : stride;
  strides[1] = transposed ? stride : 1;
}

int32_t onednn_matmul_create(const onednn_matmul_shape *s, onednn_matmul **out) {
  *out = NULL;
  int32_t prepared = prepare(NULL);
  if (prepared) return prepared;
  dnnl_status_t status;
  if (!shape_is_sound(s)) return (int32_t)dnnl_invalid_arguments;
  int before = enter();
  layout a = LAYOUT_NONE, b = LAYOUT_NONE, c = LAYOUT_NONE;
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_post_ops_t ops = NULL;
  onednn_matmul *made = calloc(1, sizeof *made);
  if (!made) { status = dnnl_out_of_memory; goto done; }
  made->accumulate = s->accumulate;

  dnnl_dims_t a_dims = {s->m, s->k}, c_dims = {s->m, s->n}, strides;
  made->b_dims[0] = s->k;
  made->b_dims[1] = s->n;
  strides_of(made->b_strides, s->b_transposed, s->b_stride);
  strides_of(strides, s->a_transposed, s->a_stride);
  TRY(layout_strided(&a, a_dims, data_type(s->a_type), strides));
  strides_of(strides, false, s->c_stride);
  TRY(layout_strided(&c, c_dims, data_type(s->c_type), strides));
  if (s->b_packed) TRY(layout_any(&b, made->b_dims, data_type(s->b_type)));
  else TRY(layout_strided(&b, made->b_dims, data_type(s->b_type), made->b_strides));

  TRY(dnn.dnnl_primitive_attr_create(&attributes));
  TRY(dnn.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
  if (s->accumulate) {
    TRY(dnn.dnnl_post_ops_create(&ops));
    TRY(append_sum(ops));
    TRY(dnn.dnnl_primitive_attr_set_post_ops(attributes, ops));
  }
  TRY(matmul_description(&made->description, LAYOUT_REF(a), LAYOUT_REF(b), LAYOUT_REF(c), attributes, engine));
  TRY(dnn.dnnl_primitive_create(&made->primitive, made->description));
done:
  if (ops) dnn.dnnl_post_ops_destroy(ops);
  if (attributes) dnn.dnnl_primitive_attr_destroy(attributes);
  layout_free(&a);
  layout_free(&b);
  layout_free(&c);
  leave(before);
  if (status) onednn_matmul_destroy(made);
  else *out = made;
  return (int32_t)status;
}

void onednn_matmul_destroy(onednn_matmul *m) {
  if (!m) return;
  if (m->primitive) dnn.dnnl_primitive_destroy(m->primitive);
  if (m->description) dnn.dnnl_primitive_desc_destroy(m->description);
  free(m);
}

// MARK: Questions

static layout_ref layout_of(const onednn_matmul *m, dnnl_query_t what) {
  return dnn.dnnl_primitive_desc_query_md(m->description, what, 0);
}

size_t onednn_matmul_scratch_bytes(const onednn_matmul *m) {
  return dnn.dnnl_memory_desc_get_size(layout_of(m, dnnl_query_scratchpad_md));
}

size_t onednn_matmul_packed_bytes(const onednn_matmul *m) {
  return dnn.dnnl_memory_desc_get_size(layout_of(m, dnnl_query_weights_md));
}

const char *onednn_matmul_kernel(const onednn_matmul *m) {
  const char *name = NULL;
  if (dnn.dnnl_primitive_desc_query(m->description, dnnl_query_impl_info_str, 0, &name) || !name) return "unknown";
  return name;
}

// MARK: Work

int32_t onednn_matmul_pack(const onednn_matmul *m, onednn_type source_type, const void *b, void *packed) {
  dnnl_stream_t stream;
  int32_t prepared = prepare(&stream);
  if (prepared) return prepared;
  dnnl_status_t status;
  int before = enter();
  layout source = LAYOUT_NONE;
  dnnl_primitive_desc_t description = NULL;
  dnnl_primitive_t reorder = NULL;
  dnnl_memory_t from = NULL, to = NULL;
  layout_ref target = layout_of(m, dnnl_query_weights_md);
  TRY(layout_strided(&source, m->b_dims, data_type(source_type), m->b_strides));
  TRY(dnn.dnnl_reorder_primitive_desc_create(&description, LAYOUT_REF(source), engine, target, engine, NULL));
  TRY(dnn.dnnl_primitive_create(&reorder, description));
  TRY(dnn.dnnl_memory_create(&from, LAYOUT_REF(source), engine, (void *)b));
  TRY(dnn.dnnl_memory_create(&to, target, engine, packed));
  dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
  TRY(dnn.dnnl_primitive_execute(reorder, stream, 2, arguments));
  TRY(dnn.dnnl_stream_wait(stream));
done:
  if (from) dnn.dnnl_memory_destroy(from);
  if (to) dnn.dnnl_memory_destroy(to);
  if (reorder) dnn.dnnl_primitive_destroy(reorder);
  if (description) dnn.dnnl_primitive_desc_destroy(description);
  layout_free(&source);
  leave(before);
  return (int32_t)status;
}

int32_t onednn_matmul_run(const onednn_matmul *m, const void *a, const void *b, void *c, void *scratch) {
  dnnl_stream_t stream;
  int32_t prepared = prepare(&stream);
  if (prepared) return prepared;
  dnnl_status_t status;
  int before = enter();
  dnnl_memory_t memory[4] = {NULL};
  layout_ref scratch_layout = layout_of(m, dnnl_query_scratchpad_md);
  int count = dnn.dnnl_memory_desc_get_size(scratch_layout) ? 4 : 3;
  TRY(dnn.dnnl_memory_create(&memory[0], layout_of(m, dnnl_query_src_md), engine, (void *)a));
  TRY(dnn.dnnl_memory_create(&memory[1], layout_of(m, dnnl_query_weights_md), engine, (void *)b));
  TRY(dnn.dnnl_memory_create(&memory[2], layout_of(m, dnnl_query_dst_md), engine, c));
  if (count == 4) TRY(dnn.dnnl_memory_create(&memory[3], scratch_layout, engine, scratch));
  dnnl_exec_arg_t arguments[] = {{DNNL_ARG_SRC, memory[0]},
                                 {DNNL_ARG_WEIGHTS, memory[1]},
                                 {DNNL_ARG_DST, memory[2]},
                                 {DNNL_ARG_SCRATCHPAD, memory[3]}};
  TRY(dnn.dnnl_primitive_execute(m->primitive, stream, count, arguments));
  TRY(dnn.dnnl_stream_wait(stream));
done:
  for (int i = 0; i < 4; i++)
    if (memory[i]) dnn.dnnl_memory_destroy(memory[i]);
  leave(before);
  return (int32_t)status;
}

int32_t onednn_sgemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
                     int64_t a_stride, const float *b, int64_t b_stride, float beta, float *c, int64_t c_stride) {
  int32_t prepared = prepare(NULL);
  if (prepared) return prepared;
  int before = enter();
  dnnl_status_t status = dnn.dnnl_sgemm(a_transposed ? 'T' : 'N', b_transposed ? 'T' : 'N', m, n, k, alpha, a, a_stride, b,
                                    b_stride, beta, c, c_stride);
  leave(before);
  return (int32_t)status;
}

void onednn_loaded_version(int32_t *major, int32_t *minor, int32_t *patch) {
  *major = *minor = *patch = 0;
  if (prepare(NULL)) return;
  const dnnl_version_t *version = dnn.dnnl_version();
  *major = version->major;
  *minor = version->minor;
  *patch = version->patch;
}

bool onednn_status_is_unimplemented(int32_t status) { return status == (int32_t)dnnl_unimplemented; }

const char *onednn_status_text(int32_t status) {
  if (status == LIBRARY_MISSING)
    return "oneDNN's library " ONEDNN_LIBRARY " cannot be loaded; install it (Debian and Ubuntu: libdnnl" ONEDNN_QUOTE(
      DNNL_VERSION_MAJOR) ")";
  if (status == FUNCTION_MISSING) return "oneDNN's library " ONEDNN_LIBRARY " lacks a function; install its own version";
  switch ((dnnl_status_t)status) {
    case dnnl_success: return "success";
    case dnnl_out_of_memory: return "oneDNN ran out of memory";
    case dnnl_invalid_arguments: return "oneDNN refused the shape";
    case dnnl_unimplemented: return "oneDNN has no kernel for this type on this processor";
    case dnnl_runtime_error: return "oneDNN failed while running";
    default: return "oneDNN reported an unknown error";
  }
}
