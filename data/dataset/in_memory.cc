#include "stride/data/dataset/in_memory.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

class InMemoryDataset : public Dataset {
 public:
  explicit InMemoryDataset(InMemoryImages images)
      : images_(std::make_shared<const InMemoryImages>(std::move(images))) {}

  int64_t size() const override { return static_cast<int64_t>(images_->labels.size()); }
  const std::vector<std::string>& class_names() const override { return images_->class_names; }

  absl::StatusOr<Example> Get(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    const InMemoryImages& all = *images_;
    return Example{Image::View(all.pixels.data() + index * ImageBytes(), all.height, all.width,
                               all.channels, images_),
                   all.labels[index]};
  }

  // In a shuffled order no image is in the cache.
  void WillGet(int64_t index) const override {
    constexpr int64_t kCacheLine = 64;
    const uint8_t* pixels = images_->pixels.data() + index * ImageBytes();
    const int64_t bytes = std::min<int64_t>(ImageBytes(), 8192);  // the rest is read in a row
    for (int64_t i = 0; i < bytes; i += kCacheLine) __builtin_prefetch(pixels + i);
  }

  std::string Id(int64_t index) const override {
    return absl::StrCat(images_->id_prefix, "/", index);
  }

 private:
  int64_t ImageBytes() const {
    return int64_t{images_->height} * images_->width * images_->channels;
  }

  std::shared_ptr<const InMemoryImages> images_;  // views keep it alive
};

// What another data set calls its examples.
class NamedDataset : public Dataset {
 public:
  NamedDataset(DatasetPtr examples, DatasetPtr names)
      : examples_(std::move(examples)), names_(std::move(names)) {}

  int64_t size() const override { return examples_->size(); }
  const std::vector<std::string>& class_names() const override { return examples_->class_names(); }
  absl::StatusOr<Example> Get(int64_t index) const override { return examples_->Get(index); }
  void WillGet(int64_t index) const override { examples_->WillGet(index); }
  std::string Id(int64_t index) const override { return names_->Id(index); }

 private:
  DatasetPtr examples_;
  DatasetPtr names_;
};

absl::Status CopyExample(const Dataset& dataset, int64_t index, InMemoryImages& images) {
  STRIDE_ASSIGN_OR_RETURN(const Example example, dataset.Get(index));
  const Image& image = example.image;
  if (image.height() != images.height || image.width() != images.width ||
      image.channels() != images.channels) {
    return absl::InvalidArgumentError(
        absl::StrCat(dataset.Id(index), ": ", image.height(), "x", image.width(), "x",
                     image.channels(), " samples, but the first image has ", images.height, "x",
                     images.width, "x", images.channels, "; resize them to one size"));
  }
  std::memcpy(images.pixels.data() + index * image.size_bytes(), image.data(), image.size_bytes());
  images.labels[index] = example.label;
  return absl::OkStatus();
}

// Every num_threads-th example from `first` on.
absl::Status CopyShare(const Dataset& dataset, int64_t first, int num_threads,
                       std::atomic<bool>& failed, InMemoryImages& images) {
  for (int64_t i = first; i < dataset.size() && !failed; i += num_threads) {
    absl::Status status = CopyExample(dataset, i, images);
    if (!status.ok()) {
      failed = true;
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DatasetPtr> LoadIntoMemory(DatasetPtr dataset, int num_threads) {
  if (dataset->size() == 0) return dataset;
  STRIDE_ASSIGN_OR_RETURN(const Example first, dataset->Get(0));
  InMemoryImages images;
  images.height = first.image.height();
  images.width = first.image.width();
  images.channels = first.image.channels();
  images.class_names = dataset->class_names();
  images.labels.resize(dataset->size());
  images.pixels.resize(dataset->size() * first.image.size_bytes());

  std::atomic<bool> failed = false;
  std::vector<absl::Status> statuses(std::max(1, num_threads));
  std::vector<std::thread> threads;
  threads.reserve(statuses.size());
  for (int t = 0; t < static_cast<int>(statuses.size()); ++t) {
    threads.emplace_back(
        [&, t] { statuses[t] = CopyShare(*dataset, t, statuses.size(), failed, images); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& status : statuses) STRIDE_RETURN_IF_ERROR(status);
  STRIDE_ASSIGN_OR_RETURN(DatasetPtr copy, MakeInMemoryDataset(std::move(images)));
  return DatasetPtr(std::make_shared<NamedDataset>(std::move(copy), std::move(dataset)));
}

absl::StatusOr<DatasetPtr> MakeInMemoryDataset(InMemoryImages images) {
  if (images.height < 1 || images.width < 1 || (images.channels != 1 && images.channels != 3)) {
    return absl::InvalidArgumentError(
        absl::StrCat(images.id_prefix, ": images of ", images.height, "x", images.width, "x",
                     images.channels, "; sizes must be at least 1 and channels 1 or 3"));
  }
  const int64_t count = static_cast<int64_t>(images.labels.size());
  const int64_t expected = count * images.height * images.width * images.channels;
  if (static_cast<int64_t>(images.pixels.size()) != expected) {
    return absl::InvalidArgumentError(absl::StrCat(images.id_prefix, ": ", count, " labels need ",
                                                   expected, " bytes of pixels, there are ",
                                                   images.pixels.size()));
  }
  const int64_t classes = static_cast<int64_t>(images.class_names.size());
  for (int64_t i = 0; i < count; ++i) {
    if (images.labels[i] < 0 || images.labels[i] >= classes) {
      return absl::InvalidArgumentError(absl::StrCat(images.id_prefix, "/", i, ": label ",
                                                     images.labels[i], " is not one of the ",
                                                     classes, " classes, 0 to ", classes - 1));
    }
  }
  return DatasetPtr(std::make_shared<InMemoryDataset>(std::move(images)));
}

}  // namespace stride
