#include "stride/models/layers/layer_norm.h"

#include <ATen/ops/linspace.h>

#include "gtest/gtest.h"
#include "stride/models/core/tracer.h"

namespace stride {
namespace {

TEST(LayerNormTest, EachVectorHasMeanZeroAndVarianceOne) {
  const at::Tensor input = at::linspace(-3, 9, 24).view({2, 3, 4}).square();
  const at::Tensor output = LayerNorm(4, 0.0)->forward(input);
  EXPECT_LT(output.mean(-1).abs().max().item<double>(), 1e-5);
  EXPECT_LT((output.var(-1, /*unbiased=*/false) - 1).abs().max().item<double>(), 1e-4);
}

TEST(LayerNormTest, ImagesAreNormalisedOverTheirChannels) {
  const at::Tensor images = at::linspace(-3, 9, 48).view({2, 4, 3, 2}).square();
  const at::Tensor expected = LayerNorm(4)->forward(images.permute({0, 2, 3, 1}));
  EXPECT_TRUE(LayerNorm2d(4)->forward(images).permute({0, 2, 3, 1}).equal(expected));
}

TEST(LayerNormTest, LeavesARecordAndExplains) {
  LayerNorm2d layer(4);
  const auto forward = [&](const at::Tensor& images) { return layer->forward(images); };
  const auto trace = TraceModule(*layer, forward, {4, 3, 2});
  ASSERT_TRUE(trace.ok()) << trace.status();
  EXPECT_EQ(trace->output, (std::vector<int64_t>{4, 3, 2}));
  EXPECT_EQ(trace->layers.at(0).parameters, 8);
  EXPECT_NE(TraceModule(*layer, forward, {3, 3, 2}).status().ToString().find("expects 4 features"),
            std::string::npos);
}

}  // namespace
}  // namespace stride
