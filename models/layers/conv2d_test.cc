#include "stride/models/layers/conv2d.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

using torch::nn::Conv2dOptions;

LayerRecord TraceLayer(Conv2d layer, const ImageShape& input) {
  const auto trace = TraceModule(
      *layer, [&](const at::Tensor& images) { return layer->forward(images); }, input);
  EXPECT_TRUE(trace.ok()) << trace.status();
  return trace->layers.at(0);
}

// The trace must tell what the layer does.
void ExpectTraceAgrees(const Conv2dOptions& options, const ImageShape& input) {
  Conv2d layer(options);
  const LayerRecord record = TraceLayer(layer, input);
  const at::Tensor images = at::ones({2, input.channels, input.height, input.width});
  EXPECT_EQ(layer->forward(images).sizes().slice(1), at::IntArrayRef(record.output))
      << record.description;
}

TEST(Conv2dTest, TraceAgreesWithForward) {
  ExpectTraceAgrees(Conv2dOptions(3, 8, 3).padding(1), {3, 9, 7});
  ExpectTraceAgrees(Conv2dOptions(3, 8, 3).stride(2).padding(1).dilation(2), {3, 17, 12});
  ExpectTraceAgrees(Conv2dOptions(4, 8, {3, 2}).stride({1, 2}).groups(2), {4, 9, 7});
  ExpectTraceAgrees(Conv2dOptions(3, 8, 3).padding(torch::kSame), {3, 9, 7});
  ExpectTraceAgrees(Conv2dOptions(3, 8, 4).padding(torch::kSame), {3, 9, 7});
  ExpectTraceAgrees(Conv2dOptions(3, 8, 3).padding(torch::kValid), {3, 9, 7});
}

double Difference(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) - b).abs().max().item<double>() / b.abs().max().item<double>();
}

// LibTorch computes float64 without oneDNN.
TEST(Conv2dTest, AgreesWithFloat64ForAnyNumberOfChannels) {
  for (const int64_t in : {1, 3, 16, 20, 24, 48}) {
    for (const int64_t out : {6, 16, 20, 64}) {
      Conv2d layer(Conv2dOptions(in, out, 3).padding(1).bias(false));
      const at::Tensor images = at::rand({3, in, 4, 4}).requires_grad_();
      const at::Tensor exact_images = images.detach().to(at::kDouble).requires_grad_();
      const at::Tensor maps = layer->forward(images);
      const at::Tensor exact =
          at::conv2d(exact_images, layer->weight.detach().to(at::kDouble), {}, 1, 1);
      maps.sum().backward();
      exact.sum().backward();
      EXPECT_LT(Difference(maps, exact), 1e-5) << in << " to " << out;
      EXPECT_LT(Difference(images.grad(), exact_images.grad()), 1e-5) << in << " to " << out;
    }
  }
}

TEST(Conv2dTest, RecordDescribesTheLayer) {
  auto options = Conv2dOptions(4, 8, {3, 2}).stride({1, 2}).padding({1, 0}).groups(2);
  const LayerRecord record = TraceLayer(Conv2d(options.bias(false)), {4, 9, 8});
  EXPECT_EQ(record.type, "Conv2d");
  EXPECT_EQ(record.description, "3x2, 8, stride 1x2, padding 1x0, groups 2");
  EXPECT_EQ(record.formula, "h: (9 + 2*1 - 3)/1 + 1 = 9, w: (8 - 2)/2 + 1 = 4");
  EXPECT_EQ(record.parameters, 8 * 2 * 6);
  EXPECT_EQ(record.multiply_adds, 9 * 4 * 8 * 2 * 6);
}

TEST(Conv2dTest, ValuesAndNamesAreTorchs) {
  Conv2d ours(3, 8, 3);
  torch::nn::Conv2d theirs(Conv2dOptions(3, 8, 3));
  const torch::NoGradGuard no_grad;
  theirs->weight.copy_(ours->weight);
  theirs->bias.copy_(ours->bias);
  const at::Tensor images = at::ones({2, 3, 5, 5});
  EXPECT_TRUE(ours->forward(images).equal(theirs->forward(images)));
  EXPECT_EQ(ours->named_parameters().keys(), theirs->named_parameters().keys());
}

TEST(Conv2dTest, RejectsSizesBelowOne) {
  EXPECT_THROW(Conv2d(0, 8, 3), c10::Error);
  EXPECT_THROW(Conv2d(3, -1, 3), c10::Error);
  EXPECT_THROW(Conv2d(3, 8, 0), c10::Error);
  EXPECT_THROW(Conv2d(Conv2dOptions(3, 8, 3).stride(0)), c10::Error);
  EXPECT_THROW(Conv2d(Conv2dOptions(3, 8, 3).padding(-1)), c10::Error);
  EXPECT_THROW(Conv2d(Conv2dOptions(3, 8, 3).groups(0)), c10::Error);
}

}  // namespace
}  // namespace stride
