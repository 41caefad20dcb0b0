// A data set whose pixels lie in one piece of memory.
#ifndef STRIDE_DATA_DATASET_IN_MEMORY_H_
#define STRIDE_DATA_DATASET_IN_MEMORY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "stride/data/dataset/dataset.h"

namespace stride {

struct InMemoryImages {
  std::vector<uint8_t> pixels;  // [N, height, width, channels]
  int height = 0;
  int width = 0;
  int channels = 0;             // 1 (grey) or 3 (RGB)
  std::vector<int64_t> labels;  // N, each in [0, class_names.size())
  std::vector<std::string> class_names;
  std::string id_prefix;  // ids are "<id_prefix>/<index>"
};

// A copy of all examples, read by so many threads, so that nothing is decoded twice. Ids stay. All
// images must have the size and channels of the first: InvalidArgument names one that differs.
// Other errors are those of Get.
absl::StatusOr<DatasetPtr> LoadIntoMemory(DatasetPtr dataset, int num_threads = 2);

// InvalidArgument when pixels, labels and sizes do not fit together. Get hands out views.
absl::StatusOr<DatasetPtr> MakeInMemoryDataset(InMemoryImages images);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_IN_MEMORY_H_
