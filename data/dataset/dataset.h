// What a data set is: labelled images by index.
#ifndef STRIDE_DATA_DATASET_DATASET_H_
#define STRIDE_DATA_DATASET_DATASET_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/image/part.h"

namespace stride {

struct Example {
  Image image;
  int64_t label = 0;  // in [0, class_names().size())
};

// An example whose image shows at least a part of the whole, and where in it that is.
struct ExamplePart {
  Example example;
  ImageBox box;
};

// Immutable, and read by many threads at once.
class Dataset {
 public:
  virtual ~Dataset() = default;
  virtual int64_t size() const = 0;
  virtual const std::vector<std::string>& class_names() const = 0;
  // OutOfRange for an index outside [0, size()); DataLoss and the like for an example that cannot
  // be read, with where it is.
  virtual absl::StatusOr<Example> Get(int64_t index) const = 0;
  // The same for who looks at a part of the image only, which may be read sooner.
  virtual absl::StatusOr<ExamplePart> GetPart(int64_t index, BoxChooser choose) const;
  // A hint: Get or GetPart of this index, inside [0, size()), comes soon.
  virtual void WillGet(int64_t /*index*/) const {}
  // What a report calls the example: its file below the data set's folder, or "test/17".
  virtual std::string Id(int64_t index) const = 0;
  // The bytes of the picture file that Get decodes; nullopt when there is none. Errors as of Get.
  virtual absl::StatusOr<std::optional<std::string>> EncodedBytes(int64_t /*index*/) const {
    return std::nullopt;
  }
};

using DatasetPtr = std::shared_ptr<const Dataset>;

enum class Split { kTrain, kTest };

// The error of Get for an index outside the data set.
absl::Status CheckIndex(int64_t index, int64_t size);

// NotFound with the reason when there is no such folder, or it is none.
absl::Status CheckFolder(const std::string& path);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_DATASET_H_
