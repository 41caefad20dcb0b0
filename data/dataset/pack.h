// Writes a data set into one file, which OpenPacked reads (packed.h).
#ifndef STRIDE_DATA_DATASET_PACK_H_
#define STRIDE_DATA_DATASET_PACK_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

enum class PackEncoding {
  kRaw,       // pixels: the quickest to read
  kOriginal,  // the picture file's own bytes; pixels where there is none
  kJpeg,      // JPEG made of the pixels: the smallest, with losses
};

struct PackOptions {
  PackEncoding encoding = PackEncoding::kOriginal;
  int jpeg_quality = 95;  // 0 to 100
  // Told after each example; empty: nobody.
  std::function<void(int64_t done, int64_t all)> progress;
};

// Replaces `path` once all is written; returns the file's bytes. Every example is read and decoded,
// and an error of one, which names it, leaves no file. InvalidArgument: options out of range, no
// example, a label that is no class, or an original that decodes to another image than the data set
// hands out, as one that it turns or recolours.
absl::StatusOr<int64_t> Pack(const Dataset& dataset, const std::string& path,
                             const PackOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_PACK_H_
