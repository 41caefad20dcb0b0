#include "stride/data/dataset/dataset.h"

#include "absl/strings/str_cat.h"

namespace stride {

absl::Status CheckIndex(int64_t index, int64_t size) {
  if (index >= 0 && index < size) return absl::OkStatus();
  return absl::OutOfRangeError(
      absl::StrCat("example ", index, " of a data set of ", size, " examples"));
}

}  // namespace stride
