#include "stride/eval/evaluator/test_time_augmentation.h"

#include <ATen/ops/reflection_pad2d.h>

namespace stride {
namespace {

class AugmentedClassifier final : public Classifier {
 public:
  explicit AugmentedClassifier(Classifier& inner)
      : Classifier({inner.name(), inner.input_shape(), inner.num_classes(), inner.layers()}),
        inner_(inner) {}

  at::Tensor Forward(const at::Tensor& images) override {
    const at::Tensor padded = at::reflection_pad2d(images, {1, 1, 1, 1});
    const at::Tensor shifted = Mirrored(Corner(padded, 0)).add(Mirrored(Corner(padded, 2)));
    return Mirrored(images).mul(0.5).add(shifted, 0.25);
  }

  std::vector<NamedTensor> Parameters() const override { return inner_.Parameters(); }
  std::vector<NamedTensor> Buffers() const override { return inner_.Buffers(); }
  void SetTraining(bool training) override { inner_.SetTraining(training); }
  bool training() const override { return inner_.training(); }
  void To(at::ScalarType type) override { inner_.To(type); }
  void To(at::Device device) override { inner_.To(device); }

 private:
  at::Tensor Mirrored(const at::Tensor& images) {
    return inner_.Forward(images).add(inner_.Forward(images.flip(3))).mul(0.5);
  }
  at::Tensor Corner(const at::Tensor& padded, int64_t offset) const {
    return padded.narrow(2, offset, input_shape().height).narrow(3, offset, input_shape().width);
  }

  Classifier& inner_;
};

}  // namespace

std::unique_ptr<Classifier> AugmentTestTime(Classifier& classifier) {
  return std::make_unique<AugmentedClassifier>(classifier);
}

}  // namespace stride
