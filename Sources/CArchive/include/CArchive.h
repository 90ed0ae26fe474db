#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stddef.h>
#include <stdint.h>

/// An archive or a compressed file that is read from beginning to end.
typedef struct ca_reader ca_reader;

/// What stands at the head of a member.
typedef struct {
  /// Path inside the archive in UTF-8, or as the archive has it; NULL where it has none. Valid until the next call.
  const char *path;
  /// Whether it is a regular file.
  int is_file;
  /// Whether its data can't be read without a key.
  int is_encrypted;
} ca_member;

enum { CA_END = 0, CA_OK = 1, CA_FAILED = -1 };

/// Opens the file behind a descriptor, which stays the caller's. NULL where memory is short; else ask `ca_message`.
ca_reader *ca_open(int descriptor);
/// Opens the archive whose bytes are in memory, where they must stay until it is closed.
ca_reader *ca_open_memory(const void *bytes, size_t count);
/// Goes to the next member: CA_OK, CA_END or CA_FAILED.
int ca_next(ca_reader *reader, ca_member *member);
/// Reads up to `count` bytes of the member; 0 at its end, CA_FAILED where it is damaged.
int64_t ca_read(ca_reader *reader, void *buffer, size_t count);
/// Whether the file is no archive but one compressed stream.
int ca_is_stream(ca_reader *reader);
/// The library's words for what failed last, or NULL.
const char *ca_message(ca_reader *reader);
/// The library with its version.
const char *ca_version(void);
/// Lets go of the reader.
void ca_close(ca_reader *reader);

#endif
