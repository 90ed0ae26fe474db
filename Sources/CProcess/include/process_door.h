#pragma once
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <sys/types.h>

// Starts `path` with `arguments` and `environment` (both ended by NULL) as the leader of a process group of its own.
//
// Descriptors `input`, `output` and `errors` become 0, 1 and 2; every other one is closed. Signals have their default
// meaning. `address_space` bytes and `cpu_seconds` are limits of the system's own (RLIMIT_AS, RLIMIT_CPU; 0: none), set
// before the program's first instruction. No core file is written.
//
// Returns 0 and the process in `*process`, or the number of the system's error.
int peruse_process_start(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors,
    uint64_t address_space, uint64_t cpu_seconds, pid_t *process);

// Waits until `process` has ended, kills whatever is left of its group, and only then lets its number go.
// Returns 0 and waitpid's status in `*status`, or the number of the system's error.
int peruse_process_end(pid_t process, int *status);

// Kills the process group.
void peruse_process_kill(pid_t process);

// A pipe that children do not inherit; `capacity` bytes are asked for where the system lets one ask. 0 or an error's number.
int peruse_process_pipe(int ends[2], int capacity);

// A pair of connected sockets that children do not inherit. 0 or an error's number.
int peruse_process_sockets(int ends[2]);

// Sends without raising SIGPIPE: the number of bytes, or -1 with errno set.
ssize_t peruse_process_send(int socket, const void *bytes, size_t count);

// Whether waitid found the process ended.
int peruse_process_has_ended(const siginfo_t *information);
