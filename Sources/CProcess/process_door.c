#define _GNU_SOURCE
#include "process_door.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void limit(int resource, uint64_t most) {
    struct rlimit value = {.rlim_cur = most, .rlim_max = most};
    setrlimit(resource, &value);
}

// Everything between vfork and exec: system calls only, since the child borrows the parent's memory.
static void become(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors,
    uint64_t address_space, uint64_t cpu_seconds) {
    setpgid(0, 0);
    struct sigaction usual = {.sa_handler = SIG_DFL};
    for (int number = 1; number < 32; number++) sigaction(number, &usual, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) return;
#if defined(__linux__)
    if (close_range(3, ~0u, 0) != 0)
#endif
        for (int descriptor = 3; descriptor < 1024; descriptor++) close(descriptor);
    limit(RLIMIT_CORE, 0);
    if (address_space > 0) limit(RLIMIT_AS, address_space);
    if (cpu_seconds > 0) limit(RLIMIT_CPU, cpu_seconds);
    execve(path, arguments, environment);
}

int peruse_process_start(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors,
    uint64_t address_space, uint64_t cpu_seconds, pid_t *process) {
    // The three must not stand in each other's way while they are moved to 0, 1 and 2.
    if (input < 3 || output < 3 || errors < 3) return EBADF;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
#if defined(__linux__)
    volatile int failure = 0;
    pid_t child = vfork();
#else
    int failure = 0;
    pid_t child = fork();
#endif
    if (child == 0) {
        become(path, arguments, environment, input, output, errors, address_space, cpu_seconds);
        failure = errno;
        _exit(127);
    }
    int error = child < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (child < 0) return error;
    if (failure != 0) {
        int status;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
        return failure;
    }
    setpgid(child, child);
    *process = child;
    return 0;
}

int peruse_process_end(pid_t process, int *status) {
    siginfo_t information;
    // WNOWAIT keeps the number taken, so that the group that is killed can be no one else's.
    while (waitid(P_PID, (id_t)process, &information, WEXITED | WNOWAIT) < 0)
        if (errno != EINTR) return errno;
    kill(-process, SIGKILL);
    while (waitpid(process, status, 0) < 0)
        if (errno != EINTR) return errno;
    return 0;
}

void peruse_process_kill(pid_t process) {
    kill(-process, SIGKILL);
}

static int keep_to_ourselves(int ends[2]) {
    for (int end = 0; end < 2; end++) {
        // 0, 1 and 2 may be closed in this process; a child needs them for its own.
        if (ends[end] < 3) {
            int moved = fcntl(ends[end], F_DUPFD_CLOEXEC, 3);
            int error = errno;
            close(ends[end]);
            ends[end] = moved;
            if (moved < 0) {
                close(ends[1 - end]);
                return error;
            }
        }
        fcntl(ends[end], F_SETFD, FD_CLOEXEC);
    }
    return 0;
}

int peruse_process_pipe(int ends[2], int capacity) {
#if defined(__linux__)
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    if (capacity > 0) fcntl(ends[0], F_SETPIPE_SZ, capacity);
#else
    if (pipe(ends) != 0) return errno;
#endif
    return keep_to_ourselves(ends);
}

int peruse_process_sockets(int ends[2]) {
#if defined(__linux__)
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return errno;
    int yes = 1;
    setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
    return keep_to_ourselves(ends);
}

ssize_t peruse_process_send(int socket, const void *bytes, size_t count) {
#if defined(__linux__)
    return send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
#else
    return send(socket, bytes, count, MSG_DONTWAIT);
#endif
}

int peruse_process_has_ended(const siginfo_t *information) {
    return information->si_pid != 0;
}
