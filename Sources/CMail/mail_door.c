#include "CMail.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "gmime_library.h"

struct cm_message {
  GMimeMessage *message;
  cm_part *parts;
  int count;
  int room;
};

// Parts of one message that are looked at.
enum { MAXIMUM_PARTS = 10000 };

static pthread_once_t started = PTHREAD_ONCE_INIT;
static gmime_functions gmime;
static int is_loaded;

static void load(void) {
  // GObject's functions are found through GMime, which needs it.
  void *library = dlopen(GMIME_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return;
#define FIND(result, name, arguments) if (!(gmime.name = (result(*) arguments)dlsym(library, #name))) return;
  GMIME_FUNCTIONS(FIND)
#undef FIND
  gmime.g_mime_init();
  is_loaded = 1;
}

int cm_is_available(void) {
  pthread_once(&started, load);
  return is_loaded;
}

static int transfer_encoding(int encoding) {
  if (encoding == GMIME_BASE64) return CM_BASE64;
  return encoding == GMIME_QUOTED_PRINTABLE ? CM_QUOTED_PRINTABLE : CM_PLAIN;
}

static void add(cm_message *message, GMimeObject *object, int parent, int depth) {
  if (!object || depth <= 0 || message->count >= MAXIMUM_PARTS) return;
  if (message->count == message->room) {
    int room = message->room ? message->room * 2 : 16;
    cm_part *parts = realloc(message->parts, (size_t)room * sizeof *parts);
    if (!parts) return;
    message->parts = parts;
    message->room = room;
  }
  int index = message->count++;
  cm_part *part = &message->parts[index];
  GMimeContentType *type = gmime.g_mime_object_get_content_type(object);
  const char *name = type ? gmime.g_mime_content_type_get_media_type(type) : NULL;
  const char *subname = type ? gmime.g_mime_content_type_get_media_subtype(type) : NULL;
  *part = (cm_part){.parent = parent, .type = name ? name : "text", .subtype = subname ? subname : "plain",
                    .start = -1, .end = -1};
  part->charset = gmime.g_mime_object_get_content_type_parameter(object, "charset");
  part->disposition = gmime.g_mime_object_get_disposition(object);
  if (gmime.g_type_check_instance_is_a(object, gmime.g_mime_part_get_type())) {
    part->name = gmime.g_mime_part_get_filename(object);
    GMimeDataWrapper *content = gmime.g_mime_part_get_content(object);
    GMimeStream *stream = content ? gmime.g_mime_data_wrapper_get_stream(content) : NULL;
    if (stream) {
      part->encoding = transfer_encoding(gmime.g_mime_data_wrapper_get_encoding(content));
      // The parser leaves contents where they stand: each is a window on the message's stream.
      gmime.g_mime_stream_reset(stream);
      part->start = gmime.g_mime_stream_tell(stream);
      part->end = part->start + gmime.g_mime_stream_length(stream);
    }
  } else if (gmime.g_type_check_instance_is_a(object, gmime.g_mime_multipart_get_type())) {
    int count = gmime.g_mime_multipart_get_count(object);
    for (int child = 0; child < count; child++) {
      add(message, gmime.g_mime_multipart_get_part(object, child), index, depth - 1);
    }
  } else if (gmime.g_type_check_instance_is_a(object, gmime.g_mime_message_part_get_type())) {
    GMimeMessage *inner = gmime.g_mime_message_part_get_message(object);
    if (inner) add(message, gmime.g_mime_message_get_mime_part(inner), index, depth - 1);
  }
}

cm_message *cm_open(const uint8_t *bytes, size_t count, int depth) {
  if (!cm_is_available()) return NULL;
  cm_message *message = calloc(1, sizeof *message);
  if (!message) return NULL;
  GMimeStream *stream = gmime.g_mime_stream_mem_new_with_buffer((const char *)bytes, count);
  GMimeParser *parser = gmime.g_mime_parser_new_with_stream(stream);
  gmime.g_mime_parser_set_persist_stream(parser, 1);
  message->message = gmime.g_mime_parser_construct_message(parser, NULL);
  gmime.g_object_unref(parser);
  gmime.g_object_unref(stream);
  if (!message->message) {
    free(message);
    return NULL;
  }
  add(message, gmime.g_mime_message_get_mime_part(message->message), -1, depth);
  return message;
}

int cm_count(const cm_message *message) { return message->count; }

cm_part cm_part_at(const cm_message *message, int index) { return message->parts[index]; }

void cm_close(cm_message *message) {
  if (!message) return;
  gmime.g_object_unref(message->message);
  free(message->parts);
  free(message);
}
