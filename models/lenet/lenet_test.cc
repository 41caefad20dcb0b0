#include "stride/models/lenet/lenet.h"

#include <ATen/ops/zeros.h>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "stride/models/core/summary.h"

namespace stride {
namespace {

std::unique_ptr<Classifier> Make(const LenetOptions& options) {
  auto lenet = MakeLenet(options);
  EXPECT_TRUE(lenet.ok()) << lenet.status();
  return *std::move(lenet);
}

TEST(LenetTest, DefaultHasThePapersWidths) {
  const auto lenet = Make({});
  EXPECT_EQ(CountParameters(*lenet), 61706);
  EXPECT_EQ(lenet->layers()[0].name, "trunk.conv1");
  EXPECT_EQ(lenet->layers()[3].output, (std::vector<int64_t>{16, 5, 5}));
  EXPECT_EQ(lenet->layers()[4].description, "400 to 120");
  EXPECT_EQ(lenet->Forward(at::zeros({2, 1, 28, 28})).sizes(), (at::IntArrayRef{2, 10}));
}

TEST(LenetTest, HeadFollowsTheTrunk) {
  LenetOptions options;
  options.input = {3, 32, 40};
  options.num_classes = 7;
  options.channels = {8, 8, 8};
  options.hidden = {20};
  options.kernel = 3;
  options.first_padding = 1;
  options.activation = Activation::kReLU;
  options.pooling = LenetPooling::kMax;
  options.dropout = 0.5;
  const auto lenet = Make(options);
  EXPECT_EQ(lenet->layers()[1].type, "MaxPool2d");
  EXPECT_EQ(lenet->Forward(at::zeros({2, 3, 32, 40})).sizes(), (at::IntArrayRef{2, 7}));
}

TEST(LenetTest, ImageTooSmallShowsTheArithmetic) {
  LenetOptions options;
  options.input = {1, 8, 8};
  const absl::Status status = MakeLenet(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  for (const char* part : {"lenet: for 1x8x8 images trunk.conv2 (Conv2d 5x5, 16) does not fit",
                           "(8 + 2*2 - 5)/1 + 1 = 8", "(4 - 5)/1 + 1 = 0"}) {
    EXPECT_TRUE(absl::StrContains(status.message(), part)) << status;
  }
}

TEST(LenetTest, RejectsOptionsOutOfRange) {
  LenetOptions options;
  options.channels = {6, 0};
  EXPECT_EQ(MakeLenet(options).status().code(), absl::StatusCode::kInvalidArgument);
  options = {};
  options.first_padding = -1;
  EXPECT_EQ(MakeLenet(options).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace stride
