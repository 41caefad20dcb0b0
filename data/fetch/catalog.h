// The public data sets that can be fetched: where their archives are, and what they are known by.
#ifndef STRIDE_DATA_FETCH_CATALOG_H_
#define STRIDE_DATA_FETCH_CATALOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/data/fetch/sha256.h"

namespace stride {

struct DatasetArchive {
  std::string name;  // of the file
  FileIdentity identity;
};

struct DatasetFile {
  std::string name;
  int64_t bytes;
};

struct PublicDataset {
  std::string name;                    // as the command line and data/dataset name it
  std::vector<std::string> addresses;  // archives are at address + name; tried in this order
  std::vector<DatasetArchive> archives;
  std::string folder;  // what the data's folder is called

  // What the one archive unpacks to: `folder` with these files. Without any, the archives are read
  // as they are, and lie in `folder`.
  std::vector<DatasetFile> unpacked;

  std::string example;  // a command line that ends where the data's folder is to be named
};

const std::vector<PublicDataset>& PublicDatasets();

// InvalidArgument, with the names that there are.
absl::StatusOr<PublicDataset> FindPublicDataset(absl::string_view name);

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_CATALOG_H_
