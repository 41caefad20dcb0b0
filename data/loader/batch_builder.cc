#include "stride/data/loader/batch_builder.h"

#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <exception>
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
  const c10::InferenceMode usable_in_training(false);
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const at::Tensor& tensor : tensors_) {
    // What is handed out, and every slice of it, shares the storage.
    if (tensor.storage().use_count() == 1 && tensor.sizes() == sizes &&
        tensor.scalar_type() == type) {
      return tensor.detach();
    }
  }
  at::Tensor fresh = at::empty(sizes, at::TensorOptions(type), format);
  if (tensors_.size() < kPooledTensors) tensors_.push_back(fresh);
  return fresh.detach();
}

BatchBuilder::BatchBuilder(DatasetPtr dataset, const LoaderOptions& options, Normalizer normalizer)
    : dataset_(std::move(dataset)),
      options_(options),
      part_transform_(dynamic_cast<const PartTransform*>(options.transform.get())),
      normalizer_(std::move(normalizer)) {}

absl::StatusOr<ExamplePart> BatchBuilder::Get(int64_t index, RandomStream& random) const {
  if (part_transform_ != nullptr) {
    return dataset_->GetPart(index, [&](int height, int width) {
      return part_transform_->ChoosePart(height, width, random);
    });
  }
  STRIDE_ASSIGN_OR_RETURN(Example example, dataset_->Get(index));
  return ExamplePart{std::move(example), {}};
}

absl::StatusOr<Image> BatchBuilder::Transformed(ExamplePart part, RandomStream& random) const {
  Image& image = part.example.image;
  if (part_transform_ != nullptr) {
    return part_transform_->ApplyToPart({std::move(image), part.box}, random);
  }
  if (options_.transform == nullptr) return std::move(image);
  return options_.transform->Apply(std::move(image), random);
}

absl::Status BatchBuilder::Add(int64_t epoch, int64_t index, int64_t capacity, BuiltBatch& built) {
  RandomStream random(options_.seed, epoch, index, RandomPurpose::kTransform);
  absl::StatusOr<ExamplePart> part = Get(index, random);
  if (!part.ok() && options_.skip_corrupt) {
    ++built.skipped;
    return absl::OkStatus();
  }
  if (!part.ok()) return part.status();
  const int64_t label = part->example.label;
  STRIDE_ASSIGN_OR_RETURN(const Image image, Transformed(*std::move(part), random));
  return Append(index, image, label, capacity, built.batch);
}

absl::Status BatchBuilder::AddNoThrow(int64_t epoch, int64_t index, int64_t capacity,
                                      BuiltBatch& built) {
  try {
    return Add(epoch, index, capacity, built);
  } catch (const c10::Error& error) {
    return absl::InternalError(error.what_without_backtrace());
  } catch (const std::exception& error) {
    return absl::InternalError(error.what());
  }
}

// The first example of a batch decides its sizes.
absl::Status BatchBuilder::Append(int64_t index, const Image& image, int64_t label,
                                  int64_t capacity, Batch& batch) {
  if (!batch.images.defined()) {
    batch.images = pool_.Take({capacity, image.channels(), image.height(), image.width()},
                              at::kFloat, options_.channels_last);
    batch.labels = pool_.Take({capacity}, at::kLong, /*channels_last=*/false);
  }
  if (!SameSizes(batch.images, image)) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected an image of ", batch.images.size(2), "x", batch.images.size(3), "x",
                     batch.images.size(1), " like the others of its batch, found ", Sizes(image),
                     "; add a resize or a crop to the transforms"));
  }
  const int64_t place = static_cast<int64_t>(batch.indices.size());
  float* out = batch.images.data_ptr<float>() + place * image.size_bytes();
  STRIDE_RETURN_IF_ERROR(normalizer_.Write(
      image, options_.channels_last ? MemoryLayout::kChannelsLast : MemoryLayout::kContiguous,
      out));
  batch.labels.data_ptr<int64_t>()[place] = label;
  batch.indices.push_back(index);
  return absl::OkStatus();
}

absl::Status BatchBuilder::AddAll(int64_t epoch, absl::Span<const int64_t> indices,
                                  BuiltBatch& built) {
  const int64_t capacity = static_cast<int64_t>(indices.size());
  built.batch.indices.reserve(capacity);
  for (int64_t i = 0; i < capacity; ++i) {
    if (i + 1 < capacity) dataset_->WillGet(indices[i + 1]);
    const absl::Status status = AddNoThrow(epoch, indices[i], capacity, built);
    if (!status.ok()) return About(*dataset_, indices[i], status);
  }
  if (built.skipped > 0 && built.batch.images.defined()) {
    const int64_t kept = capacity - built.skipped;
    built.batch.images = built.batch.images.narrow(0, 0, kept);
    built.batch.labels = built.batch.labels.narrow(0, 0, kept);
  }
  return absl::OkStatus();
}

// The labels as distributions: all of one on the label.
absl::Status BatchBuilder::AddTargets(Batch& batch) {
  const int64_t classes = static_cast<int64_t>(dataset_->class_names().size());
  const int64_t examples = batch.labels.size(0);
  const int64_t* labels = batch.labels.data_ptr<int64_t>();
  batch.targets = pool_.Take({examples, classes}, at::kFloat, /*channels_last=*/false);
  float* row = batch.targets.data_ptr<float>();
  std::fill_n(row, examples * classes, 0.0f);
  for (int64_t i = 0; i < examples; ++i, row += classes) {
    if (labels[i] < 0 || labels[i] >= classes) {
      return About(*dataset_, batch.indices[i],
                   absl::InvalidArgumentError(absl::StrCat("expected a label from 0 to ",
                                                           classes - 1, ", found ", labels[i])));
    }
    row[labels[i]] = 1;
  }
  return absl::OkStatus();
}

absl::Status BatchBuilder::ApplyBatchTransforms(int64_t epoch, int64_t number, Batch& batch) {
  if (options_.batch_transforms.empty() || !batch.images.defined()) return absl::OkStatus();
  STRIDE_RETURN_IF_ERROR(AddTargets(batch));
  RandomStream random(options_.seed, epoch, number, RandomPurpose::kMix);
  for (const BatchTransformPtr& transform : options_.batch_transforms) {
    transform->Apply(random, batch);
  }
  return absl::OkStatus();
}

absl::StatusOr<BuiltBatch> BatchBuilder::Build(int64_t epoch, int64_t number,
                                               absl::Span<const int64_t> indices) {
  BuiltBatch built;
  absl::Status status = AddAll(epoch, indices, built);
  if (status.ok()) status = ApplyBatchTransforms(epoch, number, built.batch);
  pool_.Written();
  if (!status.ok()) return status;
  return built;
}

}  // namespace stride
