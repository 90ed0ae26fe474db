#ifndef CMAIL_H
#define CMAIL_H

#include <stddef.h>
#include <stdint.h>

/// A message taken apart by GMime.
typedef struct cm_message cm_message;

/// One node of a message's tree, in the order in which the parts stand.
typedef struct {
  /// Index of the node around it; -1 for the first.
  int parent;
  /// `text`, `multipart`, `message` …, and what follows the slash; never NULL.
  const char *type;
  const char *subtype;
  /// Declared character set, file name (decoded, UTF-8), disposition; NULL where there is none.
  const char *charset;
  const char *name;
  const char *disposition;
  /// How the content is encoded for transfer: one of the values below.
  int encoding;
  /// The encoded content in the message's bytes; of an enclosed message all of it. -1 where it is not known.
  int64_t start;
  int64_t end;
} cm_part;

enum { CM_PLAIN = 0, CM_QUOTED_PRINTABLE = 1, CM_BASE64 = 2 };

/// Whether GMime is installed; it is loaded now, if it was not before. May be called from any thread.
int cm_is_available(void);
/// Takes the message in `bytes` apart, which must stay where they are until it is closed. NULL where GMime finds none
/// or is not there, or memory is short. Nesting deeper than `depth` is not followed.
cm_message *cm_open(const uint8_t *bytes, size_t count, int depth);
/// Number of nodes.
int cm_count(const cm_message *message);
/// A node; its strings live as long as the message.
cm_part cm_part_at(const cm_message *message, int index);
/// Lets go of the message.
void cm_close(cm_message *message);

#endif
