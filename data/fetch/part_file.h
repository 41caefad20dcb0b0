// A file that grows until it is whole: NAME.part, then NAME.
#ifndef STRIDE_DATA_FETCH_PART_FILE_H_
#define STRIDE_DATA_FETCH_PART_FILE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace stride {

// Opens, or makes, `path`.part; what is in it stays. The first error of the disk is kept in
// status(), as of absl::ErrnoToStatus, and nothing is written after it.
class PartFile {
 public:
  explicit PartFile(const std::string& path);
  ~PartFile();  // a .part without bytes is removed
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::string& part_path() const { return part_path_; }
  const absl::Status& status() const { return status_; }
  int64_t size() const { return size_; }  // bytes

  bool Append(absl::string_view bytes);
  void Clear();

  // Gives it its name, once all is on the disk.
  absl::Status Publish();

 private:
  void Fail(int error);

  const std::string path_;
  const std::string part_path_;
  int file_;
  int64_t size_ = 0;
  absl::Status status_;
};

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_PART_FILE_H_
