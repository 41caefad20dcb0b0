#include "stride/models/layers/linear.h"

#include <ATen/ops/ones.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(LinearTest, RecordAgreesWithForwardInAnyNumberOfDimensions) {
  Linear layer(5, 7);
  const auto forward = [&](const at::Tensor& images) { return layer->forward(images); };
  const auto trace = TraceModule(*layer, forward, {3, 4, 5});
  ASSERT_TRUE(trace.ok()) << trace.status();
  const LayerRecord& record = trace->layers.at(0);
  EXPECT_EQ(record.description, "5 to 7");
  EXPECT_EQ(record.output, (std::vector<int64_t>{3, 4, 7}));
  EXPECT_EQ(record.parameters, 42);
  EXPECT_EQ(record.multiply_adds, 3 * 4 * 5 * 7);
  EXPECT_EQ(layer->forward(at::ones({2, 3, 4, 5})).sizes(), (at::IntArrayRef{2, 3, 4, 7}));
}

TEST(LinearTest, ValuesAndNamesAreTorchs) {
  Linear ours(torch::nn::LinearOptions(5, 7).bias(false));
  torch::nn::Linear theirs(torch::nn::LinearOptions(5, 7).bias(false));
  const torch::NoGradGuard no_grad;
  theirs->weight.copy_(ours->weight);
  const at::Tensor input = at::ones({2, 5});
  EXPECT_TRUE(ours->forward(input).equal(theirs->forward(input)));
  EXPECT_EQ(ours->named_parameters().keys(), theirs->named_parameters().keys());
}

TEST(LinearTest, RejectsFeatureCountsBelowOne) {
  EXPECT_THROW(Linear(0, 7), c10::Error);
  EXPECT_THROW(Linear(5, -7), c10::Error);
}

}  // namespace
}  // namespace stride
