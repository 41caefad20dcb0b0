// Comma-separated values, RFC 4180.
#ifndef STRIDE_DATA_DATASET_CSV_H_
#define STRIDE_DATA_DATASET_CSV_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace stride {

struct CsvRecord {
  int64_t line = 1;  // where it begins; the first one is 1
  std::vector<std::string> fields;
};

// Records of as many fields as the first has. Lines end in LF or CR LF; within quotes they belong
// to the field, and two quotes are one. Empty lines and a byte order mark are passed over. `path`
// is for messages. InvalidArgument, "<path>:<line>: ...".
absl::StatusOr<std::vector<CsvRecord>> ParseCsv(const std::string& path, absl::string_view text);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_CSV_H_
