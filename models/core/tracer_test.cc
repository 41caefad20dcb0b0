#include "stride/models/core/tracer.h"

#include <ATen/ops/cat.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/dropout.h>

#include <thread>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"

namespace stride {
namespace {

using Sizes = std::vector<int64_t>;

absl::StatusOr<Trace> TraceSequential(torch::nn::Sequential net, const ImageShape& input) {
  return TraceModule(
      *net, [&](const at::Tensor& images) { return net->forward(images); }, input);
}

void ExpectFailure(const torch::nn::Sequential& net, const ImageShape& input,
                   const std::vector<const char*>& parts) {
  const absl::Status status = TraceSequential(net, input).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  for (const char* part : parts) {
    EXPECT_TRUE(absl::StrContains(status.message(), part)) << part << "\n" << status;
  }
}

TEST(TraceModuleTest, RecordsEachLayerInOrder) {
  torch::nn::Sequential net({{"conv", Conv2d(1, 6, 5)},
                             {"pool", MaxPool2d(2)},
                             {"flatten", torch::nn::Flatten()},
                             {"dropout", torch::nn::Dropout(0.5)},
                             {"fc", Linear(864, 10)}});
  const auto trace = TraceSequential(net, {1, 28, 28});
  ASSERT_TRUE(trace.ok()) << trace.status();
  EXPECT_EQ(trace->output, Sizes{10});
  ASSERT_EQ(trace->layers.size(), 3);
  const LayerRecord& conv = trace->layers[0];
  EXPECT_EQ(conv.name, "conv");
  EXPECT_EQ(conv.parameters, 6 * 25 + 6);
  EXPECT_EQ(conv.multiply_adds, 24 * 24 * 6 * 25);
  EXPECT_EQ(conv.formula, "(28 - 5)/1 + 1 = 24");
  EXPECT_EQ(trace->layers[1].output, (Sizes{6, 12, 12}));
  EXPECT_EQ(trace->layers[2].multiply_adds, 8640);
}

TEST(TraceModuleTest, FollowsResidualsAndConcatenation) {
  torch::nn::Sequential net({{"a", Conv2d(torch::nn::Conv2dOptions(8, 8, 3).padding(1))},
                             {"norm", BatchNorm2d(8)},
                             {"b", Conv2d(16, 4, 1)}});
  const auto forward = [&](const at::Tensor& x) {
    const at::Tensor a = net->ptr(0)->as<Conv2d>()->forward(x).relu();
    const at::Tensor sum = net->ptr(1)->as<BatchNorm2d>()->forward(a).tanh() + x;
    return net[2]->as<Conv2d>()->forward(at::cat({sum, a}, 1));
  };
  const auto trace = TraceModule(*net, forward, {8, 7, 5});
  ASSERT_TRUE(trace.ok()) << trace.status();
  EXPECT_EQ(trace->output, (Sizes{4, 7, 5}));
  EXPECT_EQ(trace->layers[2].name, "b");
}

TEST(TraceModuleTest, KeepsEachModulesMode) {
  torch::nn::Sequential net(Conv2d(1, 2, 1), BatchNorm2d(2));
  net->ptr(1)->eval();
  ASSERT_TRUE(TraceSequential(net, {1, 4, 4}).ok());
  EXPECT_TRUE(net->is_training());
  EXPECT_TRUE(net->ptr(0)->is_training());
  EXPECT_FALSE(net->ptr(1)->is_training());
  EXPECT_EQ(Tracer::Active(), nullptr);
}

TEST(TraceModuleTest, LayersOfTorchRunOnZerosAndLeaveNoRecord) {
  torch::nn::Sequential net(torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 2, 3)), Conv2d(2, 3, 3));
  const auto trace = TraceSequential(net, {1, 8, 8});
  ASSERT_TRUE(trace.ok()) << trace.status();
  EXPECT_EQ(trace->output, (Sizes{3, 4, 4}));
  ASSERT_EQ(trace->layers.size(), 1);
  EXPECT_EQ(trace->layers[0].name, "1");
}

TEST(TraceModuleTest, FailureOfALayerOfTorchShowsWhatCameBefore) {
  torch::nn::Sequential net(Conv2d(1, 2, 3), torch::nn::Flatten(), torch::nn::Linear(71, 10));
  ExpectFailure(net, {1, 8, 8}, {"fails after these layers", "(8 - 3)/1 + 1 = 6", "2x6x6", "71"});
}

TEST(TraceModuleTest, HeadThatDoesNotFitShowsTheArithmetic) {
  torch::nn::Sequential net(Conv2d(1, 6, 5), MaxPool2d(2), torch::nn::Flatten(), Linear(256, 10));
  ExpectFailure(
      net, {1, 28, 28},
      {"3 (Linear 256 to 10) expects 256 features, 864 arrive", "Build it with in_features = 864",
       "for 1x28x28 images", "(28 - 5)/1 + 1 = 24", "(24 - 2)/2 + 1 = 12", "6x12x12"});
}

TEST(TraceModuleTest, ForgottenFlattenIsNamed) {
  ExpectFailure(torch::nn::Sequential(Conv2d(1, 6, 5), Linear(864, 10)), {1, 16, 16},
                {"expects 864 features, 12 arrive. Flatten before it."});
}

TEST(TraceModuleTest, ChannelsThatDoNotFitAreNamed) {
  ExpectFailure(torch::nn::Sequential(Conv2d(1, 6, 5), Conv2d(3, 8, 5)), {1, 16, 16},
                {"expects 3 channels, 6 arrive", "in_channels = 6"});
  ExpectFailure(torch::nn::Sequential(Conv2d(1, 6, 5), BatchNorm2d(8)), {1, 16, 16},
                {"expects 8 channels, 6 arrive", "num_features = 6"});
  ExpectFailure(torch::nn::Sequential(torch::nn::Flatten(), Conv2d(1, 6, 5)), {1, 16, 16},
                {"expects images [N, C, H, W]", "Put it before the layer that flattens"});
}

TEST(TraceModuleTest, WindowThatDoesNotFitShowsTheArithmetic) {
  ExpectFailure(torch::nn::Sequential(MaxPool2d(2), Conv2d(1, 6, 5)), {1, 6, 6},
                {"an output size is below 1", "(3 - 5)/1 + 1 = -1", "larger images"});
}

TEST(TraceModuleTest, InputBelowOneIsNamed) {
  ExpectFailure(torch::nn::Sequential(Conv2d(1, 6, 1)), {1, 0, 6}, {"image shape 1x0x6"});
}

TEST(TracerTest, IsSeenByItsOwnThreadOnly) {
  torch::nn::Sequential net(Conv2d(1, 6, 5));
  const Tracer tracer(*net, {1, 8, 8});
  EXPECT_EQ(Tracer::Active(), &tracer);
  std::thread([] { EXPECT_EQ(Tracer::Active(), nullptr); }).join();
  {
    const Tracer inner(*net, {1, 8, 8});
    EXPECT_EQ(Tracer::Active(), &inner);
  }
  EXPECT_EQ(Tracer::Active(), &tracer);
}

TEST(TraceFeaturesTest, CountsValuesOrThrows) {
  torch::nn::Sequential trunk(Conv2d(1, 6, 5), MaxPool2d(2));
  const auto forward = [&](const at::Tensor& images) { return trunk->forward(images); };
  EXPECT_EQ(TraceFeatures(*trunk, forward, {1, 28, 28}), 864);
  EXPECT_THROW(TraceFeatures(*trunk, forward, {1, 4, 4}), c10::Error);
}

}  // namespace
}  // namespace stride
