#include "CArchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

struct ca_reader {
  struct archive *archive;
  int failed;
};

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
  archive_read_support_filter_gzip(reader->archive);
  archive_read_support_filter_bzip2(reader->archive);
  archive_read_support_filter_xz(reader->archive);
  archive_read_support_filter_zstd(reader->archive);
  archive_read_support_format_tar(reader->archive);
  archive_read_support_format_zip(reader->archive);
  archive_read_support_format_raw(reader->archive);
  return reader;
}

ca_reader *ca_open(int descriptor) {
  ca_reader *reader = make();
  if (reader) reader->failed = archive_read_open_fd(reader->archive, descriptor, BLOCK) < ARCHIVE_WARN;
  return reader;
}

ca_reader *ca_open_memory(const void *bytes, size_t count) {
  ca_reader *reader = make();
  if (reader) reader->failed = archive_read_open_memory(reader->archive, bytes, count) < ARCHIVE_WARN;
  return reader;
}

int ca_next(ca_reader *reader, ca_member *member) {
  struct archive_entry *entry = NULL;
  if (reader->failed) return CA_FAILED;
  int status = archive_read_next_header(reader->archive, &entry);
  if (status == ARCHIVE_EOF) return CA_END;
  if (status < ARCHIVE_WARN) {
    reader->failed = 1;
    return CA_FAILED;
  }
  const char *path = archive_entry_pathname_utf8(entry);
  member->path = path ? path : archive_entry_pathname(entry);
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
  free(reader);
}

const char *ca_version(void) { return archive_version_string(); }
