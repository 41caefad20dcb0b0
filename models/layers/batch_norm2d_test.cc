#include "stride/models/layers/batch_norm2d.h"

#include <ATen/ops/ones.h>

#include "gtest/gtest.h"
#include "stride/models/core/tracer.h"

namespace stride {
namespace {

TEST(BatchNorm2dTest, TraceKeepsSizesAndStatistics) {
  BatchNorm2d layer(3);
  const auto forward = [&](const at::Tensor& images) { return layer->forward(images); };
  const auto trace = TraceModule(*layer, forward, {3, 4, 5});
  ASSERT_TRUE(trace.ok()) << trace.status();
  EXPECT_EQ(trace->layers.at(0).output, (std::vector<int64_t>{3, 4, 5}));
  EXPECT_EQ(trace->layers.at(0).parameters, 6);
  EXPECT_EQ(trace->layers.at(0).multiply_adds, 0);
  EXPECT_EQ(layer->num_batches_tracked.item<int64_t>(), 0);
}

TEST(BatchNorm2dTest, ValuesAndNamesAreTorchs) {
  BatchNorm2d ours(2);
  torch::nn::BatchNorm2d theirs(2);
  const at::Tensor images = at::ones({2, 2, 3, 3}).cumsum(2);
  EXPECT_TRUE(ours->forward(images).equal(theirs->forward(images)));
  EXPECT_TRUE(ours->running_mean.equal(theirs->running_mean));
  EXPECT_EQ(ours->named_parameters().keys(), theirs->named_parameters().keys());
  EXPECT_EQ(ours->named_buffers().keys(), theirs->named_buffers().keys());
}

}  // namespace
}  // namespace stride
