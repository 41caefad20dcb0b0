#include "stride/models/fashion_cnn/fashion_cnn.h"

#include <ATen/ops/zeros.h>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "stride/models/core/summary.h"

namespace stride {
namespace {

TEST(FashionCnnTest, DefaultIsSmall) {
  const auto cnn = MakeFashionCnn({});
  ASSERT_TRUE(cnn.ok()) << cnn.status();
  EXPECT_LE(CountMultiplyAdds(**cnn), 8'000'000);
  EXPECT_EQ((*cnn)->Forward(at::zeros({2, 1, 28, 28})).sizes(), (at::IntArrayRef{2, 10}));
}

TEST(FashionCnnTest, HeadFollowsTheTrunk) {
  FashionCnnOptions options;
  options.input = {3, 20, 24};
  options.num_classes = 4;
  options.stages = {{8, 12}, {16}};
  options.hidden = {};
  options.dropout = 0;
  const auto cnn = MakeFashionCnn(options);
  ASSERT_TRUE(cnn.ok()) << cnn.status();
  EXPECT_EQ((*cnn)->layers().back().description, "480 to 4");
  EXPECT_EQ((*cnn)->Forward(at::zeros({2, 3, 20, 24})).sizes(), (at::IntArrayRef{2, 4}));
}

TEST(FashionCnnTest, NothingLeftToPoolShowsTheArithmetic) {
  FashionCnnOptions options;
  options.input = {1, 4, 4};
  const absl::Status status = MakeFashionCnn(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(absl::StrContains(status.message(), "floor((1 - 2)/2) + 1 = 0")) << status;
}

}  // namespace
}  // namespace stride
