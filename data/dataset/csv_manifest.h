// A table of images and their labels:
//
//   path,label
//   cats/1.jpg,cat
//   "dogs/big, brown.jpg",dog
#ifndef STRIDE_DATA_DATASET_CSV_MANIFEST_H_
#define STRIDE_DATA_DATASET_CSV_MANIFEST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/data/image/decode.h"

namespace stride {

struct CsvManifestOptions {
  DecodeOptions decode;
  // What labels may be, as a test set's are those of its training set. Empty: whatever is found.
  std::vector<std::string> class_names;
};

// A first line that names the columns `path` and `label` may stand before the others; other columns
// are passed over then. Without it there are two, in this order. Paths are relative to the
// manifest's folder. Labels are all whole numbers, classes counted from 0, or else names, sorted;
// with class_names each is one of these names, or else a number. Files are read and decoded by Get;
// ids are paths as written. NotFound: no manifest. InvalidArgument, also of Get: "<path>:<line>:
// ...".
absl::StatusOr<DatasetPtr> OpenCsvManifest(const std::string& path,
                                           const CsvManifestOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_CSV_MANIFEST_H_
