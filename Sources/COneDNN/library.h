// oneDNN, loaded when the first product asks for it: a process that multiplies in its own kernels only, as inference in
// int8 does, never pays for it. The functions that the door uses are looked up by name, each with its declared type.
#ifndef PERUSE_ONEDNN_LIBRARY_H
#define PERUSE_ONEDNN_LIBRARY_H

#include <oneapi/dnnl/dnnl.h>

#define ONEDNN_FUNCTIONS(F) \
  F(dnnl_version) \
  F(dnnl_engine_create) \
  F(dnnl_stream_create) \
  F(dnnl_stream_destroy) \
  F(dnnl_stream_wait) \
  F(dnnl_memory_create) \
  F(dnnl_memory_destroy) \
  F(dnnl_memory_desc_get_size) \
  F(dnnl_primitive_attr_create) \
  F(dnnl_primitive_attr_destroy) \
  F(dnnl_primitive_attr_set_post_ops) \
  F(dnnl_primitive_attr_set_scratchpad_mode) \
  F(dnnl_post_ops_create) \
  F(dnnl_post_ops_destroy) \
  F(dnnl_post_ops_append_sum) \
  F(dnnl_primitive_create) \
  F(dnnl_primitive_destroy) \
  F(dnnl_primitive_execute) \
  F(dnnl_primitive_desc_destroy) \
  F(dnnl_primitive_desc_query) \
  F(dnnl_primitive_desc_query_md) \
  F(dnnl_reorder_primitive_desc_create) \
  F(dnnl_sgemm) \
  ONEDNN_FUNCTIONS_OF_VERSION(F)

#if DNNL_VERSION_MAJOR >= 3
#define ONEDNN_FUNCTIONS_OF_VERSION(F) \
  F(dnnl_memory_desc_destroy) \
  F(dnnl_memory_desc_create_with_strides) \
  F(dnnl_memory_desc_create_with_tag) \
  F(dnnl_matmul_primitive_desc_create)
#else
#define ONEDNN_FUNCTIONS_OF_VERSION(F) \
  F(dnnl_memory_desc_init_by_strides) \
  F(dnnl_memory_desc_init_by_tag) \
  F(dnnl_matmul_desc_init) \
  F(dnnl_primitive_desc_create)
#endif

#define ONEDNN_QUOTED(x) #x
#define ONEDNN_QUOTE(x) ONEDNN_QUOTED(x)
#define ONEDNN_LIBRARY "libdnnl.so." ONEDNN_QUOTE(DNNL_VERSION_MAJOR)

#define ONEDNN_DECLARE(name) __typeof__(&name) name;
typedef struct onednn_functions {
  ONEDNN_FUNCTIONS(ONEDNN_DECLARE)
} onednn_functions;

// Written once, before anything calls through it.
static onednn_functions dnn;

#endif
