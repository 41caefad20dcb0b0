#include "stride/data/loader/batch_builder.h"

#include <ATen/ops/empty.h>
#include <c10/util/Exception.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

constexpr size_t kPooledTensors = 64;  // beyond these a tensor is not kept

std::string Sizes(const Image& image) {
  return absl::StrCat(image.height(), "x", image.width(), "x", image.channels());
}

// `status` with the example that it is about.
absl::Status About(const Dataset& dataset, int64_t index, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(dataset.Id(index), ": ", status.message()));
}

bool SameSizes(const at::Tensor& images, const Image& image) {
  return images.size(1) == image.channels() && images.size(2) == image.height() &&
         images.size(3) == image.width();
}

}  // namespace

at::Tensor TensorPool::Take(at::IntArrayRef sizes, at::ScalarType type, bool channels_last) {
  const auto format = channels_last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const at::Tensor& tensor : tensors_) {
    // Slices that a user keeps share the storage, not the tensor.
    if (tensor.use_count() == 1 && tensor.storage().use_count() == 1 && tensor.sizes() == sizes &&
        tensor.scalar_type() == type) {
      return tensor;
    }
  }
  at::Tensor fresh = at::empty(sizes, at::TensorOptions(type), format);
  if (tensors_.size() < kPooledTensors) tensors_.push_back(fresh);
  return fresh;
}

BatchBuilder::BatchBuilder(DatasetPtr dataset, const LoaderOptions& options, Normalizer normalizer)
    : dataset_(std::move(dataset)), options_(options), normalizer_(std::move(normalizer)) {}

absl::StatusOr<Example> BatchBuilder::Read(int64_t epoch, int64_t index) const {
  STRIDE_ASSIGN_OR_RETURN(Example example, dataset_->Get(index));
  if (options_.transform != nullptr) {
    RandomStream random(options_.seed, epoch, index, RandomPurpose::kTransform);
    STRIDE_ASSIGN_OR_RETURN(example.image,
                            options_.transform->Apply(std::move(example.image), random));
  }
  return example;
}

// The first example of a batch decides its sizes.
absl::Status BatchBuilder::Append(int64_t index, const Example& example, int64_t capacity,
                                  Batch& batch) {
  const Image& image = example.image;
  if (!batch.images.defined()) {
    batch.images = pool_.Take({capacity, image.channels(), image.height(), image.width()},
                              at::kFloat, options_.channels_last);
    batch.labels = pool_.Take({capacity}, at::kLong, /*channels_last=*/false);
  }
  if (!SameSizes(batch.images, image)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected an image of ", batch.images.size(2), "x", batch.images.size(3), "x",
        batch.images.size(1), " like the others of its batch, found ", Sizes(image),
        "; add a resize or a crop to the transforms"));
  }
  const int64_t place = static_cast<int64_t>(batch.indices.size());
  float* out = batch.images.data_ptr<float>() + place * image.size_bytes();
  STRIDE_RETURN_IF_ERROR(normalizer_.Write(
      image, options_.channels_last ? MemoryLayout::kChannelsLast : MemoryLayout::kContiguous,
      out));
  batch.labels.data_ptr<int64_t>()[place] = example.label;
  batch.indices.push_back(index);
  return absl::OkStatus();
}

absl::StatusOr<BuiltBatch> BatchBuilder::Build(int64_t epoch, absl::Span<const int64_t> indices) {
  BuiltBatch built;
  const int64_t capacity = static_cast<int64_t>(indices.size());
  built.batch.indices.reserve(capacity);
  for (const int64_t index : indices) {
    const absl::StatusOr<Example> example = Read(epoch, index);
    if (!example.ok() && options_.skip_corrupt) {
      ++built.skipped;
      continue;
    }
    if (!example.ok()) return About(*dataset_, index, example.status());
    const absl::Status status = Append(index, *example, capacity, built.batch);
    if (!status.ok()) return About(*dataset_, index, status);
  }
  if (built.skipped > 0 && built.batch.images.defined()) {
    const int64_t kept = capacity - built.skipped;
    built.batch.images = built.batch.images.narrow(0, 0, kept);
    built.batch.labels = built.batch.labels.narrow(0, 0, kept);
  }
  return built;
}

}  // namespace stride
