#include "stride/tests/benchmarks/command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace stride {
namespace {

std::string ReadAll(int descriptor) {
  std::string all;
  std::array<char, 4096> part;
  for (ssize_t size = 0; (size = read(descriptor, part.data(), part.size())) > 0;) {
    all.append(part.data(), size);
  }
  return all;
}

}  // namespace

absl::StatusOr<CommandResult> RunCommand(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const std::string name = absl::StrJoin(command, " ");

  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return absl::ErrnoToStatus(errno, name);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    return absl::ErrnoToStatus(error, name);
  }

  CommandResult result;
  result.output = ReadAll(ends[0]);
  close(ends[0]);
  int status = 0;
  rusage usage = {};
  wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return absl::InternalError(absl::StrCat(name, ": ended with status ", status));
  }
  result.peak_rss_bytes = usage.ru_maxrss * 1024;
  return result;
}

}  // namespace stride
