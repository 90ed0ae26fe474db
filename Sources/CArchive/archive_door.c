#include "CArchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdlib.h>

struct ca_reader {
  struct archive *archive;
  int failed;
  // Names are converted by the locale in force: UTF-8 here, whatever the user's.
  locale_t names;
};

static locale_t enter(ca_reader *reader) {
  return reader->names ? uselocale(reader->names) : (locale_t)0;
}

static void leave(locale_t before) {
  if (before) uselocale(before);
}

// Read by the library in pieces of this size.
enum { BLOCK = 1 << 17 };

static ca_reader *make(void) {
  ca_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->archive = archive_read_new();
  if (!reader->archive) {
    free(reader);
    return NULL;
  }
  reader->names = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (!reader->names) reader->names = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
  locale_t before = enter(reader);
  archive_read_support_filter_gzip(reader->archive);
  archive_read_support_filter_bzip2(reader->archive);
  archive_read_support_filter_xz(reader->archive);
  archive_read_support_filter_zstd(reader->archive);
  archive_read_support_format_tar(reader->archive);
  archive_read_support_format_zip(reader->archive);
  archive_read_support_format_raw(reader->archive);
  leave(before);
  return reader;
}

ca_reader *ca_open(int descriptor) {
  ca_reader *reader = make();
  if (!reader) return NULL;
  locale_t before = enter(reader);
  reader->failed = archive_read_open_fd(reader->archive, descriptor, BLOCK) < ARCHIVE_WARN;
  leave(before);
  return reader;
}

ca_reader *ca_open_memory(const void *bytes, size_t count) {
  ca_reader *reader = make();
  if (!reader) return NULL;
  locale_t before = enter(reader);
  reader->failed = archive_read_open_memory(reader->archive, bytes, count) < ARCHIVE_WARN;
  leave(before);
  return reader;
}

int ca_next(ca_reader *reader, ca_member *member) {
  struct archive_entry *entry = NULL;
  if (reader->failed) return CA_FAILED;
  locale_t before = enter(reader);
  int status = archive_read_next_header(reader->archive, &entry);
  if (status == ARCHIVE_EOF || status < ARCHIVE_WARN) {
    leave(before);
    if (status == ARCHIVE_EOF) return CA_END;
    reader->failed = 1;
    return CA_FAILED;
  }
  // A name that is no UTF-8 comes as the bytes that the archive holds.
  const char *path = archive_entry_pathname_utf8(entry);
  member->path = path ? path : archive_entry_pathname(entry);
  leave(before);
  member->is_file = archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry);
  member->is_encrypted = archive_entry_is_data_encrypted(entry);
  return CA_OK;
}

int64_t ca_read(ca_reader *reader, void *buffer, size_t count) {
  la_ssize_t got = archive_read_data(reader->archive, buffer, count);
  return got < 0 ? CA_FAILED : got;
}

int ca_is_stream(ca_reader *reader) { return archive_format(reader->archive) == ARCHIVE_FORMAT_RAW; }

const char *ca_message(ca_reader *reader) { return archive_error_string(reader->archive); }

void ca_close(ca_reader *reader) {
  archive_read_free(reader->archive);
  if (reader->names) freelocale(reader->names);
  free(reader);
}

const char *ca_version(void) { return archive_version_string(); }
