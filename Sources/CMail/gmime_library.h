// What is used of GMime 3.0 and GObject, declared here as their manuals give it: the libraries' own headers need
// compiler flags that a package manifest does not let through. They are loaded when the first mail is read: with what
// they need themselves they are fifteen libraries, which every other start of the program would pay for.
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

// Result, name and arguments of each function.
#define GMIME_FUNCTIONS(F) \
  F(void, g_object_unref, (void *object)) \
  F(int, g_type_check_instance_is_a, (void *instance, GType type)) \
  F(void, g_mime_init, (void)) \
  F(GMimeStream *, g_mime_stream_mem_new_with_buffer, (const char *buffer, size_t count)) \
  F(int, g_mime_stream_reset, (GMimeStream *stream)) \
  F(int64_t, g_mime_stream_tell, (GMimeStream *stream)) \
  F(int64_t, g_mime_stream_length, (GMimeStream *stream)) \
  F(GMimeParser *, g_mime_parser_new_with_stream, (GMimeStream *stream)) \
  F(void, g_mime_parser_set_persist_stream, (GMimeParser *parser, int persist)) \
  F(GMimeMessage *, g_mime_parser_construct_message, (GMimeParser *parser, void *options)) \
  F(GMimeObject *, g_mime_message_get_mime_part, (GMimeMessage *message)) \
  F(GMimeContentType *, g_mime_object_get_content_type, (GMimeObject *object)) \
  F(const char *, g_mime_object_get_content_type_parameter, (GMimeObject *object, const char *name)) \
  F(const char *, g_mime_object_get_disposition, (GMimeObject *object)) \
  F(const char *, g_mime_content_type_get_media_type, (GMimeContentType *type)) \
  F(const char *, g_mime_content_type_get_media_subtype, (GMimeContentType *type)) \
  F(GType, g_mime_part_get_type, (void)) \
  F(const char *, g_mime_part_get_filename, (void *part)) \
  F(GMimeDataWrapper *, g_mime_part_get_content, (void *part)) \
  F(GMimeStream *, g_mime_data_wrapper_get_stream, (GMimeDataWrapper *wrapper)) \
  F(int, g_mime_data_wrapper_get_encoding, (GMimeDataWrapper *wrapper)) \
  F(GType, g_mime_multipart_get_type, (void)) \
  F(int, g_mime_multipart_get_count, (void *multipart)) \
  F(GMimeObject *, g_mime_multipart_get_part, (void *multipart, int index)) \
  F(GType, g_mime_message_part_get_type, (void)) \
  F(GMimeMessage *, g_mime_message_part_get_message, (void *part))

#define GMIME_DECLARE(result, name, arguments) result (*name) arguments;
typedef struct gmime_functions {
  GMIME_FUNCTIONS(GMIME_DECLARE)
} gmime_functions;
#undef GMIME_DECLARE

#define GMIME_LIBRARY "libgmime-3.0.so.0"

#endif
