// For the tests of the loader: a data set with what can go wrong, and whole epochs of batches.
#ifndef STRIDE_DATA_LOADER_LOADER_TEST_UTIL_H_
#define STRIDE_DATA_LOADER_LOADER_TEST_UTIL_H_

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/loader/loader.h"

namespace stride {

// Colour images of 6 x 5 whose samples depend on index and place. One of them cannot be read, one
// has another size; number kThrows throws.
class TestDataset : public Dataset {
 public:
  static constexpr int64_t kThrows = 90;
  explicit TestDataset(int64_t size, int64_t corrupt = -1, int64_t larger = -1)
      : size_(size), corrupt_(corrupt), larger_(larger) {}
  int64_t size() const override { return size_; }
  const std::vector<std::string>& class_names() const override { return class_names_; }
  absl::StatusOr<Example> Get(int64_t index) const override {
    if (index == corrupt_) return absl::DataLossError("cannot be read");
    if (index == kThrows) throw std::runtime_error("thrown");
    Image image(index == larger_ ? 7 : 6, 5, 3);
    uint8_t* pixels = image.mutable_data();
    for (int64_t i = 0; i < image.size_bytes(); ++i) {
      pixels[i] = static_cast<uint8_t>(31 * index + i);
    }
    return Example{image, index % 2};
  }
  std::string Id(int64_t index) const override { return absl::StrCat("test/", index); }

 private:
  int64_t size_;
  int64_t corrupt_;
  int64_t larger_;
  std::vector<std::string> class_names_ = {"even", "odd"};
};

inline std::unique_ptr<Loader> MakeLoader(const LoaderOptions& options, int64_t size = 23,
                                          int64_t corrupt = -1, int64_t larger = -1) {
  return *Loader::Create(std::make_shared<TestDataset>(size, corrupt, larger), options);
}

// What the rest of an epoch yields: copies, so that buffers may be used again.
inline std::vector<Batch> Rest(Loader& loader) {
  std::vector<Batch> batches;
  while (true) {
    absl::StatusOr<std::optional<Batch>> batch = loader.Next();
    EXPECT_TRUE(batch.ok()) << batch.status();
    if (!batch.ok() || !batch->has_value()) return batches;
    batches.push_back(**batch);
    for (at::Tensor* tensor :
         {&batches.back().images, &batches.back().labels, &batches.back().targets}) {
      if (tensor->defined()) *tensor = tensor->clone();
    }
  }
}

inline std::vector<Batch> Epoch(Loader& loader, int64_t epoch, int64_t first_batch = 0) {
  EXPECT_TRUE(loader.StartEpoch(epoch, first_batch).ok());
  return Rest(loader);
}

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_LOADER_TEST_UTIL_H_
