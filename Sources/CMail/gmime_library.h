// What is used of GMime 3.0 and GObject, declared here as their manuals give it: the libraries' own headers need
// compiler flags that a package manifest does not let through.
#ifndef CMAIL_GMIME_LIBRARY_H
#define CMAIL_GMIME_LIBRARY_H

#include <stddef.h>
#include <stdint.h>

typedef struct GMimeObject GMimeObject;
typedef struct GMimeMessage GMimeMessage;
typedef struct GMimeStream GMimeStream;
typedef struct GMimeParser GMimeParser;
typedef struct GMimeContentType GMimeContentType;
typedef struct GMimeDataWrapper GMimeDataWrapper;
typedef unsigned long GType;

enum { GMIME_BASE64 = 4, GMIME_QUOTED_PRINTABLE = 5 };

void g_object_unref(void *object);
int g_type_check_instance_is_a(void *instance, GType type);

void g_mime_init(void);
GMimeStream *g_mime_stream_mem_new_with_buffer(const char *buffer, size_t count);
int g_mime_stream_reset(GMimeStream *stream);
int64_t g_mime_stream_tell(GMimeStream *stream);
int64_t g_mime_stream_length(GMimeStream *stream);
GMimeParser *g_mime_parser_new_with_stream(GMimeStream *stream);
void g_mime_parser_set_persist_stream(GMimeParser *parser, int persist);
GMimeMessage *g_mime_parser_construct_message(GMimeParser *parser, void *options);
GMimeObject *g_mime_message_get_mime_part(GMimeMessage *message);
GMimeContentType *g_mime_object_get_content_type(GMimeObject *object);
const char *g_mime_object_get_content_type_parameter(GMimeObject *object, const char *name);
const char *g_mime_object_get_disposition(GMimeObject *object);
const char *g_mime_content_type_get_media_type(GMimeContentType *type);
const char *g_mime_content_type_get_media_subtype(GMimeContentType *type);
GType g_mime_part_get_type(void);
const char *g_mime_part_get_filename(void *part);
GMimeDataWrapper *g_mime_part_get_content(void *part);
GMimeStream *g_mime_data_wrapper_get_stream(GMimeDataWrapper *wrapper);
int g_mime_data_wrapper_get_encoding(GMimeDataWrapper *wrapper);
GType g_mime_multipart_get_type(void);
int g_mime_multipart_get_count(void *multipart);
GMimeObject *g_mime_multipart_get_part(void *multipart, int index);
GType g_mime_message_part_get_type(void);
GMimeMessage *g_mime_message_part_get_message(void *part);

#endif
