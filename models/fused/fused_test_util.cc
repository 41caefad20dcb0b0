#include "stride/models/fused/fused_test_util.h"

#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/status/status.h"

namespace stride {

using ::testing::HasSubstr;

at::Tensor Images(const Classifier& network) {
  const ImageShape& shape = network.input_shape();
  return at::randn({4, shape.channels, shape.height, shape.width});
}

std::unique_ptr<Classifier> Fused(std::unique_ptr<Classifier> network, const FuseOptions& options) {
  auto fused = Fuse(network, options);
  if (absl::IsUnimplemented(fused.status())) {
    EXPECT_THAT(fused.status().ToString(), HasSubstr("oneDNN"));
    return nullptr;
  }
  return std::move(fused).value();
}

FuseOptions Direct() {
  FuseOptions options;
  options.winograd = false;
  return options;
}

Step TrainOnce(Classifier& network, Precision precision) {
  at::manual_seed(1);
  const at::Tensor images = Images(network);
  const at::Tensor labels = at::randint(10, {4}, at::kLong);
  Step step;
  {
    const PrecisionScope scope(precision);
    step.logits = network.Forward(images);
  }
  at::cross_entropy_loss(step.logits.to(at::kFloat), labels).backward();
  for (const NamedTensor& item : network.Parameters()) {
    step.gradients.push_back({item.name, item.tensor.grad()});
  }
  return step;
}

double Difference(const at::Tensor& found, const at::Tensor& expected) {
  return found.sub(expected).norm().div(expected.norm().clamp_min(1e-12)).item<double>();
}

void ExpectSame(const Classifier& fused, const Step& found, const Classifier& plain,
                const Step& expected, double bound) {
  EXPECT_LT(Difference(found.logits, expected.logits), bound);
  ASSERT_EQ(found.gradients.size(), expected.gradients.size());
  for (size_t i = 0; i < found.gradients.size(); ++i) {
    const std::string& name = expected.gradients[i].name;
    ASSERT_EQ(found.gradients[i].tensor.defined(), expected.gradients[i].tensor.defined()) << name;
    if (!expected.gradients[i].tensor.defined()) continue;
    EXPECT_LT(Difference(found.gradients[i].tensor, expected.gradients[i].tensor), bound) << name;
  }
  for (size_t i = 0; i < plain.Buffers().size(); ++i) {
    const at::Tensor buffer = plain.Buffers()[i].tensor;
    EXPECT_TRUE(fused.Buffers()[i].tensor.allclose(buffer, 1e-4, 1e-6)) << plain.Buffers()[i].name;
  }
}

}  // namespace stride
