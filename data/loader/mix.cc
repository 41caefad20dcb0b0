#include "stride/data/loader/mix.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "glog/logging.h"

namespace stride {
namespace {

// Calls mix(own, partner) for each example's `size` floats, with the partner's as they were.
template <typename Mix>
void WithPartners(float* data, int64_t examples, int64_t size, const Mix& mix) {
  float* last = data + (examples - 1) * size;
  const std::vector<float> last_before(last, last + size);
  for (float* own = last; own != data; own -= size) mix(own, own - size);
  mix(data, last_before.data());
}

// In steps that no compiler fuses, so that results are PyTorch's bit for bit.
void Interpolate(double lambda, float* data, int64_t examples, int64_t size) {
  const float own_share = static_cast<float>(lambda);
  const float partner_share = static_cast<float>(1.0 - lambda);
  WithPartners(data, examples, size, [&](float* own, const float* partner) {
    for (int64_t i = 0; i < size; ++i) {
      const float of_own = own[i] * own_share;
      const float of_partner = partner[i] * partner_share;
      own[i] = of_own + of_partner;
    }
  });
}

void MixTargets(double lambda, Batch& batch) {
  Interpolate(lambda, batch.targets.data_ptr<float>(), batch.targets.size(0),
              batch.targets.size(1));
}

// The size of one of the images, which are one after the other without gaps.
int64_t CheckImages(const Batch& batch) {
  const at::Tensor& images = batch.images;
  CHECK(images.is_contiguous() || images.is_contiguous(at::MemoryFormat::ChannelsLast));
  CHECK(batch.targets.is_contiguous());
  return images.size(1) * images.size(2) * images.size(3);
}

class MixUpTransform : public BatchTransform {
 public:
  explicit MixUpTransform(double alpha) : alpha_(alpha) { CHECK_GT(alpha, 0) << "mixup"; }
  void Apply(RandomStream& random, Batch& batch) const override {
    MixExamples(random.Beta(alpha_, alpha_), batch);
  }
  std::string ToString() const override { return absl::StrCat("mixup(", alpha_, ")"); }

 private:
  const double alpha_;
};

class CutMixTransform : public BatchTransform {
 public:
  explicit CutMixTransform(double alpha) : alpha_(alpha) { CHECK_GT(alpha, 0) << "cutmix"; }
  void Apply(RandomStream& random, Batch& batch) const override {
    const double lambda = random.Beta(alpha_, alpha_);
    const int64_t height = batch.images.size(2);
    const int64_t width = batch.images.size(3);
    const int64_t column = random.UniformInt(0, width);
    const int64_t row = random.UniformInt(0, height);
    PasteBox(CutMixBox(lambda, row, column, height, width), batch);
  }
  std::string ToString() const override { return absl::StrCat("cutmix(", alpha_, ")"); }

 private:
  const double alpha_;
};

class MixOneOfTransform : public BatchTransform {
 public:
  explicit MixOneOfTransform(std::vector<BatchTransformPtr> transforms)
      : transforms_(std::move(transforms)) {
    CHECK(!transforms_.empty());
    for (const BatchTransformPtr& transform : transforms_) CHECK(transform != nullptr);
  }
  void Apply(RandomStream& random, Batch& batch) const override {
    const int64_t count = static_cast<int64_t>(transforms_.size());
    transforms_[random.UniformInt(0, count)]->Apply(random, batch);
  }
  std::string ToString() const override {
    return absl::StrCat("mix_one_of(",
                        absl::StrJoin(transforms_, ", ",
                                      [](std::string* out, const BatchTransformPtr& transform) {
                                        out->append(transform->ToString());
                                      }),
                        ")");
  }

 private:
  const std::vector<BatchTransformPtr> transforms_;
};

}  // namespace

BatchTransformPtr MixUp(double alpha) { return std::make_shared<MixUpTransform>(alpha); }

BatchTransformPtr CutMix(double alpha) { return std::make_shared<CutMixTransform>(alpha); }

BatchTransformPtr MixOneOf(std::vector<BatchTransformPtr> transforms) {
  return std::make_shared<MixOneOfTransform>(std::move(transforms));
}

void MixExamples(double lambda, Batch& batch) {
  const int64_t size = CheckImages(batch);
  Interpolate(lambda, batch.images.data_ptr<float>(), batch.images.size(0), size);
  MixTargets(lambda, batch);
}

Box CutMixBox(double lambda, int64_t center_row, int64_t center_column, int64_t height,
              int64_t width) {
  const double half = 0.5 * std::sqrt(1.0 - lambda);
  const int64_t rows = static_cast<int64_t>(half * height);
  const int64_t columns = static_cast<int64_t>(half * width);
  Box box;
  box.top = std::max<int64_t>(center_row - rows, 0);
  box.left = std::max<int64_t>(center_column - columns, 0);
  box.bottom = std::min(center_row + rows, height);
  box.right = std::min(center_column + columns, width);
  return box;
}

void PasteBox(const Box& box, Batch& batch) {
  const int64_t size = CheckImages(batch);
  const int64_t height = batch.images.size(2);
  const int64_t width = batch.images.size(3);
  const bool planar = batch.images.is_contiguous();  // else pixels with all of their channels
  const int64_t planes = planar ? batch.images.size(1) : 1;
  const int64_t pixel = planar ? 1 : batch.images.size(1);
  const int64_t columns = box.right - box.left;
  WithPartners(batch.images.data_ptr<float>(), batch.images.size(0), size,
               [&](float* own, const float* partner) {
                 for (int64_t plane = 0; plane < planes; ++plane) {
                   for (int64_t row = box.top; row < box.bottom; ++row) {
                     const int64_t begin = ((plane * height + row) * width + box.left) * pixel;
                     std::copy_n(partner + begin, columns * pixel, own + begin);
                   }
                 }
               });
  const double pasted = static_cast<double>(columns * (box.bottom - box.top));
  MixTargets(1.0 - pasted / static_cast<double>(height * width), batch);
}

}  // namespace stride
