// oneDNN 2 keeps memory descriptors by value and has an operation descriptor of its own for every
// primitive; oneDNN 3 keeps opaque pointers and goes straight to the primitive descriptor. The rest of the
// door speaks the few words defined here.
#ifndef PERUSE_ONEDNN_DESCRIPTORS_H
#define PERUSE_ONEDNN_DESCRIPTORS_H

#include "library.h"

#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t layout_ref;
typedef dnnl_memory_desc_t layout;
#define LAYOUT_REF(l) (l)
#define LAYOUT_NONE NULL
static inline void layout_free(layout *l) { if (*l) dnn.dnnl_memory_desc_destroy(*l); *l = NULL; }
static inline dnnl_status_t layout_strided(layout *l, const dnnl_dims_t dims, dnnl_data_type_t type, const dnnl_dims_t strides) {
  return dnn.dnnl_memory_desc_create_with_strides(l, 2, dims, type, strides);
}
static inline dnnl_status_t layout_any(layout *l, const dnnl_dims_t dims, dnnl_data_type_t type) {
  return dnn.dnnl_memory_desc_create_with_tag(l, 2, dims, type, dnnl_format_tag_any);
}
static inline dnnl_status_t append_sum(dnnl_post_ops_t ops) {
  return dnn.dnnl_post_ops_append_sum(ops, 1.0f, 0, dnnl_data_type_undef);
}
static inline dnnl_status_t matmul_description(dnnl_primitive_desc_t *out, layout_ref a, layout_ref b, layout_ref c,
                                               dnnl_primitive_attr_t attributes, dnnl_engine_t engine) {
  return dnn.dnnl_matmul_primitive_desc_create(out, engine, a, b, NULL, c, attributes);
}
#else
typedef const dnnl_memory_desc_t *layout_ref;
typedef dnnl_memory_desc_t layout;
#define LAYOUT_REF(l) (&(l))
#define LAYOUT_NONE {0}
static inline void layout_free(layout *l) { (void)l; }
static inline dnnl_status_t layout_strided(layout *l, const dnnl_dims_t dims, dnnl_data_type_t type, const dnnl_dims_t strides) {
  return dnn.dnnl_memory_desc_init_by_strides(l, 2, dims, type, strides);
}
static inline dnnl_status_t layout_any(layout *l, const dnnl_dims_t dims, dnnl_data_type_t type) {
  return dnn.dnnl_memory_desc_init_by_tag(l, 2, dims, type, dnnl_format_tag_any);
}
static inline dnnl_status_t append_sum(dnnl_post_ops_t ops) { return dnn.dnnl_post_ops_append_sum(ops, 1.0f); }
static inline dnnl_status_t matmul_description(dnnl_primitive_desc_t *out, layout_ref a, layout_ref b, layout_ref c,
                                               dnnl_primitive_attr_t attributes, dnnl_engine_t engine) {
  dnnl_matmul_desc_t operation;
  dnnl_status_t status = dnn.dnnl_matmul_desc_init(&operation, a, b, NULL, c);
  return status ? status : dnn.dnnl_primitive_desc_create(out, &operation, attributes, engine, NULL);
}
#endif

#endif
