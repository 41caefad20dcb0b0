// Archives for tests, with any entries.
#ifndef STRIDE_DATA_FETCH_TEST_ARCHIVE_H_
#define STRIDE_DATA_FETCH_TEST_ARCHIVE_H_

#include <string>
#include <vector>

namespace stride {

struct TestEntry {
  std::string path;
  std::string bytes = "";     // of a file
  std::string symlink = "";   // where it leads, if it is one
  std::string hardlink = "";  // the same
};

// A .tar, and compressed by gzip.
std::string Tar(const std::vector<TestEntry>& entries);
std::string TarGz(const std::vector<TestEntry>& entries);

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_TEST_ARCHIVE_H_
