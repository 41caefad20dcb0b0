// Starts the program that it is named after, with the loader and the libraries of the package that
// it stands in (package.bzl). Linked statically, so that it needs nothing from the machine.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

std::string OwnPath(const char* argv0) {
  char path[4096];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
  return length > 0 ? std::string(path, length) : std::string(argv0);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string own = OwnPath(argv[0]);
  const size_t slash = own.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : own.substr(0, slash);
  std::string place;
  std::getline(std::ifstream(folder + "/programs/" + own.substr(slash + 1)), place);
  const std::string loader = folder + "/glibc/ld-linux-x86-64.so.2";
  const std::string libraries = folder + "/glibc";
  const std::string program = folder + "/runfiles/" + place;
  setenv("RUNFILES_DIR", (folder + "/runfiles").c_str(), 1);
  std::vector<const char*> arguments = {loader.c_str(), "--library-path", libraries.c_str(),
                                        program.c_str()};
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  arguments.push_back(nullptr);
  execv(loader.c_str(), const_cast<char**>(arguments.data()));
  std::perror(("cannot start " + program + " with " + loader).c_str());
  return 127;
}
