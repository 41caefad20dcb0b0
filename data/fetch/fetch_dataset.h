// A public data set, from wherever it can be had to a folder that its reader takes.
#ifndef STRIDE_DATA_FETCH_FETCH_DATASET_H_
#define STRIDE_DATA_FETCH_FETCH_DATASET_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "stride/data/fetch/catalog.h"
#include "stride/data/fetch/download.h"

namespace stride {

struct FetchOptions {
  std::string output_dir;          // made where it is not there
  std::string mirror;              // a base address in place of the catalogue's; "": none
  std::string archive;             // the file of the data set's one archive; "": downloaded
  std::ostream* output = nullptr;  // progress is told here; not null
  bool live = false;               // `output` is a terminal
  DownloadOptions download;        // its progress is set here
};

struct FetchedDataset {
  std::string folder;  // what the data set's reader takes
  int64_t bytes;       // downloaded now
  bool was_there;      // whole, so that nothing was done
};

// Makes `output_dir`/`dataset.folder`. Archives are downloaded into the folder that they are
// unpacked in, or are the data of; those that lie there already, or are named, are checked and
// used. An unpacked folder is whole if it is there, but for files that are missing or of another
// size.
//
// DataLoss: a file that was there is not the right one, or the archive is damaged. Unavailable: not
// downloaded, or another call is at work in `output_dir`. Errors of the disk as those of
// MakeDirectories, Download and Unpack.
absl::StatusOr<FetchedDataset> FetchDataset(const PublicDataset& dataset,
                                            const FetchOptions& options);

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_FETCH_DATASET_H_
