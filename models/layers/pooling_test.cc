#include "stride/models/layers/pooling.h"

#include <ATen/ops/ones.h>

#include "gtest/gtest.h"
#include "stride/models/core/tracer.h"

namespace stride {
namespace {

using torch::nn::AdaptiveAvgPool2dOptions;
using torch::nn::AvgPool2dOptions;
using torch::nn::MaxPool2dOptions;

// The trace must tell what the layer does.
template <typename Layer>
LayerRecord ExpectTraceAgrees(Layer layer, const ImageShape& input) {
  const auto forward = [&](const at::Tensor& images) { return layer->forward(images); };
  const auto trace = TraceModule(*layer, forward, input);
  EXPECT_TRUE(trace.ok()) << trace.status();
  LayerRecord record = trace->layers.at(0);
  const at::Tensor output = forward(at::ones({2, input.channels, input.height, input.width}));
  EXPECT_EQ(output.sizes().slice(1), at::IntArrayRef(record.output)) << record.description;
  return record;
}

TEST(MaxPool2dTest, TraceAgreesWithForward) {
  EXPECT_EQ(ExpectTraceAgrees(MaxPool2d(2), {3, 9, 8}).description, "2x2");
  ExpectTraceAgrees(MaxPool2d(MaxPool2dOptions(3).stride(2).padding(1)), {3, 9, 8});
  ExpectTraceAgrees(MaxPool2d(MaxPool2dOptions(3).stride(2).ceil_mode(true)), {3, 8, 7});
  ExpectTraceAgrees(MaxPool2d(MaxPool2dOptions(2).padding(1).ceil_mode(true)), {3, 3, 4});
  const auto dilated = MaxPool2dOptions(2).stride(1).dilation(2);
  EXPECT_EQ(ExpectTraceAgrees(MaxPool2d(dilated), {3, 9, 8}).description,
            "2x2, stride 1, dilation 2");
}

TEST(AvgPool2dTest, TraceAgreesWithForward) {
  EXPECT_EQ(ExpectTraceAgrees(AvgPool2d(2), {3, 8, 8}).formula, "(8 - 2)/2 + 1 = 4");
  ExpectTraceAgrees(AvgPool2d(AvgPool2dOptions({3, 2}).stride({2, 1}).padding(1)), {3, 9, 8});
  ExpectTraceAgrees(AvgPool2d(AvgPool2dOptions(3).stride(2).ceil_mode(true)), {3, 8, 7});
}

TEST(AdaptiveAvgPool2dTest, TraceAgreesWithForward) {
  EXPECT_EQ(ExpectTraceAgrees(AdaptiveAvgPool2d(1), {3, 8, 5}).description, "to 1x1");
  ExpectTraceAgrees(AdaptiveAvgPool2d(AdaptiveAvgPool2dOptions({7, 6})), {3, 8, 5});
  ExpectTraceAgrees(AdaptiveAvgPool2d(AdaptiveAvgPool2dOptions({c10::nullopt, 6})), {3, 8, 5});
}

TEST(PoolingTest, ValuesAreTorchs) {
  const at::Tensor images = at::ones({1, 1, 6, 6}).cumsum(2);
  EXPECT_TRUE(MaxPool2d(2)->forward(images).equal(torch::nn::MaxPool2d(2)->forward(images)));
  EXPECT_TRUE(AvgPool2d(2)->forward(images).equal(torch::nn::AvgPool2d(2)->forward(images)));
}

TEST(PoolingTest, RejectsSizesOutOfRange) {
  EXPECT_THROW(MaxPool2d(0), c10::Error);
  EXPECT_THROW(AvgPool2d(AvgPool2dOptions(2).stride(0)), c10::Error);
  EXPECT_THROW(MaxPool2d(MaxPool2dOptions(3).padding(2)), c10::Error);
}

}  // namespace
}  // namespace stride
